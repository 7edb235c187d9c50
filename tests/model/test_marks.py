"""Marked text: nothing lost, every span covered, whatever the spans do."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.model.marks import Mark, marked, visible

TEXT = st.text(st.sampled_from("ab<>&\"' 增长5%。，\n"), min_size=1, max_size=24)
SPANS = st.lists(st.tuples(st.integers(-2, 26), st.integers(-2, 26)), max_size=6)


class Reader(HTMLParser):
    """The text of a piece of markup, and for each note the text that its marks cover."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.text = ""
        self.covered: dict[str, str] = {}
        self.open: list[str] = []
        self.feed(str(markup))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "mark"
        self.open.append(str(dict(attrs)["data-note"]))

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        for note in self.open:
            self.covered[note] = self.covered.get(note, "") + data


@given(TEXT, SPANS)
def test_text_and_spans_survive(text: str, spans: list[tuple[int, int]]) -> None:
    read = Reader(marked(text, [Mark(span, f"n{k}", "minor") for k, span in enumerate(spans)]))
    assert read.text == text
    assert read.open == []
    expected = {f"n{k}": text[max(0, s) : max(0, e)] for k, (s, e) in enumerate(spans)}
    assert read.covered == {note: piece for note, piece in expected.items() if piece}


def test_equal_spans_are_both_marked() -> None:
    read = Reader(marked("二十届三中全会", [Mark((0, 3), "a", "minor"), Mark((0, 3), "b", "major")]))
    assert read.covered == {"a": "二十届", "b": "二十届"}


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200f", "\u061c", "\x00", "\x1b", "\x85", "\u2028", "\ud800"])
def test_what_acts_unseen_is_shown(hidden: str) -> None:
    shown = visible(f"5{hidden}6")
    assert hidden not in shown
    assert f"U+{ord(hidden):04X}" in shown


@pytest.mark.parametrize("plain", ["增长\u30005%", "a\tb\nc", "5\u00a0percent", "“引号”——……"])
def test_ordinary_text_is_left_alone(plain: str) -> None:
    assert visible(plain) == plain
