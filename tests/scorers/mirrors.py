"""Right pairs in which one side states what follows from the figures of the other, and the same with sides exchanged.

Each operation of ``align.facts.derive`` has forms: a Chinese and an English sentence of the same event that state other
figures of it (4299元，下调200元 and "down from 4,499 yuan"). Each form is written in both directions, and filled with
figures drawn at random. None of these pairs has an error, so each flag is false.
"""

from collections.abc import Callable, Iterator
from random import Random

Pair = tuple[str, str]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
MONTHS += ["November", "December"]
LAST_DAY = {"一": "March 31", "二": "June 30", "三": "September 30", "四": "December 31"}
ORDINAL = {"一": "first", "二": "second", "三": "third", "四": "fourth"}


def _sum(r: Random) -> list[Pair]:
    a, b = r.randint(21, 480), r.randint(21, 480)
    return [
        (f"学校有男生{a}人，女生{b}人。", f"The school has {a + b} students in total, {a} of them boys."),
        (f"学校共有学生{a + b}人，其中男生{a}人。", f"The school has {a} boys and {b} girls."),
        (
            f"公司去年卖出轿车{a}万辆、客车{b}万辆。",
            f"The company sold {(a + b) * 10000:,} cars and buses altogether last year.",
        ),
        (
            f"公司去年共卖出各类汽车{a + b}万辆。",
            f"The company sold {a * 10000:,} cars and {b * 10000:,} buses last year.",
        ),
    ]


def _difference(r: Random) -> list[Pair]:
    a, d = r.randint(220, 480), r.randint(21, 180)
    return [
        (f"参加者从去年的{a}人增加到{a + d}人。", f"There were {a + d} participants, {d} more than last year."),
        (f"参加者有{a + d}人，比去年多{d}人。", f"The number of participants rose from {a} last year to {a + d}."),
        (f"票价由{a + d}元降到{a}元。", f"Tickets now cost {a} yuan, down by {d} yuan."),
        (f"票价为{a}元，下降{d}元。", f"Ticket prices were cut from {a + d} yuan to {a} yuan."),
    ]


def _level(r: Random) -> list[Pair]:
    price, change = 100 * r.randint(22, 96) + 99, 100 * r.randint(2, 9)
    rate, points = r.randint(41, 88), r.randint(2, 9)
    return [
        (f"起售价{price}元，下调{change}元。", f"Prices start at {price:,} yuan, down from {price + change:,} yuan."),
        (f"起售价由{price + change}元降至{price}元。", f"Prices start at {price:,} yuan, a cut of {change} yuan."),
        (f"比例为{rate}%，提高了{points}个百分点。", f"The share stands at {rate}%, up from {rate - points}%."),
        (f"比例从{rate - points}%提高到{rate}%。", f"The share stands at {rate}%, up {points} percentage points."),
    ]


def _share(r: Random) -> list[Pair]:
    whole = 20 * r.randint(4, 40)
    part = whole // 20 * r.choice((3, 7, 9, 11, 13))
    rate = 100 * part // whole
    return [
        (f"{whole}名受访者中有{part}人赞成。", f"Of the {whole} people interviewed, {rate}% were in favor."),
        (f"{whole}名受访者中有{rate}%赞成。", f"Of the {whole} people interviewed, {part} were in favor."),
        (f"村里{whole}户人家，{part}户搬进新房。", f"{rate} percent of the {whole} families have moved to new homes."),
        (
            f"村里{whole}户人家，{rate}%搬进新房。",
            f"In the village {part} of {whole} families have moved to new homes.",
        ),
    ]


def _product(r: Random) -> list[Pair]:
    price, area = 2 * r.randint(21, 90), r.randint(110, 480)
    return [
        (f"成人票{price}元，学生半价。", f"Admission is {price} yuan, and {price // 2} yuan for students."),
        (f"成人票{price}元，学生票{price // 2}元。", f"Admission is {price} yuan; students pay half price."),
        (f"新馆面积{area}平方米，是旧馆的三倍。", f"At {area} square meters the new hall is three times as large."),
        (f"旧馆面积{area}平方米，新馆是它的两倍。", f"The old hall has {area} square meters, the new one {2 * area}."),
    ]


