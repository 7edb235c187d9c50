"""Files of aligned pairs: every format and shape, either order of languages, errors that name the place."""

import json
from pathlib import Path

import pytest

from align.exporters import tsv
from align.model.bitext import Bitext
from align.model.errors import InputError
from align.model.unit import Issue, TranslationUnit
from align.model.unit_record import as_record
from align.readers.pairs import read_bitext


def pairs_of(folder: Path, name: str, data: bytes | str) -> list[tuple[int | str, str, str]]:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return [(unit.id, unit.zh_text, unit.en_text) for unit in read_bitext(path).units]


def test_tsv(tmp_path: Path) -> None:
    data = "增长5%。\tUp 5%.\r\n\r\n无译文。\t\n\tEnglish only.\n三列。\tThree.\tnote\tmore\n"
    data += "行内\u2028分隔\x0c。\tOne cell.\n"
    assert pairs_of(tmp_path, "a.tsv", data) == [
        (0, "增长5%。", "Up 5%."),
        (2, "无译文。", ""),
        (3, "", "English only."),
        (4, "三列。", "Three."),
        (5, "行内\u2028分隔\x0c。", "One cell."),
    ]


def test_units_of_a_tsv_have_segments_only_where_there_is_text(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("一。\t\n", encoding="utf-8")
    unit = read_bitext(tmp_path / "a.tsv").units[0]
    assert (unit.zh, unit.en) == ((0,), ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_tsv_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    data = "经济增长5%。\tThe economy grew by 5%.\n谢谢。\tThank you.".encode(encoding)
    assert pairs_of(tmp_path, "a.tsv", data)[1] == (1, "谢谢。", "Thank you.")


def test_tsv_with_english_first_is_swapped(tmp_path: Path) -> None:
    assert pairs_of(tmp_path, "a.tsv", "Thank you.\t谢谢。\n5%\t5%\nGDP grew.\tGDP增长。\n") == [
        (0, "谢谢。", "Thank you."),
        (1, "5%", "5%"),
        (2, "GDP增长。", "GDP grew."),
    ]


def test_tsv_with_mixed_order_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.tsv: most lines have English before Chinese, but not line 2"):
        pairs_of(tmp_path, "a.tsv", "Yes.\t是。\n否。\tNo.\nThanks.\t谢谢。\n")


def test_tsv_with_one_untranslated_line_is_as_it_stands(tmp_path: Path) -> None:
    assert pairs_of(tmp_path, "a.tsv", "是。\tYes.\n谢谢大家。\t谢谢大家。\n")[1] == (1, "谢谢大家。", "谢谢大家。")


def test_tsv_without_a_tab_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.tsv: line 2 has no tab; expected Chinese, a tab, English"):
        pairs_of(tmp_path, "a.tsv", "一。\tOne.\n二。 Two.\n")


def test_jsonl_shapes(tmp_path: Path) -> None:
    lines = [
        {"id": "x7", "zh_text": "一。", "en_text": "One."},
        {"zh": "二。", "en": "Two."},
        {"id": 9, "translation": {"zh": "三。", "en": "Three."}},
        {"id": None, "zh": "四。", "en": "", "score": 0.5},
    ]
    data = "\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    assert pairs_of(tmp_path, "a.jsonl", data) == [
        ("x7", "一。", "One."),
        (2, "二。", "Two."),
        (9, "三。", "Three."),
        (6, "四。", ""),
    ]


def test_jsonl_of_our_own_comes_back_whole(tmp_path: Path) -> None:
    issue = Issue(
        "figures", "mistranslation/number", "major", 0.9, "Ten times.", (0, 3), (1, 4), "5亿", "50 m", "500 m"
    )
    unit = TranslationUnit(4, (3, 4), (5,), "5亿元。", "50 million.", "金湘军", "Jin", 0.5, {"a": 0.25}, (issue,), True)
    path = tmp_path / "bitext.jsonl"
    path.write_text(json.dumps(as_record(unit), ensure_ascii=False) + "\n", encoding="utf-8")
    assert read_bitext(path).units == (unit,)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"zh": "一。"', r"line 2 is not JSON: .* at column"),
        ('{"zh": "一。"}', r'line 2: "en" is missing'),
        ('{"zh_text": "一。"}', r'line 2: "en_text" is missing'),
        ('{"zh": 1, "en": "One."}', r'line 2: "zh" is not text'),
        ('{"translation": "一。"}', r'line 2: "translation" is not an object'),
        ("[1, 2]", r"line 2: is not an object"),
        ('{"zh": "\\ud83d", "en": "One."}', r'line 2: "zh" has half of a surrogate pair'),
        ('{"zh_text": "一", "en_text": "One", "issues": [{}]}', r"line 2: Object missing required field `scorer` - at"),
        ('{"zh_text": "一", "en_text": "One", "confidence": "high"}', r"line 2: Expected `float`, got `str` - at"),
        ("[" * 100_000, r"line 2 is (nested too deeply|not JSON)"),
    ],
)
def test_jsonl_errors_name_the_line(tmp_path: Path, line: str, reason: str) -> None:
    with pytest.raises(InputError, match=r"^a\.jsonl: " + reason):
        pairs_of(tmp_path, "a.jsonl", '{"zh": "零。", "en": "Zero."}\n' + line)


