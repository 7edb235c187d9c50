"""Titles and organs: a vice minister who became a minister, an acting governor who was confirmed, another ministry.

That a title has no counterpart means little ("he", "Mr. Jin"). So, as in ``modality``, an issue needs a deficit, what
the Chinese states fewer times in the English, and a surplus, something else in its place: the plain office where the
vice is gone, the vice where the Chinese has the plain office, another office, another organ. The English office words
of one Chinese title are many (主任 is director, chairman, minister), and each of them excuses.

The table is ``align/language/data/organs.csv``: own work, after the English names that the organs give themselves.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from align.language.kept_patterns import compiled
from align.language.names.people import tagged_names
from align.language.names.pinyin import spelt_at
from align.language.names.spelling import surname_length
from align.language.tables import VARIANTS, any_of, read_table
from align.language.words import dictionary_words
from align.model.document import Span
from align.model.unit import Issue, Severity, TranslationUnit
from align.scorers.base import Context, Scorer, issue_on
from align.scorers.concepts.engine import replaced
from align.scorers.names.people import pinyin_names
from align.scorers.titles.organs import other_organs, table_rows

_MILITARY = frozenset(("大校", "少将", "中将", "上将", "准将"))  # 其中将: words only beside a name
_ANY, _SPECIFIC = "any", "specific"  # what "never" says of many
_RANKS = frozenset(("vice", "acting"))
"""The words beside an office that are read in English too."""
_ADJECTIVES = frozenset(("general", "chief", "principal"))
_NOUN = re.compile(r" (?!(?:of|for|in|and|at|to|who|said|says|told|has|had|is|was|will)\b)[a-z]")
"""What follows an adjective that could be an office: the general population."""
_HAVE_VICES = re.compile(
    r"(?i:minister|premier|president|governor|mayor|chancellor|principal|dean|chair(?:man|woman|person)?)\Z"
)
"""The offices whose second is a vice; of others it is a deputy."""
_SEVERAL = re.compile(
    r"(?i:\b(?:vices?|deputy|assistant|associate)[ -](?:[\w'-]+ ){0,4}?(?:\w{3,}s|and|or)\b|deputies|vices)"
)
"""One vice for several offices: "vice chairman and secretary", "deputy ministers of finance"."""
_RANK_EN = (
    r"(?:(?:executive|first|former|then|standing|senior|party|provincial|municipal|foreign|defen[cs]e)[ -])*"
    r"(?:(?P<vice>(?:vice|deputy|associate|assistant|junior)[ -]+|(?:sub|under)-|under +(?=secretar))"
    r"|(?P<acting>acting|interim)[ -]+)?"
    r"(?:(?:party|provincial|municipal|executive|foreign|defen[cs]e|general)[ -])*"
)


@dataclass(frozen=True, slots=True)
class _Title:
    """One mention: ``name`` is the Chinese office or the English office word, ``words`` what stands beside it."""

    name: str
    span: Span
    words: frozenset[str] = frozenset()


def find(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """Yield at most one issue on rank, one on office, one on each organ."""
    if not unit.zh_text or not unit.en_text:
        return
    zh, en = _zh_titles(unit.zh_text), _en_titles(unit.en_text)
    found = next(chain(_lost(unit, zh, en), _lowered(unit, zh, en), _offices(unit, zh, en, context)), None)
    if found:
        yield found
    around = context.around("en", own=False)
    posts = [] if found else list(replaced("post", unit, around))
    institutions = list(other_organs(unit, context)) or list(replaced("authority", unit, around))
    for span, en_span, right in [*institutions, *posts]:
        yield _issue(unit, span, en_span, "organ", right)


def _lost(unit: TranslationUnit, zh: list[_Title], en: list[_Title]) -> Iterator[Issue]:
    """Yield offices whose "vice" or "former" the English has lost, where an English office remains that nothing else
    explains."""
    said = {word: len(there.findall(unit.en_text)) for word, _, there in _words()}
    absent = {word for word, count in said.items() if not count}
    if sum("vice" in title.words for title in zh) > said["vice"] and not _SEVERAL.search(unit.en_text):
        absent.add("vice")
    for title in zh:
        if not title.words & absent:
            continue
        left = title.words & _RANKS - absent
        mine = [t for t in en if t.words == left and t.name in _offices_en()[title.name]]
        others = [t for t in zh if not t.words & absent and any(m.name in _offices_en()[t.name] for m in mine)]
        if len(mine) > len(others):
            word = next(word for word, _, _ in _words() if word in title.words & absent)
            yield _issue(unit, title.span, mine[0].span, "word", _ranked(word, unit.en_at(mine[0].span)), word=word)


def _lowered(unit: TranslationUnit, zh: list[_Title], en: list[_Title]) -> Iterator[Issue]:
    """Yield offices of which the English has the vice alone."""
    if "副" in unit.zh_text or any("vice" in title.words for title in zh):
        return
    for title in zh:
        mine = [t for t in en if t.name in _offices_en()[title.name] and "acting" not in t.words]
        if mine and all(t.words for t in mine) and not _by_courtesy(unit.zh_text, title.span[0]):
            yield _issue(unit, title.span, mine[0].span, "lowered", mine[0].name)


def _by_courtesy(zh: str, start: int) -> bool:
    """True if a surname alone stands before the title: one says 宋部长 to a vice minister too."""
    names = (*dictionary_words(zh), *tagged_names(zh))
    return surname_length(zh[max(0, start - 1) : start]) == 1 and not any(a < start <= b for a, b in names)


def _offices(unit: TranslationUnit, zh: list[_Title], en: list[_Title], context: Context) -> Iterator[Issue]:
    """Yield another office in place of the one stated."""
    around = context.around("en", own=False).lower()
    said = Counter(word for title in zh for word in _offices_en()[title.name])
    over = Counter(title.name for title in en) - said
    for title in zh:
        words = _offices_en()[title.name]
        bound = _before_name(unit, title, zh, en)
        if any(t.name in words for t in bound or en) or unit.zh_text.endswith("请问", 0, title.span[0]):
            continue
        may_not = _may_not(title.name, beside=any(word in around for word in words))
        surplus = [t for t in bound or en if t.name in over and t.name in may_not]
        if surplus:
            rank = next((word for word, _, _ in _words() if word in title.words & _RANKS), "")
            right = _ranked(rank, words[0]) if rank else words[0]
            yield _issue(unit, title.span, surplus[0].span, "office", right, word=surplus[0].name)


def _before_name(unit: TranslationUnit, title: _Title, zh: list[_Title], en: list[_Title]) -> list[_Title]:
    """Return the English title before the name of the person whom a Chinese one stands before, and no other after."""
    for latin, span in pinyin_names(unit.en_text):
        at = spelt_at(unit.zh_text, latin)
        if at and at[0] == title.span[1] and not any(other.span[0] == at[1] for other in zh):
            return [t for t in en if t.span[1] <= span[0] and not unit.en_text[t.span[1] : span[0]].strip()]
    return []


def _ranked(word: str, office: str) -> str:
    """Return an office with the word beside it: of a vice minister and a deputy director each has its own.

    >>> _ranked("vice", "Minister"), _ranked("vice", "chief judge"), _ranked("acting", "director")
    ('vice Minister', 'deputy chief judge', 'acting director')
    """
    deputy = word == "vice" and not _HAVE_VICES.search(office)
    return f"{'deputy' if deputy else word} {office}"


def _may_not(name: str, *, beside: bool) -> frozenset[str]:
    """Return the English offices that a Chinese one may not become; of any, or of those that are specific, only where
    the units ``beside`` do not have it."""
    never = _never()
    found = never.get(name, frozenset())
    if beside:
        return found
    return _english_offices() if _ANY in found else found | (never[_SPECIFIC] if _SPECIFIC in found else frozenset())


@cache
def _words() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Return what stands beside offices: the word, how it is written in Chinese, and what finds it in English."""
    rows = read_table("title-words")
    return tuple((row["word"], row["zh"], compiled(rf"(?i:\b(?:{row['en']})\b)")) for row in rows)


