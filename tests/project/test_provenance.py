"""The files that a run was given are found again, and what became of them is said."""

from pathlib import Path

import pytest

from align.project.provenance import encoder_of, given, record, record_encoder


def test_a_file_is_found_from_another_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "terms.csv").write_text("碳达峰,carbon peak\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run = record({"termbase": Path("terms.csv"), "profile": None})
    monkeypatch.chdir("/")
    assert given(run, "termbase") == (tmp_path / "terms.csv", "")
    assert given(run, "profile") == (None, "")


def test_what_became_of_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "office.toml"
    path.write_text('off = ["quotes"]\n', encoding="utf-8")
    run = record({"profile": path})
    path.write_text("", encoding="utf-8")
    assert given(run, "profile") == (
        path,
        f"{path}: the profile has changed since the run; edits are checked with the new version",
    )
    path.unlink()
    assert given(run, "profile") == (
        None,
        f"{path}: the profile of the run is missing; edits are checked without it",
    )


@pytest.mark.parametrize("files", [None, [], {"termbase": None}, {"termbase": {}}, {"termbase": {"path": 5}}])
def test_a_run_that_names_none(files: object) -> None:
    assert given({"files": files}, "termbase") == (None, "")
    assert given({}, "termbase") == (None, "")


def test_the_encoder_is_found_from_another_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("model", "bundled"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    names = {name: encoder_of(record_encoder(name, ["bundled"])) for name in ("bundled", "model", "sentence/LaBSE")}
    assert names == {"bundled": "bundled", "model": str(tmp_path / "model"), "sentence/LaBSE": "sentence/LaBSE"}
    assert [encoder_of(run) for run in ({}, {"encoder": 5}, {"encoder": ""})] == ["bundled"] * 3
