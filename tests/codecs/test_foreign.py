"""Files of other tools: read without loss, and added to without a change to any byte of theirs."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from foreign import PAIRS, encoded
from lxml import etree

from align.exporters import EXPORTERS
from align.model.bitext import Bitext
from align.model.errors import InputError
from align.model.unit import Issue, TranslationUnit, Verdict
from align.readers.pairs import read_bitext

WRITABLE = [name for name in PAIRS if not name.endswith(".sdlxliff")]
OURS = re.compile(
    r"<note>align: [^<]*</note>|<prop type=\"x-align\">[^<]*</prop>"
    r"|<(x:)?note (from|category)=\"align\"[^>]*>[^<]*</(x:)?note>|<align:record [^>]*>[^<]*</align:record>"
    r"|<its:locQualityIssues xmlns:its[^>]*>(<its:locQualityIssue [^>]*/>)*</its:locQualityIssues>"
    r"|<mda:metaGroup category=\"align\">.*?</mda:metaGroup>"
)


def text_of(data: bytes) -> str:
    return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")


def read(folder: Path, name: str, data: bytes) -> Bitext:
    (folder / name).write_bytes(data)
    return read_bitext(folder / name)


def flag(unit: TranslationUnit) -> TranslationUnit:
    """Two issues, with what XML must escape."""
    one = Issue(
        "figures",
        "mistranslation/number",
        "critical",
        0.9,
        'Says "<1>" & 五.',
        (0, 1),
        (0, 1) if unit.en_text else None,
        "5",
        "1",
        "<5>",
        f"{unit.id}-a",
    )
    two = Issue("omission", "omission", "minor", 0.5, "Gone.", (0, 2), None, id=f"{unit.id}-b")
    return replace(unit, issues=(one, two))


def annotate(bitext: Bitext, name: str, data: bytes) -> bytes:
    kind = "tmx" if name.endswith(".tmx") else "xliff"
    add = EXPORTERS[kind].annotate
    assert add is not None
    return b"".join(add(bitext, io.BytesIO(data), name))


@pytest.mark.parametrize("name", PAIRS)
def test_read_without_loss(tmp_path: Path, name: str) -> None:
    units = read(tmp_path, name, encoded(name)).units
    assert [(unit.id, unit.zh_text, unit.en_text) for unit in units] == PAIRS[name]


@pytest.mark.parametrize("name", WRITABLE)
def test_what_we_add_is_all_that_changes(tmp_path: Path, name: str) -> None:
    data = encoded(name)
    bitext = read(tmp_path, name, data)
    bitext = replace(bitext, units=tuple(map(flag, bitext.units)))
    added = text_of(annotate(bitext, name, data))
    without = OURS.sub("", added).replace("<notes></notes>", "")
    without = re.sub(r"<mda:metadata xmlns:mda=[^>]*></mda:metadata>", "", without)
    assert without == text_of(data)
    assert "Says" in added
    etree.fromstring(annotate(bitext, name, data))


@pytest.mark.parametrize("name", WRITABLE)
def test_added_to_again_is_the_same(tmp_path: Path, name: str) -> None:
    data = encoded(name)
    bitext = read(tmp_path, name, data)
    flagged = replace(bitext, units=tuple(map(flag, bitext.units)))
    once = annotate(flagged, name, data)
    other = replace(flagged, verdicts={f"{bitext.units[0].id}-a": Verdict("confirmed", "Li", "2026")})
    assert annotate(flagged, name, annotate(other, name, once)) == once


@pytest.mark.parametrize("name", ["trados.tmx", "two.xlf", "okapi.xlf", "prefixed.xlf"])
def test_issues_and_verdicts_come_back_from_a_foreign_file(tmp_path: Path, name: str) -> None:
    data = encoded(name)
    bitext = read(tmp_path, name, data)
    verdicts = {f"{unit.id}-a": Verdict("false positive", "Li", "2026-01-01", "No.") for unit in bitext.units}
    flagged = replace(bitext, units=tuple(map(flag, bitext.units)), verdicts=verdicts)
    back = read(tmp_path, name, annotate(flagged, name, data))
    for unit, before in zip(back.units, flagged.units, strict=True):
        if "/" not in str(unit.id):  # a unit of several segments has no place for the record of each
            assert unit == before
            assert back.verdicts[f"{unit.id}-a"] == verdicts[f"{unit.id}-a"]


@pytest.mark.parametrize(
    ("name", "id"), [("trados.tmx", "8"), ("two.xlf", "u2"), ("two.xlf", "u3"), ("okapi.xlf", "tu2")]
)
def test_edited_english_takes_the_place_of_plain_text(tmp_path: Path, name: str, id: str) -> None:
    data = encoded(name)
    bitext = read(tmp_path, name, data)
    units = tuple(replace(u, en_text="Thanks & <bye>.") if u.id == id else u for u in bitext.units)
    back = read(tmp_path, name, annotate(replace(bitext, units=units), name, data))
    assert [(u.id, u.zh_text, u.en_text) for u in back.units] == [(u.id, u.zh_text, u.en_text) for u in units]


@pytest.mark.parametrize(("name", "id"), [("trados.tmx", "7"), ("okapi.xlf", "tu1"), ("two.xlf", "u1/s1")])
def test_edited_english_does_not_cost_tags(tmp_path: Path, name: str, id: str) -> None:
    data = encoded(name)
    bitext = read(tmp_path, name, data)
    units = tuple(replace(u, en_text="Other words.") if u.id == id else u for u in bitext.units)
    added = annotate(replace(bitext, units=units), name, data)
    assert [u.en_text for u in read(tmp_path, name, added).units] == [u.en_text for u in bitext.units]
    assert "English as reviewed: Other words." in text_of(added)


UNIT_OF = {
    "x.tmx": "<tu tuid='{0}'><tuv lang='zh'><seg>第{0}句。</seg></tuv><tuv lang='en'><seg>No. {0}.</seg></tuv></tu>\n",
    "x.xlf": "<unit id='{0}'><segment><source>第{0}句。</source><target>No. {0}.</target></segment></unit>\n",
}
FRAME = {
    "x.tmx": ("<tmx version='1.4'><header/><body>", "</body></tmx>"),
    "x.xlf": (
        "<xliff version='2.0' xmlns='urn:oasis:names:tc:xliff:document:2.0' srcLang='zh' trgLang='en'><file id='f'>",
        "</file></xliff>",
    ),
}


@pytest.mark.parametrize("name", FRAME)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_a_file_of_many_chunks(tmp_path: Path, name: str, encoding: str) -> None:
    text = FRAME[name][0] + "".join(UNIT_OF[name].format(k) for k in range(3000)) + FRAME[name][1]
    declared = f"<?xml version='1.0' encoding='{encoding}'?>"
    data = (declared + text).encode(encoding)
    bitext = read(tmp_path, name, data)
    units = tuple(flag(unit) if k % 7 == 0 else unit for k, unit in enumerate(bitext.units))
    units = (*units[:-1], replace(units[-1], en_text="The last."))
    added = annotate(replace(bitext, units=units), name, data)
    assert read(tmp_path, name, added).units == units
    without = re.sub(r"<mda:metadata xmlns:mda=[^>]*></mda:metadata>", "", OURS.sub("", text_of(added)))
    without = without.replace("<notes></notes>", "").replace("The last.", "No. 2999.")
    assert without == (declared.replace("gb18030", "UTF-8") + text)


def test_an_sdlxliff_is_read_only(tmp_path: Path) -> None:
    bitext = read(tmp_path, "studio.sdlxliff", encoded("studio.sdlxliff"))
    with pytest.raises(InputError, match="can only be read"):
        annotate(bitext, "studio.sdlxliff", encoded("studio.sdlxliff"))


def test_the_wrong_file_is_refused(tmp_path: Path) -> None:
    bitext = read(tmp_path, "two.xlf", encoded("two.xlf"))
    with pytest.raises(InputError, match="none of the units"):
        annotate(bitext, "okapi.xlf", encoded("okapi.xlf"))


def test_a_file_in_a_chinese_encoding_is_added_to_as_utf_8(tmp_path: Path) -> None:
    text = "<?xml version='1.0' encoding='gb2312'?>\n<tmx version='1.4'><header srclang='zh'/><body><tu tuid='1'>"
    text += "<tuv lang='zh'><seg>朱镕基讲话。</seg></tuv><tuv lang='en'><seg>Zhu Rongji spoke.</seg></tuv></tu>"
    text += "</body></tmx>"
    data = text.encode("gb18030")
    bitext = read(tmp_path, "old.tmx", data)
    flagged = replace(bitext, units=tuple(map(flag, bitext.units)))
    added = annotate(flagged, "old.tmx", data)
    assert OURS.sub("", added.decode()) == text.replace("gb2312", "UTF-8")
    assert read(tmp_path, "old.tmx", added) == flagged
