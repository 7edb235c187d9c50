"""A program that is killed while it puts the files of a run into place leaves the old run or the new one."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from exporters.edition_sample import sample

from align.model.bitext import Bitext
from align.model.errors import InputError
from align.model.parts import part_name
from align.project import folder
from align.project.atomic import MOVES, finish_writing, require_place, write_file, write_files

FILES = ["bitext.jsonl", "documents.json", "report.html", "run.json"]
KILLED = f"""
import os, signal, sys
from pathlib import Path
sys.path[:0] = [{str(Path(__file__).parent)!r}, {str(Path(__file__).parents[1])!r}]
from align.project import folder
from test_atomic import run_of
move, place = int(sys.argv[1]), Path(sys.argv[2])
done, real = 0, os.replace
def replace(*places):
    global done
    done += 1
    if done == move:
        os.kill(os.getpid(), signal.SIGKILL)
    real(*places)
os.replace = replace
folder.write_run(place, run_of("new"))
os.replace = real  # what is kept for other processes is written at the end
"""


def run_of(word: str) -> Bitext:
    """A run each of whose files says which one it is."""
    made = sample()
    assert made.zh is not None
    units = tuple(replace(unit, zh_speaker=word) for unit in made.units)
    zh = replace(made.zh, metadata=replace(made.zh.metadata, title=word))
    return replace(made, units=units, zh=zh, signature=word)


def words_of(place: Path) -> set[str]:
    """Which runs a folder is of."""
    bitext = folder.read_project(place).bitext
    assert bitext.zh is not None
    return {bitext.signature, bitext.zh.metadata.title, folder.run_of(place)["signature"]} | {
        unit.zh_speaker for unit in bitext.units
    }


@pytest.mark.parametrize("move", range(1, 7))
def test_killed_before_each_move(tmp_path: Path, move: int) -> None:
    folder.write_run(tmp_path, run_of("old"))
    done = subprocess.run([sys.executable, "-c", KILLED, str(move), str(tmp_path)], capture_output=True, text=True)
    assert (done.returncode == 0) == (move > len(FILES) + 1), done.stderr
    on_disk = {json.loads((tmp_path / "run.json").read_text())["signature"], *words_in(tmp_path / "bitext.jsonl")}
    assert (len(on_disk) == 2) == (2 < move < 5), "the test must meet a mixed folder"
    assert words_of(tmp_path) == ({"old"} if move == 1 else {"new"})
    shown = sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("."))
    assert shown == FILES
    assert not (tmp_path / MOVES).exists()


def words_in(bitext: Path) -> set[str]:
    return {json.loads(line)["zh_speaker"] for line in bitext.read_text(encoding="utf-8").splitlines()}


def test_the_next_run_takes_the_place_of_one_that_was_killed(tmp_path: Path) -> None:
    folder.write_run(tmp_path, run_of("old"))
    subprocess.run([sys.executable, "-c", KILLED, "3", str(tmp_path)], capture_output=True)
    folder.write_run(tmp_path, run_of("newest"))
    assert words_of(tmp_path) == {"newest"}
    assert sorted(path.name for path in tmp_path.iterdir()) == FILES


@pytest.mark.parametrize(
    "moves", ['{".a.part": "../a"}', '{"../.a.part": "a"}', '{"/etc/passwd": "a"}', "[]", "{", "7"]
)
def test_a_note_that_is_none_of_ours_moves_nothing(tmp_path: Path, moves: str) -> None:
    place = tmp_path / "project"
    folder.write_run(place, run_of("old"))
    (place / MOVES).write_text(moves)
    (place / ".a.part").write_text("a")
    (tmp_path / ".a.part").write_text("a")
    with pytest.raises(InputError, match=r"\.moves\.json"):
        folder.read_project(place)
    assert (place / ".a.part").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".a.part", "project"]


def test_moves_that_cannot_be_made_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    (tmp_path / ".a.part").write_text("a")
    (tmp_path / MOVES).write_text('{".a.part": "a.txt"}')
    with pytest.raises(InputError, match="was stopped while it wrote new files here"):
        finish_writing(tmp_path)


@pytest.mark.parametrize("names", [["report.html"], ["report.html", "run.json"]])
def test_what_cannot_be_written_goes_by_the_name_that_was_asked_for(tmp_path: Path, names: list[str]) -> None:
    (tmp_path / "report.html").mkdir()
    (tmp_path / "report.html" / "kept").touch()
    with pytest.raises((OSError, InputError)) as raised:
        write_files(tmp_path, dict.fromkeys(names, "a"))
    assert "report.html" in str(raised.value)
    assert ".part" not in str(raised.value)


def test_one_file_needs_no_note(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.txt": "a"})
    finish_writing(tmp_path / "a.txt")
    finish_writing(tmp_path / "nothing")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_what_a_user_names_is_written_through_links_and_to_devices(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real" / "a.tsv")
    write_file(tmp_path / "link", "one")
    write_file(tmp_path / "link", [b"two"])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "a.tsv").read_text() == "two"
    os.mkfifo(tmp_path / "pipe")
    reader = subprocess.Popen(["cat", str(tmp_path / "pipe")], stdout=subprocess.PIPE, text=True)
    require_place(tmp_path / "pipe")
    write_file(tmp_path / "pipe", "three")
    assert reader.communicate(timeout=60)[0] == "three"
    assert (tmp_path / "pipe").is_fifo()
    require_place(Path("/dev/null"))
    write_file(Path("/dev/null"), "nothing")
    assert Path("/dev/null").is_char_device()
    with pytest.raises(InputError, match="is a file"):
        require_place(tmp_path / "real" / "a.tsv" / "b")


def test_a_link_in_a_project_folder_is_replaced_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.txt").symlink_to(tmp_path / "mine")
    write_files(tmp_path / "out", {"a.txt": "new"})
    assert ((tmp_path / "mine").read_text(), (tmp_path / "out" / "a.txt").read_text()) == ("mine", "new")


def test_what_a_killed_program_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-c", "from align.model.parts import part_name; print(part_name('a.txt'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    others = [part_name("b.txt"), ".a.txt.part", "a.part", made.replace(made[7:15], "0" * 8)]
    for name in (made, *others):
        (tmp_path / name).write_text("half")
    (tmp_path / made.replace("a.txt", "set")).mkdir()
    write_files(tmp_path, {"c.txt": "whole"})
    assert {path.name for path in tmp_path.iterdir()} == {"c.txt", *others}
