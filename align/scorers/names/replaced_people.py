"""People replaced by other people: 国务院总理李强 as "Premier Li Keqiang", 马克龙 as "Emmanuel Hollande".

Whether the rest of the file is right must not matter, so only the unit's own English is asked for the person. What
makes sure is what stands in the place: a name in full pinyin that nothing in the Chinese around spells, or, for the
people of the table, a foreign name after a title or of two words whose last is nobody's in the Chinese.
"""

import re
from collections.abc import Iterator

from align.language.names.people import beside_titles, tagged_names
from align.language.names.pinyin import is_pinyin_of, letters_of, looks_pinyin
from align.language.names.spelling import is_slip, spell, surname_length
from align.language.names.surnames import families_of
from align.language.names.transcription import TRANSCRIBING
from align.language.spans import touches
from align.model.document import Span
from align.model.unit import Issue, TranslationUnit
from align.scorers.base import Context
from align.scorers.names.capitals import TRANSLATED, person_runs, spelt_in
from align.scorers.names.known_people import has_name, known_people
from align.scorers.names.people import OLDER_SPELLING, name_issue, pinyin_names, spelt_at

_BEFORE_NAME = re.compile(r"(?:\A|[，。；：“！？、\s]|记者|主持人|发言人|导演|作家|选手|运动员|演员|诗人|教练|由|被)\Z")
_LATIN = re.compile(r"[A-Z][\w'\N{RIGHT SINGLE QUOTATION MARK}\-\u2010-\u2015]*")
_SHORT = 4  # letters up to which a word sounds like something in any text
_WORDS = frozenset("于若因都德同提当通加道")  # transcribe too, but mostly are words of their own after a name
_POSSESSIVE = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]s?$")


def find_replaced_people(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """Yield at most one issue for each pair of a missing person and a surplus name; the same surname is paired
    first."""
    around = context.around("zh", speakers=True)
    known = [(span, names) for span, names in known_people(unit.zh_text)]
    others = _pinyin_surplus(unit, around)
    yield from _known(unit, context, known, around, others)
    if not others:
        return
    missing = [
        span
        for span in people_named(unit.zh_text, [span for span, _ in known])
        if not _named(unit.zh_at(span), unit.en_text, [span for _, span in others])
    ]
    for span in missing:
        han = unit.zh_at(span)
        mine = sorted(others, key=lambda other: not _same_family(han, other[0]))
        if not mine or is_slip(han, mine[0][0]):
            continue
        others.remove(mine[0])
        code = "names.wrong" if _same_given(han, mine[0][0]) else "names.replaced"
        yield name_issue(unit, span, mine[0][1], code, spell(han))


def _pinyin_surplus(unit: TranslationUnit, around: str) -> list[tuple[str, Span]]:
    """Return names in full pinyin that nobody in the Chinese around has; Yun-ju and Ka-chiu are other spellings."""
    surplus = [
        (latin, span)
        for latin, span in pinyin_names(unit.en_text)
        if not OLDER_SPELLING.search(latin) and spelt_at(around, latin) is None
    ]
    if not surplus:
        return []
    known = [names for _, names in known_people(around)]
    others = {around[span[0]] for span in people_named(around, [])}
    return [
        (latin, span)
        for latin, span in surplus
        if not _western_order(latin, others) and not any(has_name(latin, names) for names in known)
    ]


def _western_order(latin: str, families: set[str]) -> bool:
    """True if a given name that only looks like pinyin stands before somebody's surname: Eileen Chang."""
    first, last = latin.split()[0], latin.split()[-1]
    return not families_of(first) and not families.isdisjoint(families_of(last))


def people_named(zh: str, taken: list[Span]) -> list[Span]:
    """Return who is named for certain: three characters by the tagger, two with a title or at the beginning of a
    clause."""
    titled = set(beside_titles(zh))
    found = []
    for start, end in sorted(tagged_names(zh)):
        sure = end - start > 2 or (start, end) in titled or _BEFORE_NAME.search(zh, 0, start) is not None
        if sure and not touches((start, end), taken) and not zh.startswith("·", end) and zh[start - 1 : start] != "·":
            found.append((start, end))
    return found


def _named(han: str, english: str, surplus: list[Span]) -> bool:
    """True if the English outside the surplus names has the person's surname, given name or whole name."""
    cut = surname_length(han)
    words = [_POSSESSIVE.sub("", m[0]) for m in _LATIN.finditer(english) if not touches(m.span(), surplus)]
    parts = [part for part in (han[:cut], han[cut:], han) if part]
    return any(
        is_pinyin_of(part, word) or letters_of(word) == letters_of(spell(part))
        for word in words
        if word.lower() not in TRANSLATED
        for part in parts
    )


def _same_family(han: str, latin: str) -> bool:
    words = latin.split()
    return any(is_pinyin_of(han[: surname_length(han)], word) for word in (words[0], words[-1]))


def _same_given(han: str, latin: str) -> bool:
    words = latin.split()
    given = han[surname_length(han) :]
    return any(is_pinyin_of(given, "".join(part)) for part in (words[1:], words[:-1]))


def _known(
    unit: TranslationUnit,
    context: Context,
    known: list[tuple[Span, tuple[str, ...]]],
    around: str,
    others: list[tuple[str, Span]],
) -> Iterator[Issue]:
    """Yield people of the table; a foreign name in their place is taken from the English, a pinyin one out of
    ``others``."""
    english = context.around("en")
    taken: list[Span] = []
    for span, names in known:
        han = unit.zh_at(span)
        if has_name(english, names) or _within_a_name(unit.zh_text, span):
            continue
        rest = unit.zh_text.replace(han, " ")
        people = [names for _, names in known_people(around.replace(han, " "))]
        surplus = [place for _, place in others]
        for run, place in person_runs(unit.en_text):
            last = run.split()[-1]
            mine = (
                any(has_name(run, names) for names in people)
                or looks_pinyin(run)
                or (len(last) > _SHORT and spelt_in(last, rest))
            )
            if not mine and last.lower() not in rest.lower():
                surplus.append(place)
        instead = next((place for place in surplus if not touches(place, taken)), None)
        if instead is not None:
            taken.append(instead)
            others[:] = [other for other in others if other[1] != instead]
            yield name_issue(unit, span, instead, "names.replaced", names[0])


def _within_a_name(zh: str, span: Span) -> bool:
    """True if a name of the table is a part of another foreign name (塞西尔, 班加罗尔)."""
    return zh[span[1] : span[1] + 1] in TRANSCRIBING - _WORDS
