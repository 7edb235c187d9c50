"""The files that a run was given are found again, and what became of them is said."""

import json
from pathlib import Path
from typing import Any

import pytest

from align.project.provenance import _MOST_BYTES, encoder_of, given, record, record_encoder, record_seal


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


def sealed(run: dict[str, Any]) -> dict[str, Any]:
    return {**run, **record_seal(run)}


def test_a_file_is_found_from_another_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "terms.csv").write_text("碳达峰,carbon peak\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run = sealed(record({"termbase": Path("terms.csv"), "profile": None}))
    monkeypatch.chdir("/")
    assert given(run, "termbase") == (tmp_path / "terms.csv", "")
    assert given(run, "profile") == (None, "")


def test_what_became_of_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "office.toml"
    path.write_text('off = ["quotes"]\n', encoding="utf-8")
    run = sealed(record({"profile": path}))
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
    runs = {n: sealed(record_encoder(n, ["bundled"])) for n in ("bundled", "model", "sentence/LaBSE")}
    assert {name: encoder_of(run)[0] for name, run in runs.items()} == {
        "bundled": "bundled",
        "model": str(tmp_path / "model"),
        "sentence/LaBSE": "sentence/LaBSE",
    }
    assert [encoder_of(run) for run in ({}, {"encoder": 5}, {"encoder": ""})] == [("bundled", "")] * 3


def test_what_a_received_folder_names_is_not_used(tmp_path: Path, state: Path) -> None:
    (tmp_path / "terms.csv").write_text("碳达峰,carbon peak\n", encoding="utf-8")
    ours = sealed(record({"termbase": tmp_path / "terms.csv"}) | {"encoder": "somebody/model"})
    assert (state / "align" / "seal.key").stat().st_mode & 0o777 == 0o600
    ours = json.loads(json.dumps(ours))
    assert given(ours, "termbase") == (tmp_path / "terms.csv", "")
    assert encoder_of(ours) == ("somebody/model", "")
    for change in ({"encoder": "attacker/model"}, {"seal": ""}, {"seal": None}, {"seal": "é"}):
        name, said = encoder_of(ours | change)
        assert (name, "was not named by you: if you know it, --encoder NAME" in said) == ("bundled", True)
        path, said = given(ours | change, "termbase")
        assert (path, "was not named by you: if you know it, --termbase FILE" in said) == (None, True)
    (state / "align" / "seal.key").unlink()  # another machine
    assert encoder_of(ours)[0] == "bundled"


def test_a_device_and_a_file_of_any_size_are_not_read(tmp_path: Path) -> None:
    with open(tmp_path / "large", "wb") as file:
        file.truncate(_MOST_BYTES + 1)
    for path in ("/dev/null", "large"):  # not /dev/zero, which without the guard would be read for ever
        run = sealed({"files": {"profile": {"path": str(tmp_path / path), "sha256": ""}}})
        assert given(run, "profile")[0] is None
