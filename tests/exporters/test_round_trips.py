"""A bitext, written in a format and read again, is the same bitext: texts, ids, order, issues, verdicts."""

import io
from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_bitexts import AWKWARD, FORBIDDEN, bitexts

from align.codecs.record import bitext_of
from align.exporters import jsonl, tmx, tsv, xliff
from align.model.bitext import Bitext
from align.model.errors import InputError
from align.model.unit import ClosedIssue, Comment, Issue, Revision, TranslationUnit, Verdict
from align.readers.formats import PAIR_READERS

WRITERS = {
    "tmx": ("tmx", tmx.render),
    "xliff 1.2": ("xliff", lambda bitext: xliff.render(bitext, version="1.2")),
    "xliff 2.1": ("xliff", lambda bitext: xliff.render(bitext, version="2.1")),
    "jsonl": ("jsonl", lambda bitext: [jsonl.render(bitext).encode()]),
}
SLOW = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def there_and_back(name: str, bitext: Bitext) -> Bitext:
    kind, render = WRITERS[name]
    return bitext_of(list(PAIR_READERS[kind](io.BytesIO(b"".join(render(bitext))), "x")))


@pytest.mark.parametrize("name", WRITERS)
@SLOW
@given(bitext=bitexts())
def test_everything_comes_back(name: str, bitext: Bitext) -> None:
    assert there_and_back(name, bitext) == bitext


@SLOW
@given(bitext=bitexts())
def test_a_table_brings_back_texts_ids_and_speakers(bitext: Bitext) -> None:
    back = list(PAIR_READERS["tsv"](io.BytesIO(b"".join(tsv.render(bitext))), "x"))
    keys = ("id", "zh_text", "en_text", "zh_speaker", "en_speaker", "confidence")
    assert [[getattr(decided.unit, key) for key in keys] for decided in back] == [
        [getattr(unit, key) for key in keys] for unit in bitext.units
    ]


def test_the_random_bitexts_use_every_field() -> None:
    """A field that is added to the data must be added to the formats: this test is what asks for it."""
    assert [field.name for field in fields(TranslationUnit)] == [
        "id",
        "zh",
        "en",
        "zh_text",
        "en_text",
        "zh_speaker",
        "en_speaker",
        "confidence",
        "scores",
        "issues",
        "reordered",
        "zh_place",
        "en_place",
        "written",  # while scorers compare in Simplified; no format has it
        "written_speaker",
    ]
    assert [field.name for field in fields(Verdict)] == ["decision", "who", "when", "comment"]
    assert [field.name for field in fields(Comment)] == ["text", "who", "when", "id"], "the id is the review's alone"
    assert [field.name for field in fields(Bitext)] == [
        "units",
        "zh",
        "en",
        "signature",
        "verdicts",
        "approved",
        "comments",
        "revisions",
        "signed",
    ]
    assert [field.name for field in fields(Revision)] == ["published", "who", "when", "closed"]
    assert [field.name for field in fields(ClosedIssue)] == ["issue", "reason", "when", "zh_text", "en_text", "verdict"]


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("text", AWKWARD)
def test_each_awkward_piece_alone(name: str, text: str) -> None:
    bitext = Bitext((TranslationUnit(0, (0,), (0,), text, text), TranslationUnit(1, (1,), (1,), "中", "en")))
    assert there_and_back(name, bitext) == bitext


@pytest.mark.parametrize("character", FORBIDDEN)
@pytest.mark.parametrize("name", ["tmx", "xliff 1.2", "xliff 2.1", "tsv"])
def test_what_xml_cannot_hold_is_refused_by_name(name: str, character: str) -> None:
    render = tsv.render if name == "tsv" else WRITERS[name][1]
    bitext = Bitext((TranslationUnit("a7", (0,), (0,), "一", f"one{character}"),))
    with pytest.raises(InputError, match=rf"unit a7: character \d+ is U\+{ord(character):04X}, .*cannot hold"):
        b"".join(render(bitext))


@given(st.sampled_from(FORBIDDEN))
def test_json_lines_hold_what_xml_cannot(character: str) -> None:
    bitext = Bitext((TranslationUnit(0, (0,), (0,), f"一{character}", "one"),))
    if "\ud800" <= character <= "\udfff":  # half a character: written as an escape, refused by the reader
        assert f"\\u{ord(character):04x}" in jsonl.render(bitext)
    else:
        assert there_and_back("jsonl", bitext) == bitext


def flagged() -> Bitext:
    issue = Issue(
        "figures", "mistranslation/number", "major", 0.9, "Ten times.", (0, 2), (0, 3), "5亿", "50m", "500m", "i"
    )
    unit = TranslationUnit(0, (0,), (0,), "5亿元。", "50m yuan.", issues=(issue,))
    return Bitext((unit,), verdicts={"i": Verdict("confirmed", "Li", "2026-01-01T00:00:00Z", "Yes.")})


@pytest.mark.parametrize("name", ["tmx", "xliff 1.2"])
def test_an_edited_text_loses_its_issues_and_keeps_its_verdicts(name: str) -> None:
    kind, render = WRITERS[name]
    bitext = replace(flagged(), verdicts={"i": Verdict("fixed", "Li", "2026-01-01T00:00:00Z", "Yes.")})
    data = b"".join(render(bitext)).replace(b"50m yuan.", b"500m yuan.")
    back = bitext_of(list(PAIR_READERS[kind](io.BytesIO(data), "x")))
    assert back.units == (replace(flagged().units[0], en_text="500m yuan.", issues=()),)
    assert back.verdicts == bitext.verdicts


def test_a_memory_does_not_offer_what_a_reviewer_confirmed_as_wrong() -> None:
    data = b"".join(tmx.render(flagged()))
    assert b"<seg>5\xe4\xba\xbf\xe5\x85\x83\xe3\x80\x82</seg>" in data
    assert b"<seg>50m yuan.</seg>" not in data
    assert b"Confirmed by Li" in data
    assert there_and_back("tmx", flagged()) == flagged()


@pytest.mark.parametrize(
    "record", ["", "[]", "{}", "7", '{"id":[]}', '{"id":1,"zh":"ab"}', "[" * 100_000, '{"id":1,"issues":[1]}']
)
def test_a_record_that_is_none_is_passed_over(record: str) -> None:
    data = b"".join(tmx.render(Bitext((TranslationUnit(0, (0,), (0,), "一", "one"),))))
    start, end = data.index(b'{"id"'), data.index(b"</prop><tuv")
    data = data[:start] + record.encode() + data[end:]
    (decided,) = PAIR_READERS["tmx"](io.BytesIO(data), "x")
    assert (decided.unit.id, decided.unit.zh_text, decided.unit.en_text) == ("0", "一", "one")
