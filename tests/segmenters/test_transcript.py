"""Transcript structure: the seeds, small pages, and the property that nothing is lost or counted twice."""

import json
import textwrap
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.model.document import Metadata, Source
from align.segmenters import segment

ROOT = Path(__file__).parents[2]
PAGE_ZH = """首页 > 新闻发布会 > 正文
国新办举行发布会
中国网 | 2024年7月3日
打印  分享  字号：大 中 小
主持人 陈文俊：
大家上午好！今天请来了金湘军先生。
山西省省长 金湘军：
谢谢主持人。我想说三点：
一是：发展。
他说：“好。”
时间：下午。
新华社记者：请问山西有何打算？
**金湘军：** 谢谢。
< 上一页 1 2 3 下一页 >
（责任编辑：王明）
如有出入，以中文为准。
"""
LINES = {
    "zh": [
        *PAGE_ZH.splitlines(),
        "",
        "\u3000\u3000我们走。",
        "记者：",
        "答：是。",
        "问：是吗？",
        "来源：新华社",
        "* * *",
        "“没关上。",
    ],
    "en": [
        "Home - News",
        "On Growth",
        "July 3, 2024",
        "Li Wei:",
        "Thank you.",
        "Q: Why?",
        "A: Because. We said so.",
        "",
        "Note: this.",
        "Tel.: 021-68881234",
        "**Reuters:** I ask.",
        "< 1 2 3 >",
        "Edited by Li Wei",
        "* * *",
        '"Unclosed.',
        "Xinhua: Yes.",
        "The Chinese version shall prevail.",
    ],
}


@pytest.mark.parametrize("seed", ["a", "b"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_seeds_come_out_as_the_gold_has_them(seed, language):
    gold = json.loads((ROOT / "corpora" / f"seeds-{seed}.json").read_text(encoding="utf-8"))
    text = (ROOT / "seeds" / f"{seed}.{language}.txt").read_text(encoding="utf-8")
    document = segment(Source("", text), language)
    assert document.sentences() == gold[language]
    assert document.metadata.date == date.fromisoformat(gold["date"])
    assert document.metadata.title


def test_a_page():
    document = segment(Source("", PAGE_ZH), "zh")
    assert [turn.speaker for turn in document.turns] == ["主持人 陈文俊", "山西省省长 金湘军", "新华社记者", "金湘军"]
    assert document.metadata == Metadata("国新办举行发布会", date(2024, 7, 3), "如有出入，以中文为准。", "Hans")
    kinds = [aside.kind for aside in document.asides if aside.kind != "label"]
    assert kinds == ["chrome", "title", "date", "chrome", "pagination", "credits", "notice"]
    assert "我想说三点：" in document.sentences()


def test_credits_and_notice_in_one_paragraph_are_both_recorded():
    text = (
        "Li Wei:\nYes.\n\nTranslated by Li Xiao and Jay Ball. In case of any discrepancy, the Chinese version prevails."
    )
    document = segment(Source("", text), "en")
    assert [(a.kind, text[slice(*a.span)][:10]) for a in document.asides[1:]] == [
        ("credits", "Translated"),
        ("notice", "In case of"),
    ]
    assert document.sentences() == ["Yes."]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        *(
            ("zh", line)
            for line in ["我想说三点：第一。", "一是：发展。", "时间：7月3日", "他说：“好。”", "高质量：发展。"]
        ),
        *(
            ("en", line)
            for line in ["The following measures: one.", "Note: this.", "Address: Beijing.", "He said: Go."]
        ),
    ],
)
def test_what_is_no_label(language, line):
    other = "金湘军：\n好。\n" if language == "zh" else "Jin Xiangjun:\nYes.\n"
    assert len(segment(Source("", other + line), language).turns) == 1


@pytest.mark.parametrize(
    ("language", "label"),
    [
        *(
            ("zh", x)
            for x in [
                "金湘军",
                "主持人",
                "记者",
                "新华社记者",
                "中央广播电视总台央视记者",
                "山西省省长 金湘军",
                "红星新闻",
            ]
        ),
        *(("en", x) for x in ["Jin Xiangjun", "Xinhua News Agency", "CCTV", "Question from China Daily", "Moderator"]),
        *(("en", x) for x in ["Jin Xiangjun, governor of Shanxi", "Reuters", "Mr. Smith", "Mr.Smith"]),
    ],
)
@pytest.mark.parametrize("form", ["{}:\nGood 好。", "{}：Good 好。", "**{}:** Good 好。"])
def test_labels(language, label, form):
    document = segment(Source("", form.format(label)), language)
    assert [turn.speaker for turn in document.turns] == [label]
    assert document.sentences() == ["Good 好。"]


