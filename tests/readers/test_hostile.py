"""Files that mean harm: one clear error or the right text, in bounded memory, and nothing written anywhere.

Each is read by a process of its own, whose children count, in a folder that must stay as it was.
"""

import io
import json
import os
import subprocess
import sys
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from select import select
from typing import Any

import pytest
from readers.pdf_files import of_objects, of_streams, written

from align import readers
from align.model.errors import InputError
from align.readers import docx, ooxml, xlsx

MAX_MEGABYTES = 500
TIMEOUT = 240  # seconds; what is slow here is slow because it is millions of something
READ = """
import json, os, resource, sys
from pathlib import Path
from align.model.errors import InputError
from align.readers import read

def told(path):
    try:
        text = read(Path(path)).text.strip()
        result = {"text": text[:80], "size": len(text)}
    except InputError as error:
        result = {"error": str(error)}
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    status = Path("/proc/self/status")
    if status.exists():  # there ru_maxrss of a process counts what the one that started it had
        peaks[0] = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return {**result, "megabytes": sum(peaks) / (1 << (20 if sys.platform == "darwin" else 10))}

for line in sys.stdin:
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        folder, path = json.loads(line)
        os.chdir(folder)
        os.write(writing, json.dumps(told(path)).encode())
        os._exit(0)
    os.close(writing)
    with open(reading) as answer:
        print(answer.read() or "null", flush=True)
    os.waitpid(child, 0)
"""
"""Reads each file in a process of its own, forked where all is imported; prints what came of it, null if it died."""
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = ("[Content_Types].xml", b"<Types/>")
ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{}"><!ENTITY b "{}"><!ENTITY c "{}">]>'.format(
    "ha" * 50, "&a;" * 1000, "&b;" * 1000
)
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>'
PAGE = "<!DOCTYPE html><p>国务院新闻办公室。".encode()
Chunks = bytes | Callable[[], Iterator[bytes]]


