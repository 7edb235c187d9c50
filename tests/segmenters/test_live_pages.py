"""Pages of live transcripts: what stands beside speech is kept apart on both sides, and nothing of it is lost."""

from collections.abc import Sequence

import pytest

import align
from align.model.document import Document, Language, Source
from align.readers.html import parse
from align.segmenters import segment

ZH = """首页 > 新闻发布会 > 文字直播
山西省举行新闻发布会（2023年12月7日）
[12-07 15:00] 主持人 陈文俊：
女士们、先生们，大家下午好！欢迎出席今天的新闻发布会。
1
[12-07 15:02] 主持人 陈文俊：
今天我们邀请到了山西省省长金湘军先生，请他介绍有关情况。
2
金湘军： 谢谢主持人。今年全省新建高速公路320公里。[12-07 15:05]
3
图为发布会现场。（新华社记者 王明 摄）
中央广播电视总台央视记者： 请问山西今年在能源保供方面有哪些举措？ [12-07 15:10]
4
路透社记者（译文）： 我想问一个关于煤炭的问题。[12-07 15:12]
5
金湘军： （译文）我来回答这个问题。我们的煤炭产量保持稳定。[12-07 15:15]
6
指标：产量
单位：吨
指标：用电量
单位：千瓦时
新华社记者 王明 摄
问：下一步有什么打算？
答：我们会继续努力。
转自：新华网
分享到：微信 微博
上一篇：山西举行文旅大会
下一篇：山西公布十项措施
"""
EN = """Home > Press Room > Live
Shanxi Holds Press Conference (December 7, 2023)
[12-07 15:00] Chen Wenjun:
Ladies and gentlemen, good afternoon! Welcome to today's press conference.
1
[12-07 15:02] Chen Wenjun:
Today we have invited Mr. Jin Xiangjun, governor of Shanxi Province, to brief you.
2
Jin Xiangjun: Thank you, moderator. This year, the province built 320 kilometers of new expressways. \
[12-07 15:05]
3
The press conference. [Photo/Xinhua]
CCTV: What measures has Shanxi taken this year to ensure the supply of energy? [12-07 15:10]
4
Reuters: I would like to ask a question about coal. [12-07 15:12]
5
Jin Xiangjun: (Translation) Let me answer this question. Our coal output has remained stable. [12-07 15:15]
6
Indicator: Output
Unit: tons
Indicator: Electricity consumption
Unit: kilowatt-hours
Photo by Wang Ming/Xinhua
Q: What are your plans for the next step?
A: We will keep working hard.
Source: Xinhuanet
Share to: WeChat Weibo
Previous article: Shanxi Holds Tourism Conference
Next article: Shanxi Announces Ten Measures
"""
SPEAKERS = {
    "zh": ["主持人 陈文俊"] * 2 + ["金湘军", "中央广播电视总台央视记者", "路透社记者（译文）", "金湘军", "问", "答"],
    "en": ["Chen Wenjun"] * 2 + ["Jin Xiangjun", "CCTV", "Reuters", "Jin Xiangjun", "Q", "A"],
}
APART = {
    "zh": [
        "[12-07 15:00]",
        "[12-07 15:05]",
        "1",
        "6",
        "（新华社记者 王明 摄）",
        "（译文）",
        "新华社记者 王明 摄",
        "转自：新华网",
        "分享到：微信 微博",
        "上一篇：山西举行文旅大会",
        "下一篇：山西公布十项措施",
    ],
    "en": [
        "[12-07 15:00]",
        "[12-07 15:05]",
        "1",
        "6",
        "[Photo/Xinhua]",
        "(Translation)",
        "Photo by Wang Ming/Xinhua",
        "Source: Xinhuanet",
        "Share to: WeChat Weibo",
        "Previous article: Shanxi Holds Tourism Conference",
    ],
}
PAGES: dict[Language, str] = {"zh": ZH, "en": EN}


def read(text: str, language: Language) -> Document:
    return segment(Source("", text), language)


def speakers(document: Document) -> list[str]:
    return [turn.speaker for turn in document.turns if turn.speaker]


