"""The errata list: which units are on it, what the correction is, and that nothing in a text can harm the page."""

import time
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from store.reviews import Clock, flagged, project

from align.exporters.errata import Where, errata, render_page, render_table
from align.model.bitext import Bitext
from align.model.document import Document, Place, Segment, Turn
from align.model.unit import Bead, Issue, Verdict, identify, unit_of
from align.store import Store

CONFIRMED, FALSE = Verdict("confirmed", "Li", "2026-11-24"), Verdict("false positive", "Li", "2026-11-24")


def bitext(zh_sentences, en_sentences, *flags, decision=CONFIRMED):
    """One bead of all sentences, with issues at words of the English, all decided in one way."""
    from align.model.document import from_sentences

    zh, en = from_sentences(zh_sentences, "zh"), from_sentences(en_sentences, "en")
    unit = unit_of(0, Bead(tuple(range(len(zh))), tuple(range(len(en)))), zh, en)
    found = []
    for words, suggestion in flags:
        at = unit.en_text.find(words) if words else -1
        span = (at, at + len(words)) if words else None
        found.append(
            Issue("figures", "mistranslation", "major", 0.9, f"Not {words}.", None, span, suggestion=suggestion)
        )
    unit = replace(unit, issues=identify(unit, found))
    return Bitext((unit,), zh, en, "", {issue.id: decision for issue in unit.issues})


def test_suggestions_are_put_in_where_they_have_a_place():
    (erratum,) = errata(
        bitext(["增长5%，投资3亿元。"], ["Up 6%, with 3 million yuan."], ("6%", "5%"), ("3 million", "300 million"))
    )
    assert erratum.corrected == "Up 5%, with 300 million yuan."
    assert erratum.notes == ()


def test_what_has_no_suggestion_is_still_said():
    (erratum,) = errata(bitext(["增长5%，尚未投产。"], ["Up 6%, in production."], ("6%", "5%"), ("in production", "")))
    assert (erratum.corrected, erratum.notes) == ("Up 5%, in production.", ("Not in production.",))
    (erratum,) = errata(bitext(["尚未投产。"], ["It is in production."], ("in production", "")))
    assert (erratum.corrected, erratum.notes) == (None, ("Not in production.",))


def test_suggestions_that_overlap_are_not_both_put_in():
    (erratum,) = errata(bitext(["增长5%。"], ["Up by 6%."], ("by 6%", "5%"), ("6%", "5%")))
    assert erratum.corrected == "Up by 5%."
    assert erratum.notes == ("Not by 6%.",)


@pytest.mark.parametrize("decision", [FALSE, None])
def test_what_is_not_confirmed_is_not_on_the_list(decision):
    found = bitext(["增长5%。"], ["Up 6%."], ("6%", "5%"))
    verdicts = dict.fromkeys(found.verdicts, decision) if decision else {}
    assert errata(replace(found, verdicts=verdicts)) == ()


def test_an_edit_is_the_correction_whatever_was_suggested():
    found = bitext(["增长5%。"], ["Up 6%."], ("6%", "5%"))
    unit = replace(found.units[0], en_text="It rose by 5%.", issues=())
    (erratum,) = errata(replace(found, units=(unit,), verdicts={}))
    assert (erratum.published, erratum.corrected) == ("Up 6%.", "It rose by 5%.")


def test_a_review_gives_what_was_published_and_what_is_right(tmp_path):
    store = Store.open(tmp_path / "review.sqlite", seed=project(), clock=Clock())
    state = store.unit("0")
    unit = flagged(replace(state.unit, en_text="Output grew 5%."))
    store.edit("0", unit.en_text, unit.issues, who="Li", version=state.version)
    store.decide("1", store.unit("1").unit.issues[0].id, "confirmed", who="Li", version=1)
    found = errata(store.bitext())
    assert [(e.published, e.corrected) for e in found] == [
        ("Output grew 6%.", "Output grew 5%."),
        ("Companies may disclose information.", None),
    ]
    store.close()