TMX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="x" srclang="zh-CN" datatype="plaintext" segtype="sentence" o-tmf="x"
 adminlang="en" creationtoolversion="1"/><body>
<tu tuid="a1"><prop type="x">y</prop><tuv xml:lang="zh-CN"><seg>一。</seg></tuv>
<tuv xml:lang="en-US"><seg>One.</seg></tuv></tu>
<tu><tuv xml:lang="EN">
<seg><bpt i="1">&lt;b&gt;</bpt>Two<ept i="1">&lt;/b&gt;</ept> &amp; <hi>more</hi><ph>{0}</ph>.</seg
></tuv><tuv xml:lang="ZH_Hans"><seg>二<ph>x<sub>注</sub>y</ph>。<!-- c --></seg></tuv></tu>
<tu tuid="a1"><tuv lang="zh"><seg>三。</seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Vier.</seg></tuv><tuv xml:lang="fr"><seg>Quatre.</seg></tuv></tu>
<tu tuid="v"><tuv xml:lang="zh-CN"><seg>五。</seg></tuv><tuv xml:lang="zh-TW"><seg>伍。</seg></tuv>
<tuv xml:lang="en"><seg>Five.</seg></tuv><tuv xml:lang="de"><seg>Fünf.</seg></tuv></tu>
</body></tmx>"""
TMX_PAIRS = [
    ("a1", "一。", "One."),
    (1, "二注。", "Two & more."),
    ("a1-2", "三。", ""),
    ("v", "五。", "Five."),
    ("v-2", "伍。", "Five."),
]


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "GB2312", "gb18030", "Big5-HKSCS"])
def test_tmx(tmp_path: Path, encoding: str) -> None:
    text = TMX.replace("UTF-8", encoding, 1)
    if encoding.startswith("Big5"):
        text = text.replace("ü", "u")
    data = text.encode("gb18030" if encoding == "GB2312" else encoding)
    assert pairs_of(tmp_path, "memory.tmx", data) == TMX_PAIRS


def test_tmx_by_content_and_the_oldest_dialect(tmp_path: Path) -> None:
    assert pairs_of(tmp_path, "memory.txt", TMX) == TMX_PAIRS
    data = '<tmx version="1.1"><body><tu><tuv lang="ZH-CN"><seg>一</seg></tuv>'
    data += '<tuv lang="EN-US"><seg>One</seg></tuv></tu></body></tmx>'
    assert pairs_of(tmp_path, "memory.xml", data) == [(0, "一", "One")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (TMX[:700], r"is not well-formed XML: .*line \d+"),
        (TMX.replace("zh", "ja").replace("ZH", "JA"), "expected Chinese and English; the languages in it are: .*de"),
        ('<tmx version="1.4"><body/></tmx>', "the languages in it are: none"),
        ('<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tmx>&x;</tmx>', "entities"),
        ('<?xml version="1.0"?><root/>', "is XML or HTML, but neither TMX nor XLIFF"),
        ("<html><p>x</p></html>", "is XML or HTML"),
        (b"PK\x03\x04xl/", "is a damaged zip archive"),
        (b"", "is empty"),
        ("\n \n", "is empty"),
        ("\t\n", "is empty"),
    ],
)
def test_what_holds_no_pairs(tmp_path: Path, data: bytes | str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        pairs_of(tmp_path, "memory.tmx", data)


def test_entity_bomb_and_external_entity_are_refused_in_utf_16(tmp_path: Path) -> None:
    bomb = (
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tmx>&b;</tmx>'
    )
    with pytest.raises(InputError, match="entities"):
        pairs_of(tmp_path, "bomb.tmx", bomb.encode("utf-16"))


XLIFF_12 = """<?xml version="1.0"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a" source-language="{source}" target-language="{target}" datatype="plaintext"><body>
<group><trans-unit id="u1"><source>{s1}<g id="1">{s2}</g><x id="2"/></source><seg-source>no</seg-source>
<target>{t1}<ph id="3">code</ph></target>
<alt-trans><source>no</source><target>no</target></alt-trans></trans-unit></group>
<trans-unit id="u2"><source>{s1}</source></trans-unit></body></file>
<file original="b" source-language="{source}" target-language="{target}"><body>
<trans-unit id="u1"><source>{s2}</source><target state="new"/></trans-unit></body></file></xliff>"""
XLIFF_2 = """<?xml version="1.0"?><xliff version="2.1" srcLang="zh-Hans" trgLang="en-GB"
 xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f"><unit id="u1"><notes><note>n</note></notes>