def test_plain_text_is_one_turn_with_its_paragraphs():
    text = "第一章\n那天他走了。“去哪儿？”我问。\n\n他说：“回家。”\n以中文为准是后来的事。\n"
    document = segment(Source("", text), "zh")
    assert len(document.turns) == 1
    assert not document.asides
    assert document.paragraphs[0] == (0, 3)


def test_hard_wrapped_lines_become_paragraphs():
    one = "We will take further steps to balance the output and sales of grain and ensure a supply of energy that the "
    two = "central region can rely on. We have also built bases for manufacturing, and they grow from year to year."
    text = "\n\n".join(["Li Wei:", *["\n".join(textwrap.wrap(one + two, 72))] * 2])
    document = segment(Source("", text), "en")
    assert (len(document.paragraphs), len(document)) == (2, 4)
    assert document.turns[0].speaker == "Li Wei"


def test_markup_says_what_is_chrome_and_when():
    text = "导航 新闻\n金湘军：好。\n页脚"
    source = Source("", text, ((0, 5), (13, 15)), metadata=Metadata(date=date(2024, 1, 2)))
    document = segment(source, "zh")
    assert document.metadata.date == date(2024, 1, 2)
    assert [aside.kind for aside in document.asides] == ["chrome", "label", "chrome"]
    assert document.sentences() == ["好。"]


@pytest.mark.parametrize("language", ["zh", "en"])
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_nothing_is_lost_or_counted_twice(language, data):
    lines = data.draw(st.lists(st.sampled_from(LINES[language]) | st.text(max_size=12), max_size=30))
    text = "\n".join(lines)
    cut = data.draw(st.integers(0, len(text)))
    boilerplate = ((cut, data.draw(st.integers(cut, len(text)))),) if data.draw(st.booleans()) else ()
    document = segment(Source("", text, boilerplate), language)
    covered = [0] * len(text)
    for start, end in [s.span for s in document.segments] + [aside.span for aside in document.asides]:
        for at in range(start, end):
            covered[at] += 1
    assert all(count == 1 for at, count in enumerate(covered) if not text[at].isspace())
    assert all(segment.turn < len(document.turns) for segment in document.segments)


def test_a_name_of_two_characters_that_speaks_once_is_a_speaker_where_it_is_introduced():
    text = (
        "主持人：大家好！今天我们邀请到王丽华先生、陈明女士。\n王丽华：谢谢主持人。\n陈明：投入11.2亿元。\n"
        "高温：部长说今年高温天气多。\n主持人：今天就到这里。\n"
    )
    document = segment(Source("a", text), "zh")
    assert [turn.speaker for turn in document.turns] == ["主持人", "王丽华", "陈明", "主持人"]


@pytest.mark.parametrize("outlet", ["Fujian Daily", "Guizhou Daily", "Fujian Strait TV", "New York Times", "The Paper"])
def test_an_outlet_that_asks_once_is_a_speaker(outlet):
    text = f"Chen Wenjun:\nWelcome.\n{outlet}: What are the plans for this year?\nJin Xiangjun:\nThank you."
    document = segment(Source("", text), "en")
    assert [turn.speaker for turn in document.turns] == ["Chen Wenjun", outlet, "Jin Xiangjun"]


@pytest.mark.parametrize("heading", ["Breaking News", "Railway Station", "Good News"])
def test_a_heading_that_ends_like_an_outlet_is_no_speaker(heading):
    text = f"Chen Wenjun:\nWelcome.\n{heading}: the plans for this year are out.\nJin Xiangjun:\nThank you."
    document = segment(Source("", text), "en")
    assert [turn.speaker for turn in document.turns] == ["Chen Wenjun", "Jin Xiangjun"]


