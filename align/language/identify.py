"""Language identification of a pair: how likely the Chinese is Chinese and the English English.

Chinese is told by its script: the share of Han characters among the letters, none where kana or Hangul show that it is
another language. English needs a model: py3langid (Lui & Baldwin 2012), a naive Bayes classifier of byte sequences. The
text claims to be English, so that is likely before it is read, and a short "Yes." is not lost to a rare language.
"""

import re
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


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    return identifier
