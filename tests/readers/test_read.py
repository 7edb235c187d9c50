"""Reading files: the right reader by content, one clear line for what cannot be read, and sizes."""

import io
import os
import resource
import time
import zipfile
from pathlib import Path

import pytest

from align.model.errors import InputError
from align.readers import MAX_BYTES, read
from align.readers.text import MAX_LINE


def written(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a", "a.zh.doc"])
def test_plain_text(tmp_path: Path, name: str) -> None:
    source = read(written(tmp_path, name, "一。\r\n二。\r三。\n"))
    assert (source.name, source.text, source.encoding) == (name, "一。\n二。\n三。\n", "utf-8")


def test_marks_are_not_text(tmp_path: Path) -> None:
    assert read(written(tmp_path, "a.txt", "\ufeff\ufeff一。\u2028二。\u2029三。\x1a")).text == "一。\n二。\n\n三。"


def test_content_decides_before_the_name(tmp_path: Path) -> None:
    assert read(written(tmp_path, "a.txt", "<!DOCTYPE html><p>一。<p>二。")).text == "一。\n\n二。"
    assert read(written(tmp_path, "a.html", "一。\n二。")).text == "一。\n二。"
    assert read(written(tmp_path, "a.md", "# 题\n\n用 <br> 换行。")).text == "题\n\n用\u2028换行。"
    assert read(written(tmp_path, "b.txt", "<!DOCTYPE html><p>一。".encode("utf-16"))).text == "一。"


def zipped(member: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(member, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty: it holds only white space"),
        ("\ufeff".encode(), "is empty: it holds only white space"),
        ("\ufeff\n\u3000".encode("utf-16"), "is empty: it holds only white space"),
        (b"<html><body><script>x</script></body></html>", "is empty"),
        (b"<html></html>", "is empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "is a damaged PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "looks like a PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "looks like a JPEG image"),
        (b"GIF89a\1\0", "looks like a GIF image"),
        (zipped("word/document.xml"), "is a zip archive without a page or a text in it"),
        (zipped("ppt/presentation.xml"), "looks like a PowerPoint file"),
        (zipped("page/picture.png"), "is a zip archive without a page or a text in it"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "save it as .docx or .xlsx in Word"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "is protected by a password; expected a file without one",
        ),
        (b"{\\rtf1\\ansi hello}", "looks like an RTF document"),
        (b"\0" * 100, "binary data"),
        (bytes(range(256)) * 40, "binary data"),
        (b"\0\1\2\3text" * 30, "binary data"),
        (b'<?xml version="1.0"?>\n<tmx version="1.4"><body/></tmx>', "is a TMX file"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(InputError) as raised:
        read(written(tmp_path, "in.txt", data))
    message = str(raised.value)
    assert message.startswith("in.txt: ")
    assert reason in message
    assert "\n" not in message


def test_missing_file_and_directory(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.txt: no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(InputError, match="is a directory"):
        read(tmp_path)
    with pytest.raises(InputError, match=r"cannot be read|no such file"):
        read(tmp_path / "a\0b")
    with pytest.raises(InputError, match=r"cannot be read|no such file"):
        read(tmp_path / ("长" * 300))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "一。")
    path.chmod(0)
    with pytest.raises(InputError, match="permission denied"):
        read(path)


@pytest.mark.parametrize("piece", ["经济在增长，", "the economy grew "])
def test_forty_megabytes_on_one_line(tmp_path: Path, piece: str) -> None:
    path = written(tmp_path, "long.txt", "标题\n" + piece * (40_000_000 // len(piece.encode())))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    with pytest.raises(InputError, match=f"line 2 has more than {MAX_LINE:,} characters"):
        read(path)
    assert time.process_time() - start < 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000


def test_longest_line_that_is_read(tmp_path: Path) -> None:
    text = "a" * MAX_LINE + "\n" + "b" * MAX_LINE
    assert read(written(tmp_path, "a.txt", text)).text == text
    with pytest.raises(InputError, match="line 2 "):
        read(written(tmp_path, "a.txt", text + "b"))


def test_many_lines_are_quick(tmp_path: Path) -> None:
    start = time.process_time()
    assert len(read(written(tmp_path, "a.txt", b"\n" * 10_000_000 + b"x")).text) == 10_000_001
    assert time.process_time() - start < 5


def test_too_large_is_refused_without_reading(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES * 20)
    with pytest.raises(InputError, match="larger than"):
        read(path)
