"""Pages: visible text in order and whole, boilerplate only where it is certain, metadata from the markup."""

import re
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.model.document import Source
from align.model.errors import InputError
from align.readers.html import parse
from align.readers.interleaved import split
from align.readers.markup_metadata import parse_date

SCIO = """<!DOCTYPE html><html><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>国新办举行山西专场新闻发布会_国务院新闻办公室</title>
<meta name="ArticleTitle" content="国新办举行山西专场新闻发布会"><meta name="PubDate" content="2024-06-21 10:00">
<script>var a = "不可见";</script><style>p { color: red }</style></head><body>
<div class="top"><ul><li><a href="/">首页</a></li>
<li><a href="/x">新闻发布</a></li><li><a href="/z">政策</a></li></ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/x">发布会</a></div>
<div class="content"><h1>国新办举行山西专场新闻发布会</h1><div class="info">2024-06-21 &nbsp; 来源：国新网</div>
<div class="text"><p>　　<strong>陈文俊：</strong></p>
<p>　　女士们、先生们，上午好。欢迎出席新闻发布会。今天我们邀请到省长金湘军先生，请他介绍情况，并回答大家的提问。</p>
<p>　　<strong>金湘军：</strong></p>
<p>　　大家好。近20年来，山西累计生产煤炭230亿吨，外调150亿吨。&nbsp;地区生产总值达到2.57万亿元。</p>
<p>　　谢谢。</p><div style="text-align:center"><img src="a.jpg" alt="图"></div>
<p>　　<strong>新华社记者：</strong></p><p>　　请问山西如何融入国家重大战略？</p>
<p>　　<strong>金湘军：</strong></p><p>　　感谢您的提问。<br>　　第一，是。<br><br>　　第二，我们将持续推进生态保护，
统筹水资源利用。</p></div>
<div class="page">&lt; 1 <a href="2.html">2</a> <a href="3.html">3</a> &gt;</div></div>
<div class="share">分享到：<a href="#">微信</a><a href="#">微博</a></div>
<div class="foot"><p>版权所有：国务院新闻办公室　京ICP备05000001号。</p><p><a href="#">联系我们</a></p></div>
</body></html>"""

CHINA_ORG_CN = """<html><head><title>SCIO press conference on Shanxi - China.org.cn</title>
<meta name="publishdate" content="July 3, 2024"></head><body>
<table width="100%"><tr><td><a href="/">Home</a> - <a href="/p">Press Room</a> - </td></tr></table>
<table><tr><td width="200"><a href="1">News</a><br><a href="2">Opinion</a></td><td><div id="content">
<h1>SCIO press conference on Shanxi</h1><p><b>China.org.cn | July 3, 2024</b></p>
<p><b>Xinhua News Agency:</b></p><p>The central region should be better linked with others. What are Shanxi&rsquo;s
plans in this regard? Thank you.</p><p><b>Jin Xiangjun:</b></p><p>Thank you for your question. As a province in central
China, Shanxi has built mechanisms, established platforms and promoted cooperation.</p>
<p>The river flows for 965 kilometers through Shanxi.<p>That is all.<p><b>Chen Wenjun:</b><p>Thank you. Goodbye.
<p><i>Translated and edited by A, B and C. In case of any discrepancy between the English and Chinese texts, the Chinese
version is deemed to prevail.</i></p><p>&lt; 1 2 3 4 &gt;</p></div></td></tr></table>
<div>Copyright &copy; China.org.cn. All rights reserved.</div></body></html>"""