@pytest.mark.parametrize(
    ("language", "head"),
    [
        ("zh", "福建省人民政府新闻办公室\u3000\u3000- {} -"),
        ("zh", "新聞發布會實錄　第{}頁"),
        ("zh", "发布会实录 第{}页 共3页"),
        ("en", "Information Office of the Fujian Provincial Government    Page {}"),
        ("en", "Transcript | {} of 3"),
        ("en", "{}   On Growth"),
    ],
)
def test_printed_heads_are_no_text(language, head):
    body = {
        "zh": "我们要继续努力，推动高质量发展。",
        "en": "We must continue to work hard for high-quality development.",
    }
    pages = [f"{head.format(page)}\n{body[language]}" for page in (1, 2, 3)]
    document = segment(Source("", "\n".join(pages)), language)
    assert [document.text[slice(*s.span)] for s in document.segments] == [body[language]] * 3


@pytest.mark.parametrize("line", ["In {} we grew fast, by 5", "表 {}", "Grade {}", "增长了 {}"])
def test_numbered_lines_are_text(line):
    text = "\n".join(f"{line.format(n)}\nWe went on with the work of that year." for n in (1, 2, 3))
    document = segment(Source("", text), "en" if line.isascii() else "zh")
    assert "pagination" not in {aside.kind for aside in document.asides}


@pytest.mark.parametrize(
    ("language", "title", "body"),
    [
        ("zh", "山西省举行水资源保护新闻发布会（2019年1月1日）", "各位记者朋友，大家上午好。今天介绍有关情况。"),
        ("en", "Shanxi Press Briefing (January 1, 2019)", "Good morning, everyone. Today we introduce the work."),
    ],
)
def test_a_title_with_a_date_in_brackets_is_the_title_and_its_date_is_taken(language, title, body) -> None:
    document = segment(Source("a.txt", f"{title}\n\n{body}\n"), language)
    assert [(a.kind, document.text[slice(*a.span)]) for a in document.asides] == [("title", title)]
    assert (document.metadata.title, document.metadata.date) == (title, date(2019, 1, 1))


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "湖北省举行教育改革新闻发布会（2019年1月1日）"),
        ("zh", "《办法》（2019年1月1日）"),
        ("zh", "公司成立于2019年1月1日"),
        ("zh", "施行日期自2019年1月1日"),
        ("en", "Decree of Hubei (January 1, 2019)"),
        ("en", "founded on January 1, 2019"),
        ("en", "Press Briefing, January 1, 2019"),
    ],
)
def test_a_line_that_says_more_than_a_date_stays_in_the_text(language, line) -> None:
    before = "大家好。今天介绍有关情况。" if language == "zh" else "Hello to all. Today we introduce the work."
    document = segment(Source("a.txt", f"{before}\n\n{line}\n\n{before}\n"), language)
    assert document.asides == ()


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "（2019年1月1日）"),
        ("zh", "2019年1月1日 星期二 北京"),
        ("zh", "2019-01-01 10:00 来源：山西日报"),
        ("zh", "国务院新闻办公室网站 2019年1月1日"),
        ("zh", "最后更新于 2019 年 1 月 1 日"),
        ("en", "(January 1, 2019)"),
        ("en", "Tuesday, January 1, 2019, Shanghai"),
        ("en", "China.org.cn | January 1, 2019"),
        ("en", "January 1, 2019, Source: Xinhua"),
    ],
)
def test_a_date_with_its_weekday_place_or_source_is_an_aside(language, line) -> None:
    title = "国务院新闻办举行发布会" if language == "zh" else "On Growth"
    body = "大家好。今天介绍有关情况。" if language == "zh" else "Hello to all. Today we introduce the work."
    document = segment(Source("a.txt", f"{title}\n\n{line}\n\n{body}\n"), language)
    assert [a.kind for a in document.asides] == ["title", "date"]
    assert document.metadata.date == date(2019, 1, 1)


def test_a_date_line_in_wrapped_text_is_joined_to_nothing():
    wrapped = (
        "the first half of the year and to put the questions that readers asked\n"
        "it to put, among them those on the sea, the coast and the fisheries of\n"
        "the province, which have grown faster than those of its neighbors and\n"
    )
    text = (
        "Transcript of a Press Conference on the Growth of a Maritime Province\n"
        "Time: 10 a.m., September 18, 2024\n"
        "The venue of the conference was the hall of the provincial government,\n"
        f"where the press had been invited to hear what the province has done in\n{wrapped * 3}so on.\n"
    )
    document = segment(Source("", text), "en")
    assert document.metadata.title == "Transcript of a Press Conference on the Growth of a Maritime Province"
    assert document.text[slice(*document.segments[0].span)].startswith("The venue of")


