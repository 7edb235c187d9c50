"""What the fuzzer breaks: real files and texts, most of them made by our own exporters."""

import io
import json
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import docx
from exporters.edition_sample import sample
from readers.pdf_files import written

from align.exporters import EXPORTERS, tbx
from align.model.bitext import DOCUMENTS, RUN, Project
from align.project import folder
from align.readers.termbase import read_termbase

Sample = tuple[str, bytes]
ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"
CUES = "".join(f"{k}\n00:00:0{k},000 --> 00:00:0{k},900\n<i>你好{k}。</i>\n- Hello {k}.\n\n" for k in range(1, 6))
ASS = """[Script Info]
Title: x

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
ASS += "".join(f"Dialogue: 0,0:00:0{k}.00,0:00:0{k}.90,D,,0,0,0,,{{\\i1}}你好{k}\\NHello\n" for k in range(1, 6))
TABLE = "中文\tEnglish\n" + "".join(f"增长{k}%。\tIt grew by {k}%.\n" for k in range(9))
MARKDOWN = """# 标题

> *引文* **b** [链接](http://x.cn)

| 中文 | English |
|---|---|
| 好。 | Good. |

1. 一
- 二
```
x
```
"""
CATALOGUE = r"""msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\n"

#: a.c:3
msgctxt "x"
msgid "好"
msgstr "Good"

msgid "%d 个"
msgid_plural "%d 个"
msgstr[0] "%d one"
msgstr[1] "%d\t\x41\101"
"""
PROFILE = (
    'on = ["figures", "names"]\n[severity]\nfigures = "minor"\n"mistranslation/number" = "major"\n[alarms]\nall = 3\n'
)
MANIFEST = "id,zh,en\n1,a.txt,b.txt\n2,c/d.txt,e.txt\n"


@cache
def scratch() -> Path:
    """A folder for what must be a file to be read."""
    return Path(tempfile.mkdtemp(prefix="align-fuzz-"))


def placed(name: str, data: bytes) -> Path:
    """The data as a file."""
    path = scratch() / name
    path.write_bytes(data)
    return path


@cache
def project_files() -> dict[str, bytes]:
    """A project folder's files."""
    place = scratch() / "project"
    folder.write_run(place, sample())
    return {path.name: path.read_bytes() for path in place.iterdir()}


def texts() -> list[Sample]:
    """Text, pages, a zipped page, subtitles, a table, Markdown."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(ROOT / "seeds" / "a.zh.html", "a.html")
        archive.writestr("a_files/x.css", "p {}")
    made = {"a.srt": CUES, "a.vtt": "WEBVTT\n\nNOTE x\n\n" + CUES.replace(",", "."), "a.ass": ASS, "a.tsv": TABLE}
    made |= {"a.md": MARKDOWN}
    return [
        *seeds(".txt", ".html"),
        *((name, text.encode()) for name, text in made.items()),
        ("a.zip", stream.getvalue()),
    ]


def packages() -> list[Sample]:
    """Word and Excel files."""
    return [*seeds(".docx"), *tables(), *exported("xlsx")]


def tables() -> list[Sample]:
    """A Word file with a Chinese and an English column."""
    document = docx.Document()
    document.add_heading("国务院新闻办公室", 1)
    table = document.add_table(rows=0, cols=2)
    for zh, en in (("中文", "English"), ("经济增长5%。", "The economy grew by 5%."), ("谢谢大家。", "Thank you.")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = zh, en
    stream = io.BytesIO()
    document.save(stream)
    return [("table.docx", stream.getvalue())]


def pdfs() -> list[Sample]:
    """PDFs whose contents are open to mutation, and one whose are packed."""
    page = [(50, 700, 12, "Hello there."), (50, 680, 12, "More text, 5 percent."), (300, 700, 12, "A column.")]
    plain = written(page, page, filters=b"/FlateDecode")
    open_ = written_openly(page)
    return [("packed.pdf", plain), ("open.pdf", open_)]


def written_openly(page: list[tuple[float, float, float, str]]) -> bytes:
    """A PDF whose page is not packed."""
    from readers.pdf_files import of_streams

    content = "".join(f"BT /F {s} Tf 1 0 0 1 {x} {y} Tm ({t}) Tj ET\n" for x, y, s, t in page)
    return of_streams([content.encode("cp1252")], filters=b"[]")


def pairs() -> list[Sample]:
    """Aligned pairs in every format."""
    own = exported("tmx", "xliff", "tsv", "xlsx", "jsonl")
    return [*own, *foreign(), *tables(), ("a.po", CATALOGUE.encode())]


def annotated() -> list[Sample]:
    """What issues are written into, termbases, and the workbook of a review."""
    return [*foreign(), *exported("tmx", "xliff", "xlsx"), *termbases()]


def settings() -> list[Sample]:
    """Files that users write, and those of a project folder. What stands before the first dot says what they are."""
    return [
        ("terms.csv", (TESTS / "cases" / "terms.csv").read_bytes()),
        *termbases(),
        ("profile.toml", PROFILE.encode()),
        ("manifest.csv", MANIFEST.encode()),
        ("gold.json", (ROOT / "corpora" / "seeds-a.json").read_bytes()),
        *((name, project_files()[name]) for name in (RUN, DOCUMENTS)),
    ]


def termbases() -> list[Sample]:
    """A termbase as TBX in both versions."""
    base = read_termbase(TESTS / "cases" / "terms.csv")
    return [(f"terms.{version}.tbx", b"".join(tbx.render(base, version=version))) for version in ("2", "3")]


def cases() -> list[Sample]:
    """The texts of the cases of the scorers: a Chinese line, an English line."""
    found = []
    for path in sorted((TESTS / "cases").rglob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
        pairs = [
            (row["zh"], row["en"]) for row in rows if isinstance(row.get("zh"), str) and isinstance(row.get("en"), str)
        ]
        found += [(path.stem, f"{zh}\n{en}".encode()) for zh, en in pairs]
    return found


def seeds(*suffixes: str) -> list[Sample]:
    """The transcripts of the repository with these endings."""
    return [(path.name, path.read_bytes()) for path in sorted((ROOT / "seeds").iterdir()) if path.suffix in suffixes]


def foreign() -> list[Sample]:
    """TMX and XLIFF of other tools."""
    return [(path.name, path.read_bytes()) for path in sorted((TESTS / "codecs" / "samples").iterdir())]


def exported(*formats: str) -> list[Sample]:
    """The sample bitext in our own formats, in every version."""
    project, found = Project("sample", sample(), {}), []
    for format in formats:
        exporter = EXPORTERS[format]
        for version in exporter.versions:
            content = exporter.render(project, version)
            data = content.encode() if isinstance(content, str) else b"".join(content)
            found.append((f"sample{version}{exporter.suffix}", data))
    return found