def body_and_rest(source: Source) -> tuple[list[str], list[str]]:
    """The paragraphs outside and inside of the boilerplate."""
    body, rest, at = [], [], 0
    for paragraph in source.text.split("\n\n"):
        at = source.text.index(paragraph, at)
        marked = any(start <= at < end for start, end in source.boilerplate)
        (rest if marked else body).append(paragraph)
        at += len(paragraph)
    return body, rest


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_scio_page(encoding: str) -> None:
    source = parse(SCIO.encode(encoding), "conference.zh.html")
    body, rest = body_and_rest(source)
    assert source.encoding == encoding
    assert source.metadata.title == "国新办举行山西专场新闻发布会"
    assert source.metadata.date == date(2024, 6, 21)
    assert body == [
        "国新办举行山西专场新闻发布会",
        "2024-06-21 来源：国新网",
        "陈文俊：",
        "女士们、先生们，上午好。欢迎出席新闻发布会。今天我们邀请到省长金湘军先生，请他介绍情况，并回答大家的提问。",
        "金湘军：",
        "大家好。近20年来，山西累计生产煤炭230亿吨，外调150亿吨。 地区生产总值达到2.57万亿元。",
        "谢谢。",
        "新华社记者：",
        "请问山西如何融入国家重大战略？",
        "金湘军：",
        "感谢您的提问。\n第一，是。",
        "第二，我们将持续推进生态保护，统筹水资源利用。",
    ]
    assert rest[:4] == ["首页", "新闻发布", "政策", "当前位置：首页 > 发布会"]
    assert rest[4:] == [
        "< 1 2 3 >",
        "分享到：微信微博",
        "版权所有：国务院新闻办公室\u3000京ICP备05000001号。",
        "联系我们",
    ]


def test_china_org_cn_page_in_windows_1252_without_a_declaration() -> None:
    source = parse(CHINA_ORG_CN.replace("&rsquo;", "’").encode("cp1252"), "conference.en.html")
    body, rest = body_and_rest(source)
    assert source.encoding == "cp1252"
    assert source.metadata.title == "SCIO press conference on Shanxi"
    assert source.metadata.date == date(2024, 7, 3)
    assert body[0] == "SCIO press conference on Shanxi"
    assert "What are Shanxi’s plans in this regard? Thank you." in body[3]
    assert body[5:10] == [
        "Thank you for your question. As a province in central China, Shanxi has built mechanisms, established "
        "platforms and promoted cooperation.",
        "The river flows for 965 kilometers through Shanxi.",
        "That is all.",
        "Chen Wenjun:",
        "Thank you. Goodbye.",
    ]
    assert body[10].startswith("Translated and edited by A, B and C.")
    assert rest == ["Home - Press Room -", "News\nOpinion", "Copyright © China.org.cn. All rights reserved."]


def test_two_column_table_is_read_row_by_row_and_taken_apart() -> None:
    rows = [
        ("各位记者，上午好。", "Good morning, friends from the media."),
        ("去年经济增长5.0%。", "Last year the economy grew by 5.0%."),
        ("谢谢大家。", "Thank you all."),
    ]
    cells = "".join(f"<tr><td><p>{zh}</p></td><td>{en}</td></tr>" for zh, en in rows)
    source = parse(f"<html><body><table>{cells}</table></body></html>".encode(), "both.html")
    assert source.text.split("\n\n") == [f"{zh}\t{en}" for zh, en in rows]
    zh, en, anchors = split(source)
    assert [(zh.text[slice(*a.zh)], en.text[slice(*a.en)]) for a in anchors] == rows


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("你好。", "你好。"),
        ("<p>一。</p><p>二。</p>", "一。\n\n二。"),
        ("<p>One<p>Two<div>Three<b>Four<p>Five</b>", "One\n\nTwo\n\nThreeFour\n\nFive"),
        ("Hello<b>, wor</b>ld", "Hello, world"),
        (
            "<p>a &amp; b &lt;c&gt; &ldquo;x&rdquo; &#20013;&#x56FD; &nosuch; 5 < 6</p>",
            "a & b <c> “x” 中国 &nosuch; 5 < 6",
        ),
        ("<p>a\n  b\t c</p>", "a b c"),
        ("<p>\u3000\u3000\u00a0缩进。&nbsp;</p>", "缩进。"),
        ("<p>中\n国</p><p>GDP\ngrew</p><p>增长\n5%</p>", "中国\n\nGDP grew\n\n增长 5%"),
        ("<p>a<br>b<br/><br>c</p>", "a\nb\n\nc"),
        ("<p>a</p><p>&nbsp;</p><p>\u3000</p><p>b</p>", "a\n\nb"),
        ("a<script>x</script><style>y</style><!-- z --><noscript>n</noscript>b", "ab"),
        ("<pre>a\n  b\nc</pre>", "a\nb\nc"),
        ("<ul><li>a<ul><li>b</li></ul>c</li></ul>", "a\n\nb\n\nc"),
        ("<table><tr><th>指标<th>2023<tr><td>产量<td>5</table>", "指标\t2023\n\n产量\t5"),
        ("<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>", "a\n\nb\n\nc"),
        ("<table><tr><td><table><tr><td>a<td>b</table></td><td>c</td></tr></table>", "a\tb\tc"),
        ("zero\u200bwidth soft\u00adhyphen", "zerowidth softhyphen"),
        ("</p></div>stray</table><b><i>x</b></i>", "stray\n\nx"),
        ("<p>一。</body></html>尾。", "一。尾。"),
        ("一</BODY ><p>二</html><html><head><title>x</title></head><body>三", "一二三"),
        ('<?xml version="1.0" encoding="gb2312"?><html><p>一。</p></html>', "一。"),
    ],
)
def test_text_is_what_a_browser_shows(markup: str, text: str) -> None:
    shown = parse(markup.encode(), "a.html").text
    if markup.startswith(("</p>", "<p>一。</body>", "一")):  # where stray tags break lines is the parser's choice
        assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", text)
    else:
        assert shown == text


