"""Writing files: whole or not at all."""

import os
from pathlib import Path

import pytest

from align.project.folder import write_files


def test_replaces_and_keeps_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("old")
    write_files(tmp_path, {path.name: "一\r\n二\n"})
    assert path.read_bytes() == "一\r\n二\n".encode()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    path = tmp_path / "report.html"
    write_files(tmp_path, {path.name: "old"})

    def fail(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, failing, fail)
    with pytest.raises(OSError, match="no space left"):
        write_files(tmp_path, {"a.jsonl": "first", path.name: "new"})
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_byte_of_a_file_name_that_is_no_utf8_is_written_as_it_is_printed(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.txt": "b\udce9.txt"})
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "b\\udce9.txt"


def test_permissions_follow_the_umask(tmp_path: Path) -> None:
    write_files(tmp_path, {"written.txt": "a"})
    (tmp_path / "plain.txt").write_text("a")
    assert (tmp_path / "written.txt").stat().st_mode == (tmp_path / "plain.txt").stat().st_mode
