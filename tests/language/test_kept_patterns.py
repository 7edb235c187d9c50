"""Patterns kept between processes are those that Python compiles, and nothing is lost if they cannot be kept."""

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from align.language import kept_patterns
from align.language.kept_patterns import compiled
from align.scorers.concepts.rows import all_concepts

SOURCES = [
    ("(?P<year>[0-9]{4})年(?P<month>[0-9]+)月", 0),
    (r"(?<![\w-])(?:rose|fell(?: back)?)(?!\w)", re.IGNORECASE),
    ("(?i:straße|Σ)|(a)(?:b|(c))*?\\2?", 0),
    ("a # a comment\n b", re.VERBOSE | re.MULTILINE),
    (r"(?s)\A.{2,300}?[^\u4e00-\u9fff、。]$", 0),
]


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of its own, of a process that has just begun."""
    monkeypatch.setenv("ALIGN_CACHE", str(tmp_path / "cache"))
    begin_anew()
    yield tmp_path / "cache"
    monkeypatch.undo()
    begin_anew()


def begin_anew() -> None:
    compiled.cache_clear()
    kept_patterns._kept.cache_clear()


def read_back() -> list["re.Pattern[str]"]:
    """Have the patterns written, and read as another process would."""
    for source, flags in SOURCES:
        compiled(source, flags)
    kept_patterns._kept().write()
    begin_anew()
    assert len(kept_patterns._kept().read) == len(SOURCES)
    return [compiled(source, flags) for source, flags in SOURCES]


def test_what_is_read_equals_what_python_compiles(fresh: Path) -> None:
    for (source, flags), found in zip(SOURCES, read_back(), strict=True):
        made = re.compile(source, flags)
        assert found == made, source  # Python compares the code too
        assert (found.pattern, found.flags, found.groups) == (made.pattern, made.flags, made.groups)
        assert dict(found.groupindex) == dict(made.groupindex)
    assert kept_patterns._kept().new == {}
    assert read_back()[0].fullmatch("2025年3月").groupdict() == {"year": "2025", "month": "3"}


def test_every_word_of_the_concepts_is_as_python_compiles_it() -> None:
    for concept in all_concepts():
        for found in (getattr(concept, field.name) for field in fields(concept)):
            if isinstance(found, re.Pattern):
                assert found == re.compile(found.pattern, re.IGNORECASE), concept.name


@pytest.mark.parametrize("damage", [b"", b"x" * 100, None])
def test_a_damaged_file_is_made_again(fresh: Path, damage: bytes | None) -> None:
    read_back()
    (path,) = fresh.iterdir()
    whole = path.read_bytes()
    path.write_bytes(damage if damage is not None else whole[:-9] + b"\0" * 9)
    begin_anew()
    assert kept_patterns._kept().read == {}
    assert read_back()[1].search("It fell back.")[0] == "fell back"
    assert path.read_bytes() == whole
    assert list(fresh.iterdir()) == [path]


def test_without_a_folder_patterns_are_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("ALIGN_CACHE", str(tmp_path / "file" / "cache"))
    begin_anew()
    assert compiled("[一二]+").findall("一、二三") == ["一", "二"]
    kept_patterns._kept().write()
    monkeypatch.undo()
    begin_anew()


def test_a_wrong_pattern_raises_as_ever(fresh: Path) -> None:
    with pytest.raises(re.error, match="missing"):
        compiled("(a")


def test_patterns_are_the_same_in_every_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern made of a set has another text in each process, and would fill the file."""
    code = (
        "import align.pipeline; from align.language import kept_patterns as k;"
        "from align.scorers.titles import organs, scorer; from align.scorers.names import known_people;"
        "from align.language import places;"
        "organs._organ_index(), places._en_index(), places._zh_index();"
        "print(len(k._kept().read), len(k._kept().new))"
    )
    monkeypatch.setenv("ALIGN_CACHE", str(tmp_path))
    said = []
    for seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        said.append(tuple(map(int, done.stdout.split())))
    assert said[0][0] == said[1][1] == 0
    assert said[0][1] == said[1][0] > 50
