"""What is read out of each kind of expression, and what is no figure: one line an expression."""

from fractions import Fraction

import pytest

from align.facts import extract
from align.facts.model import INCIDENTAL
from align.model.document import Language

# text: every fact that is more than incidental, as "kind value[-high] [unit] [bound] [direction]"
CHINESE = {
    "884亿千瓦时": ["quantity 88400000000 kWh"],
    "1.3万亿元": ["money 1300000000000 CNY"],
    "11万7015辆": ["cardinal 117015"],
    "7万8千多名": ["cardinal 78000 over"],
    "一万五千亿": ["cardinal 1500000000000"],
    "二〇二四年": ["year 2024"],
    "百分之五十六": ["percent 56"],
    "2.3个百分点": ["point 23/10"],
    "5‰": ["permille 5"],
    "三成": ["percent 30"],
    "两成半": ["percent 25"],
    "五分之一": ["fraction 1/5"],
    "近五分之一": ["fraction 1/5 near"],
    "增长一倍半": ["multiple 5/2 up"],
    "增长两倍": ["multiple 3 up"],
    "增长到三倍": ["multiple 3 up"],
    "翻一番": ["multiple 2"],
    "翻两番": ["multiple 4"],
    "半年": ["duration 6 month"],
    "一个半小时": ["duration 3/2 h"],
    "共一千三人": ["cardinal 1300"],
    "一百100人": ["cardinal 100", "cardinal 100"],
    "三五人": ["cardinal 3-5"],
    "数十名": ["cardinal 20-99"],
    "上百人": ["cardinal 100-999"],
    "十几个": ["cardinal 10-19"],
    "几千万": ["cardinal 20000000-99000000"],
    "600至850亿元": ["money 60000000000 CNY", "money 85000000000 CNY"],
    "7月3日至5日": ["date 7/3", "date 0/5"],
    "上午10时30分": ["time 21/2 h"],
    "20时": ["time 20 h"],
    "上世纪九十年代": ["year 1990-1999 decade"],
    "第十四个五年规划": ["ordinal 14"],
    "“十四五”规划": ["ordinal 14"],
    "二十届三中全会": ["ordinal 20", "ordinal 3"],
    "第17场": ["ordinal 17"],
    "零下五摄氏度": ["quantity -5 C"],
    "负3.5%": ["percent -7/2"],
    "２．４％": ["percent 12/5"],
    "壹佰元": ["money 100 CNY"],
    "5亩": ["quantity 5 mu"],
    "3公顷": ["quantity 3 ha"],
    "8公里": ["quantity 8 km"],
    "6斤": ["quantity 6 jin"],
    "6公斤": ["quantity 6 kg"],
    "6万吨": ["quantity 60000 t"],
    "3万人次": ["cardinal 30000"],
    "60岁以上": ["duration 60 y min"],
    "5万美元": ["money 50000 USD"],
    "5万港元": ["money 50000 HKD"],
    "5万欧元": ["money 50000 EUR"],
    "5万日元": ["money 50000 JPY"],
    "人民币500万": ["money 5000000 CNY"],
    "3:1": ["ratio 3:1"],
    "三比一": ["ratio 3:1"],
    "5G": ["identifier 5"],
    "G20": ["identifier 20"],
    "1-5月": ["period 5 first months"],
    "前三季度": ["period 3 first quarters"],
    "第二季度": ["period 2 quarter"],
    "上半年": ["period 1 half"],
    "2021—2025年": ["year 2021", "year 2025"],
    "20世纪90年代": ["year 1990-1999 decade"],
    "下降3.1%": ["percent 31/10 down"],
    "4.2%的负增长": ["percent 21/5 down"],
    "不低于500万吨": ["quantity 5000000 t min"],
    "不超过3人": ["cardinal 3 max"],
    "约10%": ["percent 10 about"],
    "超过2亿": ["cardinal 200000000 over"],
    "不足5%": ["percent 5 below"],
    "100个左右": ["cardinal 100 about"],
    "25个基点": ["point 1/4"],
    "节约1.26万亿元": ["money 1260000000000 CNY"],
    "一倍半": ["multiple 3/2"],
    "数十": ["cardinal 20-99"],
    "上百": ["cardinal 100-999"],
    "600至850亿": ["cardinal 60000000000", "cardinal 85000000000"],
    "正负5%": ["percent 5"],
    "3里": ["quantity 3 li"],
    "5户": ["cardinal 5"],
    "7吨": ["quantity 7 t"],
    "壹佰": ["cardinal 100"],
    "拨打120急救": ["identifier 120"],
    "一所211大学": ["identifier 211"],
    "将近5000": ["cardinal 5000 near"],
    "逾5000": ["cardinal 5000 over"],
    "5000余": ["cardinal 5000 over"],
    "至少5人": ["cardinal 5 min"],
    "最多5人": ["cardinal 5 max"],
    "不足5000": ["cardinal 5000 below"],
    "数十亿": ["cardinal 2000000000-9900000000"],
    "会议25日开幕": ["date 0/25"],
    "近5年来": ["duration 5 y"],
    "近5个月后": ["duration 5 month near"],
}
ENGLISH = {
    "88.4 billion kWh": ["quantity 88400000000 kWh"],
    "1.3 trillion yuan": ["money 1300000000000 CNY"],
    "RMB 3.5 trillion": ["money 3500000000000 CNY"],
    "US$2bn": ["money 2000000000 USD"],
    "1,300": ["cardinal 1300"],
    "13 million visits": ["cardinal 13000000"],
    "fifty-six percent": ["percent 56"],
    "nearly one-fifth": ["fraction 1/5 near"],
    "three quarters": ["fraction 3/4"],
    "two and a half hours": ["duration 5/2 h"],
    "an hour and a half": ["duration 3/2 h"],
    "half a million": ["cardinal 500000"],
    "doubled": ["multiple 2"],
    "tripled": ["multiple 3"],
    "twofold": ["multiple 2"],
    "a dozen": ["cardinal 12"],
    "dozens of": ["cardinal 24-99"],
    "hundreds of thousands": ["cardinal 100000-999999"],
    "the 1990s": ["year 1990-1999 decade"],
    "the 14th Five-Year Plan": ["ordinal 14"],
    "Q2": ["period 2 quarter"],
    "the first half": ["period 1 half"],
    "July 3-5": ["date 7/3", "date 7/5"],
    "3 July 2024": ["date 7/3", "year 2024"],
    "the Fourth of July": ["date 7/4"],
    "10:30 a.m.": ["time 21/2 h"],
    "8 p.m.": ["time 20 h"],
    "noon": ["time 12 h"],
    "25 basis points": ["point 1/4"],
    "minus five degrees": ["quantity -5 C"],
    "five degrees below zero": ["quantity -5 C"],
    "1.3m people": ["cardinal 1300000"],
    "40kg": ["quantity 40 kg"],
    "36°C, and": ["quantity 36 C"],
    "minus 30 °C": ["quantity -30 C"],
    "96.8°F": ["quantity 484/5 F"],
    "2,900 square kilometers": ["quantity 2900 km2"],
    "between 60 and 85 billion yuan": ["money 60000000000 CNY", "money 85000000000 CNY"],
    "up 3.1 percent": ["percent 31/10 up"],
    "a 5 percent decrease": ["percent 5 down"],
    "at least 5 percent": ["percent 5 min"],
    "no more than three tons": ["quantity 3 t max"],
    "aged 60 or older": ["cardinal 60 min"],
    "the nineteenth century": ["year 1800-1899 century"],
    "three to one": ["ratio 3:1"],
    "a 5G network in use": ["identifier 5"],
    "up 5 percent": ["percent 5 up"],
    "dozens of villages": ["cardinal 24-99"],
    "up to 500 people": ["cardinal 500 reach"],
    "about 500 people": ["cardinal 500 about"],
    "plus or minus 5 percent": ["percent 5"],
    "two and a half": ["cardinal 5/2"],
    "1.3m": ["quantity 13/10 m"],
    "in 2022 RMB 6 billion was spent": ["year 2022", "money 6000000000 CNY"],
    "one in 200,000": ["fraction 1/200000"],
    "Q2 growth": ["period 2 quarter"],
    "two million million people": ["cardinal 2000000000000"],
    "twenty ten times": ["cardinal 20", "multiple 10"],
    "COVID-19": ["identifier 19"],
}
NO_FIGURES: dict[Language, str] = {
    "zh": "统一 一带一路 万一 三农 两会 百年未有之大变局 一些 十分重要 千方百计 这一点十分重要 "
    "一天比一天好 十年九旱 一时 唯一 四川 陆地 一个 一种 一项 首次",
    "en": "one of the|at one point|second to none|the one before the last|this year|May I ask|march on|both sides",
}
_DIRECTIONS = {1: ["up"], -1: ["down"], 0: []}


