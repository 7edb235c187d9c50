"""The check of single units: in Traditional Chinese it finds what it finds in Simplified."""

import pytest
from opencc import OpenCC

from align.model.unit import Issue, TranslationUnit
from align.review.rescoring import Rescorer

AROUND = (
    ("女士们、先生们，大家上午好！", "Ladies and gentlemen, good morning!"),
    (
        "今年以来，全省经济运行总体平稳。",
        "The province's economy has been generally stable since the beginning of this year.",
    ),
    (
        "居民收入稳步增长，消费市场逐步回暖。",
        "Residents' incomes grew steadily, and the consumer market gradually recovered.",
    ),
    ("我们还新建了一批公园和停车场。", "We also built a number of parks and parking lots."),
    ("感谢各位记者朋友的关注。", "Thank you to our friends from the media for your interest."),
)
DROPPED = (
    "科研人员培育出耐盐碱小麦品种，在渤海沿岸和黄河三角洲建立了试验田和推广基地，今年获得丰收。",
    "Researchers have bred wheat varieties that tolerate saline and alkaline soil, with a good harvest this year.",
)
DOUBLET = ("这里山清水秀、风景如画，是旅游胜地。", "This is a picturesque tourist destination.")


@pytest.mark.parametrize(("pair", "spans"), [(DROPPED, [(15, 37)]), (DOUBLET, [])])
@pytest.mark.parametrize("traditional", [False, True])
def test_clauses_are_looked_for_in_either_script(
    rescorer_a: Rescorer, pair: tuple[str, str], spans: list[tuple[int, int]], traditional: bool
) -> None:
    written = OpenCC("s2t").convert if traditional else str
    pairs = enumerate((*AROUND, pair))
    units = [TranslationUnit(n, (n,), (n,), written(zh), en) for n, (zh, en) in pairs]
    (found,) = rescorer_a.check_all(units, [len(units) - 1])
    assert [issue.zh_span for issue in found.issues if issue.scorer == "omission"] == spans


def test_without_encoders_what_they_found_is_neither_looked_for_nor_taken_back() -> None:
    issue = Issue("negation", "mistranslation/negation", "major", 0.9, "lost", (2, 4), (10, 14))
    unit = TranslationUnit(0, (0,), (0,), "会谈没有取得进展。", "The talks made progress.", issues=(issue,))
    (kept,) = Rescorer().check([unit], 0, "All talks made progress.")
    assert (kept.scorer, kept.zh_span) == ("negation", (2, 4))
