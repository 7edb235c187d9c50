import os
import threading

import pytest

from align.model.errors import InputError
from align.model.termbase import Term, find_rendering
from align.readers.termbase import read_termbase
from align.readers.text import MAX_LINE

TBX = """<?xml version="1.0"?>
<tbx type="TBX-Basic" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="1"><langSec xml:lang="zh-CN"><termSec><term>双碳</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>dual carbon</term></termSec><termSec><term>carbon goals</term></termSec></langSec>
</conceptEntry></body></text></tbx>"""
MARTIF = """<martif type="TBX"><text><body><termEntry id="a">
<langSet xml:lang="en"><tig><term>rural revitalization</term></tig></langSet>
<langSet xml:lang="zh"><tig><term>乡村振兴</term></tig></langSet></termEntry></body></text></martif>"""


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.csv", "zh,en\n新质生产力,new quality productive forces|NQPF\n", ("新质生产力", 2)),
        ("a.tsv", "乡村振兴\trural revitalization\trural vitalization\n", ("乡村振兴", 2)),
        ("a.csv", "zh,en,count,examples\n双碳,dual carbon,12,3 4\n", ("双碳", 1)),
        ("a.csv", "# ours\n\n双碳,dual carbon\n双碳,dual-carbon\n", ("双碳", 2)),
        ("a.csv", "# ours\n\nzh,en\n双碳,dual carbon\n", ("双碳", 1)),
        ("a.csv", "# ours\n乡村振兴\trural revitalization\trural vitalization\n", ("乡村振兴", 2)),
        ("a.csv", "中文;英文\n双碳;dual carbon, or so|dual-carbon\n", ("双碳", 2)),
        ("a.csv", "双碳，dual carbon\n", ("双碳", 1)),
        ("a.csv", '"双碳;目标",dual carbon; dual-carbon\n', ("双碳;目标", 2)),
        ("a.tbx", TBX, ("双碳", 2)),
        ("b.tbx", MARTIF, ("乡村振兴", 1)),
        ("a.html", "<html><table><tr><td>双碳</td><td>dual carbon</td></tr></table></html>", ("双碳", 1)),
    ],
)
def test_formats(tmp_path, name, text, expected):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    base = read_termbase(path)
    assert [(t.zh, len(t.renderings)) for t in base.terms] == [expected]


def test_a_tbx_on_one_long_line_is_read_and_from_a_pipe_too(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    long = TBX.replace("\n", "").replace("</body>", f"<note>{'x' * MAX_LINE}</note></body>")
    writer = threading.Thread(target=path.write_text, args=(long,), daemon=True)
    writer.start()
    base = read_termbase(path)
    writer.join()
    assert [term.zh for term in base.terms] == ["双碳"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("dual carbon,双碳\n", "row 1: 'dual carbon' has no Chinese character, but its English has; expected Chinese"),
        ("双碳,dual carbon\n乡村振兴,\n", "row 2"),
        ("zh,en\n", "no terms"),
        ("<tbx><text>", "not well-formed"),
    ],
)
def test_a_bad_termbase_names_the_place(tmp_path, text, reason):
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        read_termbase(path)


@pytest.mark.parametrize(
    ("rendering", "english", "found"),
    [
        ("high-quality development", "pursuing High Quality Development", True),
        ("new quality productive force", "new quality productive forces", True),
        ("dual carbon", "the individual carbon budget", False),
        ("GDP", "GDP grew", True),
        ("opening up", "opening-up", True),
        ("opening up", "up for opening", False),
    ],
)
def test_renderings_are_found_as_a_reviser_reads(rendering, english, found):
    assert (find_rendering(Term("x", (rendering,)), english) is not None) is found