def _told(text: str, language: Language) -> list[str]:
    told = []
    for fact in extract(text, language):
        if fact.strength == INCIDENTAL:
            continue
        value = str(fact.value)
        if fact.kind == "ratio":
            value = f"{fact.parts[0]}:{fact.parts[1]}"
        elif fact.kind == "date":
            value = f"{fact.parts[0]}/{fact.parts[1]}"
        elif fact.high is not None:
            value = f"{fact.value}-{fact.high}"
        told.append(" ".join(filter(None, [fact.kind, value, fact.unit, fact.bound, *_DIRECTIONS[fact.direction]])))
    return told


@pytest.mark.parametrize(("text", "facts"), CHINESE.items())
def test_chinese(text: str, facts: list[str]) -> None:
    assert _told(text, "zh") == facts


@pytest.mark.parametrize(("text", "facts"), ENGLISH.items())
def test_english(text: str, facts: list[str]) -> None:
    assert _told(text, "en") == facts


@pytest.mark.parametrize("text", NO_FIGURES["zh"].split())
def test_no_chinese_figure(text: str) -> None:
    assert _told(text, "zh") == []


@pytest.mark.parametrize("text", NO_FIGURES["en"].split("|"))
def test_no_english_figure(text: str) -> None:
    assert _told(text, "en") == []


def test_values_are_exact() -> None:
    assert extract("0.1%", "zh")[0].value == Fraction(1, 10)


def test_multipliers_of_one_size_are_not_added_up() -> None:
    assert Fraction(400) not in {fact.value for fact in extract("一百三百人", "zh")}


@pytest.mark.parametrize("text", ["达到41至8月", "共45至6日"])
def test_no_month_or_day_begins_a_range_that_there_is_not(text):
    (first, *_) = extract(text, "zh")
    assert first.kind == "cardinal"
