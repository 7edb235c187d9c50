"""What we write is what the standards ask for, and another implementation reads every unit of it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from content_models import ITS, TBX_3, TBX_V2, TBX_V3, TMX, VALUES, XLIFF_1, XLIFF_2, XLIFF_12, XLIFF_21, faults
from edition_sample import sample
from hypothesis import HealthCheck, given, settings
from lxml import etree
from random_bitexts import AWKWARD, TEXTS, bitexts

from align.codecs.its import type_of
from align.exporters import tbx, tmx, xliff
from align.model.bitext import Bitext
from align.model.termbase import Term, Termbase
from align.model.unit import Issue, TranslationUnit, Verdict
from align.readers.pairs import read_bitext
from align.readers.termbase import read_termbase
from align.scorers import SCORERS

SLOW = settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
NMTOKEN = re.compile(r"[\w.:-]+")


def reviewed() -> Bitext:
    """The sample with a verdict of each kind."""
    bitext = sample()
    issues = [issue for unit in bitext.units for issue in unit.issues]
    decisions = ("confirmed", "false positive", "fixed")
    verdicts = {i.id: Verdict(decisions[k % 3], "Li", "2026-01-01", "Why.") for k, i in enumerate(issues[:-2])}
    return replace(bitext, verdicts=verdicts, approved={0: Verdict("confirmed", "Li", "2026-01-01")})


@SLOW
@given(bitext=bitexts())
def test_random_tmx_is_valid(bitext: Bitext) -> None:
    assert faults(b"".join(tmx.render(bitext)), TMX, "") == []


@SLOW
@given(bitext=bitexts())
def test_random_xliff_1_is_valid(bitext: Bitext) -> None:
    data = b"".join(xliff.render(bitext, version="1.2"))
    assert faults(data, XLIFF_12, XLIFF_1) == []
    root = etree.fromstring(data)
    ids = [unit.get("id") for unit in root.iter(f"{{{XLIFF_1}}}trans-unit")]
    assert len(set(ids)) == len(ids)
    assert {t.get("state") for t in root.iter(f"{{{XLIFF_1}}}target")} <= {*VALUES["state 1.2"].split(), None}
    require_issues(root)


@SLOW
@given(bitext=bitexts())
def test_random_xliff_2_is_valid(bitext: Bitext) -> None:
    data = b"".join(xliff.render(bitext, version="2.1"))
    assert faults(data, XLIFF_21, XLIFF_2) == []
    root = etree.fromstring(data)
    units = list(root.iter(f"{{{XLIFF_2}}}unit"))
    assert len({unit.get("id") for unit in units}) == len(units)
    for unit in units:
        assert NMTOKEN.fullmatch(unit.get("id"))
        starts = [marker.get("id") for marker in unit.iter(f"{{{XLIFF_2}}}sm")]
        assert len(set(starts)) == len(starts)
        assert sorted(starts) == sorted(marker.get("startRef") for marker in unit.iter(f"{{{XLIFF_2}}}em"))
        groups = {g.get("{http://www.w3.org/XML/1998/namespace}id") for g in unit.iter(f"{{{ITS}}}locQualityIssues")}
        assert {m.get(f"{{{ITS}}}locQualityIssuesRef")[5:] for m in unit.iter(f"{{{XLIFF_2}}}sm")} == groups
        for segment in unit.iter(f"{{{XLIFF_2}}}segment"):
            assert segment.get("state") in VALUES["state 2.1"].split()
            assert re.fullmatch(r"align:\w+", segment.get("subState", "align:x"))
    require_issues(root)


def require_issues(root) -> None:
    for issue in root.iter(f"{{{ITS}}}locQualityIssue"):
        assert issue.get("locQualityIssueType") in VALUES["locQualityIssueType"].split()
        assert 0 <= float(issue.get("locQualityIssueSeverity")) <= 100


def test_the_markers_enclose_the_words_in_question() -> None:
    issue = Issue("a", "omission", "minor", 1, "m", (0, 1), (3, 6), id="i")
    crossing = Issue("b", "omission", "minor", 1, "m", None, (5, 8), id="j")
    whole = Issue("c", "omission", "minor", 1, "m", None, None, id="k")
    unit = TranslationUnit("u", (0,), (0,), "一二", "We <may> go.", issues=(issue, crossing, whole))
    text = b"".join(xliff.render(Bitext((unit,)), version="2.1")).decode()
    target = re.sub(' type="its:any" its:locQualityIssuesRef="#its=[^"]*"', "", text[text.index("<target>") + 8 :])
    inner = '<sm id="i0"/>&lt;m<sm id="i1"/>a<em startRef="i0"/>y&gt;<em startRef="i1"/>'
    assert target.startswith(f'<sm id="i2"/>We {inner} go.<em startRef="i2"/>')


@pytest.mark.parametrize(
    ("decisions", "approved", "state", "version_1", "version_2"),
    [
        ((), False, "unchecked", 'state="translated"', 'state="translated"'),
        ((None,), False, "flagged", 'state="needs-review-translation"', 'subState="align:flagged"'),
        (("false positive", None), False, "flagged", "needs-review-translation", "align:flagged"),
        (("confirmed", None), False, "rejected", 'state-qualifier="rejected-inaccurate"', 'subState="align:rejected"'),
        (("false positive", "fixed"), False, "reviewed", 'state="signed-off"', 'state="reviewed"'),
        (("confirmed",), True, "approved", 'approved="yes"', 'state="final"'),
    ],
)
def test_verdicts_make_the_state(decisions, approved, state, version_1, version_2) -> None:
    issues = tuple(Issue("a", "omission", "minor", 1, "m", id=str(k)) for k in range(len(decisions)))
    verdicts = {str(k): Verdict(decision, "Li", "") for k, decision in enumerate(decisions) if decision}
    unit = TranslationUnit(0, (0,), (0,), "一", "One", issues=issues)
    bitext = Bitext((unit,), verdicts=verdicts, approved={0: Verdict("confirmed", "Li", "")} if approved else {})
    assert xliff.state_of(unit, bitext) == state
    assert version_1 in b"".join(xliff.render(bitext, version="1.2")).decode()
    assert version_2 in b"".join(xliff.render(bitext, version="2.1")).decode()


def test_issues_that_do_not_count_any_more_are_not_enabled() -> None:
    text = b"".join(xliff.render(reviewed(), version="2.1")).decode()
    assert 'locQualityIssueEnabled="no"' in text
    assert 'locQualityIssueEnabled="yes"' in text


@pytest.mark.parametrize("scorer", SCORERS)
def test_every_type_of_every_scorer_is_in_the_table(scorer: str) -> None:
    assert [kind for kind in SCORERS[scorer].types if type_of(kind) == "other"] == []


TERMS = Termbase((Term("新质生产力", ("new quality productive forces", "NQPF")), Term("A&<B>", ('"x" & y',))), "t")


@pytest.mark.parametrize(("version", "model", "namespace"), [("2", TBX_V2, ""), ("3", TBX_V3, TBX_3)])
def test_termbases(tmp_path: Path, version, model, namespace) -> None:
    data = b"".join(tbx.render(TERMS, version=version))
    assert faults(data, model, namespace) == []
    (tmp_path / "t.tbx").write_bytes(data)
    assert read_termbase(tmp_path / "t.tbx").terms == TERMS.terms


def test_translate_toolkit_reads_our_termbases() -> None:
    """Of version 2: it knows no version 3."""
    module = pytest.importorskip("translate.storage.tbx")
    store = module.tbxfile.parsestring(b"".join(tbx.render(TERMS, version="2")))
    assert [unit.source for unit in store.units] == [term.zh for term in TERMS.terms]


def toolkit_pairs(kind: str, data: bytes) -> list[tuple[str, str]]:
    if kind == "tmx":
        module = pytest.importorskip("translate.storage.tmx")
        store = module.tmxfile()
        store.parse(data)
        store.sourcelanguage, store.targetlanguage = "zh-CN", "en-US"
    elif kind == "1.2":
        store = pytest.importorskip("translate.storage.xliff").xlifffile.parsestring(data)
    else:
        store = pytest.importorskip("translate.storage.xliff2").Xliff2File.parsestring(data)
    return [(str(unit.source or ""), str(unit.target or "")) for unit in store.units]


@pytest.mark.parametrize("kind", ["tmx", "1.2", "2.1"])
def test_translate_toolkit_reads_every_unit(kind) -> None:
    bitext = reviewed()
    data = b"".join(tmx.render(bitext) if kind == "tmx" else xliff.render(bitext, version=kind))
    units = [unit for unit in bitext.units if kind != "tmx" or not bitext.has_error(unit)]
    whole = [(unit.zh_text, unit.en_text) for unit in units if unit.zh_text and unit.en_text]
    read = toolkit_pairs(kind, data)
    assert len(read) == len(bitext.units)
    assert [pair for pair in read if all(pair)] == whole


@pytest.mark.parametrize("kind", ["tmx", "1.2"])
@SLOW
@given(text=TEXTS.filter(lambda text: text.strip()))
def test_translate_toolkit_reads_awkward_texts(kind, text) -> None:
    bitext = Bitext((TranslationUnit(0, (0,), (0,), "一" + text + "二", "a" + text + "b"),))
    data = b"".join(tmx.render(bitext) if kind == "tmx" else xliff.render(bitext, version=kind))
    assert toolkit_pairs(kind, data) == [("一" + text + "二", "a" + text + "b")]


@pytest.mark.parametrize("kind", ["tmx", "1.2", "2.0"])
def test_what_translate_toolkit_writes_is_read_without_loss(tmp_path: Path, kind) -> None:
    pairs = [(f"第{k}句，{text}完。", f"Sentence {k}, {text} done.") for k, text in enumerate(AWKWARD)]
    if kind == "tmx":
        store = pytest.importorskip("translate.storage.tmx").tmxfile()
        for zh, en in pairs:
            store.addtranslation(zh, "zh", en, "en")
    else:
        name = "xliff" if kind == "1.2" else "xliff2"
        module = pytest.importorskip(f"translate.storage.{name}")
        store = module.xlifffile() if kind == "1.2" else module.Xliff2File()
        store.sourcelanguage, store.targetlanguage = "zh", "en"
        for zh, en in pairs:
            store.addsourceunit(zh).target = en
    (tmp_path / "a.xml").write_bytes(bytes(store))
    assert [(unit.zh_text, unit.en_text) for unit in read_bitext(tmp_path / "a.xml").units] == pairs
