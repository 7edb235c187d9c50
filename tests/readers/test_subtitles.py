"""Subtitles: sentences over cues, times kept, speakers, bilingual cues."""

import logging

import pytest

from align.model.document import Source
from align.model.errors import InputError
from align.pipeline import document_of
from align.readers import parse
from align.readers.interleaved import split, split_bilingual


def srt(*cues: tuple[float, float, str]) -> bytes:
    def time(seconds: float) -> str:
        return f"00:00:{int(seconds):02},{round(seconds % 1 * 1000):03}"

    return "\n".join(f"{n}\n{time(a)} --> {time(b)}\n{text}\n" for n, (a, b, text) in enumerate(cues, 1)).encode()


def placed(source: Source) -> list[tuple[str, str, str]]:
    return [(source.text[slice(*place.span)], place.label, place.until) for place in source.places]


def test_a_sentence_over_three_cues_and_two_in_one():
    data = srt(
        (1, 2, "The economy of the province"),
        (2, 3, "<i>grew by 5%</i> last year,"),
        (3, 4.5, "faster than planned. Exports"),
        (4.5, 6, "rose by 10%."),
        (10, 12, "Thank you."),
    )
    source = parse(data, "a.txt")
    first = "The economy of the province grew by 5% last year, faster than planned. Exports rose by 10%."
    assert source.text == f"{first}\n\nThank you."
    document = document_of(source, "en")
    assert document.sentences() == [first.partition(" Exports")[0], "Exports rose by 10%.", "Thank you."]
    assert [document.place([k]) for k in range(3)] == [
        "00:00:01.000–00:00:04.500",
        "00:00:03.000–00:00:06.000",
        "00:00:10.000–00:00:12.000",
    ]


def test_chinese_cues_are_joined_without_spaces():
    source = parse(srt((1, 2, "去年全省地区生产总值"), (2, 3, "增长5%。"), (3, 4, "谢谢大家。")), "a.srt")
    assert source.text == "去年全省地区生产总值增长5%。谢谢大家。"


def test_chinese_cues_without_sentence_ends_stay_apart():
    source = parse(srt(*((k, k + 1, f"这是第{k}句话没有标点") for k in range(1, 9))), "a.srt")
    assert source.text.split("\n\n") == [f"这是第{k}句话没有标点" for k in range(1, 9)]


def test_bilingual_cues_are_pairs_as_long_as_their_sentences():
    data = srt(
        (1, 2, "我们来到太原，\nWe have come to Taiyuan,"),
        (2, 3, "今天天气很好。\nand the weather is fine."),
        (3, 4, "再见。\nBye."),
    )
    source = parse(data, "a.srt")
    assert split_bilingual(source)
    zh, en, anchors = split(source)
    assert [(zh.text[slice(*a.zh)], en.text[slice(*a.en)]) for a in anchors] == [
        ("我们来到太原，今天天气很好。", "We have come to Taiyuan, and the weather is fine."),
        ("再见。", "Bye."),
    ]
    assert placed(zh)[1] == ("今天天气很好。", "00:00:02.000", "00:00:03.000")
    assert placed(en)[1] == ("and the weather is fine.", "00:00:02.000", "00:00:03.000")


def test_webvtt_with_voices_notes_and_entities():
    text = (
        "WEBVTT\n\nNOTE not shown\n\nSTYLE\n::cue { color: red }\n\nintro\n00:01.000 --> 00:02.000 align:start\n"
        "<v Jin Xiangjun>R&amp;D spending rose.\n\n00:02.000 --> 00:03.000\n<v Jin Xiangjun>So did exports.\n\n"
        "00:03.000 --> 00:04.000\n<v.loud Moderator>Thank you.\n"
    )
    document = document_of(parse(text.encode(), "a.vtt"), "en")
    assert [(document.speaker(k), document.sentence(k)) for k in range(len(document))] == [
        ("Jin Xiangjun", "R&D spending rose."),
        ("Jin Xiangjun", "So did exports."),
        ("Moderator", "Thank you."),
    ]


def test_substation_alpha():
    head = "[Script Info]\nScriptType: v4.00+\n\n[Events]\n"
    head += "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    lines = [
        r"Dialogue: 0,0:00:02.00,0:00:03.00,Default,,0,0,0,,再见。",
        r"Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\i1}大家好，{\i0}\N欢迎！",
        r"Comment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,不显示。",
        r"Dialogue: 1,0:00:03.00,0:00:04.00,Default,,0,0,0,,{\p1}m 0 0 l 9 9{\p0}",
    ]
    assert parse((head + "\n".join(lines)).encode("utf-16"), "a.ass").text == "大家好，欢迎！再见。"


def test_rolling_captions_are_said_once():
    source = parse(srt((1, 2, "And now"), (2, 3, "And now\nthe news."), (3, 4, "the news.\nGood evening.")), "a.srt")
    assert source.text == "And now the news. Good evening."


def test_two_speakers_in_one_cue():
    assert parse(srt((1, 2, "- Ready?\n- Yes.")), "a.srt").text == "Ready?\n\nYes."


@pytest.mark.parametrize("text", ["WEBVTT\n\n", "1\n00:00:01,000 --> 00:00:02,000\n\n"])
def test_no_cue(text):
    with pytest.raises(InputError, match="holds no subtitle"):
        parse(text.encode(), "a.srt")


def test_reading_sets_up_no_logging(monkeypatch):
    """pysubs2 logs by the root, which prints what every other package says from then on."""
    monkeypatch.setattr(logging.root, "handlers", [])
    script = "[Script Info]\n\n[Events]\n"
    script += "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    script += "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Hello.\n"
    assert parse(script.encode(), "a.ass").text == "Hello."
    assert logging.root.handlers == []
