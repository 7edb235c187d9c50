"""Facts in Chinese."""

from fractions import Fraction
from random import Random

from .facts import Fact, plain
from .numerals import han, han_decimal, han_year, wide, zh_number

CURRENCIES = {"yuan": "元", "dollar": "美元", "euro": "欧元", "hkd": "港元", "yen": "日元", "pound": "英镑"}
MEASURES: dict[str, tuple[str, ...]] = {
    "kilometer": ("公里", "千米"),
    "tonne": ("吨",),
    "kilogram": ("公斤", "千克"),
    "jin": ("斤",),
    "mu": ("亩",),
    "hectare": ("公顷",),
    "square kilometer": ("平方公里", "平方千米"),
    "square meter": ("平方米",),
    "cubic meter": ("立方米", "方"),
    "kilowatt-hour": ("千瓦时",),
    "kilowatt": ("千瓦",),
}
BEFORE = {
    "more": ("超过", "逾", "超"),
    "nearly": ("近", "将近", "接近"),
    "about": ("约", "大约"),
    "least": ("至少", "不少于", "不低于"),
    "most": ("最多", "至多", "不超过"),
    "less": ("不足", "不到"),
}
VAGUE = {10: "十", 100: "百", 1000: "千", 10**4: "万", 10**5: "十万", 10**6: "百万", 10**7: "千万"}
UP = ("增长", "上升", "提高", "增加", "上涨")
DOWN = ("下降", "减少", "回落", "降低", "下跌")
_CONTEMPORARY = ((0, 6, "凌晨"), (6, 12, "上午"), (13, 18, "下午"), (18, 24, "晚上"))


def zh(fact: Fact, rng: Random) -> str:
    """One Chinese form of a fact; what follows it in the sentence (the noun) is the clause's."""
    match fact.kind:
        case "count":
            return _bounded(fact, zh_number(fact.value, rng, classifier=True), fact.unit, rng)
        case "vague":
            return _vague(fact, rng)
        case "money":
            number = zh_number(fact.value, rng)
            if fact.unit == "yuan" and not fact.bound and rng.random() < 0.15:
                return f"人民币{number}元"
            return _bounded(fact, number, CURRENCIES[fact.unit], rng)
        case "measure":
            return _bounded(fact, zh_number(fact.value, rng), rng.choice(MEASURES[fact.unit]), rng)
        case "temperature":
            number = zh_number(abs(fact.value), rng)
            return ("零下" if fact.value < 0 else "") + number + rng.choice(("摄氏度", "℃"))
        case "percent" | "points" | "basis" | "permille":
            return (rng.choice(BEFORE[fact.bound]) if fact.bound else "") + _rate(fact, rng)
        case "change":
            verb = rng.choice(UP if fact.direction > 0 else DOWN)
            return verb + _rate(Fact(fact.of, fact.value), rng)
        case "fraction":
            return f"{han(fact.value.denominator)}分之{han(fact.value.numerator)}"
        case "multiple":
            return _multiple(int(fact.value), rng)
        case "range":
            return _range(fact, rng)
        case "ordinal":
            number = int(fact.value)
            return "第" + rng.choice((str(number), han(number))) + fact.unit
        case "duration":
            return _duration(fact, rng)
        case "period":
            return _period(fact, rng)
        case "clock":
            return _clock(int(fact.value), rng)
        case "date" | "year":
            return _date(fact, rng)


def _bounded(fact: Fact, number: str, unit: str, rng: Random) -> str:
    if not fact.bound:
        return number + unit
    if fact.bound == "more" and number[-1] in "0千百万亿" and number != "0" and rng.random() < 0.4:
        return number + rng.choice("多余") + unit
    if fact.bound == "about" and rng.random() < 0.4:
        return number + unit + "左右"
    return rng.choice(BEFORE[fact.bound]) + number + unit


def _vague(fact: Fact, rng: Random) -> str:
    name = VAGUE[int(fact.value)]
    some = ("数", "几") if name[0] in "十万" or rng.random() < 0.6 else ("上",)
    return rng.choice(some) + name + fact.unit


def _rate(fact: Fact, rng: Random) -> str:
    number = plain(fact.value)
    match fact.kind:
        case "points":
            return number + "个百分点"
        case "basis":
            return number + "个基点"
        case "permille":
            return rng.choice((number + "‰", f"千分之{han_decimal(fact.value)}"))
    forms = [number + "%"] * 4 + [wide(number + "%"), f"百分之{han_decimal(fact.value)}"]
    if fact.value % 10 == 0 and 20 <= fact.value < 100:
        forms += [han(int(fact.value) // 10) + "成"] * 2
    return rng.choice(forms)


def _multiple(factor: int, rng: Random) -> str:
    forms = [f"增加到原来的{rng.choice((str(factor), han(factor) if factor != 2 else '两'))}倍"]
    forms.append(f"增长了{rng.choice((str(factor - 1), han(factor - 1) if factor != 3 else '两'))}倍")
    if factor in (2, 4):
        forms += ["翻了一番" if factor == 2 else "翻了两番"] * 3
    return rng.choice(forms)


def _range(fact: Fact, rng: Random) -> str:
    scale, name = (10**8, "亿") if fact.value >= 10**8 else (10**4, "万")
    low, high = plain(fact.value / scale), plain(fact.high / scale)
    joint = rng.choice(("至", "到", "—", "-", "～"))
    both = rng.random() < 0.3
    return f"{low}{name if both else ''}{joint}{high}{name}{CURRENCIES[fact.unit]}"


def _duration(fact: Fact, rng: Random) -> str:
    count = int(fact.value)
    if fact.unit == "minutes":
        forms = [f"{count}分钟"]
        if count % 60 == 0:
            forms.append(zh_number(Fraction(count // 60), rng, classifier=True) + rng.choice(("小时", "个小时")))
        elif count % 30 == 0 and count > 60:
            forms.append(f"{'两' if count // 60 == 2 else han(count // 60)}个半小时")
        return rng.choice(forms)
    forms = [f"{count}个月"]
    if count % 12 == 0:
        forms.append(zh_number(Fraction(count // 12), rng, classifier=True) + "年")
    elif count % 6 == 0:
        forms.append("半年" if count == 6 else f"{'两' if count // 12 == 2 else han(count // 12)}年半")
    return rng.choice(forms)


def _period(fact: Fact, rng: Random) -> str:
    number = int(fact.value)
    if fact.unit == "half":
        return "上半年" if number == 1 else "下半年"
    return rng.choice((f"{han(number)}季度", f"第{han(number)}季度"))


def _clock(minutes: int, rng: Random) -> str:
    hour, minute = divmod(minutes, 60)
    if rng.random() < 0.4:
        return rng.choice((f"{hour}:{minute:02d}", f"{hour}时" + (f"{minute}分" if minute else "")))
    part = next((name for start, end, name in _CONTEMPORARY if start <= hour < end), "中午")
    shown = hour - 12 if hour > 12 else hour
    if minute in (15, 30) and rng.random() < 0.5:
        return f"{part}{shown}点{'半' if minute == 30 else '一刻'}"
    return f"{part}{shown}{rng.choice('时点')}" + (f"{minute}分" if minute else "")


def _date(fact: Fact, rng: Random) -> str:
    year = int(fact.value)
    if fact.kind == "year":
        return rng.choice((str(year), han_year(year))) + "年"
    spelt = rng.random() < 0.15
    text = ""
    if year:
        text = (han_year(year) if spelt else str(year)) + "年"
    month, day = (han(fact.month), han(fact.day)) if spelt else (str(fact.month), str(fact.day))
    return f"{text}{month}月{day}日"