def apart(document: Document) -> list[str]:
    return [document.text[slice(*aside.span)] for aside in document.asides if aside.kind != "label"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_speakers_are_those_who_speak(language):
    assert speakers(read(PAGES[language], language)) == SPEAKERS[language]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_not_said_is_kept_apart_and_not_lost(language):
    document = read(PAGES[language], language)
    assert not set(APART[language]) - set(apart(document))
    assert not set(APART[language]) & set(document.sentences())
    spans = [s.span for s in document.segments] + [aside.span for aside in document.asides]
    held = "".join(document.text[slice(*span)] for span in sorted(spans))
    assert "".join(held.split()) == "".join(document.text.split())


def test_the_pages_align_and_have_no_flag():
    bitext = align.align(ZH, EN)
    assert [(unit.zh_text, unit.en_text) for unit in bitext.units if not (unit.zh_text and unit.en_text)] == []
    assert [issue.message for unit in bitext.units for issue in unit.issues if issue.severity != "neutral"] == []


@pytest.mark.parametrize(
    "stamp",
    [
        "[15:02]",
        "[2023-12-07 15:02:10]",
        "【12月7日 15:02】",
        "(2023-12-07 15:02)",
        "2023-12-07 15:02:10",
        "12-07 15:02",
    ],
)
@pytest.mark.parametrize("form", ["{0} 金湘军：{1}", "金湘军：{1} {0}", "{0}\n金湘军：{1}", "金湘军：{1}\n{0}"])
def test_stamps_at_either_end_and_on_their_own_lines(stamp, form):
    said = ["谢谢主持人。", "今年新建高速公路320公里。", "我们会继续努力。"]
    document = read("".join(form.format(stamp, line) + "\n" for line in said), "zh")
    assert document.sentences() == said
    assert speakers(document) == ["金湘军"] * 3


def test_a_clock_before_a_label_is_a_stamp_and_one_in_a_programme_is_not():
    live = "15:02 金湘军：谢谢。\n15:03 主持人：好的。\n15:04 金湘军：再见。\n"
    assert read(live, "zh").sentences() == ["谢谢。", "好的。", "再见。"]
    programme = ["15:00 开幕式", "16:00 主旨演讲", "17:30 晚宴"]
    assert read("\n".join(["以下是日程安排。", *programme, "欢迎参加。"]), "zh").sentences()[1:-1] == programme


@pytest.mark.parametrize(
    ("numbers", "counted"),
    [
        (["1", "2", "3"], True),
        (["1.", "2.", "3."], True),
        (["（一）", "（二）", "（三）"], True),
        (["十九", "二十", "二十一"], True),
        (["7", "30", "12"], False),
        (["2022", "2023", "2024"], False),
    ],
)
def test_lines_are_numbered_where_they_count_on(numbers: Sequence[str], counted: bool):
    text = "".join(f"{number}\n今年新建高速公路。\n" for number in numbers)
    assert (set(numbers) <= set(apart(read(text, "zh")))) == counted


@pytest.mark.parametrize(
    ("language", "line", "said"),
    [
        ("zh", "图为会场。新华社记者 王明 摄", "图为会场。"),
        ("zh", "图为会场。（中新社记者王明摄）", "图为会场。"),
        ("zh", "会场外景。（资料图）", "会场外景。"),
        ("en", "The venue in Taiyuan. [Photo by Wang Ming/Xinhua]", "The venue in Taiyuan."),
        ("en", "The venue in Taiyuan. (Xinhua/Wang Ming)", "The venue in Taiyuan."),
        ("zh", "这组照片由王明拍摄。", "这组照片由王明拍摄。"),
        ("zh", "电影全部在山西拍摄", "电影全部在山西拍摄"),
        ("en", "The photos were taken in Taiyuan (the capital).", "The photos were taken in Taiyuan (the capital)."),
    ],
)
def test_credits_of_photos(language, line, said):
    other = "金湘军：\n好。\n" if language == "zh" else "Jin Xiangjun:\nYes.\n"
    assert read(other + line, language).sentences()[1:] == [said]


@pytest.mark.parametrize(
    "line",
    [
        "分享到最后，他说了一句话。",
        "上一篇文章讲了这个问题。",
        "转自一位老师的话说明了这一点。",
        "译文很好。",
        "（翻译很难）他说。",
    ],
)
def test_sentences_that_begin_like_furniture_are_said(line):
    assert read(f"金湘军：\n好。\n{line}\n", "zh").sentences()[1:] == [line]


@pytest.mark.parametrize(
    ("language", "rows"),
    [
        ("zh", "主持人：王明\n发言人：李伟\n"),
        ("zh", "**发言人**\n**单位**\n李伟\n省政府\n"),
        ("zh", "指标：产量\n单位：吨\n指标：产值\n单位：亿元\n"),
        ("en", "Moderator: Wang Ming\nSpokesperson: Li Wei\n"),
        ("en", "**Spokesperson**\n**Li Wei**\n**Wang Ming**\n"),
        ("en", "Province: Shanxi\nProvince: Henan\nOutput: 30\nOutput: 40\n"),
    ],
)
def test_heads_and_cells_of_tables_do_not_speak(language, rows):
    speech = "金湘军：谢谢各位。\n" if language == "zh" else "Jin Xiangjun: Thank you all.\n"
    document = read(speech + rows, language)
    assert speakers(document) == ["金湘军" if language == "zh" else "Jin Xiangjun"]


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("zh", ("问", "答")),
        ("zh", ("问1", "答1")),
        ("zh", ("记者问", "发言人答")),
        ("en", ("Q", "A")),
        ("en", ("Q1", "A1")),
        ("en", ("Question", "Answer")),
    ],
)
def test_questions_and_answers(language, labels):
    ask, answer = ("下一步有何打算？", "我们会继续努力。") if language == "zh" else ("What is next?", "We will see.")
    document = read("".join(f"{label}: {said}\n" for label, said in zip(labels, (ask, answer), strict=True)), language)
    assert speakers(document) == list(labels)
    assert document.sentences() == [ask, answer]


def test_a_live_page_as_it_is_saved():
    rows = "".join(
        f"<div><span>2023-12-07 15:0{k}:10</span><b>{who}：</b><p>{said}</p></div>"
        for k, (who, said) in enumerate((("陈文俊", "请提问。"), ("央视记者", "有哪些举措？"), ("金湘军", "有三项。")))
    )
    head = "<table><tr><th>发言人</th><th>职务</th></tr><tr><td>金湘军</td><td>省长</td></tr></table>"
    source = parse(f"<html><body><h1>发布会实录</h1>{head}{rows}</body></html>".encode(), "live.html")
    document = segment(source, "zh")
    assert speakers(document) == ["陈文俊", "央视记者", "金湘军"]
    assert document.sentences()[-3:] == ["请提问。", "有哪些举措？", "有三项。"]
