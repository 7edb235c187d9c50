"""How a bitext is laid out: passages, anchors, states, asides, counts."""

import time
from dataclasses import replace

from edition_sample import document, issue, sample

from align.exporters.edition import edition, places
from align.model.bitext import Bitext
from align.model.document import Metadata
from align.model.unit import Bead, Issue, TranslationUnit, unit_of

SHORT_ZH = "主持人：\n你好。\n谢谢。\n记者：\n请问。\n"
SHORT_EN = "Moderator:\nHello.\nThank you.\nReporter:\nGood morning.\nA question.\n"


def test_passages_follow_the_turns() -> None:
    page = edition(sample())
    assert [(p.zh_speaker, p.en_speaker, len(p.rows)) for p in page.passages] == [
        ("主持人", "Moderator", 2),
        ("金湘军", "Jin Xiangjun", 10),
    ]


def test_an_added_sentence_joins_the_turn_in_which_it_stands() -> None:
    zh, en = (document(t, language, 0, Metadata()) for t, language in ((SHORT_ZH, "zh"), (SHORT_EN, "en")))
    beads = [Bead((0,), (0,)), Bead((1,), (1,)), Bead((), (2,)), Bead((2,), (3,))]
    page = edition(Bitext(tuple(unit_of(k, bead, zh, en) for k, bead in enumerate(beads)), zh, en))
    assert [[row.unit.id for row in passage.rows] for passage in page.passages] == [[0, 1], [2, 3]]
    assert page.passages[1].zh_speaker == "记者"


def test_a_turn_under_the_wrong_speaker_shows_both_names() -> None:
    zh, en = (document(t, language, 0, Metadata()) for t, language in ((SHORT_ZH, "zh"), (SHORT_EN, "en")))
    beads = [Bead((0,), (0,)), Bead((1,), (2,)), Bead((2,), (3,))]
    page = edition(Bitext(tuple(unit_of(k, bead, zh, en) for k, bead in enumerate(beads)), zh, en))
    assert [(p.zh_speaker, p.en_speaker) for p in page.passages] == [
        ("主持人", "Moderator"),
        ("主持人", "Reporter"),
        ("记者", "Reporter"),
    ]


def test_a_long_passage_on_one_side_takes_no_time() -> None:
    units = tuple(TranslationUnit(n, (), (), "甲。", "", zh_speaker="李") for n in range(20_000))
    start = time.process_time()
    assert set(places(Bitext(units))) == {("李", None)}
    assert time.process_time() - start < 1.5, "was quadratic: 5 s"


def test_pairs_without_documents_make_one_passage() -> None:
    units = tuple(TranslationUnit(k, (k,), (k,), "你好。", "Hello.") for k in range(3))
    page = edition(Bitext(units))
    assert len(page.passages) == 1
    assert page.speakers == (("", ""),)


def test_states_and_bead_types() -> None:
    rows = {row.unit.id: row for passage in edition(sample()).passages for row in passage.rows}
    assert (rows[6].state, rows[6].beads) == ("untranslated", "")
    assert (rows[10].state, rows[10].beads) == ("added", "")
    assert [rows[k].band for k in (0, 4, 5, 8, 10)] == [0, 1, 2, 3, 4]


def test_anchors_are_unique_and_fit_a_url() -> None:
    found = Issue("figures", "mistranslation/number", "major", 0.9, "Differs.")
    units = tuple(TranslationUnit(name, (), (), "一", "1", issues=(found, found)) for name in (0, 0, 'a "b"', "第一"))
    page = edition(Bitext(units))
    anchors = [row.anchor for p in page.passages for row in p.rows] + [note.anchor for _, note in page.notes]
    assert len(set(anchors)) == len(anchors) == 12
    assert all(anchor.isascii() and not set(' "%#') & set(anchor) for anchor in anchors)


def test_notes_come_the_most_severe_first_and_unknown_severities_are_neutral() -> None:
    unit = TranslationUnit(0, (), (), "近200万", "200")
    found = [issue(unit, "s", "other", severity, "m", "近") for severity in ("minor", "blocker", "critical")]  # type: ignore[arg-type]
    page = edition(Bitext((replace(unit, issues=tuple(found)),)))
    assert [note.severity for _, note in page.notes] == ["critical", "minor", "neutral"]
    assert page.totals == (("critical", 1), ("major", 0), ("minor", 1), ("neutral", 1))


def test_asides_are_kept_but_labels_stand_as_headings() -> None:
    kinds = {language: [aside.kind for aside in asides] for language, asides in edition(sample()).asides}
    assert kinds == {"zh": ["chrome", "title", "date"], "en": ["chrome", "title", "date", "credits"]}


def test_nothing_at_all() -> None:
    page = edition(Bitext(()))
    assert (page.passages, page.notes, page.totals) == ((), (), ())