def _quotient(r: Random) -> list[Pair]:
    a, k = r.randint(21, 96), r.choice((3, 4, 5))
    word = {3: "tripled", 4: "quadrupled", 5: "grew fivefold"}[k]
    return [
        (f"用户从{a}万人增加到{a * k}万人。", f"The number of users {word} to {a * k * 10000:,}."),
        (
            f"用户增加到原来的{k}倍，达{a * k}万人。",
            f"The number of users rose from {a * 10000:,} to {a * k * 10000:,}.",
        ),
        (f"停留期限由{a}天延长至{2 * a}天。", f"The permitted stay was doubled to {2 * a} days."),
        (f"停留期限延长一倍，达到{2 * a}天。", f"The permitted stay was extended from {a} to {2 * a} days."),
    ]


def _change(r: Random) -> list[Pair]:
    old, rate = 100 * r.randint(2, 90), r.choice((5, 15, 20, 25, 30, 40, 45))
    up, down = old + old * rate // 100, old - old * rate // 100
    return [
        (f"价格由{old}元涨到{up}元。", f"The price rose by {rate} percent from {old:,} yuan."),
        (f"价格为{up}元，上涨{rate}%。", f"The price went up from {old:,} yuan to {up:,} yuan."),
        (f"销量从{old}台降到{down}台。", f"Sales fell {rate} percent to {down:,} units."),
        (f"销量为{down}台，下降{rate}%。", f"Sales fell from {old:,} units to {down:,}."),
    ]


def _complement(r: Random) -> list[Pair]:
    rate = r.choice([n for n in range(12, 89) if n != 50])
    return [
        (f"{rate}%的受访者反对，其余赞成。", f"The remaining {100 - rate}% of those asked were in favor."),
        (
            f"{rate}%的受访者赞成，其余反对。",
            f"Of those asked, {rate}% were in favor and the remaining {100 - rate}% against.",
        ),
        (f"能耗仅为原来的{rate}%。", f"It uses {100 - rate} percent less energy."),
        (f"能耗下降{rate}%。", f"Energy use fell to {100 - rate} percent of what it was."),
    ]


def _beyond(r: Random) -> list[Pair]:
    over = r.randint(2, 48)
    return [
        (f"完成年度计划的{100 + over}%。", f"The annual target was exceeded by {over} percent."),
        (f"超额{over}%完成年度计划。", f"It fulfilled {100 + over} percent of the annual target."),
        (f"销量是去年同期的{100 + over}%。", f"Sales were {over} percent higher than in the same period last year."),
        (f"比预算超出{over}%。", f"It came to {100 + over}% of the budget."),
    ]


def _per_area(r: Random) -> list[Pair]:
    yield_ = 20 * r.randint(11, 48)
    return [
        (f"小麦亩产{yield_}公斤。", f"Wheat yielded {15 * yield_:,} kilograms per hectare."),
        (f"小麦每公顷产量{15 * yield_}公斤。", f"Wheat yielded {yield_} kilograms per mu."),
        (f"每亩补贴{yield_}元。", f"The subsidy is {15 * yield_:,} yuan per hectare."),
        (f"每公顷补贴{15 * yield_}元。", f"The subsidy is {yield_} yuan per mu."),
    ]


def _day_after(r: Random) -> list[Pair]:
    month, day = r.randint(1, 12), r.randint(2, 26)
    name = MONTHS[month - 1]
    return [
        (
            f"会议{month}月{day}日开幕，次日闭幕。",
            f"The meeting opened on {name} {day} and closed on {name} {day + 1}.",
        ),
        (
            f"会议{month}月{day}日开幕，{day + 1}日闭幕。",
            f"The meeting opened on {name} {day} and closed the next day.",
        ),
        (f"他{month}月{day}日抵达，第二天返回。", f"He arrived on {name} {day} and left on {name} {day + 1}."),
        (
            f"他{month}月{day}日抵达，{month}月{day + 1}日返回。",
            f"He arrived on {name} {day} and left the following day.",
        ),
    ]


def _day_before(r: Random) -> list[Pair]:
    month, day = r.randint(1, 12), r.randint(5, 19)
    name = MONTHS[month - 1]
    return [
        (f"{month}月{day}日开赛，前一天抽签。", f"The match is on {name} {day}; the draw was on {name} {day - 1}."),
        (
            f"{month}月{day}日开赛，{month}月{day - 1}日抽签。",
            f"The match is on {name} {day}; the draw was the day before.",
        ),
        (
            f"{month}月{day}日结果公布，前一日投票。",
            f"Votes were cast on {name} {day - 1} and results came on {name} {day}.",
        ),
        (f"{month}月{day - 1}日投票，{day}日公布结果。", f"Results came on {name} {day}, the day after the vote."),
    ]