LONG_ZH = "您应当按照本节的规定支付所有费用，本公司不承担由此产生的任何责任。" * 40 + "\n"
LONG_EN = "You pay all that is due under this section of the terms, and no more. " * 60 + "\n"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", LONG_ZH + "概括：您付款。\n" + LONG_ZH + "概括：您不付款。\n" + LONG_ZH),
        (
            "zh",
            LONG_ZH.join(["", "概括：您付款。\n", "短说：您不付款。\n", "概括：您再付款。\n", ""]),
        ),
        ("zh", LONG_ZH + "公平：\n我们支付合理的工资。\n" + LONG_ZH),
        ("zh", LONG_ZH + "许可证：本公司发给您的许可。\n" + LONG_ZH + "许可证：也指副本。\n" + LONG_ZH),
        ("zh", LONG_ZH + "媒体：指报纸和电视。\n" + LONG_ZH),
        ("en", LONG_EN + "In Brief: You pay.\n" + LONG_EN + "In Brief: You do not pay.\n" + LONG_EN),
        ("en", LONG_EN + "Our products are\nWebHub.com: a place to keep what you write and share it\n" + LONG_EN),
        ("en", LONG_EN + "Media: newspapers and television.\n" + LONG_EN),
    ],
)
def test_labels_of_sections_are_text(language, text):
    document = segment(Source("", text), language)
    assert [turn.speaker for turn in document.turns] == [""]
    assert document.asides == ()


@pytest.mark.parametrize(
    ("language", "text", "speakers"),
    [
        ("zh", "甲方来了。\n老王：去吗？\n小李：不去。\n老王：走吧。\n小李：好。\n", ["老王", "小李", "老王", "小李"]),
        ("zh", "他们谈了很久。\n王丽华：我们去。\n陈文俊：好。\n", ["王丽华", "陈文俊"]),
        ("zh", LONG_ZH + "记者：您去吗？\n" + LONG_ZH + "李伟明：我去。\n" + LONG_ZH, ["记者", "李伟明"]),
        ("zh", LONG_ZH.join(["", "普京：好。\n", "马克龙：是。\n", "普京：再见。\n"]), ["普京", "马克龙", "普京"]),
        ("zh", LONG_ZH.join(["", "王部长：好。\n", "李省长：好。\n", ""]), ["王部长", "李省长"]),
        ("en", LONG_EN.join(["", "Mr. Smith: Yes.\n", "Ms. Li: No.\n", ""]), ["Mr. Smith", "Ms. Li"]),
        ("zh", LONG_ZH + "李明先生来了。\n李明：\n" + LONG_ZH, ["李明"]),
        ("zh", "新年贺词\n金湘军：\n" + LONG_ZH * 3, ["金湘军"]),
        (
            "en",
            "They talked.\nLavrov: Shall we?\nBlinken: No.\nLavrov: Well.\nBlinken: So.\n",
            ["Lavrov", "Blinken"] * 2,
        ),
        ("en", LONG_EN + "Q: Will you?\n" + LONG_EN + "A: I will.\n" + LONG_EN, ["Q", "A"]),
        ("en", "A speech\nJin Xiangjun:\n" + LONG_EN * 3, ["Jin Xiangjun"]),
    ],
)
def test_labels_of_those_who_speak_are_speakers(language, text, speakers):
    document = segment(Source("", text), language)
    assert [turn.speaker for turn in document.turns if turn.speaker] == speakers


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "我们付款。理由是"),
        ("en", "We pay what is due. As our auditors say, the costs of delay are"),
        ("en", "What we pay is due to those " * 8),
    ],
)
def test_a_first_line_that_ends_a_sentence_or_is_long_is_no_title(language, line):
    rest = "金湘军：好。\n" if language == "zh" else "Jin Xiangjun: Yes.\n"
    document = segment(Source("", f"{line.strip()}\n{rest}"), language)
    assert not document.metadata.title
    assert document.text[slice(*document.segments[0].span)] == document.sentences()[0]
    assert "title" not in {aside.kind for aside in document.asides}
