"""What stands in the place of a small file of ours is a file of a bounded size, or refused at once."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from align.model.errors import InputError
from align.project.plain import read_object

REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "device": (lambda path: path.symlink_to("/dev/zero"), "is not a regular file"),
    "pipe": (os.mkfifo, "is not a regular file"),
    "folder": (Path.mkdir, "is not a regular file"),
    "large": (lambda path: path.write_bytes(b" " * 2000), "is larger than 1,000 bytes"),
    "not UTF-8": (lambda path: path.write_bytes(b"\xff"), "is not UTF-8"),
    "deep": (lambda path: path.write_text("[" * 990), "is not valid JSON"),
    "list": (lambda path: path.write_text("[]"), "is not a JSON object"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_align_does_not_write_is_refused(tmp_path: Path, kind: str) -> None:
    make, reason = REFUSED[kind]
    make(tmp_path / "run.json")
    with pytest.raises(InputError, match=reason):
        read_object(tmp_path / "run.json", most=1000)


def test_a_file_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert read_object(tmp_path / "run.json") == {}
