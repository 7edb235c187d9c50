"""Facts in English."""

from fractions import Fraction
from random import Random

from align.language.tables import words

from .facts import Fact, decimals, plain
from .numerals import en_number, en_ordinal, en_ordinal_word, en_words

CURRENCIES: dict[str, tuple[str, ...]] = {
    "yuan": ("{n} yuan", "{n} yuan", "RMB {s}", "RMB{s}", "CNY {s}"),
    "dollar": ("{n} US dollars", "US${s}", "${s}", "{n} U.S. dollars"),
    "euro": ("{n} euros", "€{s}"),
    "hkd": ("{n} Hong Kong dollars", "HK${s}"),
    "yen": ("{n} yen", "{n} Japanese yen"),
    "pound": ("£{s}", "{n} pounds sterling"),
}
MEASURES: dict[str, tuple[str, ...]] = {
    "kilometer": ("kilometers", "km", "kilometres"),
    "mile": ("miles",),
    "tonne": ("tonnes", "metric tons", "tons"),
    "kilogram": ("kilograms", "kg"),
    "pound": ("pounds",),
    "jin": ("jin",),
    "mu": ("mu",),
    "hectare": ("hectares",),
    "square kilometer": ("square kilometers", "sq km"),
    "square meter": ("square meters",),
    "cubic meter": ("cubic meters",),
    "liter": ("liters",),
    "kilowatt-hour": ("kilowatt-hours", "kWh", "kilowatt hours"),
    "kilowatt": ("kilowatts", "kW"),
}
BOUNDS = {
    "more": ("more than", "over", "in excess of"),
    "nearly": ("nearly", "almost", "close to"),
    "about": ("about", "around", "some", "approximately", "roughly"),
    "least": ("at least", "no fewer than", "not less than"),
    "most": ("at most", "up to", "no more than"),
    "less": ("less than", "fewer than", "under"),
}
VAGUE = {
    10: "dozens of",
    100: "hundreds of",
    1000: "thousands of",
    10**4: "tens of thousands of",
    10**5: "hundreds of thousands of",
    10**6: "millions of",
    10**7: "tens of millions of",
}
UP = ("grew by", "rose by", "increased by", "was up", "went up", "climbed")
DOWN = ("fell by", "declined by", "decreased by", "was down", "went down", "dropped")
MONTHS = words("""
    January February March April May June July August September October November December
""")
_PARTS = {2: ("half", "halves"), 3: ("third", "thirds"), 4: ("quarter", "quarters")}
_FACTORS = {2: "doubled", 3: "tripled", 4: "quadrupled"}


def en(fact: Fact, rng: Random) -> str:
    """One English form of a fact; the preposition before it and the noun after it are the clause's."""
    bound = rng.choice(BOUNDS[fact.bound]) + " " if fact.bound else ""
    match fact.kind:
        case "count":
            return bound + en_number(fact.value, rng)
        case "vague":
            return VAGUE[int(fact.value)]
        case "money":
            return bound + _money(fact, rng)
        case "measure":
            return bound + _measure(fact, rng)
        case "temperature":
            number, unit = plain(abs(fact.value)), rng.choice((" degrees Celsius", "°C"))
            if fact.value < 0:
                return rng.choice((f"minus {number}{unit}", f"-{number}{unit}"))
            return number + unit
        case "percent" | "points" | "basis" | "permille":
            return bound + _rate(fact, rng)
        case "change":
            return f"{rng.choice(UP if fact.direction > 0 else DOWN)} {_rate(Fact(fact.of, fact.value), rng)}"
        case "fraction":
            return _fraction(fact.value, rng)
        case "multiple":
            factor = int(fact.value)
            grown = rng.choice((str(factor), en_words(factor)))
            times = f"rose to {f'{grown} times' if factor > 2 else 'twice'} the previous level"
            return rng.choice((_FACTORS.get(factor, times), times))
        case "range":
            return _range(fact, rng)
        case "ordinal":
            return en_ordinal(int(fact.value), rng)
        case "duration":
            return _duration(fact, rng)
        case "period":
            return _period(fact, rng)
        case "clock":
            return _clock(int(fact.value), rng)
        case "date" | "year":
            return _date(fact, rng)


def _money(fact: Fact, rng: Random) -> str:
    form = rng.choice(CURRENCIES[fact.unit])
    # "half a million" cannot follow a sign: RMB half a million
    return form.format(n=en_number(fact.value, rng), s=en_number(fact.value, rng, short=True, words=False))


