"""Units and currencies: their names in both languages, what they measure, and how they convert.

``factor`` is exact where the definition is (1 mile = 1609.344 m, 1 mu = 2000/3 square metres, 1 jin = 500 g; the mean
Gregorian month of 30.436875 days). Nothing is converted between currencies.
"""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: what it measures, how much of the dimension's base unit it is, and its names.

    ``english`` is the rendering in press-office style, singular and plural. Names with a capital are matched as they
    are written, others in any case.
    """

    key: str
    dimension: str
    factor: Fraction
    english: tuple[str, str]
    zh: tuple[str, ...]
    en: tuple[str, ...] = ()


def _unit(key: str, dimension: str, factor: str, english: str, zh: str, en: str = "") -> Unit:
    singular, _, plural = english.partition("|")
    names = tuple(name.strip() for name in en.split(",") if name.strip())
    return Unit(key, dimension, Fraction(factor), (singular, plural or singular + "s"), tuple(zh.split()), names)


UNITS: dict[str, Unit] = {
    unit.key: unit
    for unit in (
        _unit("nm", "length", "1/1000000000", "nanometer", "纳米", "nm, nanometre"),
        _unit("um", "length", "1/1000000", "micrometer", "微米", "µm, micron, micrometre"),
        _unit("mm", "length", "1/1000", "millimeter", "毫米", "mm, millimetre"),
        _unit("cm", "length", "1/100", "centimeter", "厘米 公分", "cm, centimetre"),
        _unit("m", "length", "1", "meter", "米", "m, metre"),
        _unit("km", "length", "1000", "kilometer", "公里 千米", "km, kilometre, kms"),
        _unit("mile", "length", "1609.344", "mile", "英里", "mi"),
        _unit("nmi", "length", "1852", "nautical mile", "海里"),
        _unit("foot", "length", "0.3048", "foot|feet", "英尺", "ft"),
        _unit("inch", "length", "0.0254", "inch|inches", "英寸"),
        _unit("li", "length", "500", "li|li", "华里 里"),
        _unit("m2", "area", "1", "square meter", "平方米 平米", "square metre, sq m, sq. m, sqm, m², m2"),
        _unit(
            "km2",
            "area",
            "1000000",
            "square kilometer",
            "平方公里 平方千米",
            "square kilometre, sq km, sq. km, km², km2",
        ),
        _unit("cm2", "area", "1/10000", "square centimeter", "平方厘米", "square centimetre, sq cm, cm², cm2"),
        _unit("mm2", "area", "1/1000000", "square millimeter", "平方毫米", "square millimetre, sq mm, mm², mm2"),
        _unit("ha", "area", "10000", "hectare", "公顷", "ha"),
        _unit("mu", "area", "2000/3", "mu|mu", "亩"),
        _unit("acre", "area", "4046.8564224", "acre", "英亩"),
        _unit("mi2", "area", "2589988.110336", "square mile", "平方英里", "sq mi, sq. mi"),
        _unit("ft2", "area", "0.09290304", "square foot|square feet", "平方英尺 平方呎", "sq ft, sq. ft"),
        _unit("mg", "mass", "1/1000000", "milligram", "毫克", "mg"),
        _unit("ug", "mass", "1/1000000000", "microgram", "微克", "µg, mcg"),
        _unit("g", "mass", "1/1000", "gram", "克", "g"),
        _unit("kg", "mass", "1", "kilogram", "公斤 千克", "kg, kilo, kgs"),
        _unit("jin", "mass", "1/2", "jin|jin", "市斤 斤"),
        _unit("t", "mass", "1000", "metric ton", "公吨 吨", "ton, tonne, metric tonne, t"),
        _unit("lb", "mass", "0.45359237", "pound|pounds", "磅", "lb, lbs"),
        _unit("oz", "mass", "0.028349523125", "ounce", "盎司", "oz"),
        _unit("ml", "volume", "1/1000000", "milliliter", "毫升", "ml, millilitre"),
        _unit("l", "volume", "1/1000", "liter", "公升 升", "litre"),
        _unit(
            "m3",
            "volume",
            "1",
            "cubic meter",
            "立方米",
            "cubic metre, cu m, cu. m, m³, m3",
        ),
        _unit("ft3", "volume", "0.028316846592", "cubic foot|cubic feet", "立方英尺 立方呎", "cu ft, cu. ft"),
        _unit("cm3", "volume", "1/1000000", "cubic centimeter", "立方厘米", "cubic centimetre, cm³, cm3"),
        _unit("km3", "volume", "1000000000", "cubic kilometer", "立方公里 立方千米", "cubic kilometre"),
        _unit("gal", "volume", "0.003785411784", "gallon", "加仑"),
        _unit("KB", "data", "1000", "kilobyte", "KB", "KB"),
        _unit("MB", "data", "1000000", "megabyte", "MB 兆字节", "MB"),
        _unit("GB", "data", "1000000000", "gigabyte", "GB", "GB"),
        _unit("TB", "data", "1000000000000", "terabyte", "TB", "TB"),
        _unit("PB", "data", "1000000000000000", "petabyte", "PB", "PB"),
        _unit("kV", "voltage", "1000", "kilovolt", "千伏", "kV, KV"),
        _unit("ms", "time", "1/1000", "millisecond", "毫秒", "ms"),
        _unit("us", "time", "1/1000000", "microsecond", "微秒", "µs"),
        _unit("ns", "time", "1/1000000000", "nanosecond", "纳秒", "ns"),
        _unit("kcal", "heat", "4184", "kilocalorie", "千卡 大卡", "kcal, calorie"),
        _unit("kJ", "heat", "1000", "kilojoule", "千焦", "kJ"),
        _unit("dB", "sound", "1", "decibel", "分贝", "dB"),
        _unit("V", "voltage", "1", "volt", "伏特", "V"),
        _unit("ly", "length", "9460730472580800", "light-year", "光年", "light year"),
        _unit("hp", "power", "735.49875", "horsepower|horsepower", "马力", "hp"),
        _unit("bbl", "oil", "1", "barrel", "桶", "bbl"),
        _unit("hPa", "pressure", "100", "hectopascal", "百帕", "hPa"),
        _unit("kPa", "pressure", "1000", "kilopascal", "千帕", "kPa"),
        _unit("MPa", "pressure", "1000000", "megapascal", "兆帕", "MPa"),
        _unit("Hz", "frequency", "1", "hertz|hertz", "赫兹", "Hz"),
        _unit("kHz", "frequency", "1000", "kilohertz|kilohertz", "千赫兹 千赫", "kHz"),
        _unit("MHz", "frequency", "1000000", "megahertz|megahertz", "兆赫兹 兆赫", "MHz"),
        _unit("GHz", "frequency", "1000000000", "gigahertz|gigahertz", "吉赫兹 吉赫", "GHz"),
        _unit("TEU", "containers", "1", "TEU", "标准箱 标箱 標準箱 標箱 TEU", "TEU, TEUs, twenty-foot equivalent unit"),
        _unit("Wh", "energy", "1", "watt-hour", "瓦时", "Wh, watt hour"),
        _unit("kWh", "energy", "1000", "kilowatt-hour", "千瓦时 千瓦小时 度电", "kWh, kilowatt hour, KWH"),
        _unit("MWh", "energy", "1000000", "megawatt-hour", "兆瓦时", "MWh, megawatt hour"),
        _unit("GWh", "energy", "1000000000", "gigawatt-hour", "吉瓦时", "GWh, gigawatt hour"),
        _unit("TWh", "energy", "1000000000000", "terawatt-hour", "太瓦时", "TWh, terawatt hour"),
        _unit("W", "power", "1", "watt", "瓦特 瓦", "W"),
        _unit("kW", "power", "1000", "kilowatt", "千瓦", "kW, KW"),
        _unit("MW", "power", "1000000", "megawatt", "兆瓦", "MW"),
        _unit("GW", "power", "1000000000", "gigawatt", "吉瓦", "GW"),
        _unit("TW", "power", "1000000000000", "terawatt", "太瓦", "TW"),
        _unit(
            "C",
            "temperature",
            "1",
            "degree Celsius|degrees Celsius",
            "摄氏度 ℃ °C",
            "degree centigrade, degrees centigrade, °C, ℃",
        ),
        _unit("F", "temperature", "5/9", "degree Fahrenheit|degrees Fahrenheit", "华氏度 ℉ °F", "°F, ℉"),
        _unit("s", "time", "1", "second", "秒钟 秒", "sec, secs"),
        _unit("min", "time", "60", "minute", "分钟", "min, mins"),
        _unit("h", "time", "3600", "hour", "个小时 小时 个钟头 钟头", "hr, hrs, hourly"),
        _unit("d", "time", "86400", "day", "天"),
        _unit("workday", "workday", "1", "working day", "个工作日 工作日", "business day, workday"),
        _unit("week", "time", "604800", "week", "个星期 星期 个礼拜 周", ""),
        _unit("month", "time", "2629746", "month", "个多月 个月"),
        _unit("quarter", "time", "7889238", "quarter", "个季度"),
        _unit("y", "time", "31556952", "year", "周年 年 周岁 岁 个春秋 个寒暑 个年头", "yr, yrs, yearlong"),
        _unit("decade", "time", "315569520", "decade", ""),
        _unit("century", "time", "3155695200", "century|centuries", "个世纪", ""),
        _unit("millennium", "time", "31556952000", "millennium|millennia", ""),
        _unit("CNY", "CNY", "1", "yuan|yuan", "元人民币 人民币元 块钱 元 人民币", "RMB, CNY, renminbi"),
        _unit("USD", "USD", "1", "U.S. dollar", "美元 美金", "US dollar, dollar, USD, greenback"),
        _unit("HKD", "HKD", "1", "Hong Kong dollar", "港元 港币 元港币", "HKD"),
        _unit("TWD", "TWD", "1", "New Taiwan dollar", "新台币 台币 元新台币 元台币", "NTD, NT dollar"),
        _unit("EUR", "EUR", "1", "euro", "欧元", "EUR"),
        _unit("JPY", "JPY", "1", "Japanese yen|Japanese yen", "日元 日圆", "yen, JPY"),
        _unit("GBP", "GBP", "1", "British pound|British pounds", "英镑", "GBP, pound sterling, pounds sterling"),
        _unit("KRW", "KRW", "1", "won|won", "韩元 韩币 韩圆", "KRW"),
        _unit("RUB", "RUB", "1", "ruble", "卢布", "rouble, RUB"),
        _unit("INR", "INR", "1", "rupee", "卢比", "INR"),
        _unit("AUD", "AUD", "1", "Australian dollar", "澳元 澳大利亚元", "AUD"),
        _unit("CAD", "CAD", "1", "Canadian dollar", "加元 加拿大元", "CAD"),
        _unit("SGD", "SGD", "1", "Singapore dollar", "新加坡元 新元", "SGD"),
        _unit("CHF", "CHF", "1", "Swiss franc", "瑞士法郎", "CHF"),
        _unit("THB", "THB", "1", "baht|baht", "泰铢", "THB"),
        _unit("MOP", "MOP", "1", "pataca", "澳门元 澳门币", "MOP"),
        _unit("local", "local", "1", "dollar", "当地元"),
    )
}
CURRENCIES = frozenset(key for key in UNITS if len(key) == 3 and key.isupper() and key not in {"KWH", "MWh"})
LOCAL_DOLLARS = frozenset(("HKD", "TWD", "MOP"))
TIME_UNITS = frozenset(key for key, unit in UNITS.items() if unit.dimension == "time")
CURRENCY_SIGNS = {
    "US$": "USD",
    "HK$": "HKD",
    "NT$": "TWD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "S$": "SGD",
    "$": "USD",
} | {
    "€": "EUR",
    "£": "GBP",
    "¥": "CNY",
    "￥": "CNY",
    "RMB": "CNY",
    "CNY": "CNY",
    "USD": "USD",
    "HKD": "HKD",
    "EUR": "EUR",
    "GBP": "GBP",
    "JPY": "JPY",
}


def in_base(value: Fraction, key: str) -> Fraction:
    """A value in the base unit of its dimension (Fahrenheit by the scale's offset).

    >>> in_base(Fraction(15), "mu"), in_base(Fraction(50), "F")
    (Fraction(10000, 1), Fraction(10, 1))
    """
    unit = UNITS[key]
    if key == "F":
        return (value - 32) * unit.factor
    return value if unit.factor == 1 else value * unit.factor
