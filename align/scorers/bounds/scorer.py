"""Bounds and hedges that stand without a figure: 所有 "most", 部分 "all", 之一 "the largest", 至多 "at least".

Those of a figure (近一半, 不低于5%) belong to ``figures``, which reads them with the value. Here, as in ``modality``, a
bound without a counterpart proves nothing, since 所有 may be a plural and 部分 a bare noun: an issue needs a bound that
the Chinese states and the English lacks *and* a contrary one that the Chinese has not. Both languages keep clauses in
much the same order, so what renders a bound, or stands behind the contrary one, counts where it stands as near, places
being taken as shares of the text: a long sentence that says "all" twice has another word for 多数 somewhere.
"""

from collections.abc import Iterator, Sequence

from align.facts import extract
from align.model.document import Language, Span
from align.model.unit import Issue, TranslationUnit
from align.scorers.base import Context, Scorer, issue_on
from align.scorers.bounds.kinds import BOUNDS, Bound

_SUMMING = (BOUNDS["all of them"], BOUNDS["each of them"])
_ANCHORED = frozenset(("at least", "at most"))
_IN_ORDER = frozenset(("every", "all", "all of them", "each of them", "both", "not all", "none", "most", "some", "few"))
_NEXT_TO = 3
_NEARER = 0.15
_SUGGESTIONS = {
    "绝大多数": "the vast majority",
    "绝大部分": "the vast majority",
    "极少数": "very few",
    "并非每": "not every",
    "个别": "a few",
}


def find(unit: TranslationUnit, _context: Context) -> Iterator[Issue]:
    """Yield at most one issue for each kind of bound in the Chinese; none if a side is empty."""
    zh, en = unit.zh_text, unit.en_text
    if not zh or not en:
        return
    for stated in BOUNDS.values():
        cues = _cues(stated, zh, "zh")
        renders = {m.start(): m.span() for m in stated.renders.finditer(en)} if cues else {}
        for instead in (BOUNDS[name] for name in stated.contrary if cues):
            wrong = _cues(instead, en, "en")
            if len(wrong) <= len(_cues(instead, zh, "zh")):
                continue
            gap, cue, said = min((_apart(unit, cue, span), cue, span) for cue in cues for span in wrong)
            hints = [m.span() for m in instead.hints.finditer(_without(zh, cues))]
            if stated.name not in _IN_ORDER:
                gap = 1.0
            if any(_apart(unit, hint, said) < gap + _NEARER for hint in hints):
                continue
            if len(cues) > len(renders) or all(_apart(unit, cue, r) > gap + _NEARER for r in renders.values()):
                yield _issue(unit, stated, (cue, said))
                break


def _apart(unit: TranslationUnit, zh: Span, en: Span) -> float:
    """Return how far apart a place in the Chinese and one in the English are, as shares of the texts."""
    return abs(zh[0] / len(unit.zh_text) - en[0] / len(unit.en_text))


def _cues(bound: Bound, text: str, language: Language) -> list[Span]:
    pattern = bound.zh if language == "zh" else bound.en
    found = [match.span() for match in pattern.finditer(text)]
    if bound in _SUMMING:
        return [span for span in found if not _sums_up(span, text)]
    return [s for s in found if not _of_figure(s, text, language)] if found and bound.name in _ANCHORED else found


def _sums_up(span: Span, text: str) -> bool:
    """True if an adverb belongs to a bound ahead in its clause: 所有人都 says all once, 部分学校均 not at all."""
    start = max(text.rfind(mark, 0, span[0]) for mark in "，。；！？") + 1
    ahead = (m.start() for bound in BOUNDS.values() if bound not in _SUMMING for m in bound.zh.finditer(text, start))
    return any(at < span[0] for at in ahead)


def _of_figure(span: Span, text: str, language: Language) -> bool:
    """True if a bound belongs to a figure, which ``figures`` compares."""
    return any(
        fact.bound and (0 <= fact.span[0] - span[1] <= _NEXT_TO or (span[0] < fact.span[1] and fact.span[0] < span[1]))
        for fact in extract(text, language)
    )


def _without(text: str, spans: Sequence[Span]) -> str:
    for start, end in spans:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def _issue(unit: TranslationUnit, stated: Bound, spans: tuple[Span, Span]) -> Issue:
    zh_cue = unit.zh_at(spans[0])
    values = {"right": stated.name}
    suggestion = _SUGGESTIONS.get(zh_cue, stated.name)
    return issue_on(
        unit, "bounds.contrary", *spans, severity="major", confidence=0.75, values=values, suggestion=suggestion
    )


SCORER = Scorer(
    id="bounds",
    checks="Bounds without a figure keep their extent: all, most, some; almost all; one of the; at least, at most",
    example=("部分企业停工。", "All companies have stopped work."),
    severities=("major",),
    find=find,
    zh_name="范围",
)
