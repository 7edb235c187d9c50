"""Encodings: short snippets in every encoding of Chinese, stale declarations, broken bytes, binary data."""

import random

import pytest

from align.language.encoding import decode
from align.model.errors import InputError

SIMPLIFIED = [
    "我们开会了。",
    "谢谢。",
    "金湘军：大家好，今天是个好日子。",
    "山西省",
    "记者：",
    "一些",
    "联通",
    "经济增长",
    "近20年来，累计增长1.2万亿元。",
    "新华社记者：请问山西如何融入国家战略？",
    "太原、大同、朔州、忻州。",
    "国务院新闻办公室",
    "煤炭产量13.78亿吨",
    "不得擅自披露",
    "陈文俊：",
    "翻一番",
    "吕梁",
    "晋祠",
    "黄河流域生态保护和高质量发展",
    "锲而不舍",
    "饕餮",
    "您好！",
    "没有",
    "同比下降0.5个百分点",
    "喆、堃、镕、啰",
]
TRADITIONAL = [
    "我們開會了。",
    "謝謝。",
    "經濟增長",
    "記者：請問今年經濟增長如何？",
    "行政院長",
    "立法會主席：現在開始。",
    "臺灣",
    "香港特別行政區行政長官",
    "同比下降0.5個百分點",
    "財政司司長陳茂波表示，本地生產總值增長3.2%。",
    "鍥而不捨",
    "多謝各位。",
    "深水埗",
]
ENGLISH = ["It’s “good” – 5% more… café", "Résumé", "naïve – don’t", "“Yes,” he said.", "€5 million", "Plain"]


@pytest.mark.parametrize("text", SIMPLIFIED)
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_simplified(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt")[0] == text


@pytest.mark.parametrize("text", TRADITIONAL)
@pytest.mark.parametrize("encoding", ["big5hkscs", "gb18030", "utf-8"])
def test_traditional(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt")[0] == text


@pytest.mark.parametrize("text", ENGLISH)
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-16-le", "utf-16-be"])
def test_english(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt")[0] == text


LETTERS = [chr(code) for code in (*range(0xA1, 0x250), *map(ord, "ʻʼµΔΩπβжИ"))]
PLACES = [
    "Minister Garc{0}a met them.",
    "It covers 120 km{0}. It grew.",
    "See {0} 5.",
    "In {0}lan, 5 {0} 3, no{0}l and El Pa{0}s.",
]


@pytest.mark.parametrize("text", PLACES)
def test_a_few_letters_and_signs_of_utf_8_are_no_han_characters(text: str) -> None:
    """Their two bytes are one character of GB18030 or Big5, often a frequent one."""
    found = [decode(text.format(letter).encode(), "a.txt") for letter in LETTERS]
    assert found == [(text.format(letter), "utf-8") for letter in LETTERS]


@pytest.mark.parametrize("text", [t for t in SIMPLIFIED + TRADITIONAL if len(t) >= 5])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt")[0] == text


def test_every_short_slice_of_a_sentence() -> None:
    """Slices of four characters: the share that comes out wrong stays under one in a hundred."""
    simplified = "".join(SIMPLIFIED)
    traditional = "".join(TRADITIONAL)
    wrong = total = 0
    for text, encodings in ((simplified, ("gb18030", "utf-8")), (traditional, ("big5hkscs", "gb18030", "utf-8"))):
        for start in range(len(text) - 4):
            for encoding in encodings:
                total += 1
                try:
                    wrong += decode(text[start : start + 4].encode(encoding), "a.txt")[0] != text[start : start + 4]
                except InputError:
                    wrong += 1
    assert wrong / total < 0.01, f"{wrong} of {total}"


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030", "GB_2312-80"])
def test_declared_gb_is_read_as_gb18030(declared: str) -> None:
    text = "镕、堃、喆、㑇：朱镕基讲话。"  # none of the first is in GB 2312
    assert decode(text.encode("gb18030"), "a.html", declared=declared) == (text, "gb18030")


def test_declared_big5_with_hong_kong_and_microsoft_characters() -> None:
    assert decode("深水埗嘅天氣".encode("big5hkscs"), "a.html", declared="big5")[0] == "深水埗嘅天氣"
    assert decode("粧碁銹恒裏墻嫺".encode("cp950"), "a.html", declared="Big5")[0] == "粧碁銹恒裏墻嫺"


@pytest.mark.parametrize("declared", ["gb2312", "iso-8859-1", "utf-16", "no-such-encoding", "big5", "base64", "rot13"])
def test_stale_declaration_falls_back_to_detection(declared: str) -> None:
    text = "经济在增长，人民生活水平在提高。"
    assert decode(text.encode(), "a.html", declared=declared) == (text, "utf-8")


def test_declaration_of_utf8_on_gb18030() -> None:
    text = "经济在增长，人民生活水平在提高。"
    assert decode(text.encode("gb18030"), "a.html", declared="utf-8") == (text, "gb18030")


def test_mark_that_lies() -> None:
    text = "经济在增长，人民生活水平在提高。"
    assert decode(b"\xef\xbb\xbf" + text.encode("gb18030"), "a.txt") == (text, "gb18030")


def test_late_first_character_that_is_not_ascii() -> None:
    text = "The economy grew. " * 20_000 + "It’s up."
    assert decode(text.encode("cp1252"), "a.txt") == (text, "cp1252")
    assert decode(text.encode(), "a.txt") == (text, "utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_broken_byte_is_named_not_dropped(encoding: str) -> None:
    good = "我们认为，经济在增长。\n".encode(encoding) * 500
    at = len(good) // 500 * 250
    data = good[:at] + b"\xff" + good[at:]
    with pytest.raises(InputError, match=rf"^a\.txt: byte 0xff at offset {at} is not valid {encoding}"):
        decode(data, "a.txt")


def test_file_cut_off_inside_a_character() -> None:
    data = ("经济在增长。" * 50).encode()
    with pytest.raises(InputError, match=r"at offset 897 is not valid utf-8"):
        decode(data[:-1], "a.txt")


@pytest.mark.parametrize("size", [200, 1000, 100_000])
@pytest.mark.parametrize("seed", range(8))
def test_random_bytes_are_refused(size: int, seed: int) -> None:
    with pytest.raises(InputError, match=r"binary data|not valid"):
        decode(random.Random(seed).randbytes(size), "junk.txt")


def test_nul_is_refused() -> None:
    with pytest.raises(InputError, match="NUL"):
        decode("经济\0增长。".encode(), "a.txt")


def test_other_languages_are_decoded_where_chardet_knows_them() -> None:
    text = "日本語のテキストです。これは長い文です。経済は成長しています。"
    assert decode(text.encode("shift_jis"), "a.txt")[0] == text
