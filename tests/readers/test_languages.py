"""A file in the wrong language is told apart from a short one, a mixed one and one full of figures."""

import pytest

from align.model.document import Source
from align.model.errors import InputError
from align.readers.languages import expect

ZH = "金湘军说，去年全省地区生产总值达到2.57万亿元，GDP同比增长5.0%。"
EN = "Jin Xiangjun (金湘军) said that the GDP of the province reached 2.57 trillion yuan last year, up 5.0%."


@pytest.mark.parametrize("text", [ZH, ZH * 50, "GDP", "5.0%", "", "你好 Hello", "2024\n2023", ZH + "\n" + EN])
def test_passes_as_chinese(text: str) -> None:
    expect(Source("a.txt", text), "zh")


@pytest.mark.parametrize("text", [EN, EN * 50, "是", "5.0%", "", ZH + "\n" + EN])
def test_passes_as_english(text: str) -> None:
    expect(Source("a.txt", text), "en")


def test_wrong_language_is_named() -> None:
    with pytest.raises(InputError, match=r"^conference\.en\.txt: expected Chinese, found mostly English$"):
        expect(Source("conference.en.txt", EN), "zh")
    with pytest.raises(InputError, match=r"^a\.txt: expected English, found mostly Chinese$"):
        expect(Source("a.txt", ZH), "en")
    with pytest.raises(InputError, match="found mostly another language"):
        expect(Source("a.txt", "Привет, как дела сегодня? Экономика растёт."), "zh")
    with pytest.raises(InputError, match="found mostly another language"):
        expect(Source("a.txt", "これはにほんごのぶんしょうです。けいざいがせいちょうした。"), "en")
