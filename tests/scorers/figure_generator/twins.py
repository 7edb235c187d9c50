"""Sentences with two figures of one kind, which only what they are stated of tells apart.

The English keeps the order, turns it round, or puts the figures first; the values go with their subjects or, where the
error is planted, change places. Some subjects are everyday words that no list of statistical terms has.
"""

from collections.abc import Callable
from fractions import Fraction
from random import Random

from .facts import Fact
from .render_en import en as render_en
from .render_zh import zh as render_zh

Span = tuple[int, int]
Twins = tuple[str, str, tuple[Span, Span], tuple[Span, Span]]

_SUBJECTS: dict[str, tuple[tuple[str, str], ...]] = {
    "rate": (
        ("出口", "exports"),
        ("进口", "imports"),
        ("工业投资", "industrial investment"),
        ("居民消费", "consumer spending"),
        ("农业产值", "agricultural output"),
        ("服务业收入", "services revenue"),
        ("煤炭产量", "coal output"),
        ("天然气产量", "natural gas output"),
        ("铁路货运", "rail freight"),
        ("公路货运", "road freight"),
        ("广东的产值", "output in Guangdong"),
        ("福建的产值", "output in Fujian"),
        ("云南的游客", "tourist arrivals in Yunnan"),
        ("汽车销量", "car sales"),
        ("手机销量", "mobile phone sales"),
        ("财政收入", "fiscal revenue"),
        ("财政支出", "fiscal expenditure"),
        ("图书销售", "book sales"),
        ("电影票房", "film box office takings"),
        ("外资", "foreign investment"),
        ("快递业务", "the express delivery business"),
        ("电力需求", "demand for electricity"),
    ),
    "count": (
        ("学校", "schools"),
        ("医院", "hospitals"),
        ("企业", "companies"),
        ("村庄", "villages"),
        ("图书馆", "libraries"),
        ("博物馆", "museums"),
        ("公园", "parks"),
        ("工程师", "engineers"),
        ("教师", "teachers"),
        ("医生", "doctors"),
        ("志愿者", "volunteers"),
        ("桥梁", "bridges"),
        ("隧道", "tunnels"),
        ("港口", "ports"),
        ("风扇", "fans"),
        ("帐篷", "tents"),
    ),
    "money": (
        ("江苏", "Jiangsu"),
        ("浙江", "Zhejiang"),
        ("山东", "Shandong"),
        ("2022年", "2022"),
        ("2023年", "2023"),
        ("上半年", "the first half"),
        ("下半年", "the second half"),
        ("教育", "education"),
        ("医疗", "health care"),
        ("养老", "elderly care"),
        ("水利", "water conservancy"),
        ("交通", "transport"),
    ),
}


def twins(rng: Random, *, exchanged: bool) -> Twins:
    """Both texts and the spans of the two figures in each, the English ones in the order of the Chinese subjects.

    >>> zh, en, ours, theirs = twins(Random(3), exchanged=False)
    >>> zh.count("，"), len(ours), all(en[a:b] for a, b in theirs)
    (1, 2, True)
    """
    kind = rng.choice(tuple(_SUBJECTS))
    one, other = rng.sample(_SUBJECTS[kind], 2)
    values = rng.sample(range(21, 99), 2)
    facts = [_MAKE[kind](value) for value in values]
    told = facts[::-1] if exchanged else facts
    parts = [(name, render_zh(fact, rng)) for (name, _), fact in zip((one, other), facts, strict=True)]
    zh, ours = _joined(parts, kind)
    order = (0, 1) if rng.random() < 0.6 else (1, 0)
    named = [(one, other)[k][1] for k in order]
    written = [render_en(told[k], rng) for k in order]
    en, spans = _english(kind, named, written, rng)
    theirs = (spans[order.index(0)], spans[order.index(1)])
    return zh, en, ours, theirs


_MAKE: dict[str, Callable[[int], Fact]] = {
    "rate": lambda value: Fact("percent", Fraction(value, 10)),
    "count": lambda value: Fact("count", Fraction(value * 13), unit="个"),
    "money": lambda value: Fact("money", Fraction(value) * 10**8, unit="yuan"),
}
_ZH = {"rate": "{}增长", "count": "{}达", "money": "{}投入"}


def _joined(parts: list[tuple[str, str]], kind: str) -> tuple[str, tuple[Span, Span]]:
    text, spans = "", []
    for name, written in parts:
        text += ("，" if text else "") + _ZH[kind].format(name)
        spans.append((len(text), len(text) + len(written)))
        text += written
    return text + "。", (spans[0], spans[1])


_EN: dict[str, tuple[str, ...]] = {
    "rate": (
        "{n0} rose {f0}, and {n1} {f1}.",
        "{n0} grew by {f0}, while {n1} grew by {f1}.",
        "{n0} was up {f0} and {n1} {f1}.",
        "there was an increase of {f0} in {n0} and of {f1} in {n1}.",
        "{n0} and {n1} rose by {f0} and {f1} respectively.",
        "growth was {f0} for {n0}; for {n1} it was {f1}.",
    ),
    "count": (
        "there are {f0} {n0} and {f1} {n1}.",
        "{n0} number {f0}, and {n1} {f1}.",
        "the number of {n0} is {f0}, while that of {n1} is {f1}.",
        "it has {f0} {n0}, as well as {f1} {n1}.",
        "{n0} and {n1} total {f0} and {f1}, respectively.",
    ),
    "money": (
        "{f0} was spent in {n0} and {f1} in {n1}.",
        "spending was {f0} in {n0}, compared with {f1} in {n1}.",
        "in {n0}, {f0} was spent; in {n1}, {f1}.",
        "{n0} took {f0}, {n1} {f1}.",
        "for {n0} the input was {f0}, and for {n1} {f1}.",
    ),
}


def _english(kind: str, named: list[str], written: list[str], rng: Random) -> tuple[str, tuple[Span, Span]]:
    pattern = rng.choice(_EN[kind]).replace("{n0}", named[0]).replace("{n1}", named[1])
    text, spans = pattern, []
    for mark, figure in (("{f0}", written[0]), ("{f1}", written[1])):
        at = text.index(mark)
        text = text[:at] + figure + text[at + len(mark) :]
        spans.append((at, at + len(figure)))
    return text[0].upper() + text[1:], (spans[0], spans[1])
