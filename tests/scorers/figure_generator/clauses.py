"""Clauses with one slot each, in both languages, and the facts that fit them.

A sentence is one to three of these clauses, perhaps with a frame and a distractor: text that holds numerals or number
words and yet states no figure.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from .facts import Bound, Fact

BOUNDS: tuple[Bound, ...] = ("more", "nearly", "about", "least", "most", "less")


@dataclass(frozen=True, slots=True)
class Clause:
    """``zh`` and ``en`` have one ``{}``; ``bare`` is the English without the figure, "" where none reads well."""

    zh: str
    en: str
    bare: str
    fact: Callable[[Random], Fact]


def _magnitude(rng: Random, low: int, high: int) -> Fraction:
    """A round number such as news give: up to four significant digits, 10**low to 10**high."""
    digits = rng.choice((1, 2, 2, 3, 3, 4))
    mantissa = rng.randint(10 ** (digits - 1), 10**digits - 1)
    exponent = rng.randint(low, high)
    return Fraction(mantissa) * Fraction(10) ** max(exponent - digits + 1, 0)


def _bound(rng: Random) -> Bound:
    return rng.choice(BOUNDS) if rng.random() < 0.3 else ""


def _count(classifier: str, *, low: int = 1, high: int = 8) -> Callable[[Random], Fact]:
    def make(rng: Random) -> Fact:
        if rng.random() < 0.15:
            return Fact("count", Fraction(rng.randint(10_000, 990_000)), unit=classifier)
        value = _magnitude(rng, low, high)
        # "over three villages" is no news; a hedge goes with a round number
        bound = _bound(rng) if value >= 20 and value % 10 == 0 else ""
        return Fact("count", value, unit=classifier, bound=bound)

    return make


def _money(rng: Random) -> Fact:
    unit = rng.choice(("yuan", "yuan", "yuan", "dollar", "dollar", "euro", "hkd", "yen", "pound"))
    return Fact("money", _magnitude(rng, 4, 12), unit=unit, bound=_bound(rng))


def _measure(unit: str, low: int, high: int) -> Callable[[Random], Fact]:
    def make(rng: Random) -> Fact:
        value = _magnitude(rng, low, high)
        if unit == "mu" and rng.random() < 0.5:
            value *= 15
        if unit == "jin":
            value *= 2
        return Fact("measure", value, unit=unit, bound=_bound(rng))

    return make


def _tenths(rng: Random, low: int, high: int, places: int = 1) -> Fraction:
    return Fraction(rng.randint(low * 10**places, high * 10**places), 10**places)


def _percent(rng: Random) -> Fact:
    value = rng.choice((Fraction(rng.randint(21, 99)), _tenths(rng, 21, 99), _tenths(rng, 1, 99, 2)))
    return Fact("percent", max(value, Fraction(2)), bound=_bound(rng) if value.denominator == 1 else "")


def _change(rng: Random) -> Fact:
    return Fact("change", _tenths(rng, 1, 30) + Fraction(1, 10), direction=rng.choice((1, -1)))


def _points(rng: Random) -> Fact:
    return Fact("change", _tenths(rng, 0, 9) + Fraction(1, 10), direction=rng.choice((1, -1)), of="points")


def _fraction(rng: Random) -> Fact:
    bottom = rng.randint(3, 10)
    top = rng.choice([k for k in range(1, bottom) if Fraction(k, bottom).denominator == bottom])
    return Fact("fraction", Fraction(top, bottom))


def _range(rng: Random) -> Fact:
    low = rng.randint(12, 80)
    size = rng.choice((10**8, 10**9, 10**6))
    high = low + rng.randint(1, 19)
    unit = rng.choice(("yuan", "dollar", "euro"))
    return Fact("range", Fraction(low * size), Fraction(high * size), unit=unit)


def _date(rng: Random) -> Fact:
    year = rng.choice((0, 0, rng.randint(1979, 2026)))
    return Fact("date", Fraction(year), month=rng.randint(1, 12), day=rng.randint(1, 28))


def _duration(rng: Random) -> Fact:
    if rng.random() < 0.5:
        return Fact("duration", Fraction(30 * rng.choice((3, 4, 5, 6, 8, 10))), unit="minutes")
    return Fact("duration", Fraction(6 * rng.choice((1, 2, 3, 4, 5, 6, 8, 10, 20, 40, 60))), unit="months")


def _period(rng: Random) -> Fact:
    unit = rng.choice(("half", "quarter"))
    return Fact("period", Fraction(rng.randint(1, 2 if unit == "half" else 4)), unit=unit)


def _ordinal(unit: str) -> Callable[[Random], Fact]:
    return lambda rng: Fact("ordinal", Fraction(rng.randint(2, 29)), unit=unit)


def _multiple(rng: Random) -> Fact:
    return Fact("multiple", Fraction(rng.randint(2, 9)))


def _vague(rng: Random) -> Fact:
    return Fact("vague", Fraction(10) ** rng.randint(1, 7), unit="名")


def _year(rng: Random) -> Fact:
    return Fact("year", Fraction(rng.randint(1979, 2026)))


def _clock(rng: Random) -> Fact:
    hour = rng.choice([h for h in range(6, 23) if h != 12])
    return Fact("clock", Fraction(hour * 60 + rng.choice((0, 0, 15, 30, 40, 50))))


def _temperature(rng: Random) -> Fact:
    return Fact("temperature", Fraction(rng.choice([k for k in range(-30, 41) if abs(k) > 1])))


def _permille(rng: Random) -> Fact:
    return Fact("permille", _tenths(rng, 2, 12))


def _basis(rng: Random) -> Fact:
    return Fact("basis", Fraction(rng.choice((5, 10, 15, 20, 25, 35, 50, 75))))


CLAUSES: tuple[Clause, ...] = (
    Clause("目前已有{}企业入驻园区", "{} companies have moved into the park so far", "", _count("家")),
    Clause("共有{}志愿者参与服务", "the event involved {} volunteers", "the event involved volunteers", _count("名")),
    Clause("新景区吸引了{}游客", "the new scenic area drew {} tourists", "the new scenic area drew tourists", _vague),
    Clause("这项政策惠及{}村庄", "the policy benefits {} villages", "the policy benefits many villages", _count("个")),
    Clause("全年办理案件{}", "the courts handled {} cases over the year", "", _count("起")),
    Clause("全市机动车保有量达{}", "the number of motor vehicles in the city is {}", "", _count("辆")),
    Clause("平台发布岗位{}", "the platform posted {} jobs", "the platform posted many jobs", _count("个", low=3)),
    Clause("项目总投资{}", "the project has a total investment of {}", "the project has a huge budget", _money),
    Clause("中央财政已拨付救灾资金{}", "the central government has allocated {} for relief", "", _money),
    Clause("双方签约金额达{}", "the two sides signed deals worth {}", "the two sides signed deals", _money),
    Clause("全省新建农村公路{}", "the province built {} of rural roads", "", _measure("kilometer", 1, 5)),
    Clause("仓库储备粮食{}", "the depot holds {} of grain", "the depot holds grain", _measure("jin", 4, 9)),
    Clause("粮食产量达到{}", "grain output reached {}", "grain output was high", _measure("tonne", 4, 8)),
    Clause("高标准农田达到{}", "high-standard farmland reached {}", "", _measure("mu", 2, 8)),
    Clause("保护区面积为{}", "the reserve covers {}", "the reserve is vast", _measure("square kilometer", 1, 5)),
    Clause("电站年发电量为{}", "the station generates {} a year", "", _measure("kilowatt-hour", 6, 11)),
    Clause("装机容量达到{}", "installed capacity reached {}", "", _measure("kilowatt", 5, 9)),
    Clause("水库蓄水{}", "the reservoir holds {} of water", "the reservoir is full", _measure("cubic meter", 5, 10)),
    Clause("公众满意率达到{}", "the public satisfaction rate reached {}", "", _percent),
    Clause("数字化产线占{}", "digital production lines account for {}", "", _percent),
    Clause("出口额同比{}", "the export value {} year on year", "", _change),
    Clause("工业用电量比上年{}", "industrial power use {} compared with the previous year", "", _change),
    Clause("失业率比上月{}", "the unemployment rate {} from the previous month", "", _points),
    Clause("这类企业占全部企业的{}", "such firms make up {} of the total", "such firms are common", _fraction),
    Clause("用户数量{}", "the number of users {}", "", _multiple),
    Clause("预计投入{}", "the planned input is {}", "", _range),
    Clause("本届博览会是{}", "this is the {} session of the expo", "", _ordinal("届")),
    Clause("我市排名上升到全国{}", "our city moved up to {} place nationwide", "", _ordinal("位")),
    Clause("大会于{}开幕", "the conference opened on {}", "the conference has opened", _date),
    Clause("代表团{}抵达北京", "the delegation arrived in Beijing on {}", "the delegation arrived in Beijing", _date),
    Clause("自{}起该制度开始实施", "the system has been in place since {}", "", _year),
    Clause("发布会定于{}开始", "the press conference is to start at {}", "", _clock),
    Clause("整个过程历时{}", "the whole process took {}", "the whole process took long", _duration),
    Clause("订单在{}保持增长", "orders kept growing in {}", "orders kept growing", _period),
    Clause("最低气温为{}", "the lowest temperature was {}", "", _temperature),
    Clause("人口自然增长率为{}", "the natural growth rate of the population was {}", "", _permille),
    Clause("央行将利率下调{}", "the central bank cut the rate by {}", "the central bank cut the rate", _basis),
)

FRAMES: tuple[tuple[str, str], ...] = (
    ("据介绍，", "according to the briefing, "),
    ("统计显示，", "statistics show that "),
    ("发言人表示，", "the spokesperson said that "),
    ("我想强调的是，", "I would like to stress that "),
    ("在共建“一带一路”的过程中，", "in the course of Belt and Road cooperation, "),
    ("一方面，", "on the one hand, "),
    ("两会前夕，", "on the eve of the two sessions, "),
    ("面对百年未有之大变局，", "in the face of profound changes unseen in a century, "),
    ("万一有朋友没有听清，我再说一遍：", "in case anyone did not catch it, let me say it again: "),
)

TAILS: tuple[tuple[str, str], ...] = (
    ("，这一点十分重要", ", and this is very important"),
    ("，成绩来之不易", ", and this was hard-won"),
    ("，是历史上最好的成绩之一", ", and this is one of the best results in history"),
    ("，“三农”工作得到加强", ", and work on agriculture, rural areas and farmers has been strengthened"),
    ("，可以说是首屈一指", ", and this is second to none"),
    ("，老百姓的日子会一天比一天好", ", and people's lives will get better day by day"),
    ("，统一大市场建设进一步加快", ", and the building of a unified market has sped up further"),
    ("，我们将千方百计做好工作", ", and we will do everything we can"),
)

# What a translator may add: the Chinese has nothing of it.
ADDITIONS: tuple[tuple[str, Fact], ...] = (
    (", involving {} contractors", Fact("count", Fraction(47))),
    (", with {} people taking part", Fact("count", Fraction(6400))),
    (", at a cost of {}", Fact("money", Fraction(83 * 10**7), unit="yuan")),
    (", covering {} schools", Fact("count", Fraction(1370))),
    (", a share of {}", Fact("percent", Fraction(137, 2))),
)
