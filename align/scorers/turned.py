"""The scorers of what is turned round: negations, force, directions and extent.

Rules that compare word lists cry wolf over translators' ways (防止 "so that ... not", 不足 "under", 实现正增长 "avoid
a fall"), so these have none, but for what only stands in another order: what they report is found by encoders, and
:mod:`align.scorers.weighing` gives it its severity. Bounds of a figure (近一半, 不低于5%) belong to ``figures``, which
reads them with the value.
"""

from collections.abc import Iterator

from align.model.unit import Issue, TranslationUnit
from align.scorers.base import Context, Scorer
from align.scorers.order import find_order


def _by_evidence(_unit: TranslationUnit, _context: Context) -> Iterator[Issue]:
    """Yield nothing: no rule claims anything."""
    yield from ()


NEGATION = Scorer(
    id="negation",
    checks="What is negated in one language is negated in the other",
    example=("会谈没有取得进展。", "The talks made progress."),
    severities=("minor", "major", "critical"),
    find=_by_evidence,
    zh_name="否定",
    heads=("title",),
)
MODALITY = Scorer(
    id="modality",
    checks="Obligation, permission, prohibition and advice keep their force",
    example=("企业应当公开信息。", "Companies may disclose information."),
    severities=("minor", "major"),
    find=_by_evidence,
    zh_name="语气",
    heads=("title",),
)
DIRECTION = Scorer(
    id="direction",
    checks="Directions are kept: rise and fall, exports and imports, east and west; before and after",
    example=("他的收入增长了。", "His income fell."),
    severities=("minor", "major"),
    find=find_order,
    zh_name="方向",
    heads=("title",),
)
BOUNDS = Scorer(
    id="bounds",
    checks="Extent without a figure is kept: all, most, some, few; always, sometimes; everywhere, in parts",
    example=("部分企业停工。", "All companies have stopped work."),
    severities=("minor", "major"),
    find=_by_evidence,
    zh_name="范围",
    heads=("title",),
)
TURNED = frozenset(scorer.id for scorer in (NEGATION, MODALITY, DIRECTION, BOUNDS))
"""Their ids: without the encoder that the decisions were fitted with, they find nothing or next to nothing."""