def repeated(head: str, piece: str, times: int, tail: str = "") -> Callable[[], Iterator[bytes]]:
    def chunks() -> Iterator[bytes]:
        yield head.encode()
        block = (piece * 1000).encode()
        yield from (block for _ in range(times // 1000))
        yield tail.encode()

    return chunks


def archive(*members: tuple[str, Chunks]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, content in members:
            with packed.open(zipfile.ZipInfo(name), "w", force_zip64=True) as member:
                for chunk in [content] if isinstance(content, bytes) else content():
                    member.write(chunk)
    return stream.getvalue()


def document(body: Chunks) -> bytes:
    return archive(TYPES, ("word/document.xml", body))


def body(content: str, head: str = "") -> bytes:
    return f"{head}<w:document {WORD}><w:body><w:p><w:r><w:t>{content}</w:t></w:r></w:p></w:body></w:document>".encode()


def workbook(sheet: Chunks, *, strings: Chunks = b"<sst/>") -> bytes:
    relationships = "".join(
        f'<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for id, kind, target in (("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "sharedStrings", "strings.xml"))
    )
    return archive(
        TYPES,
        (
            "xl/workbook.xml",
            f'<workbook xmlns:r="{OFFICE}"><sheets><sheet name="S" r:id="r1"/></sheets></workbook>'.encode(),
        ),
        ("xl/_rels/workbook.xml.rels", f"<Relationships>{relationships}</Relationships>".encode()),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/strings.xml", strings),
    )


def sheet(content: str, head: str = "") -> bytes:
    cell = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{content}</t></is></c></row>'
    return f"{head}<worksheet><sheetData>{cell}</sheetData></worksheet>".encode()


def declaring_two_gigabytes(data: bytes) -> bytes:
    """The archive with another size in the directory for its last member."""
    at = data.rindex(b"PK\1\2")
    return data[: at + 24] + (2_000_000_000).to_bytes(4, "little") + data[at + 28 :]


def with_wrong_check_sum(data: bytes) -> bytes:
    at = data.rindex(b"PK\1\2")
    return data[: at + 16] + b"\0\0\0\0" + data[at + 20 :]


def deflated(piece: bytes, times: int) -> bytes:
    packer = zlib.compressobj(1)
    return b"".join(packer.compress(piece) for _ in range(times)) + packer.flush()


CASES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    # name: (name of the file, its bytes, what the error says or, after "=", the text)
    "zip bomb": ("a.zip", lambda: archive(("index.html", repeated("<p>", "a", 250_000_000))), "larger than"),
    "zip, ../": ("a.zip", lambda: archive(("../../evil.html", PAGE)), "leads outside the archive"),
    "zip, absolute": ("a.zip", lambda: archive(("/tmp/evil.html", PAGE)), "leads outside the archive"),
    "zip, drive": ("a.zip", lambda: archive(("C:\\evil.html", PAGE)), "leads outside the archive"),
    "zip, 2 GB declared": ("a.zip", lambda: declaring_two_gigabytes(archive(("a.html", PAGE))), "larger than"),
    "zip, truncated": ("a.zip", lambda: archive(("a.html", PAGE * 99))[:-60], "damaged zip"),
    "zip, a million members": ("a.zip", lambda: b"PK\3\4" + b"PK\1\2".ljust(46, b"\0") * 1_000_000, "more than 20,000"),
    "zip, wrong check sum": ("a.zip", lambda: with_wrong_check_sum(archive(("a.txt", b"x" * 50))), "Bad CRC-32"),
    "docx bomb": ("a.docx", lambda: document(repeated(f"<w:document {WORD}>", "<w:p/>", 20_000_000)), "larger than"),
    "docx, 10 million paragraphs": (
        "a.docx",
        lambda: document(repeated(f"<w:document {WORD}><w:body>", "<w:p/>", 10_000_000, "</w:body></w:document>")),
        "more than 3,000,000 tags",
    ),
    "docx, one long paragraph": (
        "a.docx",
        lambda: document(
            repeated(f"<w:document {WORD}><w:p><w:r><w:t>", "中", 30_000_000, "</w:t></w:r></w:p></w:document>")
        ),
        "shows more than 10,000,000 characters",
    ),
    "docx, entity bomb": ("a.docx", lambda: document(body("&c;", ENTITIES)), "document type declaration"),
    "docx, external entity": ("a.docx", lambda: document(body("&c;", EXTERNAL)), "document type declaration"),
    "docx, entity bomb in UTF-16": (
        "a.docx",
        lambda: document(body("&c;", ENTITIES).decode().encode("utf-16")),
        "document type declaration",
    ),
    "docx, truncated": (
        "a.docx",
        lambda: document(body("一。" * 999))[:-100],
        "it was a Word file",
    ),
    "docx, truncated inside": ("a.docx", lambda: document(body("一。")[:-20]), "not well-formed XML"),
    "docx, wrong encoding declared": (
        "a.docx",
        lambda: document(body("一。", '<?xml version="1.0" encoding="us-ascii"?>')),
        "not well-formed XML",
    ),
    **{
        f"docx, in {encoding}": (
            "a.docx",
            lambda encoding=encoding: document(body("一。", f'<?xml version="1.0" encoding="{encoding}"?>')),
            "not well-formed XML",
        )
        for encoding in ("UTF-8x", "base64", "gb18030", "idna")
    },
    "docx, NULs": ("a.docx", lambda: document(body("一\0。")), "not well-formed XML"),
    "docx, 2 GB declared": ("a.docx", lambda: declaring_two_gigabytes(document(body("一。"))), "larger than"),
    "docx, ../": (
        "a.docx",
        lambda: archive(TYPES, ("word/document.xml", body("一。")), ("../x", b"")),
        "leads outside",
    ),
    "docx, no document": ("a.docx", lambda: archive(TYPES, ("word/x.xml", b"<x/>")), "it has no word/document.xml"),
    "xlsx, 10 million rows": (
        "a.xlsx",
        lambda: workbook(repeated("<worksheet><sheetData>", "<row/>", 10_000_000, "</sheetData></worksheet>")),
        "more than 3,000,000 tags",
    ),
    "xlsx, a far row and column": (
        "a.xlsx",
        lambda: workbook(sheet("一。").replace(b'r="1"', b'r="9999999"').replace(b"A1", b"XFD9999999")),
        "is empty",
    ),
    "xlsx, strings": (
        "a.xlsx",
        lambda: workbook(sheet("一。"), strings=repeated("<sst>", "<si/>", 1_010_000, "</sst>")),
        "more than 1,000,000 strings",
    ),
    "xlsx, entity bomb": ("a.xlsx", lambda: workbook(sheet("&c;", ENTITIES)), "document type declaration"),
    "xlsx, external entity": ("a.xlsx", lambda: workbook(sheet("&c;", EXTERNAL)), "document type declaration"),
    "xlsx, truncated": ("a.xlsx", lambda: workbook(sheet("一。"))[:-30], "damaged zip"),
    "xlsx, NULs": ("a.xlsx", lambda: workbook(sheet("一\0。")), "not well-formed XML"),
    "pdf, a bomb": ("a.pdf", lambda: of_streams([deflated(b" " * 1_000_000, 600)]), "more memory or time"),
    "pdf, a bomb in a bomb": (
        "a.pdf",
        lambda: of_streams([zlib.compress(deflated(b" " * 1_000_000, 600))], filters=b"/FlateDecode/FlateDecode"),
        "more memory or time",
    ),
    "pdf, a page of millions of texts": (
        "a.pdf",
        lambda: of_streams([deflated(b"BT /F 9 Tf (a) Tj ET\n" * 10_000, 250)]),
        "more memory or time",
    ),
    "pdf, a million pages": (
        "a.pdf",
        lambda: of_objects(
            [
                b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Kids[%s]/Count 2000000000>>" % (b"3 0 R " * 1_000_000),
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
            ]
        ),
        "more than 3,000 pages",
    ),
    "pdf, truncated": ("a.pdf", lambda: written([(9, 9, 9, "Hello.")])[:300], "damaged PDF"),
    "pdf, NULs": ("a.pdf", lambda: b"%PDF-1.7\n" + b"\0" * 1_000_000, "damaged PDF"),
    "html, 5 million paragraphs": ("a.html", lambda: b"<p>" * 5_000_000 + b"Hello.", "more than 1,000,000 tags"),
    "html, wrong encoding declared": ("a.html", lambda: b"<meta charset=big5>" + PAGE, "=国务院新闻办公室。"),
    "html, truncated": ("a.html", lambda: PAGE + b"<p>Hello <b", "=国务院新闻办公室。\n\nHello"),
    "html, NULs": ("a.html", lambda: PAGE + b"\0", "is NUL"),
    "text, 10 million empty lines": ("a.txt", lambda: b"\n" * 10_000_000 + b"Hello.", "=Hello."),
    "markdown, 10 million empty lines": ("a.md", lambda: b"\n" * 10_000_000 + b"Hello.", "=Hello."),
    "table, 10 million empty rows": ("a.tsv", lambda: b"\t\n" * 10_000_000 + b"Hello.", "=Hello."),
    "table, millions of rows": ("a.tsv", lambda: b"a\tb\n" * 5_000_000, "more than 300,000 rows"),
    "subtitles, 200,000 empty cues": (
        "a.srt",
        lambda: b"".join(b"%d\n00:00:01,000 --> 00:00:02,000\n\n" % k for k in range(1, 200_000)),
        "holds no subtitle",
    ),
    "markdown, brackets": (
        "a.md",
        lambda: b"Hello.\n\n" + b"![" * 24_000 + b"\n\n" + b"<!--" * 100_000,
        "=Hello.\n\n" + "![" * 36,
    ),
    "markdown, braces and tags": (
        "a.md",
        lambda: b"Hello.\n\n" + b"{: a=" * 9_000 + b"\n\n" + b"<a b='" * 8_000 + b"\n\n" + b"{:#" + b" a" * 20_000,
        "=Hello.\n\n" + "{: a=" * 14 + "{:",
    ),
    "markdown, a table of 50,000 rows": (
        "a.md",
        lambda: b"Hello.\n\n|a|b|\n|-|-|\n" + b"|" * 40_000 + b"\n" + b"|c|d|\n" * 50_000,
        ("=Hello.\n\na\tb\n\n\n" + "c\td\n" * 20)[:81],
    ),
    "markdown, definitions": ("a.md", lambda: b"[a]: b.c\n" * 10_000 + b"Hello.", "=Hello."),
    "subtitles, too many": ("a.srt", lambda: b"1\n00:00:01,000 --> 00:00:02,000\nA.\n\n" * 400_000, "larger than"),
    "subtitles, truncated": ("a.srt", lambda: b"1\n00:00:01,000 --> 00:00:02,000\nA.\n\n2\n00:00:0", "=A."),
    "subtitles, NULs": ("a.vtt", lambda: b"WEBVTT\n\n0:00.0 --> 0:01.0\na\0b\n", "is NUL"),
}


@pytest.fixture(scope="module")
def reader() -> Iterator[Callable[[Path, Path], dict[str, Any]]]:
    """What a process says of a file that it reads in a folder."""
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", READ], stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def read(folder: Path, path: Path) -> dict[str, Any]:
            process.stdin.write(json.dumps([str(folder), str(path)]) + "\n")
            process.stdin.flush()
            ready, _, _ = select([process.stdout], [], [], TIMEOUT)
            assert ready, f"{path.name}: more than {TIMEOUT} s"
            result = json.loads(process.stdout.readline())
            assert result is not None, "the process died"
            return result

        yield read
        process.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="measures memory as Unix does")
@pytest.mark.parametrize("case", CASES)
def test_one_clear_error_or_the_right_text_in_bounded_memory(
    tmp_path: Path, case: str, reader: Callable[[Path, Path], dict[str, Any]]
) -> None:
    name, data, expected = CASES[case]
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / name
    path.write_bytes(data())
    before = set(tmp_path.rglob("*"))
    result = reader(folder, path)
    if expected.startswith("="):
        assert result.get("text") == expected[1:]
    else:
        assert expected in result.get("error", ""), result
        assert "\n" not in result["error"]
        assert result["error"].startswith(name)
    assert result["megabytes"] < MAX_MEGABYTES
    assert set(tmp_path.rglob("*")) == before


def test_a_pipe_is_read_and_one_that_nobody_writes_to_is_refused(tmp_path: Path, monkeypatch) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    writer = subprocess.Popen(["sh", "-c", f"sleep 0.2; echo 中文。 > {tmp_path / 'pipe.txt'}"])
    assert readers.read(tmp_path / "pipe.txt").text == "中文。\n"
    writer.wait()
    monkeypatch.setattr(readers, "PIPE_WAIT", 0.2)
    with pytest.raises(InputError, match="is a pipe that nobody has written to"):
        readers.read(tmp_path / "pipe.txt")


def test_a_message_is_one_line_whatever_a_file_is_called(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        readers.read(tmp_path / "a\n\x1b[2J\u202e.txt")
    assert str(refused.value).isprintable()


def test_a_workbook_that_shows_one_string_everywhere_is_refused() -> None:
    from fuzzing.growth import _workbook

    with pytest.raises(InputError, match="shows more than 10,000,000 characters"):
        for _ in xlsx.read_sheets(_workbook(cells=2_000, string=20_000), "a.xlsx"):
            pass


def test_a_zip_whose_members_begin_with_a_dot_has_a_page() -> None:
    from fuzzing.growth import _zipped

    page = {"./index.html": "<p>中文。</p>", "./index_files/a.css": "", "./.hidden.html": "<p>x</p>"}
    assert readers.parse(_zipped(page), "a.zip").text == "中文。"


def test_cells_that_span_ninety_columns_are_not_ninety_cells(monkeypatch) -> None:
    from fuzzing.growth import _SPANNING, _document

    asked: list[int] = []
    monkeypatch.setattr(docx, "columns_of", lambda rows: asked.extend(map(len, rows)))
    readers.parse(_document("<w:tr>" + _SPANNING * 100 + "</w:tr>"), "a.docx")
    assert asked == [docx.MAX_COLUMNS]


def test_a_part_that_is_named_a_thousand_times_is_read_once(monkeypatch) -> None:
    from fuzzing.growth import _document, _workbook

    read: list[str] = []
    events = ooxml.events

    def counted(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[ooxml.Event]:
        read.append(part)
        return events(archive, part, name)

    monkeypatch.setattr(docx, "events", counted)
    monkeypatch.setattr(xlsx, "events", counted)
    stream = io.BytesIO(_document(""))
    with zipfile.ZipFile(stream, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the same name, which is meant
        for _ in range(1000):
            archive.writestr("word/header1.xml", body("页眉"))
    readers.parse(stream.getvalue(), "a.docx")
    assert read.count("word/header1.xml") == 1
    readers.parse(_workbook(cells=2, sheets=1000, named=True), "a.xlsx")
    assert read.count("xl/sheet.xml") == 1


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_a_thousand_parts_are_not_each_as_large_as_one_may_be(monkeypatch, name: str) -> None:
    monkeypatch.setattr(ooxml, "MAX_PARTS_BYTES", 50)
    data = archive(TYPES, ("word/document.xml", body("一。")), ("word/header1.xml", body("页眉")))
    with pytest.raises(InputError, match="has parts of more than 50 bytes"):
        readers.parse(data if name == "a.docx" else workbook(sheet("一。")), name)