def _month(r: Random) -> list[Pair]:
    month = r.randint(2, 11)
    here, there = MONTHS[month - 1], MONTHS[month - 2]
    return [
        (f"{month}月价格高于上月。", f"Prices in {here} were higher than in {there}."),
        (f"{month}月价格高于{month - 1}月。", f"Prices in {here} were higher than in the previous month."),
        (f"{month}月出口比上个月有所回升。", f"Exports picked up in {here} after {there}."),
        (f"{month}月出口比{month - 1}月有所回升。", f"Exports picked up in {here} compared with the month before."),
    ]


def _year(r: Random) -> list[Pair]:
    year = r.randint(1995, 2023)
    return [
        (f"工程{year}年开工，次年完工。", f"Work began in {year} and was finished in {year + 1}."),
        (f"工程{year}年开工，{year + 1}年完工。", f"Work began in {year} and was finished the following year."),
        (f"{year}年的产量低于上年。", f"Output in {year} was lower than in {year - 1}."),
        (f"{year}年的产量低于{year - 1}年。", f"Output in {year} was lower than in the previous year."),
    ]


def _end(r: Random) -> list[Pair]:
    quarter = r.choice("一二三四")
    half, last, number = r.choice((("上半年", "June", 6), ("下半年", "December", 12)))
    month = {"一": 3, "二": 6, "三": 9, "四": 12}[quarter]
    return [
        (f"预计{quarter}季度末完成。", f"It is expected to be completed by {LAST_DAY[quarter]}."),
        (
            f"预计{month}月底完成。",
            f"It is to be completed by the end of the {ORDINAL[quarter]} quarter.",
        ),
        (f"{half}全部完成。", f"All is to be completed by the end of {last}."),
        (f"{number}月底前全部完成。", f"All is to be completed by {last} {30 + (number == 12)}."),
    ]


def _span(r: Random) -> list[Pair]:
    year, years = r.randint(1950, 1990), r.randint(11, 29)
    hour, hours = r.randint(6, 9), r.randint(2, 5)
    return [
        (f"他从{year}年到{year + years}年任教。", f"He taught for {years} years, from {year}."),
        (f"他从{year}年起任教{years}年。", f"He taught from {year} to {year + years}."),
        (
            f"上午{hour}时开始，{hour + hours}时结束。"
            if hour + hours < 12
            else f"上午{hour}时开始，下午{hour + hours}时结束。",
            f"It began at {hour} a.m. and lasted {hours} hours.",
        ),
        (
            f"上午{hour}时开始，历时{hours}小时。",
            f"It lasted from {hour} a.m. to {(hour + hours - 1) % 12 + 1} {'a.m.' if hour + hours < 12 else 'p.m.'}.",
        ),
    ]


def _score(r: Random) -> list[Pair]:
    a, b = 25, r.randint(11, 23)
    return [
        (f"首局{a}比{b}获胜。", f"They won the first set {a}-{b}."),
        (f"首局{b}比{a}失利。", f"They lost the first set {b}-{a}."),
        (f"次局以{b}：{a}告负。", f"They lost the second set {a}-{b}."),
        (f"决胜局比分为{b}比{a}。", f"The score of the decider was {b}-{a}."),
    ]


OPERATIONS: dict[str, Callable[[Random], list[Pair]]] = {
    "sum": _sum,
    "difference": _difference,
    "level": _level,
    "share": _share,
    "product": _product,
    "quotient": _quotient,
    "change": _change,
    "complement": _complement,
    "beyond a plan": _beyond,
    "per area": _per_area,
    "day after": _day_after,
    "day before": _day_before,
    "month beside": _month,
    "year beside": _year,
    "end of a period": _end,
    "span": _span,
    "score": _score,
}


def pairs(operation: str, *, count: int = 40, seed: int = 16) -> Iterator[Pair]:
    """Yield so many pairs of an operation, each of its forms equally often."""
    draw = Random(f"{operation} {seed}")
    made: list[Pair] = []
    while len(made) < count:
        made += OPERATIONS[operation](draw)
    yield from made[:count]