def _measure(fact: Fact, rng: Random) -> str:
    value, unit = fact.value, fact.unit
    if unit == "mu" and decimals(value / 15) <= 1 and rng.random() < 0.4:
        value, unit = value / 15, "hectare"
    elif unit == "jin" and rng.random() < 0.5:
        value, unit = value / 2, "kilogram"
    elif unit == "square kilometer" and value >= 10 and rng.random() < 0.15:
        value, unit = value * 100, "hectare"
    return f"{en_number(value, rng)} {rng.choice(MEASURES[unit])}"


def _rate(fact: Fact, rng: Random) -> str:
    number = plain(fact.value)
    match fact.kind:
        case "points":
            forms = [f"{number} percentage points" if fact.value != 1 else "1 percentage point"]
        case "basis":
            forms = [f"{number} basis points", f"{plain(fact.value / 100)} percentage points"]
        case "permille":
            forms = [f"{number} per thousand", f"{number} per 1,000", f"{number}‰", f"{plain(fact.value / 10)} percent"]
        case _:
            forms = [f"{number} percent", f"{number} percent", f"{number}%", f"{number} per cent"]
            if fact.value.denominator == 1:
                forms.append(f"{en_words(int(fact.value))} percent")
    return rng.choice(forms)


def _fraction(value: Fraction, rng: Random) -> str:
    top, bottom = value.numerator, value.denominator
    singular, plural = _PARTS.get(bottom, (en_ordinal_word(bottom), en_ordinal_word(bottom) + "s"))
    if top == 1:
        forms = [f"a {singular}" if singular != "eighth" else "an eighth", f"one-{singular}"]
    else:
        forms = [f"{en_words(top)} {plural}", f"{en_words(top)}-{plural}"]
    if decimals(value * 100) <= 1:
        forms.append(f"{plain(value * 100)} percent")
    return rng.choice(forms)


def _range(fact: Fact, rng: Random) -> str:
    name, size = ("billion", 10**9) if fact.value >= 10**9 else ("million", 10**6)
    low, high = plain(fact.value / size), plain(fact.high / size)
    currency = {"yuan": "yuan", "dollar": "US dollars", "euro": "euros"}[fact.unit]
    return rng.choice((f"{low} {name} to {high} {name}", f"{low} to {high} {name}", f"{low}-{high} {name}")) + (
        f" {currency}"
    )


def _duration(fact: Fact, rng: Random) -> str:
    count = int(fact.value)
    if fact.unit == "minutes":
        forms = [f"{count} minutes"]
        if count % 60 == 0:
            forms.append(_plural(count // 60, "hour", rng))
        elif count % 30 == 0 and count > 60:
            forms.append("an hour and a half" if count == 90 else f"{en_words(count // 60)} and a half hours")
        return rng.choice(forms)
    forms = [_plural(count, "month", rng)]
    if count % 12 == 0:
        forms.append(_plural(count // 12, "year", rng))
        if count % 120 == 0:
            forms += ["a decade" if count == 120 else f"{en_words(count // 120)} decades"] * 2
    elif count == 6:
        forms.append("half a year")
    elif count % 6 == 0:
        forms.append("a year and a half" if count == 18 else f"{en_words(count // 12)} and a half years")
    return rng.choice(forms)


def _plural(count: int, noun: str, rng: Random) -> str:
    return f"{rng.choice((str(count), en_words(count)))} {noun}{'s' if count != 1 else ''}"


def _period(fact: Fact, rng: Random) -> str:
    number = int(fact.value)
    if fact.unit == "half":
        return f"the {en_ordinal_word(number)} half of the year"
    return rng.choice((f"the {en_ordinal_word(number)} quarter", f"Q{number}"))


def _clock(minutes: int, rng: Random) -> str:
    hour, minute = divmod(minutes, 60)
    if rng.random() < 0.2:
        return f"{hour:02d}:{minute:02d}"
    shown = (hour - 1) % 12 + 1
    half = "a.m." if hour < 12 else "p.m."
    if rng.random() < 0.2:
        half = half.replace(".", "")
    return f"{shown}:{minute:02d} {half}" if minute else f"{shown} {half}"


def _date(fact: Fact, rng: Random) -> str:
    year = int(fact.value)
    if fact.kind == "year":
        return str(year)
    month = MONTHS[fact.month - 1]
    if rng.random() < 0.25:
        return f"{fact.day} {month}" + (f" {year}" if year else "")
    return f"{month} {fact.day}" + (f", {year}" if year else "")
