"""Writes press conferences in both languages: many alike, with the same opening, closing and phrases, never the same.

What differs from one to the next is what differs in life: the date, the province, who speaks, the figures, and which of
a common stock of sentences are said. Shared by the tests and benchmarks of pairing and of batches.
"""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from scorers.figure_generator import generate

ROOT = Path(__file__).resolve().parent.parent


def _pairs(words: str) -> tuple[tuple[str, str], ...]:
    cells = words.split()
    return tuple(zip(cells[::2], cells[1::2], strict=True))


PROVINCES = _pairs(
    "山西 Shanxi 陕西 Shaanxi 河北 Hebei 河南 Henan 湖北 Hubei 湖南 Hunan 广东 Guangdong 广西 Guangxi 云南 Yunnan "
    "贵州 Guizhou 四川 Sichuan 江苏 Jiangsu 江西 Jiangxi 浙江 Zhejiang 安徽 Anhui 福建 Fujian"
)
SURNAMES = _pairs("王 Wang 李 Li 张 Zhang 刘 Liu 陈 Chen 杨 Yang 赵 Zhao")
GIVEN = _pairs("建国 Jianguo 志强 Zhiqiang 丽华 Lihua 明 Ming 海涛 Haitao 雪梅 Xuemei")


@dataclass(frozen=True, slots=True)
class Conference:
    """One press conference: its day and both texts, as plain text files hold them."""

    day: date
    zh: str
    en: str


def conference(seed: int, *, sentences: int = 60, dated: bool = True) -> Conference:
    """The press conference of a seed, of about so many sentences a side; without ``dated`` no line states the day."""
    rng = Random(seed)
    day = date(2022, 1, 1) + timedelta(days=rng.randrange(3 * 365))
    zh_place, en_place = rng.choice(PROVINCES)
    speakers = [_person(rng) for _ in range(3)]
    stock = list(_stock())
    rng.shuffle(stock)
    figures = [(pair.zh, pair.en) for pair in generate(seed, sentences * 2) if not pair.error]
    said = figures[: sentences // 2] + stock[: sentences - sentences // 2]
    rng.shuffle(said)
    zh, en = _opening(day, (zh_place, en_place), speakers, dated=dated)
    for start in range(0, len(said), 6):
        zh_name, en_name = speakers[start // 6 % 3]
        part = said[start : start + 6]
        zh.append(f"{zh_name}：" + "".join(z for z, _ in part))
        en += [f"{en_name}:", " ".join(e for _, e in part)]
    zh.append("主持人：今天的发布会就到这里，谢谢大家，再见！")
    en += ["Moderator:", "That concludes today's press conference. Thank you, and goodbye."]
    return Conference(day, "\n".join(zh) + "\n", "\n\n".join(en) + "\n")


def _opening(
    day: date, place: tuple[str, str], speakers: list[tuple[str, str]], *, dated: bool
) -> tuple[list[str], list[str]]:
    zh = [f"国务院新闻办举行{place[0]}高质量发展新闻发布会"]
    en = [f"SCIO press conference on the high-quality development of {place[1]}"]
    if dated:
        zh.append(f"国务院新闻办公室网站 {day.year}年{day.month}月{day.day}日")
        en.append(f"China.org.cn | {day:%B} {day.day}, {day.year}")
    zh.append(
        "主持人：女士们、先生们，大家上午好！欢迎出席国务院新闻办公室新闻发布会。"
        f"今天我们邀请到{speakers[0][0]}先生，请他介绍有关情况，并回答大家关心的问题。出席今天发布会的还有"
        f"{speakers[1][0]}先生、{speakers[2][0]}女士。"
    )
    en += [
        "Moderator:",
        "Good morning, ladies and gentlemen, and welcome to this press conference of the State Council Information "
        f"Office. Today, we have invited Mr. {speakers[0][1]} to brief you and to take your questions. "
        f"Also present are Mr. {speakers[1][1]} and Ms. {speakers[2][1]}.",
    ]
    return zh, en


def _person(rng: Random) -> tuple[str, str]:
    surname, given = rng.choice(SURNAMES), rng.choice(GIVEN)
    return surname[0] + given[0], f"{surname[1]} {given[1]}"


@cache
def _stock() -> tuple[tuple[str, str], ...]:
    with (ROOT / "corpora" / "clean-news.tsv").open(encoding="utf-8", newline="") as file:
        return tuple((row[0], row[1]) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
