"""Interleaved files: every layout that circulates, nothing lost, and only certain anchors."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.model.document import Source
from align.project import inputs
from align.readers import interleaved
from align.readers.interleaved import split, split_bilingual
from align.readers.passages import passages_of

ZH = [
    "女士们、先生们，上午好，欢迎出席今天的新闻发布会。",
    "去年全省地区生产总值达到2.57万亿元，同比增长5.0%，高于全国平均水平。",
    "请问山西在融入国家重大战略方面有哪些考虑？谢谢。",
    "感谢您的提问。我们将坚持生态优先，统筹水资源、水环境、水生态治理。",
    "“Shanxi Night”品牌活动吸引游客120万人次，5G和AI技术得到广泛应用。",
    "今天的发布会到此结束，谢谢大家。",
]
EN = [
    "Ladies and gentlemen, good morning, and welcome to today's press conference.",
    "Last year the province's GDP reached 2.57 trillion yuan, up 5.0% year on year, above the national average.",
    "What are Shanxi's plans for taking part in the country's major strategies? Thank you.",
    "Thank you for your question. We will put ecology first and manage water resources and ecosystems together.",
    'The "Shanxi Night" (山西之夜) events drew 1.2 million visits, and 5G and AI have been widely used.',
    "That concludes today's press conference. Thank you all.",
]


def taken_apart(text: str) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    zh, en, anchors = split(Source("both.txt", text))
    pairs = [(zh.text[slice(*a.zh)], en.text[slice(*a.en)]) for a in anchors]
    return zh.text.split("\n\n"), en.text.split("\n\n"), pairs


def visible(text: str) -> list[str]:
    return sorted(re.sub(r"\s", "", text))


PAIRS = list(zip(ZH, EN, strict=True))
PAIRED_LAYOUTS = {
    "paragraphs": "\n\n".join(f"{z}\n\n{e}" for z, e in PAIRS),
    "lines": "\n".join(f"{z}\n{e}" for z, e in PAIRS),
    "English first": "\n\n".join(f"{e}\n\n{z}" for z, e in PAIRS),
    "English first, lines": "\n".join(f"{e}\n{z}" for z, e in PAIRS),
    "lines, blank line between pairs": "\n\n".join(f"{z}\n{e}" for z, e in PAIRS),
    "one line, space": "\n".join(f"{z} {e}" for z, e in PAIRS),
    "one line, no space": "\n".join(f"{z}{e}" for z, e in PAIRS),
    "one line, English first": "\n".join(f"{e} {z}" for z, e in PAIRS),
    "one line, tab": "\n".join(f"{z}\t{e}" for z, e in PAIRS),
    "one line, slash": "\n".join(f"{z} / {e}" for z, e in PAIRS),
    "one line, pipe": "\n".join(f"{z} | {e}" for z, e in PAIRS),
    "one line, full-width pipe": "\n".join(f"{z}｜{e}" for z, e in PAIRS),
    "table rows": "\n".join(f"| {z} | {e} |" for z, e in PAIRS),
    "table rows, English first": "\n".join(f"| {e} | {z} |" for z, e in PAIRS),
    "blocks": "\n\n".join(ZH) + "\n\n" + "\n\n".join(EN),
    "blocks of lines": "\n".join(ZH) + "\n" + "\n".join(EN),
    "blocks of two": "\n\n".join("\n\n".join([*ZH[k : k + 2], *EN[k : k + 2]]) for k in (0, 2, 4)),
    "in brackets": "\n".join(f"{z}（{e}）" for z, e in PAIRS),
}


@pytest.mark.parametrize("layout", [name for name in PAIRED_LAYOUTS if name != "in brackets"])
def test_paired_layouts(layout: str) -> None:
    text = PAIRED_LAYOUTS[layout]
    assert split_bilingual(Source("both.txt", text))
    zh, en, pairs = taken_apart(text)
    assert zh == ZH
    assert en == EN
    assert pairs == PAIRS


def test_translation_in_brackets() -> None:
    zh, en, pairs = taken_apart(PAIRED_LAYOUTS["in brackets"])
    assert zh == ZH
    assert en == [f"（{e}）" for e in EN]
    assert len(pairs) == len(PAIRS)


def test_run_on_line() -> None:
    text = "".join(z + e for z, e in PAIRS)
    assert split_bilingual(Source("both.txt", text))
    zh, en, pairs = taken_apart(text)
    assert zh == ZH
    assert en == EN
    assert set(pairs) <= set(PAIRS)
    assert len(pairs) >= 4


def test_run_on_line_with_spaces() -> None:
    zh, en, pairs = taken_apart(" ".join(f"{z} {e}" for z, e in PAIRS))
    assert (zh, en) == (ZH, EN)
    assert set(pairs) <= set(PAIRS)


def test_markdown_table_with_header_rule_and_numbers() -> None:
    rows = "\n".join(f"| {k} | {z} | {e} |" for k, (z, e) in enumerate(PAIRS, 1))
    zh, en, pairs = taken_apart("| # | 中文 | English |\n|---|:---|---:|\n" + rows)
    assert zh == ["# 中文", *(f"{k} {z}" for k, z in enumerate(ZH, 1))]
    assert en == ["English", *EN]
    assert pairs[-6:] == [(f"{k} {z}", e) for k, (z, e) in enumerate(PAIRS, 1)]


@pytest.mark.parametrize("between", [" / ", "\n", "\n\n", " | ", "\t", "／"])
def test_numbered_headings(between: str) -> None:
    headings = [
        ("1. 经济发展成就", "1. Achievements in economic development"),
        ("2. 生态保护", "2. Ecological conservation"),
        ("一、扩大开放", "III. Opening up wider"),
    ]
    text = "\n\n".join(f"{z}{between}{e}\n\n{ZH[k]}\n\n{EN[k]}" for k, (z, e) in enumerate(headings))
    zh, en, pairs = taken_apart(text)
    assert zh == [part for k, (z, _) in enumerate(headings) for part in (z, ZH[k])]
    assert en == [part for k, (_, e) in enumerate(headings) for part in (e, EN[k])]
    assert pairs == list(zip(zh, en, strict=True))


def test_two_paragraphs_to_one_and_one_to_two() -> None:
    text = "\n\n".join([ZH[0], EN[0], ZH[1], ZH[3], EN[1] + " " + EN[3], ZH[2] + ZH[5], EN[2], EN[5]])
    zh, en, pairs = taken_apart(text)
    assert zh == [ZH[0], ZH[1], ZH[3], ZH[2] + ZH[5]]
    assert en == [EN[0], EN[1] + " " + EN[3], EN[2], EN[5]]
    assert pairs == [
        (ZH[0], EN[0]),
        (f"{ZH[1]}\n\n{ZH[3]}", f"{EN[1]} {EN[3]}"),
        (ZH[2] + ZH[5], f"{EN[2]}\n\n{EN[5]}"),
    ]


@pytest.mark.parametrize(
    ("zh_label", "en_label"),
    [("金湘军：", "Jin Xiangjun:"), ("金湘军：", ""), ("", "Jin Xiangjun:"), ("新华社记者：", "Xinhua News Agency:")],
)
def test_speaker_labels(zh_label: str, en_label: str) -> None:
    parts = [part for k in range(4) for part in (zh_label, ZH[k], en_label, EN[k]) if part]
    zh, en, pairs = taken_apart("\n\n".join(parts))
    assert zh == [part for k in range(4) for part in (zh_label, ZH[k]) if part]
    assert en == [part for k in range(4) for part in (en_label, EN[k]) if part]
    for k in range(4):
        assert any(ZH[k] in z and EN[k] in e for z, e in pairs)
    for z, e in pairs:
        assert [k for k in range(4) if ZH[k] in z] == [k for k in range(4) if EN[k] in e]


def test_labels_at_the_head_of_lines() -> None:
    text = "\n".join(f"金湘军：{z}\nJin Xiangjun: {e}" for z, e in PAIRS)
    zh, en, pairs = taken_apart(text)
    assert zh == [f"金湘军：{z}" for z in ZH]
    assert en == [f"Jin Xiangjun: {e}" for e in EN]
    assert len(pairs) == 6


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("GDP、PPI和CPI“三箭齐发”，Shanxi Night品牌亮相World Expo。", "zh"),
        ("参会企业有Microsoft、Apple、Siemens等，涉及5G、AI、IoT领域。", "zh"),
        ("“一带一路”（the Belt and Road Initiative）倡议提出十周年。", "zh"),
        ("我们使用 Python 和 SQL 处理数据，详见 https://www.example.org/data/index.html 。", "zh"),
        ("Jin Xiangjun (金湘军), deputy secretary of the CPC Shanxi Committee, made remarks.", "en"),
        ("The tea road, or wanli chadao 万里茶道, starts in Wuyi.", "en"),
        ("The term “新质生产力” means new quality productive forces.", "en"),
        ("The village (国务院新闻办公室 named it) has 300 people.", "en"),
    ],
)
def test_foreign_words_stay_in_their_paragraph(line: str, language: str) -> None:
    text = "\n\n".join([ZH[0], EN[0], line, ZH[1], EN[1]] if language == "zh" else [ZH[0], EN[0], ZH[1], line, EN[2]])
    zh, en, _ = taken_apart(text)
    assert line in (zh if language == "zh" else en)


def test_chrome_title_and_credits_in_one_language() -> None:
    head = "Home -  Press Room -\n\nSCIO press conference on Shanxi\n\nChina.org.cn | July 3, 2024"
    foot = (
        "Translated and edited by Zhang Rui, Li Xiao and David Ball. In case of any discrepancy between the English "
        "and Chinese texts, the Chinese version is deemed to prevail.\n\n<  1  2  3  >"
    )
    text = f"{head}\n\n{PAIRED_LAYOUTS['paragraphs']}\n\n{foot}"
    zh, en, pairs = taken_apart(text)
    assert split_bilingual(Source("both.txt", text))
    assert pairs == PAIRS
    assert en[:3] == head.split("\n\n")
    assert en[-2:] == foot.split("\n\n")
    assert visible(text) == visible("".join(zh + en))


def test_chinese_title_over_an_english_first_file() -> None:
    text = "山西省推动高质量发展新闻发布会\n\n" + PAIRED_LAYOUTS["English first"]
    assert taken_apart(text)[2] == PAIRS


def test_paragraph_without_a_translation_does_not_shift_the_rest() -> None:
    parts = [part for pair in PAIRS for part in pair]
    del parts[5]  # the English of the third
    pairs = taken_apart("\n\n".join(parts))[2]
    for z, e in pairs:
        assert all(EN[ZH.index(part)] in e for part in z.split("\n\n") if part != ZH[2])
    assert PAIRS[5] in pairs
    assert PAIRS[4] in pairs


def test_lines_broken_for_width() -> None:
    text = (
        "去年全省地区生产总值达到2.57万亿元，同比\n增长5.0%，高于全国平均水平。\n"
        "Last year the province's GDP reached 2.57\ntrillion yuan, up 5.0% year on year, above\nthe national average.\n"
    ) * 2
    zh, en, pairs = taken_apart(text)
    assert len(zh) == len(en) == len(pairs) == 2


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(ZH),
        "\n\n".join(EN),
        "GDP增长5%。",
        "2024",
        "",
        "\n\n".join(ZH * 5) + "\n\nTranslated by David Ball.",
        "\n\n".join(EN * 5) + "\n\n本文由新华社提供。",
        "\n\n".join([*ZH * 3, EN[3]]),
        "会议讨论了OECD、WTO、IMF、World Bank和Asian Infrastructure Investment Bank等机构的报告。",
    ],
)
def test_one_language_is_not_interleaved(text: str) -> None:
    assert not split_bilingual(Source("one.txt", text))


def test_boilerplate_follows_its_text() -> None:
    text = "Home | News\n\n" + PAIRED_LAYOUTS["paragraphs"]
    zh, en, _ = split(Source("both.html", text, boilerplate=((0, 11),)))
    assert [en.text[slice(*span)] for span in en.boilerplate] == ["Home | News"]
    assert zh.boilerplate == ()


def test_separators_inside_one_language_are_text() -> None:
    zh, en, _ = taken_apart("首页 | 新闻 / 政策\n\n和/或\n\nHome | News/Policy |\n\nHome/Away")
    assert zh == ["首页 | 新闻 / 政策", "和/或"]
    assert en == ["Home | News/Policy |", "Home/Away"]


PIECES = st.one_of(
    st.sampled_from(
        [*ZH, *EN, "金湘军：", "Jin Xiangjun:", "GDP", "5G", "|---|---|", "|", "/", "(", "“", "2024", "- "]
    ),
    st.text(alphabet="中国发展GDPab 12，。.,|/｜\n\t（）“”\u3000é…-:", max_size=12),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "\n", "\n\n", "\t", " | ", " / "])), max_size=14))
def test_nothing_is_lost_and_nothing_doubled(parts: list[tuple[str, str]]) -> None:
    text = "".join(piece + gap for piece, gap in parts)
    zh, en, anchors = split(Source("any.txt", text))
    before, after = visible(text), visible(zh.text + en.text)
    for character in after:
        before.remove(character)  # fails where a character is doubled
    rules = "".join(line for line in text.split("\n") if re.fullmatch(r"[\s|｜:\-]+", line))
    allowed = "|｜/／" + rules
    assert [c for c in before if c not in allowed] == []
    for side, spans in ((zh.text, [a.zh for a in anchors]), (en.text, [a.en for a in anchors])):
        flat = [offset for span in spans for offset in span]
        assert flat == sorted(flat)
        assert all(0 <= start < end <= len(side) for start, end in spans)
        assert all(side[start:end] == side[start:end].strip() for start, end in spans)


def test_a_bilingual_file_is_taken_apart_once(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []
    monkeypatch.setattr(interleaved, "passages_of", lambda text: taken.append(text) or passages_of(text))
    pair = inputs.pair_of([Source("both.txt", "你好。\nHello.\n谢谢大家。\nThank you all.")])
    assert (len(pair.anchors), len(taken)) == (2, 1)
