"""Titles and organs: a vice minister who became a minister, an acting governor who was confirmed, another ministry.

That a title has no counterpart means little ("he", "Mr. Jin"). So, as in ``modality``, an issue needs a deficit, what
the Chinese states fewer times in the English, and a surplus, something else in its place: the plain office where the
vice is gone, the vice where the Chinese has the plain office, another office, another organ. The English office words
of one Chinese title are many (主任 is director, chairman, minister), and each of them excuses.

The table is ``align/language/data/organs.csv``: own work, after the English names that the organs give themselves.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from align.language.kept_patterns import compiled
from align.language.names.people import tagged_names
from align.language.names.spelling import surname_length
from align.language.tables import any_of
from align.language.words import dictionary_words
from align.model.document import Span
from align.model.unit import Issue, Severity, TranslationUnit
from align.scorers.base import Context, Scorer, issue_on
from align.scorers.concepts.engine import replaced
from align.scorers.titles.contrary import ACCUSED, CONTRARY, SPECIFIC, UNMISTAKABLE
from align.scorers.titles.marks import lost_marks
from align.scorers.titles.organs import other_organs, table_rows

_MILITARY = frozenset(("大校", "少将", "中将", "上将", "准将"))  # 其中将: words only beside a name
_MODIFIER_ZH = "(?P<rank>正副|常务副|副|助理|署理|(?<![历一世时古现当近各年新两前后交朝换取替])代理?|)"
_RANK_EN = (
    r"(?P<rank>(?:(?:executive|first|former|then|standing|senior|party|provincial|municipal|foreign|defen[cs]e)[ -])*"
    r"(?:(?P<vice>vice|deputy|associate|assistant|sub|under)[ -]+|(?P<acting>acting|interim)[ -]+)?"
    r"(?:(?:party|provincial|municipal|executive|foreign|defen[cs]e|general)[ -])*)"
)
_VICE_WORDS = re.compile(
    r"(?i:\b(?:vice|vices|deputy|deputies|associate|assistant|second-in-command|no\. 2|sub-\w+"
    r"|under-?\s?secretar\w+)\b)"
)
_ACTING_WORDS = re.compile(r"(?i:\b(?:acting|interim|caretaker|act as|acted as|stand-in|temporary)\b)")


@dataclass(frozen=True, slots=True)
class _Title:
    """One mention: ``name`` is the Chinese office or the English office word without its rank."""

    name: str
    span: Span
    rank: str


def find(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """Yield at most one issue on rank, one on office, one on each organ."""
    if not unit.zh_text or not unit.en_text:
        return
    zh, en = _zh_titles(unit.zh_text), _en_titles(unit.en_text)
    found = _ranks(unit, zh, en) or _offices(unit, zh, en, context) or _marks(unit, zh, en)
    yield from found
    around = context.around("en", own=False)
    posts = [] if found else list(replaced("post", unit, around))
    institutions = list(other_organs(unit, context)) or list(replaced("authority", unit, around))
    for span, en_span, right in [*institutions, *posts]:
        yield _issue(unit, span, en_span, "organ", right)


def _ranks(unit: TranslationUnit, zh: list[_Title], en: list[_Title]) -> list[Issue]:
    """Return issues of a lost or added vice or acting; none if the Chinese mixes ranks in one word (正副部长)."""
    if any(title.rank == "正副" for title in zh):
        return []
    vices = [title for title in zh if title.rank in ("副", "常务副", "助理")]
    plain = [title for title in zh if title.rank == ""]
    acting = [title for title in zh if title.rank in ("代", "代理", "署理")]
    en_plain = [title for title in en if title.rank == ""]
    en_vice = [title for title in en if title.rank == "vice"]
    if vices and not _VICE_WORDS.search(unit.en_text):
        return _raised(unit, vices, plain + acting, en_plain, "vice")
    if acting and not _ACTING_WORDS.search(unit.en_text):
        return _raised(unit, acting, plain + vices, en_plain + (en_vice if not vices else []), "acting")
    if plain and en_vice and "副" not in unit.zh_text and not any(title.rank == "助理" for title in vices):
        for title in plain:
            if _by_courtesy(unit.zh_text, title):
                continue
            mine = [t for t in en_vice if t.name in _offices_en()[title.name]]
            if mine and not any(t.name in _offices_en()[title.name] for t in en_plain):
                return [_issue(unit, title.span, mine[0].span, "lowered", mine[0].name)]
    return []


def _marks(unit: TranslationUnit, zh: list[_Title], en: list[_Title]) -> list[Issue]:
    """Return a word beside the office that the English has lost."""
    found = []
    for zh_rank, en_rank in (("", ""), ("副", "vice")):
        mine = [(title.name, title.span) for title in zh if title.rank == zh_rank]
        theirs = [(title.name, title.span) for title in en if title.rank == en_rank]
        for span, en_span, right in lost_marks(unit, mine, theirs, lambda name: _offices_en()[name]):
            office = unit.en_at(en_span)
            found.append(_issue(unit, span, en_span, "word", f"{right} {office}", word=right))
    return found[:1]


def _by_courtesy(zh: str, title: _Title) -> bool:
    """True if a surname alone stands before the title: one says 宋部长 to a vice minister too."""
    at = title.span[0] - 1
    alone = at >= 0 and surname_length(zh[at]) == 1
    return alone and not any(
        end == at + 1 or start <= at < end for start, end in (*dictionary_words(zh), *tagged_names(zh))
    )


def _raised(
    unit: TranslationUnit, lost: list[_Title], others: list[_Title], en: list[_Title], word: str
) -> list[Issue]:
    """Return a rank below the office that the English has lost, where an English office remains that nothing else
    explains."""
    for title in lost:
        mine = [t for t in en if t.name in _offices_en()[title.name]]
        if len(mine) > sum(any(t.name in _offices_en()[other.name] for t in mine) for other in others):
            return [_issue(unit, title.span, mine[0].span, "word", f"{word} {mine[0].name}", word=word)]
    return []


def _offices(unit: TranslationUnit, zh: list[_Title], en: list[_Title], context: Context) -> list[Issue]:
    """Return issues of another office in place of the one stated."""
    around = context.around("en", own=False).lower()
    explained = {word for title in zh for word in _offices_en()[title.name]}
    others = [t for t in en if t.name not in explained]
    for title in zh:
        words = _offices_en()[title.name]
        beside = any(word in around for word in words)
        if unit.zh_text.endswith("请问", 0, title.span[0]):
            continue
        if any(t.name in words for t in en) or (beside and title.name in UNMISTAKABLE):
            continue
        may_not = SPECIFIC if title.name in ACCUSED and not beside else frozenset[str]()
        may_not |= frozenset(CONTRARY.get(title.name, ()))
        surplus = others if title.name in UNMISTAKABLE else [t for t in others if t.name in may_not]
        if surplus and not _loose(unit.zh_text, surplus[0].name):
            right = _rank_word(title.rank) + words[0]
            return [_issue(unit, title.span, surplus[0].span, "office", right, word=surplus[0].name)]
    return []


def _loose(zh: str, word: str) -> bool:
    """True if characters that are no title of the table may stand for an English office."""
    return bool(
        re.search(
            {
                "president": "总统|主席|校长|院长|会长|总裁|行长",
                "minister": "部长|大臣|[外防财法]长|[外防财法]相|公使|阁僚",
            }.get(word, "(?!)"),
            zh,
        )
    )


@cache
def _offices_en() -> dict[str, tuple[str, ...]]:
    return {form: tuple(word.lower() for word in en) for zh, en in table_rows("office") for form in zh}


@cache
def _english_offices() -> frozenset[str]:
    return frozenset(word for words in _offices_en().values() for word in words)


@cache
def _title_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = sorted(_english_offices(), key=len, reverse=True)
    zh = compiled(f"{_MODIFIER_ZH}(?P<name>{any_of(_offices_en())})(?![通级助制])")
    return zh, compiled(rf"(?i:(?<!\w){_RANK_EN}(?P<name>{any_of(words)})(?:s|es)?(?!\w))")


def _zh_titles(text: str) -> list[_Title]:
    found = [_Title(m["name"], m.span(), m["rank"]) for m in _title_patterns()[0].finditer(text)]
    if any(title.name in _MILITARY for title in found):
        edges = {edge for span in tagged_names(text) for edge in span}
        found = [title for title in found if title.name not in _MILITARY or edges & set(title.span)]
    return found


def _en_titles(text: str) -> list[_Title]:
    found = []
    for m in _title_patterns()[1].finditer(text):
        rank = "vice" if m["vice"] else "acting" if m["acting"] else ""
        whole = text[m.start("vice") : m.end("name")].lower() if m["vice"] else ""
        if whole in _english_offices():  # a vice-chancellor heads a British university
            found.append(_Title(whole, (m.start("vice"), m.end("name")), ""))
            continue
        found.append(_Title(m["name"].lower(), m.span() if rank else m.span("name"), rank))
    return found


def _rank_word(rank: str) -> str:
    return {
        "副": "vice ",
        "常务副": "executive vice ",
        "代": "acting ",
        "代理": "acting ",
        "署理": "acting ",
        "助理": "assistant ",
    }.get(rank, "")


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
)
