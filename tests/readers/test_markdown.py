"""Markdown: the text without markup, line for line; what only looks like markup stays."""

from datetime import date

import pytest

from align.readers import parse


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("## 第一部分 ##", "第一部分"),
        ("**金湘军：**各位好。", "金湘军：各位好。"),
        ("*重点*和_着重_与~~删去~~", "重点和着重与删去"),
        ("> 引文", "引文"),
        ("- 一是稳就业", "一是稳就业"),
        ("* [x] done", "done"),
        ("1. First", "1. First"),
        ("见[附件](a.pdf)和![图](b.png)。", "见附件和图。"),
        ("用`code`。", "用code。"),
        ("<https://a.cn/>", "https://a.cn/"),
        (r"5 \* 3", "5 * 3"),
        ("5 * 3 * 2 = 30", "5 * 3 * 2 = 30"),
        ("5*3*2", "5*3*2"),
        ("snake_case_name", "snake_case_name"),
        ("-5%的增速", "-5%的增速"),
        ("| 中文 | English |", "| 中文 | English |"),
        ("#话题", "#话题"),
        ("    正文。", "正文。"),
        ("[主持人]: 大家好。", "[主持人]: 大家好。"),
        ("[1]: https://a.cn/", ""),
        ("**“稳”**字当头，*（笑）*继续", "“稳”字当头，（笑）继续"),
        ("R&amp;D **and** trade", "R&D and trade"),
        ("**跨\n行**强调", "跨\n行强调"),
        ("> - 一\n> - 二", "一\n二"),
        ("1. 一\n2. **二**", "1. 一\n2. 二"),
        ("题目\n====", "题目\n"),
        ("```\n**原样**\n```", "\n**原样**\n"),
    ],
)
def test_lines(raw, plain):
    assert parse(f"甲\n\n{raw}\n".encode(), "a.md").text == f"甲\n\n{plain}\n"


def test_line_numbers_are_those_of_the_file():
    text = "---\ntitle: 发布会\ndate: 2024-07-03\n---\n# 题目\n\n<!-- 注\n释 -->\n正文。[^1]\n\n***\n\n末段。\n\n"
    text += "[^1]: 脚注。\n"
    source = parse(text.encode(), "a.md")
    assert [(source.text[slice(*p.span)], p.label) for p in source.places] == [
        ("题目", "line 5"),
        ("正文。", "line 9"),
        ("末段。", "line 13"),
        ("脚注。", "line 15"),
    ]
    assert (source.metadata.title, source.metadata.date) == ("发布会", date(2024, 7, 3))
    assert [source.text[slice(*span)] for span in source.notes] == ["脚注。"]


def test_a_paragraph_that_no_person_wrote_keeps_its_marks():
    assert parse(b"**a** " * 10_000, "a.md").text.count("**") == 20_000
    assert parse(b"**a** " * 100, "a.md").text.count("**") == 0