def prose(k: int) -> str:
    return f"第{k}点，我们坚持稳中求进，统筹推进各项工作，取得了新的成效，主要指标好于预期，人民生活持续改善。"


def test_blocks_inside_the_article_are_never_boilerplate() -> None:
    odd = ["是。", "123", "（略）", "* * *", '<a href="#">相关链接</a>', "谢谢"]
    blocks = "".join(f"<p>{prose(k)}</p><div><div>{odd[k % 6]}</div></div>" for k in range(30))
    page = (
        f'<html><body><div><a href="/">首页</a></div><div id="c">{blocks}</div><div>版权所有 某网</div></body></html>'
    )
    body, rest = body_and_rest(parse(page.encode(), "a.html"))
    assert rest == ["首页", "谢谢", "版权所有 某网"] or rest == ["首页", "版权所有 某网"]
    assert len(body) >= 59


def test_sections_that_an_extractor_would_drop_stay() -> None:
    first = "".join(f"<div class='comment'><div>{prose(k)}</div></div>" for k in range(3))
    main = "".join(f"<p>{prose(k)}</p>" for k in range(3, 20))
    last = "".join(f"<div class='related'><div>{prose(k)}</div></div>" for k in range(20, 23))
    page = f"<html><body><nav><a>首页</a></nav>{first}<div><article>{main}</article></div>{last}</body></html>"
    body, rest = body_and_rest(parse(page.encode(), "a.html"))
    assert body == [prose(k) for k in range(23)]
    assert rest == ["首页"]


@pytest.mark.parametrize(
    ("title", "paragraph", "advertisement", "comment"),
    [
        ("题目", prose(1), "限时优惠！全场五折，扫码领取红包。", "网友甲：写得真好，希望多报道。"),
        ("Title", "The market opened its doors again. " * 3, "Half price today! Scan to pay.", "guest: Well written!"),
    ],
)
def test_the_same_short_lines_around_an_article_are_left_out_in_both_languages(
    title: str, paragraph: str, advertisement: str, comment: str
) -> None:
    article = f"<article><h1>{title}</h1><p>{paragraph}</p><p>{paragraph}</p></article>"
    around = (f"<div class='ad'>{advertisement}</div>", f"<section><div><p>{comment}</p></div></section>")
    page = f"<html><head><title>{title}</title></head><body>{around[0]}{article}{around[1]}</body></html>"
    body, rest = body_and_rest(parse(page.encode(), "a.html"))
    assert body == [title, paragraph.strip(), paragraph.strip()]
    assert rest == [advertisement, comment]