@cache
def _offices_en() -> dict[str, tuple[str, ...]]:
    return {form: tuple(word.lower() for word in en) for zh, en in table_rows("office") for form in zh}


@cache
def _never() -> dict[str, frozenset[str]]:
    rows = [(row["zh"].split(VARIANTS), row["never"].split(VARIANTS)) for row in read_table("office-contraries")]
    return {form: frozenset(never) for zh, never in rows for form in zh}


@cache
def _english_offices() -> frozenset[str]:
    return frozenset(word for words in _offices_en().values() for word in words)


@cache
def _title_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    beside = "|".join(f"(?P<{word}>{zh})" for word, zh, _ in _words())
    zh = compiled(f"(?:{beside})*?(?P<name>{any_of(_offices_en())})(?![通级助制])")
    return zh, compiled(rf"(?i:(?<!\w){_RANK_EN}(?P<name>{any_of(_english_offices())})(?:s|es)?(?!\w))")


def _zh_titles(text: str) -> list[_Title]:
    found = [
        _Title(m["name"], m.span(), frozenset(w for w, zh, _ in _words() if m[w] or re.match(zh, m["name"])))
        for m in _title_patterns()[0].finditer(text)
    ]
    if any(title.name in _MILITARY for title in found):
        edges = {edge for span in tagged_names(text) for edge in span}
        found = [title for title in found if title.name not in _MILITARY or edges & set(title.span)]
    return found


def _en_titles(text: str) -> list[_Title]:
    found = []
    for m in _title_patterns()[1].finditer(text):
        if m["name"] in _ADJECTIVES and _NOUN.match(text, m.end()):
            continue
        rank = frozenset(word for word in _RANKS if m[word])
        whole = text[m.start("vice") : m.end("name")].lower() if m["vice"] else ""
        if whole in _english_offices():  # a vice-chancellor heads a British university
            found.append(_Title(whole, (m.start("vice"), m.end("name"))))
        else:
            found.append(_Title(m["name"].lower(), m.span() if rank else m.span("name"), rank))
    return found


def _issue(
    unit: TranslationUnit, zh: Span, en: Span, found: str, right: str, *, word: str = "", severity: Severity = "major"
) -> Issue:
    values = {"right": right, "word": word}
    return issue_on(unit, f"titles.{found}", zh, en, severity=severity, confidence=0.85, values=values)


SCORER = Scorer(
    id="titles",
    checks="Ranks, offices and state organs match the Chinese",
    example=("副省长介绍了情况。", "The governor gave an introduction."),
    severities=("minor", "major"),
    find=find,
    zh_name="职务",
    heads=("title",),
)
