"""Capitalised runs in an English text, and whether the Chinese accounts for them.

A capitalised run may be a person, a place, a committee, a festival or only the beginning of a sentence. What can be
told without a dictionary is the reverse: whether something in the Chinese explains it. It is explained by the same
letters, by a place that goes by that name, by characters that spell it in pinyin or that transcribe it, or by being
made of words that are translated (Ministry, Festival, March). What is left unexplained is no proof of an error, but
where the Chinese names somebody whom the English lacks, it is what stands in the place.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from align.language.names.pinyin import is_pinyin_of, letters_of, looks_pinyin
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
_RANKS = frozenset(
    words("""
        mr mrs ms miss dr prof sir president premier minister vice deputy governor gov mayor secretary general
        director chairman senator sen rep representative professor captain reporter correspondent former the a an
        in on at and but for from as when while after before since
    """)
)

_SMALL_WORDS = frozenset(re.findall("[a-z]+", "the a an in on at and but for from as when while after before since"))
_OFFICES = frozenset(
    words("""
        chancellor ceo cfo chairwoman chair head king queen prince prime ambassador coach founder actor singer
        leader spokesperson spokesman spokeswoman host commissioner moderator anchor colonel academician executive
        state foreign
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
    text: str


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
        Run(tuple(words), (a, b), bool(_SENTENCE_START.search(text, max(0, a - 8), a)), text[a:b])
        for words, a, b in found
    )


def name_in(run: Run) -> Span | None:
    """Return the part of a run that may be a name, without the titles before it; None where the run only opens a
    sentence."""
    at = next((k for k, word in enumerate(run.words) if word.lower() not in _RANKS), len(run.words))
    rest = run.words[at:]
    if not rest or (run.opens and len(run.words) == 1):
        return None
    start = run.span[0] + (0 if at == 0 else run.text.find(rest[0], sum(map(len, run.words[:at]))))
    return start, run.span[1]


def person_runs(text: str) -> list[tuple[str, Span]]:
    """Return what may be a foreign person by its place: two and more words, or one after a title, none of them
    translated.

    >>> [name for name, _ in person_runs("Tesla CEO Elon Cook met President Hollande in the White House, Berlin.")]
    ['Elon Cook', 'Hollande']
    """
    found: list[tuple[str, Span]] = []
    for run in runs(text):
        at, begin, count, titled = run.span[0], 0, 0, _after_title(text, run.span[0])
        for word in (*run.words, ""):
            start = text.find(word, at) if word else run.span[1]
            plain = bool(word) and not (word.isupper() and len(word) > 1) and word.lower() not in SITES
            plain = plain and not _is_title(word) and not _common(word)
            if plain and not any(en_places(word)):
                begin, count = (begin if count else start), count + 1
                at = start + len(word)
                continue
            site = word.lower() in SITES
            if (count > 1 or (count and titled)) and not site and not any(en_places(text[begin:at])):
                found.append((text[begin:at], (begin, at)))
            at, count, titled = start + len(word), 0, _is_title(word)
    return found


def may_be_person(name: str) -> bool:
    """True if capitalised words may name a person: no place, and at most half of them are translated.

    >>> [may_be_person(name) for name in ("Jagaran Bureau", "Directors", "Hong Kong", "National Security Office")]
    [True, False, False, False]
    """
    words = name.split()
    if len(words) > 1 and words[-1].lower() in SITES:
        return False
    common = sum(_common(word) or _is_title(word.removesuffix("s")) for word in words)
    return 2 * common <= len(words) and not any(en_places(name))


def _is_title(word: str) -> bool:
    return all(part in _RANKS or part in _OFFICES for part in word.lower().split("-")) if word else False


def _common(word: str) -> bool:
    return _translated(word) or _translated(word.removesuffix("s"))


def _after_title(text: str, at: int) -> bool:
    before = text[:at].split()
    return bool(before) and _is_title(before[-1]) and before[-1].lower() not in _SMALL_WORDS


def explained(run: Run, zh: str) -> bool:
    """True if the Chinese accounts for a capitalised run.

    >>> [explained(run, "约翰·刘易斯在山西会见段梦琪") for run in runs("It: Lewis, Duan Mengqi, Virat")]
    [True, True, True, False]
    """
    if run.words[0].isupper() and len(run.words) == 1:
        return True
    if any(has_name(run.text, names) for _, names in known_people(zh)):
        return True
    words = run.words
    while words and (words[0].lower() in _RANKS or (_translated(words[0]) and len(words) > 1)):
        words = words[1:]
    while len(words) > 1 and _translated(words[-1]):
        words = words[:-1]
    if any(_translated(word) or len(word) == 1 for word in words) or not words:
        return True
    if any(letters_of(word) in letters_of(zh) for word in words):
        return True
    named = [place for found, _ in en_places(" ".join(words)) for place in found]
    if named:
        return any(stands_for(place, zh) for place in named)
    if len(words) > 1 and all(looks_pinyin(word) for word in words):
        return spelt_in(" ".join(words), zh)
    return any(spelt_in(word, zh) for word in [w for w in words if len(w) > _SHORT] or words)


def _translated(word: str) -> bool:
    return all(part in TRANSLATED for part in word.lower().split("-"))


def _apart(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return between not in (" ", ". ", "·") or (between == ". " and end - text.rfind(" ", 0, end) > 5)


@lru_cache(maxsize=8192)
def spelt_in(word: str, zh: str) -> bool:
    """True if characters of the Chinese spell the word in pinyin or transcribe it."""
    if looks_pinyin(word):
        windows = (zh[at : at + n] for n in (1, 2, 3, 4) for at in range(len(zh) - n + 1))
        if any("\u4e00" <= w[0] <= "\u9fff" and is_pinyin_of(w, word) for w in windows):
            return True
    return transcribed(word, zh)
