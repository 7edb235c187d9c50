"""Chinese people in the English: a wrong syllable, a surname misread, one person spelled in two ways.

The English is read first, since pinyin names are rare and certain there: two or three capitalised words that are all
pinyin syllables. One that nothing in the Chinese around spells, while a name in the unit's Chinese differs from it in
one syllable, is a wrong rendering. A Chinese name without any counterpart is not enough: "he" may stand for it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from align.language.names.people import beside_titles, free_names, tagged_names, tagged_words
from align.language.names.pinyin import chinese_names, is_pinyin_of, letters_of, looks_pinyin, spelt_at
from align.language.names.spelling import is_near_slip, is_slip, misread_surname, spell, surname_length
from align.language.places import en_places
from align.model.document import Span
from align.model.unit import Issue, Severity, TranslationUnit, Value
from align.scorers.base import NOTHING, Context, issue_on
from align.scorers.names.capitals import SITES, TRANSLATED, runs
from align.scorers.names.known_people import has_name, known_people

# Yun-ju, Kai-Fu: how names are spelt in Taiwan and Hong Kong, where other rules are right.
OLDER_SPELLING = re.compile("[a-z][-\u2010-\u2015][A-Za-z]")
Roster = dict[str, Counter[str]]
_TITLES = (TRANSLATED - {"he", "you", "she", "long", "may", "lu", "dean", "king"}) | SITES


def find_people(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """Yield at most one issue for each English name."""
    roster = context.once("names.roster", lambda: _roster(context))
    around = context.around("zh", speakers=True)
    for latin, span in pinyin_names(unit.en_text):
        exact = spelt_at(unit.zh_text, latin)
        if known_as(unit.zh_text, latin) or OLDER_SPELLING.search(latin):
            continue
        if exact is not None:
            yield from _check_exact(unit, roster, latin, span, exact)
        elif spelt_at(around, latin) is None:
            slip = _slip(unit.zh_text, latin, roster)
            if slip is not None:
                han = unit.zh_at(slip)
                right = _usual(roster, han) or spell(han)
                yield name_issue(unit, slip, span, "names.wrong", right)


def known_as(zh: str, latin: str) -> bool:
    """True if somebody of the table of people goes by this name."""
    return any(has_name(latin, names) for _, names in known_people(zh))


@lru_cache(maxsize=1024)
def pinyin_names(text: str) -> tuple[tuple[str, Span], ...]:
    """Return the personal names in an English text that are spelt in pinyin, with their spans.

    >>> [name for name, _ in pinyin_names("Governor Jin Xiangjun and Lee Ka-chiu visited Taiyuan Jinyang.")]
    ['Jin Xiangjun']
    """
    found: list[tuple[str, Span]] = []
    for run in runs(text):
        at = start = run.span[0]
        words: list[str] = []
        for word in (*run.words, ""):
            begin = text.find(word, at) if word else run.span[1]
            places = [place.kind for found, _ in en_places(word) for place in found]
            given = len(words) == 1 and set(places) == {"city"}  # Chen Yuxi, whom no city of that name is
            acronym = word.isupper() and not all(other.isupper() for other in run.words)  # CEO looks like pinyin
            good = bool(word) and word.lower() not in _TITLES and looks_pinyin(word) and not acronym
            good = good and (given or not places) and not (words and text.startswith(".", at))
            if good:
                start = begin if not words else start
                words.append(word)
            if not good or not word:
                name = " ".join(words)
                site = word.lower() in SITES
                if 2 <= len(words) <= 3 and not site and not any(span == (0, len(name)) for _, span in en_places(name)):
                    found.append((name, (start, at)))
                words = []
            at = begin + len(word)
    return tuple(found)


def _check_exact(unit: TranslationUnit, roster: Roster, latin: str, span: Span, exact: Span) -> Iterator[Issue]:
    han = unit.zh_at(exact)
    usual = _usual(roster, han)
    known = next((names[0] for span, names in known_people(unit.zh_text) if span == exact), "")
    if known and looks_pinyin(known) and not OLDER_SPELLING.search(known):
        yield name_issue(unit, exact, span, "names.wrong", known, confidence=0.9)
        return
    if misread_surname(han, latin):
        right = usual if usual and not misread_surname(han, usual) else spell(han)
        values = {"surname": unit.quoted(exact)[: surname_length(han)], "reading": right.split()[0]}
        yield name_issue(unit, exact, span, "names.surname", right, confidence=0.95, values=values)
    elif usual and _parts(usual) != _parts(latin) and letters_of(usual) != letters_of(latin):
        yield name_issue(unit, exact, span, "names.spelling", usual, severity="minor", confidence=0.8)


def _parts(name: str) -> list[str]:
    """Return the words of a name, the same for both orders."""
    return sorted(map(letters_of, name.split()))


def _roster(context: Context) -> Roster:
    """Return the people whom the document names for certain, with the spellings that they have in the English."""
    people: set[str] = set()
    for unit in context.units:
        if unit.zh_speaker:
            people.update(name for name in chinese_names(unit.zh_speaker) if len(name) > surname_length(name) > 0)
    spellings: Roster = {name: Counter() for name in people}
    seen: set[tuple[str, str]] = set()
    for unit in context.units:
        names = [name for name, _ in pinyin_names(unit.en_text)] if unit.en_text else []
        labels = [name for name, _ in pinyin_names(unit.en_speaker or "")]
        for latin in names:
            at = spelt_at(unit.zh_text, latin)
            if at is not None and surname_length(unit.zh_at(at)):
                spellings.setdefault(unit.zh_at(at), Counter())[latin] += 1
        for latin in labels:
            key = (unit.zh_speaker or "", latin)
            for han in () if key in seen else chinese_names(unit.zh_speaker or ""):
                if is_pinyin_of(han, latin):
                    spellings.setdefault(han, Counter())[latin] += 1
            seen.add(key)
    return spellings


def _usual(roster: Roster, han: str) -> str | None:
    spellings = roster.get(han)
    if not spellings:
        return None
    right = [(latin, n) for latin, n in spellings.most_common() if not misread_surname(han, latin)]
    return right[0][0] if right else None


def _slip(zh: str, latin: str, roster: Roster) -> Span | None:
    """Return where the Chinese has a person whose name the English spells with one syllable wrong."""
    spans = [
        (start, start + length)
        for length in (3, 2, 4)
        for start in range(len(zh) - length + 1)
        if is_slip(zh[start : start + length], latin)
    ]
    if not spans:
        return None
    people = {*beside_titles(zh), *tagged_names(zh), *free_names(zh)}
    families = {start for start, end in tagged_words(zh) if end - start == 1}
    for start, end in spans:
        han = zh[start:end]
        if (start, end) in people or han in roster or start in families or is_near_slip(han, latin):
            return start, end
    return None


def name_issue(
    unit: TranslationUnit,
    zh: Span,
    en: Span,
    code: str,
    right: str,
    *,
    severity: Severity = "major",
    confidence: float = 0.85,
    values: Mapping[str, Value] = NOTHING,
) -> Issue:
    """Return an issue on a name that is ``right`` in English."""
    values = {"right": right, **values}
    return issue_on(unit, code, zh, en, severity=severity, confidence=confidence, values=values)
