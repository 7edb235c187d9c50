"""Reference: the units that changed most since an earlier English version, or that differ most from another one.

A reviser who knows the earlier release needs to read what is new, not everything again. What "most" is depends on the
pair of texts: against the last release nearly every unit scores 100 and one word is news; against a machine's output
50 is usual. So the bar is the document's own: a unit stands out where its chrF lies half the distance between the
quartiles below the lower one, and at most one unit in twenty is named. Findings are notes: a change is no error.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from statistics import quantiles

from align.model.unit import Issue, TranslationUnit
from align.scorers.base import Context, Scorer, issue_on

_ONE_IN, _FEW = 20, 3
_SHORT = 4  # words: "Thanks." for "Thank you." has a chrF of 30 and is no news
_SHOWN = 300
_ROUNDING = 1e-6


def find(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """Yield a note for a unit that changed. ``Resources.reference`` has the English of the other version."""
    texts = context.resources.reference
    if not texts:
        return
    changed = context.once("units that changed", partial(_changed, context.units, texts))
    if context.position not in changed:
        return
    earlier = str(texts[context.position])
    shown = earlier if len(earlier) <= _SHOWN else earlier[: _SHOWN - 1] + "…"
    yield issue_on(
        unit,
        "reference.changed" if earlier else "reference.missing",
        (0, len(unit.zh_text)),
        (0, len(unit.en_text)),
        severity="neutral",
        confidence=1 - _likeness(unit) / 100,
        values={"zh": "", "chrf": round(_likeness(unit)), "text": shown},
    )


def _changed(units: Sequence[TranslationUnit], texts: Sequence[str | None]) -> frozenset[int]:
    """Return the places of the units to name, at most one in twenty but never fewer than three."""
    compared = [place for place, text in enumerate(texts) if text is not None]
    likeness = [_likeness(units[place]) for place in compared]
    if not likeness:
        return frozenset()
    lower, _, upper = quantiles(likeness, n=4, method="inclusive") if len(likeness) > 1 else (100.0,) * 3
    bar = lower - (upper - lower) / 2 - _ROUNDING
    low = [
        (score, place)
        for score, place in zip(likeness, compared, strict=True)
        if score < bar and max(_words(units[place].en_text), _words(texts[place] or "")) >= _SHORT
    ]
    return frozenset(place for _, place in sorted(low)[: max(_FEW, len(compared) // _ONE_IN)])


def _likeness(unit: TranslationUnit) -> float:
    return unit.scores.get("chrf", 0.0)


def _words(english: str) -> int:
    return len(english.split())


SCORER = Scorer(
    id="reference",
    checks="With --reference: the pairs whose English differs most from a second English version",
    example=("会议将于明日举行。", "The meeting has been put off."),
    severities=("neutral",),
    find=find,
    zh_name="参考译文",
)