def test_tables_and_captions_at_the_end_of_an_article_belong_to_it() -> None:
    prose = "In the first half, exports of goods grew 5.2% year on year, while imports fell 3.1%. Prices were stable."
    table = "<table><tr><th>Item</th><th>Growth</th></tr><tr><td>Exports</td><td>5.2</td></tr></table>"
    caption = "<figure><img src=x.png><figcaption>A terminal</figcaption></figure>"
    links = "<table><tr><td><a href=1>More on trade</a></td><td><a href=2>Statistics</a></td></tr></table>"
    foot = "<div>Copyright &copy; 2024</div>"
    page = parse(f"<div><h2>Trade</h2><p>{prose}</p>{table}{caption}{links}</div>{foot}".encode(), "x.html")
    inside, outside = body_and_rest(page)
    assert inside == ["Trade", prose, "Item\tGrowth", "Exports\t5.2", "A terminal"]
    assert outside == ["More on trade\tStatistics", "Copyright © 2024"]


def test_hidden_text_is_kept_and_marked() -> None:
    source = parse("<p>甲。</p><p style='display: none'>乙。</p><p hidden>丙。</p><p>丁。</p>".encode(), "a.html")
    assert body_and_rest(source) == (["甲。", "丁。"], ["乙。", "丙。"])


def test_short_page_is_all_body() -> None:
    source = parse("<html><body><p>你好。</p><p>谢谢。</p></body></html>".encode(), "a.html")
    assert source.text == "你好。\n\n谢谢。"
    assert source.boilerplate == ()


@pytest.mark.parametrize(
    ("head", "title", "day"),
    [
        ("<title>题目 - 某某网</title>", "题目", None),
        ("<title>某网</title><meta property='og:title' content=' 题 &amp; 目 '>", "题 & 目", None),
        ("<meta name='dc.date' content='20240703'>", "", date(2024, 7, 3)),
        ("<meta name='PubDate' content='2024年7月3日'>", "", date(2024, 7, 3)),
        ("<meta property='article:published_time' content='2024-07-03T10:00:00+08:00'>", "", date(2024, 7, 3)),
        ("<meta name='publishdate' content='31 February 2024'>", "", None),
        ('<script type=\'application/ld+json\'>{"datePublished": "2024-07-03"}</script>', "", date(2024, 7, 3)),
    ],
)
def test_metadata(head: str, title: str, day: date | None) -> None:
    source = parse(f"<html><head>{head}</head><body><p>正文。</p></body></html>".encode(), "a.html")
    assert (source.metadata.title, source.metadata.date) == (title, day)


def test_time_element_and_heading() -> None:
    source = parse('<h1>题 目</h1><time datetime="2024-07-03">昨天</time><p>正文。</p>'.encode(), "a.html")
    assert (source.metadata.title, source.metadata.date) == ("题 目", date(2024, 7, 3))


@pytest.mark.parametrize("value", ["", "soon", "2024", "2024-13-01", "99999999", "Julember 3, 2024"])
def test_no_date_is_invented(value: str) -> None:
    assert parse_date(value) is None


def test_tags_nested_too_deep_are_an_error_not_a_loss() -> None:
    assert parse(b"<div>" * 1000 + b"Hello", "a.html").text == "Hello"
    with pytest.raises(InputError, match="cannot be read as HTML to its end"):
        parse(b"<div>" * 100_000 + b"Hello", "a.html")


def test_five_megabytes_in_seconds() -> None:
    page = "<html><body><div>" + "".join(f"<p>{prose(k)}</p>\n" for k in range(35_000)) + "</div></body></html>"
    data = page.encode()
    assert len(data) > 5_000_000
    start = time.process_time()
    source = parse(data, "a.html")
    assert time.process_time() - start < 10
    assert source.text.count("\n\n") == 34_999


WORDS = st.text(alphabet="中文字ab1，。<>&\u3000\n \u00a0", min_size=1, max_size=8)
TAGS = st.sampled_from(["p", "div", "b", "td", "tr", "table", "li", "span", "a", "br", "nav", "h1", "pre", "title2"])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(TAGS, WORDS, st.booleans()), min_size=1, max_size=20))
def test_no_visible_character_is_lost(parts: list[tuple[str, str, bool]]) -> None:
    markup = "<p>甲" + "".join(
        f"<{tag}>{word.replace('&', '&amp;').replace('<', '&lt;')}{f'</{tag}>' if closed else ''}"
        for tag, word, closed in parts
    )
    shown = parse(markup.encode(), "a.html").text
    assert sorted(re.sub(r"\s", "", shown)) == sorted(re.sub(r"\s", "", "甲" + "".join(word for _, word, _ in parts)))
