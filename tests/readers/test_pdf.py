"""PDFs: paragraphs as they were before they were broken into lines and pages."""

from pathlib import Path

import pytest
from machine import CHROMIUM
from readers.pdf_files import printed, written

from align.model.errors import InputError
from align.readers import parse
from align.readers.pdf_columns import without_heads
from align.readers.pdf_lines import Line

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")


def lines_of(*texts: str, left: float = 50, top: float = 700, size: float = 12, pitch: float = 15):
    return [(left, top - k * pitch, size, text) for k, text in enumerate(texts)]


def test_lines_that_were_full_are_joined_and_others_are_not():
    source = parse(
        written(
            lines_of(
                "The economy of the province has grown in the last year and has",
                "become stronger than most had expected at the beginning of it.",
                "Thank you.",
                "This line comes after a break that was meant: there was room.",
            )
        ),
        "a.txt",
    )
    assert source.text.split("\n\n") == [
        "The economy of the province has grown in the last year and has become stronger than most had expected at the "
        "beginning of it. Thank you.",
        "This line comes after a break that was meant: there was room.",
    ]


def test_an_indented_line_and_a_wider_gap_begin_paragraphs():
    full = "Words that fill the line from the left to the right margin of it"
    indented = "This indented line ends at the same margin as the others do"
    lines = [*lines_of(full, full), *lines_of(indented, left=74, top=670), *lines_of(full, top=655)]
    source = parse(written([*lines, *lines_of(full, top=615)]), "a.pdf")
    assert source.text.split("\n\n") == [f"{full} {full}", f"{indented} {full}", full]


def test_hyphens_at_line_ends():
    lines = lines_of(
        "The development of the province is what it was planned to devel-",
        "op into, namely a place of high-quality growth, as those of high-",
        "quality goods say, whose long-term plans develop quickly on inter-",
        "national markets in the twenty-first and in the twenty-",
        "second century.",
    )
    assert parse(written(lines), "a.pdf").text == (
        "The development of the province is what it was planned to develop into, namely a place of high-quality "
        "growth, as those of high-quality goods say, whose long-term plans develop quickly on international markets "
        "in the twenty-first and in the twentysecond century."
    )


def test_hyphens_stay_where_no_word_is_broken():
    lines = lines_of("The province is known for well-", "known places and for high-quality goods.")
    assert parse(written(lines), "a.pdf").text == (
        "The province is known for well-known places and for high-quality goods."
    )


def test_two_columns_under_a_title():
    left = [f"left {k} with some words of text in it" for k in range(12)]
    right = [f"right {k} with some words of text here" for k in range(12)]
    title = [(50, 750, 20, "A title that runs across both of the columns")]
    mixed = [line for pair in zip(lines_of(*left), lines_of(*right, left=320), strict=True) for line in pair]
    text = " ".join(parse(written([*title, *mixed]), "a.pdf").text.split())
    assert text.startswith("A title that runs across both of the columns left 0 ")
    assert text.index("left 11") < text.index("right 0")
    assert [int(word) for word in text.split() if word.isdigit()] == [*range(12), *range(12)]


def test_running_heads_and_page_numbers_are_taken_out_and_text_goes_on_over_the_page():
    body = "Words that fill the line from the left to the right margin of it"
    pages = [
        [
            (50, 770, 9, "Press conference of 3 July"),
            *lines_of(*(body.replace("it", f"{number}{k}") for k in range(8))),
            (50, 40, 9, f"- {number} -"),
        ]
        for number in range(1, 5)
    ]
    source = parse(written(*pages), "a.pdf")
    assert [source.text[slice(*span)] for span in source.boilerplate] == ["Press conference of 3 July"]
    assert source.text.count("Press conference") == 1
    assert "- 2 -" not in source.text
    assert source.text.partition("\n\n")[0] == " ".join(
        body.replace("it", f"{number}{k}") for number in range(1, 5) for k in range(8)
    )
    assert [place.label for place in source.places[:4]] == ["page 1", "page 2", "page 3", "page 4"]


def test_a_line_that_is_repeated_elsewhere_on_the_page_is_no_running_head():
    pages = [[Line(k, "Thank you.", 50, 100, 700 - 40 * k, 12, 30)] for k in range(5)]
    kept, heads = without_heads(pages)
    assert (sum(map(len, kept)), heads) == (5, [])


def test_pages_without_text():
    with pytest.raises(InputError, match="or images"):
        parse(written([]), "scan.pdf")


def test_a_document_that_begins_late():
    assert parse(b"\n" * 100 + written(lines_of("Hello.")), "a").text == "Hello."


@needs_chromium
def test_columns_and_indents_of_chinese(tmp_path: Path):
    paragraphs = [
        f"第{k}段，去年全省地区生产总值达到二万五千六百九十八亿元，同比增长百分之五，高于全国平均水平。" * 3
        for k in range(14)
    ]
    style = "columns:2; column-gap:2em; font-family:'Noto Serif CJK SC'; font-size:12pt"
    page = tmp_path / "a.html"
    body = "".join(f"<p style='text-indent:2em;margin:0'>{p}</p>" for p in paragraphs)
    page.write_text(
        f'<!DOCTYPE html><meta charset=utf-8><title>题</title><body style="{style}">{body}', encoding="utf-8"
    )
    source = parse(printed(page, tmp_path).read_bytes(), "a.pdf")
    body_end = source.boilerplate[0][0] if source.boilerplate else len(source.text)
    assert source.text[:body_end].split("\n\n")[: len(paragraphs)] == paragraphs
