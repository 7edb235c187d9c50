"""The lexicon: every row finds its example and not its near miss, and figures are read by it."""

import re

import pytest

from align.facts import extract
from align.language.lexicon import opposites, rows
from align.language.tables import read_table

CLASSES = sorted({(line["class"], line["language"]) for line in read_table("lexicon")})
ROWS = [row for kind, language in CLASSES for row in rows(kind, language) if row.kind == kind]
BOUNDS = ("about", "near", "over", "below", "min", "max", "reach")


def _name(row):
    return f"{row.language}-{row.kind}-{row.forms[0]}"


@pytest.mark.parametrize("row", ROWS, ids=_name)
def test_a_row_finds_its_example_and_not_its_near_miss(row):
    assert all((row.why, row.example, row.near_miss))
    found = re.search(row.pattern, row.example, re.IGNORECASE)
    assert found, row.example
    assert not re.search(row.pattern, row.near_miss, re.IGNORECASE), row.near_miss


def test_every_exception_holds_a_form_of_its_row():
    for row in ROWS:
        assert [
            word for word in row.excepted if not any(form.strip("*") in word and form != word for form in row.forms)
        ] == []


def test_opposites_stand_form_by_form():
    heads = {(row.language, row.forms[0]): row for row in reversed(ROWS)}
    for row in ROWS:
        assert not row.opposite or len(heads[row.language, row.opposite].forms) >= len(row.forms) or "." not in row.kind
    assert opposites("rise", "en")["grew"] == "shrank"
    assert opposites("fall", "en")["drop"] == "gain"


def test_a_past_that_is_its_participle_has_an_opposite_like_it():
    heads = {(row.language, row.forms[0]): row for row in reversed(ROWS)}
    for row in ROWS:
        other = heads[row.language, row.opposite].forms if row.opposite else ()
        assert len(set(zip(row.forms, other, strict=False))) == len(set(row.forms[: len(other)])), row.forms


@pytest.mark.parametrize("row", [row for row in ROWS if re.split("[.-]", row.kind)[0] in BOUNDS], ids=_name)
def test_a_bound_is_read_with_its_figure(row):
    kind = re.split("[.-]", row.kind)[0]
    assert kind in [fact.bound for fact in extract(row.example, row.language)]
    assert kind not in [fact.bound for fact in extract(row.near_miss, row.language)]


@pytest.mark.parametrize("row", [row for row in ROWS if re.split("[.-]", row.kind)[0] in ("rise", "fall")], ids=_name)
def test_a_change_is_read_with_its_figure(row):
    way = 1 if row.kind.startswith("rise") else -1
    assert way in [fact.direction for fact in extract(row.example, row.language)]
    assert way not in [fact.direction for fact in extract(row.near_miss, row.language)]
