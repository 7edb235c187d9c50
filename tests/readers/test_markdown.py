"""Markdown: the text without markup, line for line; what only looks like markup stays."""

from datetime import date

import pytest

from align.readers import parse
from align.segmenters import segment


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
        ("**重点**是*次要*的，**“稳”**是", "重点是次要的，“稳”是"),
        ("**摘要：***都在这里。*", "摘要：都在这里。"),
        ("**All is lost.**But not this.", "All is lost.But not this."),
        ("2 ** 3 and 2**3**4", "2 ** 3 and 2**3**4"),
        ("## 费用 {: #fees }", "费用"),
        ("## Fees {#fees .wide}", "Fees"),
        ('生效 {: date="2024-01-02" }\n{: .small }', "生效\n"),
        ("见[附件](a.pdf){:target='_blank'}。", "见附件。"),
        ("`{: #id }`", "{: #id }"),
        ("集合 {1, 2} 和 {#1} 个", "集合 {1, 2} 和 {#1} 个"),
        ("<div class='wide'>\n\n正文。\n\n</div>", "\n\n正文。\n\n"),
        ("<h2>费用</h2>", "费用"),
        ("条例</a>和<b>办法</b>。", "条例和办法。"),
        ("甲。<br><br/>乙。", "甲。\u2028乙。"),
        ("<p>甲。</p><p>乙。</p>", "甲。\u2028乙。"),
        ("<tr><td>山西</td><td>320公里</td></tr>", "山西\t320公里"),
        ("<主持人> a < b > c <name>", "<主持人> a < b > c <name>"),
        ("|  省  |  公路 |\n| :-- | --: |\n| **山西** | 320公里。 |", "省\t公路\n\n山西\t320公里。"),
        ("|省|甲\\|乙|\n|-|-|\n|山西|`a\\|b`|", "省\t甲|乙\n\n山西\ta|b"),
        ("```\n甲\\|乙\n```", "\n甲\\|乙\n"),
        ("省 | 公路\n--- | ---\n山西 | | 多一格", "省\t公路\n\n山西\t多一格"),
        (
            "| 中文 | English |\n| --- | --- |\n| 谢谢。 | Thanks. |",
            "| 中文 | English |\n| --- | --- |\n| 谢谢。 | Thanks. |",
        ),
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


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("title: The firm's policy", "The firm's policy"),
        ('title: "On fees"', "On fees"),
        ("title: 'The firm''s policy'", "The firm's policy"),
        ("subtitle: On fees", ""),
        ("title:", ""),
    ],
)
def test_the_title_of_the_front_matter(front, title):
    source = parse(f"---\n{front}\nlang: en\n---\nWe pay.\n".encode(), "a.md")
    assert (source.metadata.title, source.title_stated) == (title, bool(title))
    assert source.text.strip() == "We pay."


@pytest.mark.parametrize(
    ("first", "language"),
    [
        ("We pay what is due, and nothing else. As our auditors say, the costs of delay are", "en"),
        ("Statement of 2021", "en"),
        ("2021年声明", "zh"),
    ],
)
def test_a_first_line_under_a_stated_title_is_text(first, language):
    source = parse(f"---\ntitle: 付款 Payment\n---\n{first}\n- 一 one\n- 二 two\n".encode(), "a.md")
    document = segment(source, language)
    assert document.metadata.title == "付款 Payment"
    assert "".join(document.sentences()).startswith(first[:20])
    assert document.asides == ()


def test_a_first_line_that_is_the_stated_title_is_the_title():
    source = parse("---\ntitle: '付款'\n---\n\n<div>\n\n<h1>付款</h1>\n\n我们付款。\n\n</div>\n".encode(), "a.md")
    document = segment(source, "zh")
    assert [(aside.kind, document.text[slice(*aside.span)]) for aside in document.asides] == [("title", "付款")]
    assert document.sentences() == ["我们付款。"]


@pytest.mark.parametrize(("heading", "title"), [("# 付款与费用", "付款与费用"), ("## 费用", "付款")])
def test_a_heading_of_the_first_level_under_a_stated_title_is_the_title(heading, title):
    source = parse(f"---\ntitle: 付款\n---\n\n{heading}\n\n我们付款。\n".encode(), "a.md")
    document = segment(source, "zh")
    assert document.metadata.title == title
    assert document.sentences()[-1] == "我们付款。"
    assert len(document) == (1 if title == "付款与费用" else 2)


def test_a_heading_in_html_is_a_title():
    assert parse("<h1>付款</h1>\n\n我们付款。\n".encode(), "a.md").metadata.title == "付款"


def test_chinese_broken_at_commas_is_one_text_with_the_numbers_of_its_lines():
    text = "本站的材料和信息，\n但我们并不保证其准确、\nwww.a.cn上的也一样，\n都是如此。\n我们会改。\n\n"
    text += "末段，\nAn English line.\n"
    source = parse(text.encode(), "a.md")
    document = segment(source, "zh")
    assert document.sentences() == [
        "本站的材料和信息，但我们并不保证其准确、www.a.cn上的也一样，都是如此。",
        "我们会改。",
        "末段，",
        "An English line.",
    ]
    assert [document.place([k]) for k in range(4)] == ["line 1–line 4", "line 5", "line 7", "line 8"]


def test_lines_that_are_meant_stay():
    hard = "尊敬的各位来宾，  \n大家上午好。\n"
    listed = "- 一是公路，\n- 二是铁路。\n"
    fenced = "```\n甲，\n乙\n```\n"
    for text in (hard, listed, fenced):
        assert "，\n" in parse(text.encode(), "a.md").text


def test_notes_after_joined_lines_are_found():
    source = parse("甲，\n乙。[^1]\n\n[^1]: 注。\n".encode(), "a.md")
    assert [source.text[slice(*span)] for span in source.notes] == ["注。"]
