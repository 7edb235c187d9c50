"""Capitalised runs in an English text, and whether the Chinese accounts for them.

A capitalised run may be a person, a place, a committee, a festival or only the beginning of a sentence. What can be
told without a dictionary is the reverse: whether something in the Chinese explains it. It is explained by the same
letters, by a place that goes by that name, by characters that spell it in pinyin or that transcribe it, or by being
made of words that are translated (Ministry, Festival, March). What is left unexplained is no proof of an error, but
where the Chinese names somebody whom the English lacks, it is what stands in the place.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from align.language.light_words import light_words
from align.language.names.people import families_in
from align.language.names.pinyin import letters_of, looks_pinyin, spelt_at
from align.language.names.surnames import families_of
from align.language.names.transcription import transcribed
from align.language.places import en_places, stands_for
from align.language.tables import read_table, words
from align.model.document import Span
from align.scorers.names.known_people import has_name, known_people

_WORD = re.compile(
    r"[A-Z\u00c0-\u00de\u0100-\u017f][\w\u00c0-\u024f]*"
    r"(?:['\-\u2010-\u2015\N{RIGHT SINGLE QUOTATION MARK}][A-Za-z\u00c0-\u024f]+)*\.?"
)
_POSSESSIVE = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]s?$")
_SENTENCE_START = re.compile('(?:^|[.?!:;…]["\'”’)\\]]*\\s+|["“‘(\\[—–•*]\\s*|\\n\\s*)$')
# Words that open sentences or are translated, not transcribed: a run that holds one of them is explained.
TRANSLATED = frozenset(row["en"] for row in read_table("translated-words"))
_SHORT = 3  # letters up to which a word sounds like something in any text
_BEFORE_NAMES = frozenset(
    words("""
        mr mrs ms miss dr prof sir hon president premier minister governor gov mayor secretary director chairman
        senator sen rep representative professor captain reporter correspondent chancellor ceo cfo chairwoman king
        queen prince ambassador coach founder actor singer leader spokesperson spokesman spokeswoman host commissioner
        moderator anchor colonel academician justice judge
    """)
)
_TITLES = _BEFORE_NAMES | frozenset(
    words("""
        vice deputy general former the a an in on at and but for from as when while after before since chair head prime
        executive state foreign
    """)
)
# What ends the name of a place or a building.
SITES = frozenset(
    words("""
        airport avenue bay beach bridge building canal canyon castle cave caves cathedral center centre church
        expressway garden gardens gorge grottoes hall harbor harbour highway hill island islands lake line market
        monastery mosque mountain mountains museum pagoda palace park peak plateau port railway river road square
        stadium station street temple theater theatre tower town tunnel valley village wall wharf zoo
    """)
)


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words in a row. ``opens``: it stands where a sentence begins, and its capital may mean nothing."""

    words: tuple[str, ...]
    span: Span
    opens: bool


@lru_cache(maxsize=512)
def runs(text: str) -> tuple[Run, ...]:
    """Return the capitalised runs of an English text; a title or a place among the words stays in them.

    >>> [run.words for run in runs("He met Gov. Jin Xiangjun's team in Shanxi.")]
    [('He',), ('Gov', 'Jin', 'Xiangjun'), ('Shanxi',)]
    """
    found: list[tuple[list[str], int, int]] = []
    for match in _WORD.finditer(text):
        word, start, end = match[0], match.start(), match.end()
        if start and (text[start - 1].isalnum() or text[start - 1] in "'-"):
            continue
        word, end = (word[:-1], end - 1) if word.endswith(".") else (word, end)
        cut = _POSSESSIVE.search(word)
        word = word[: cut.start()] if cut else word
        if found and not _apart(text, found[-1][2], start):
            found[-1][0].append(word)
            found[-1] = (found[-1][0], found[-1][1], start + len(word))
        else:
            found.append(([word], start, start + len(word)))
    return tuple(
        Run(tuple(words), (a, b), bool(_SENTENCE_START.search(text, max(0, a - 8), a))) for words, a, b in found
    )


def unexplained(text: str, zh: str, *, given: bool = True) -> Iterator[Span]:
    """Yield capitalised words in a row, none of them translated or a title, that nothing in the Chinese accounts for.

    A single one counts after a title, or where it stands alone and opens no sentence. ``given``: the first of several
    accounts for all of them, although it may be a given name.

    >>> text = "President Virat Kohli met Mr Lewis and Duan Mengqi."
    >>> [text[start:end] for start, end in unexplained(text, "约翰·刘易斯会见段梦琪")]
    ['Virat Kohli']
    """
    for run in runs(text):
        words: list[str] = []
        begin = at = run.span[0]
        ranked = False
        for word in (*run.words, ""):
            start = text.find(word, at) if word else run.span[1]
            if word and not _common(word):
                begin = start if not words else begin
                words.append(word)
            else:
                alone = len(words) == len(run.words) and not run.opens
                if (len(words) > 1 or (words and (ranked or alone))) and not _explained(words, zh, given=given):
                    yield begin, at
                words, ranked = [], word.lower() in _TITLES - light_words("en")
            at = start + len(word)


def titled(text: str, span: Span) -> bool:
    """True if a title stands before capitalised words: "finance minister Gordon"."""
    return any(word.lower().rstrip(".") in _BEFORE_NAMES for word in text[: span[0]].split()[-1:])


def _common(word: str) -> bool:
    """True if a word is translated, is a title, or what ends the name of a site."""
    parts = word.lower().split("-")
    plain = [part.removesuffix("s") for part in parts]
    return any(all(part in TRANSLATED | _TITLES | SITES for part in one) for one in (parts, plain))


def _explained(words: list[str], zh: str, *, given: bool) -> bool:
    """True if the Chinese accounts for capitalised words in a row."""
    name = " ".join(words)
    if (len(words) == 1 and name.isupper()) or any(has_name(name, names) for _, names in known_people(zh)):
        return True
    if any(len(word) == 1 or letters_of(word) in letters_of(zh) for word in words):
        return True
    named = [place for found, _ in en_places(name) for place in found]
    if named:
        return any(stands_for(place, zh) for place in named)
    if len(words) > 1 and all(looks_pinyin(word) for word in words):
        return _heard(name, zh) or any(spelt_at(zh, word) for word in words)
    if len(words) > 1 and not given:
        families = {*families_of(words[0]), *families_of(words[-1])}
        others = [word for word in words[1:] if len(word) > _SHORT and not families_of(word)]
        return bool(families & families_in(zh)) or any(_heard(word, zh) for word in others)
    return any(_heard(word, zh) for word in [word for word in words if len(word) > _SHORT] or words)


def _apart(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return between not in (" ", ". ", "·") or (between == ". " and end - text.rfind(" ", 0, end) > 5)


def _heard(word: str, zh: str) -> bool:
    """True if characters of the Chinese spell the word in pinyin or transcribe it."""
    return spelt_at(zh, word, least=1) is not None or transcribed(word, zh)