def test_places_count_turns_paragraphs_and_sentences():
    text = "One. Two.\nThree. Four."
    spans = [(0, 4), (5, 9), (10, 16), (17, 22)]
    segments = tuple(Segment(n, span, n // 2, n // 2) for n, span in enumerate(spans))
    en = Document(
        "en",
        "en.txt",
        text,
        segments,
        paragraphs=((0, 9), (10, 22)),
        turns=(Turn(0, "Lin Xiaolan"), Turn(1, "Shan Zhiyuan")),
        places=(Place((0, 9), "line 1"), Place((10, 22), "line 2")),
    )
    zh = bitext(["一。", "二。", "三。", "四。", "五。"], ["x"]).zh
    beads = [Bead((0,), (0,)), Bead((1,), (1,)), Bead((2, 3), (2, 3)), Bead((4,), ())]
    units = [unit_of(n, bead, zh, en) for n, bead in enumerate(beads)]
    units = [replace(unit, en_text=unit.en_text + "!") for unit in units]
    assert [erratum.where for erratum in errata(Bitext(tuple(units), zh, en))] == [
        Where("Lin Xiaolan", 1, 1, (1, 1), "line 1"),
        Where("Lin Xiaolan", 1, 1, (2, 2), "line 1"),
        Where("Shan Zhiyuan", 2, 2, (1, 2), "line 2"),
        Where("Shan Zhiyuan", 2, 2, (2, 2), "line 2", after=True),
    ]


class Cells(HTMLParser):
    """The texts of a page's cells, and its elements."""

    def __init__(self):
        super().__init__()
        self.cells, self.tags = [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_data(self, data):
        if self.cells:
            self.cells[-1] += data


def read(page):
    cells = Cells()
    cells.feed(page)
    return cells


def test_places_in_a_long_text_take_no_time():
    numbers = range(24_000)
    zh = Document("zh", "zh.txt", "甲", tuple(Segment(n, (0, 1), n) for n in numbers))
    en = Document("en", "en.txt", "a", tuple(Segment(n, (0, 1), n) for n in numbers))
    units = tuple(replace(unit_of(n, Bead((n,), (n,)), zh, en), en_text="b") for n in numbers)
    start = time.process_time()
    assert errata(Bitext(units, zh, en))[-1].where == Where("", 1, 24_000, (1, 1))
    assert time.process_time() - start < 3, "was quadratic: 10 s"


def test_the_page_has_a_row_an_erratum_with_what_differs_in_bold():
    page = render_page(bitext(["产值增长5%。"], ["Output grew 6%."], ("6%", "5%")))
    cells = read(page)
    assert [cell.strip() for cell in cells.cells[4:]] == [
        "turn 1, paragraph 1, sentence 1major, Li",
        "Output grew 6%.",
        "产值增长5%。",
        "Output grew 5%.",
    ]
    assert "grew <b>5%</b>." in page
    assert '<td lang="zh">' in page


def test_nothing_in_a_text_runs_or_hides():
    attack = "<script>alert(1)</script> <b onclick=x> \u202eevil"
    found = bitext([attack], [f"{attack} 6%"], ("6%", "<img src=x onerror=y>"))
    page = render_page(found, title="</title><script>1</script>")
    assert not {"script", "img"} & set(read(page).tags)
    assert "onclick=x>" not in page
    assert "\u202e" not in page
    assert "default-src 'none'" in page


def test_an_empty_list_says_so():
    page = render_page(bitext(["增长5%。"], ["Up 5%."]))
    assert "No issue is confirmed yet." in page
    assert "table" not in read(page).tags


def test_the_table_has_one_line_an_erratum():
    found = bitext(["增长\t5%。"], ["Up\n6%."], ("6%", "5%"))
    lines = render_table(found).removeprefix("\ufeff").split("\n")
    assert lines[0].split("\t") == ["place", "published", "zh", "corrected", "notes", "severity", "reviewer"]
    assert lines[1].split("\t")[1:] == ["Up 6%.", "增长 5%。", "Up 5%.", "", "major", "Li"]
    assert lines[2:] == [""]


@pytest.mark.parametrize(
    ("label", "where"), [("paragraph 4", Where("", 1, 4, (1, 1))), ("page 2", Where("", 1, 1, (1, 1), "page 2"))]
)
def test_a_paragraph_has_one_number_that_of_the_file(label, where):
    found = bitext(["增长5%。"], ["Up 6%."], ("6%", "5%"))
    (erratum,) = errata(replace(found, en=replace(found.en, places=(Place((0, 6), label),))))
    assert erratum.where == where


def test_places_of_a_file_are_said_in_chinese():
    assert (
        Where("", 2, 3, (1, 1), "page 4–page 5").in_chinese() == "全场第 2 轮发言，第 3 段，第 1 句（第 4 页–第 5 页）"
    )
    assert Where("Li", label="pair 7").in_chinese() == "Li（句对 7）"


def test_a_place_is_named_as_the_document_numbers_it_and_a_draft_is_called_one():
    from align.model.document import from_sentences

    zh = from_sentences(["第一条 总则。", "第二条 罚款5万元。", "罚款6万元。"], "zh")
    en = from_sentences(["Article 1 General.", "Article 2 A fine of 50 yuan.", "A fine of 60 yuan."], "en")
    en = replace(en, segments=tuple(replace(s, paragraph=s.number) for s in en.segments))
    units = [unit_of(n, Bead((n,), (n,)), zh, en) for n in range(3)]
    edited = replace(units[2], en_text="A fine of 60,000 yuan.")
    (erratum,) = errata(Bitext((*units[:2], edited), zh, en))
    assert str(erratum.where).startswith("Article 2, ")
    assert erratum.where.in_chinese().startswith("第 2 条，")
    bitext = Bitext((*units[:2], edited), zh, en)
    assert "English as published" in render_page(bitext)
    assert "English draft" in render_page(bitext, status="draft")
    assert render_table(bitext, status="draft").split("\t")[1] == "draft"
