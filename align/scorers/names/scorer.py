"""Names: people, places and what the Chinese gives in Latin letters have their right name in the English."""

from collections.abc import Iterator

from align.language.spans import touches
from align.model.document import Span
from align.model.unit import Issue, TranslationUnit
from align.scorers.base import Context, Scorer
from align.scorers.concepts.engine import replaced
from align.scorers.names.people import find_people, name_issue
from align.scorers.names.places import find_exchanged, find_replaced


def find(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """Yield issues, misspelt people first, what may be a repetition last; a span of the English is reported once."""
    if not unit.zh_text or not unit.en_text:
        return
    taken: list[Span] = []
    held: list[Span] = []
    for find_more in (find_people, find_replaced, _find_alike, find_exchanged):
        for issue in list(find_more(unit, context)):
            again = find_more is find_exchanged and touches(issue.zh_span or (0, 0), held)
            if not again and not touches(issue.en_span or (0, 0), taken):
                taken.append(issue.en_span or (0, 0))
                held.append(issue.zh_span or (0, 0))
                yield issue


def _find_alike(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """Yield places whose names are easily confused: 尼日尔 as "Nigeria"."""
    for zh_span, en_span, right in replaced("place", unit, context.around("en", own=False)):
        yield name_issue(unit, zh_span, en_span, "names.replaced", right)


SCORER = Scorer(
    id="names",
    checks="People are spelt in the right pinyin, places and people are not replaced by others",
    example=("副省长仇丽萍介绍了山西的情况。", "Vice Governor Chou Liping briefed on Shaanxi."),
    severities=("major", "minor"),
    find=find,
    zh_name="人名地名",
    heads=("title",),
)
