"""Numbers as surface forms: Chinese and English, in the ways that news and transcripts write them."""

from fractions import Fraction
from random import Random

from align.language.tables import words

from .facts import decimals, plain, significant

_HAN = "零一二三四五六七八九"
_WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９.％")
_ONES = words("""
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
""")
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}
_IRREGULAR |= {"twelve": "twelfth"}
_SCALES = (("trillion", "tn", 10**12), ("billion", "bn", 10**9), ("million", "m", 10**6))


def han(number: int) -> str:
    """A whole number in Chinese numerals.

    >>> han(1050), han(117015), han(10), han(1500000000000), han(20_300)
    ('一千零五十', '十一万七千零一十五', '十', '一万五千亿', '二万零三百')
    """
    if number == 0:
        return _HAN[0]
    groups, parts = [], []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            continue
        if parts and (group < 1000 or not groups[place + 1]) and not parts[-1].endswith("零"):
            parts.append("零")
        # 亿 stands once, after its own ten-thousands: 一万五千亿
        unit = ("", "万", "亿", "万")[place]
        if place == 3 and not groups[2]:
            unit = "万亿"
        parts.append(_group(group) + unit)
    text = "".join(parts)
    return text[1:] if text.startswith("一十") else text


def _group(group: int) -> str:
    text, gap = "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, group = divmod(group, size)
        if digit:
            text += ("零" if gap and text else "") + _HAN[digit] + unit
            gap = False
        else:
            gap = True
    return text


def han_decimal(value: Fraction) -> str:
    """A number in Chinese numerals with 点 for the point.

    >>> han_decimal(Fraction(445, 10)), han_decimal(Fraction(6))
    ('四十四点五', '六')
    """
    whole, _, rest = plain(value).partition(".")
    return han(int(whole)) + ("点" + "".join(_HAN[int(d)] for d in rest) if rest else "")


def han_year(year: int) -> str:
    """A year digit by digit.

    >>> han_year(2024)
    '二〇二四'
    """
    return "".join("〇" if d == "0" else _HAN[int(d)] for d in str(year))


def zh_number(value: Fraction, rng: Random, *, classifier: bool = False) -> str:
    """A positive number in one of its usual Chinese forms. ``classifier``: one follows, so that two is 两."""
    if value == 2 and classifier:
        return rng.choice(("2", "两"))
    forms = []
    whole = value.denominator == 1
    if value < 10**8 and decimals(value) <= 4 and not (value >= 10**6 and len(significant(value)) < 4):
        forms.append(plain(value))
    if whole and 10**4 <= value < 10**8 and value % 10_000 >= 1000:
        forms.append(f"{value // 10_000}万{int(value % 10_000)}")
    if 10**4 <= value < 10**8 and decimals(value / 10**4) <= 4:
        forms += [plain(value / 10**4) + "万"] * 3
    if value >= 10**8 and decimals(value / 10**8) <= 4:
        forms += [plain(value / 10**8) + "亿"] * 3
    if value >= 10**12 and decimals(value / 10**12) <= 4:
        forms += [plain(value / 10**12) + "万亿"] * 2
    if whole and len(significant(value)) <= 3 and value < 10**15:
        forms.append(han(int(value)))
    if not forms:
        forms.append(plain(value))
    form = rng.choice(forms)
    return form.translate(_WIDE) if rng.random() < 0.05 else form


def wide(text: str) -> str:
    """The same with full-width digits.

    >>> wide("5.2%")
    '５.２％'
    """
    return text.translate(_WIDE)


def en_words(number: int) -> str:
    """A whole number below a million in words.

    >>> en_words(56), en_words(1200), en_words(300)
    ('fifty-six', 'one thousand two hundred', 'three hundred')
    """
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + ("-" + _ONES[number % 10] if number % 10 else "")
    size, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    rest = number % size
    joint = " and " if rest and size == 100 else " " if rest else ""
    return f"{en_words(number // size)} {name}{joint}{en_words(rest) if rest else ''}"


def en_ordinal(number: int, rng: Random) -> str:
    """An ordinal in figures or, up to twenty, in words.

    >>> {en_ordinal(22, Random(k)) for k in range(9)}
    {'22nd'}
    >>> sorted({en_ordinal(12, Random(k)) for k in range(9)})
    ['12th', 'twelfth']
    """
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    if number <= 20 and rng.random() < 0.5:
        return en_ordinal_word(number)
    return f"{number}{suffix}"


def en_ordinal_word(number: int) -> str:
    """An ordinal up to twenty in words.

    >>> en_ordinal_word(3), en_ordinal_word(14), en_ordinal_word(20)
    ('third', 'fourteenth', 'twentieth')
    """
    word = en_words(number)
    return _IRREGULAR.get(word) or (word[:-1] + "ieth" if word.endswith("y") else word + "th")


def en_number(value: Fraction, rng: Random, *, short: bool = False, words: bool = True) -> str:
    """A positive number in one of its usual English forms. ``short``: bn and m may be used (after a currency sign)."""
    whole = value.denominator == 1
    forms = []
    if (whole and value < 10**7) or len(significant(value)) > 5:
        forms += [f"{int(value):,}" if whole else plain(value)] * 3
    for name, abbreviation, size in _SCALES:
        if value >= size * Fraction(1, 2 if words else 1) and decimals(value / size) <= 4:
            mantissa = value / size
            if mantissa == Fraction(1, 2):
                forms.append(f"half a {name}")
            elif mantissa >= 1:
                forms += [f"{plain(mantissa)} {name}"] * 4
                if short:
                    forms += [f"{plain(mantissa)}{abbreviation}"] * 2
            break
    if words and whole and value >= 1 and (value <= 12 or (value < 10**4 and len(significant(value)) == 1)):
        forms.append(en_words(int(value)))
    return rng.choice(forms or [f"{int(value):,}" if whole else plain(value)])