<segment><source>一<pc id="1">。</pc></source><target>One<cp hex="002E"/></target></segment></unit>
<unit id="u2"><segment id="s1"><source>二。</source><target>Two.</target></segment>
<ignorable><source> </source></ignorable>
<segment><source>三。<ph id="2"/></source></segment></unit></file></xliff>"""


def test_xliff_12_from_chinese(tmp_path: Path) -> None:
    data = XLIFF_12.format(source="zh-CN", target="en-US", s1="一", s2="二", t1="One two")
    assert pairs_of(tmp_path, "a.xlf", data) == [("u1", "一二", "One two"), ("u2", "一", ""), ("u1-2", "二", "")]


def test_xliff_12_from_english(tmp_path: Path) -> None:
    data = XLIFF_12.format(source="en", target="zh-Hans", s1="One", s2="Two", t1="一二")
    assert pairs_of(tmp_path, "a.xliff", data) == [("u1", "一二", "OneTwo"), ("u2", "", "One"), ("u1-2", "", "Two")]


def test_xliff_2(tmp_path: Path) -> None:
    assert pairs_of(tmp_path, "a.xlf", XLIFF_2) == [
        ("u1", "一。", "One."),
        ("u2/s1", "二。", "Two."),
        ("u2/2", "三。", ""),
    ]


@pytest.mark.parametrize("languages", [("zh", "ja"), ("fr", "en"), ("zh-CN", "zh-TW")])
def test_xliff_in_other_languages(tmp_path: Path, languages: tuple[str, str]) -> None:
    data = XLIFF_12.format(source=languages[0], target=languages[1], s1="a", s2="b", t1="c")
    with pytest.raises(
        InputError, match=f"expected Chinese and English; the file says {languages[0]} to {languages[1]}"
    ):
        pairs_of(tmp_path, "a.xlf", data)


def test_a_side_in_the_wrong_language(tmp_path: Path) -> None:
    lines = "Die Wirtschaft ist gewachsen.\tThe economy has grown.\n" * 12
    with pytest.raises(InputError, match="the Chinese side is mostly English"):
        pairs_of(tmp_path, "a.tsv", lines)


def test_fifty_thousand_units(tmp_path: Path) -> None:
    unit = '<tu><tuv xml:lang="zh"><seg>第{}条。</seg></tuv><tuv xml:lang="en"><seg>Item {}.</seg></tuv></tu>\n'
    body = "".join(unit.format(k, k) for k in range(50_000))
    pairs = pairs_of(tmp_path, "big.tmx", f'<tmx version="1.4"><header/><body>{body}</body></tmx>')
    assert len(pairs) == 50_000
    assert pairs[-1] == (49_999, "第49999条。", "Item 49999.")


def test_ids_that_repeat_are_told_apart(tmp_path):
    """An id may be that of a document; decisions and issues are of one unit."""
    rows = [{"id": "a", "zh": f"第{n}句。", "en": f"Sentence {n}."} for n in range(3)]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert [unit.id for unit in read_bitext(path).units] == ["a", "a-2", "a-3"]
    head, *lines = b"".join(tsv.render(read_bitext(path))).decode().splitlines(keepends=True)
    path = tmp_path / "a.tsv"
    path.write_text(head + lines[0] * 2, encoding="utf-8")
    assert [unit.id for unit in read_bitext(path).units] == ["a", "a-2"]


@pytest.mark.parametrize("confidence", ["nan", "inf", "1e999", "sure"])
def test_a_confidence_that_is_no_number_is_refused(tmp_path, confidence):
    unit = TranslationUnit(0, (0,), (0,), "好。", "Good.", confidence=0.25)
    data = b"".join(tsv.render(Bitext((unit,)))).replace(b"0.25", confidence.encode())
    (tmp_path / "a.tsv").write_bytes(data)
    with pytest.raises(InputError, match="line 2: invalid confidence"):
        read_bitext(tmp_path / "a.tsv")
