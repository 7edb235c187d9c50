"""The English that is suggested for a Chinese figure: press-office style, and always right by our own comparison."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from align.facts import Fact, extract
from align.facts.compare import relate
from align.facts.model import STRONG
from align.scorers.rendering.style import render

ROOT = Path(__file__).parents[2]
STYLE = {
    "884亿千瓦时": "88.4 billion kilowatt-hours",
    "11万7015辆": "117,015",
    "1.3万亿元": "1.3 trillion yuan",
    "660536亿元": "66.0536 trillion yuan",
    "2.3个百分点": "2.3 percentage points",
    "近五分之一": "nearly one-fifth",
    "三分之二": "two-thirds",
    "二十万分之一": "one in 200,000",
    "万分之五": "0.05 percent",
    "第十四个五年规划": "14th Five-Year Plan",
    "540万亩": "360,000 hectares",
    "1.2万亩": "800 hectares",
    "45亩": "3 hectares",
    "15亩": "1 hectare",
    "200万亩": "about 133,000 hectares",
    "超过200万亩": "more than 133,000 hectares",
    "近200万亩": "nearly 134,000 hectares",
    "295.6亿斤": "14.78 billion kilograms",
    "下午2时": "2 p.m.",
    "数百名": "hundreds",
    "零下五摄氏度": "minus 5 degrees Celsius",
    "上半年": "the first half",
    "三中全会": "third plenary session",
    "第十五条规定": "Article 15",
    "第十五条航线": "15th",
    "第二节，": "Section 2",
    "二十个工作日": "20 working days",
    "十一年六个月": "11 years and six months",
    "农历八月十五": "the 15th day of the eighth lunar month",
    "光绪三十年": "1904",
    "2025年底": "late 2025",
    "三块五": "3.5 yuan",
    "率为-0.99‰": "minus 0.99 per thousand",
}


@pytest.mark.parametrize(("zh", "en"), STYLE.items())
def test_style(zh: str, en: str) -> None:
    (fact,) = [fact for fact in extract(zh, "zh") if fact.strength]
    assert render(fact) == en


def test_a_unit_that_the_english_has_chosen_is_kept() -> None:
    assert render(extract("540万亩", "zh")[0], native=True) == "5.4 million mu"


def _figures() -> Iterator[Fact]:
    texts = set()
    for name in ("seeds-a", "seeds-b"):
        texts |= set(json.loads((ROOT / "corpora" / f"{name}.json").read_text(encoding="utf-8"))["zh"])
    for path in (ROOT / "tests" / "cases" / "figures").glob("*.jsonl"):
        texts |= {json.loads(line)["zh"] for line in path.read_text(encoding="utf-8").splitlines()}
    for text in sorted(texts):
        yield from (fact for fact in extract(text, "zh") if fact.strength == STRONG and fact.kind != "identifier")


@pytest.mark.parametrize("native", [False, True])
def test_what_is_suggested_agrees_with_the_chinese(native: bool) -> None:
    wrong = []
    for fact in _figures():
        english = f"in {render(fact, native=native)} there."
        read = [(relate(fact, other), other.bound) for other in extract(english, "en")]
        if not any(relation and relation.verdict == "same" for relation, _ in read):
            wrong.append((fact.text, english))
    assert not wrong
