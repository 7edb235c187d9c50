"""Language identification of a pair: how likely the Chinese is Chinese and the English English.

Chinese is told by its script: the share of Han characters among the letters, none where kana or Hangul show that it is
another language. English needs a model: py3langid (Lui & Baldwin 2012), a naive Bayes classifier of byte sequences. The
text claims to be English, so that is likely before it is read, and a short "Yes." is not lost to a rare language.
"""

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from align.language.tables import words
from align.model.document import HAN

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

CLAIMED = 0.9  # the probability that a text is in the language that its side claims, before it is read
READ = 80  # characters; more decide nothing
LANGUAGES = words("""
    en zh ja ko ru uk bg ar fa he hi th el fr de es pt it nl sv da no fi pl cs hu ro tr vi id ms tl sw la
""")
"""What stands where English is expected; all 140 that the model knows take three times as long."""
_HAN = re.compile(f"[{HAN}]")
_OTHER = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")  # kana, Hangul
# Words of no other language of LANGUAGES; two of them decide, and spare most texts the model.
_SURE = re.compile(r"\b(?:the|and|that|with|from|this|are|were|has|which)\b", re.IGNORECASE)
WINDOWS = 8  # of READ characters each; a shorter text is too short to be sure
MOST_WINDOWS = 40  # that are read of a long text
LEAST_ALIKE = 0.8  # share of the windows in the language of the text
LEAST_SMALL = 0.5  # share of words in small letters
MOST_ENGLISH = 0.01  # share of _SURE among words; 13 in 100 are in English news
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_LATIN = re.compile(r"[A-Za-z]{2}")


def lid(zh: str, en: str) -> float:
    """Return the lower of the probabilities that ``zh`` is Chinese and ``en`` English; 1 for sides without letters.

    >>> lid("去年出口增长。", "Exports grew last year.") > 0.9
    True
    >>> lid("去年出口增长。", "Les exportations ont augmenté l'année dernière.") < 0.1
    True
    >>> lid("輸出は昨年増えました。", "Exports grew last year.") < 0.1
    True
    """
    return min(chinese(zh), english(en))


def chinese(text: str) -> float:
    """Return the share of Han characters among the letters of a text; one Latin word counts as two characters."""
    han, latin, other = len(_HAN.findall(text)), len(_LATIN.findall(text)), len(_OTHER.findall(text))
    if other > han // 4:
        return 0.0
    return han / (han + latin * 2 / 3) if han or latin else 1.0


def english(text: str) -> float:
    """Return the probability that a text is English."""
    head = text[:READ]
    if not any(map(str.isalpha, head)):
        return 1.0
    if len(set(map(str.lower, _SURE.findall(text[: 2 * READ])))) > 1:
        return 1.0
    identifier = _identifier()
    chance = next(p for language, p in identifier.rank(head) if language == "en")
    odds = CLAIMED / (1 - CLAIMED) * (len(identifier.labels) - 1) * chance / max(1 - chance, 1e-9)
    return float(odds / (1 + odds))


def foreign(text: str) -> bool:
    """True if a text in Latin letters is long enough to be sure that it is not English, and is not.

    Names, tables, code and single words are of no language, so that windows of them are told to be of several: all but
    few windows must be of the same one, and most words in small letters, as in sentences. English is told by its words
    first, without the model.

    >>> french = "Les exportations ont augmenté de cinq pour cent l'année dernière, selon les chiffres publiés mardi. "
    >>> foreign(french * 8), foreign(french), foreign("Exports rose last year, and that was more than expected. " * 20)
    (True, False, False)
    """
    if len(text) < WINDOWS * READ:
        return False
    found = _WORD.findall(text)
    small = sum(word[0].islower() for word in found)
    if len(_SURE.findall(text)) > MOST_ENGLISH * len(found) or small < LEAST_SMALL * len(found):
        return False
    step = max(READ, len(text) // MOST_WINDOWS)
    windows = [text[at : at + READ] for at in range(0, len(text) - READ + 1, step)]
    best = Counter(_identifier().rank(window)[0][0] for window in windows)
    ((language, count),) = best.most_common(1)
    return language != "en" and count >= LEAST_ALIKE * len(windows)


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    return identifier
