"""``align review`` as a process: it opens soon, on this machine only, and ends without a word."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from align.cli import app
from align.embedders.token_encoders import load_token_encoder
from align.project import folder, provenance
from align.review import opening
from align.review.bodies import Edit
from align.review.server import bind

ALIGN = (sys.executable, "-m", "align", "review")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a few pairs; nothing of it needs an encoder."""
    from exporters.edition_sample import sample

    folder.write_run(tmp_path / "project", sample())
    return tmp_path / "project"


def refusal(*arguments: str) -> tuple[int, str]:
    done = subprocess.run([*ALIGN, *arguments], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stderr


def test_it_opens_and_ends(project: Path) -> None:
    server = subprocess.Popen(
        [*ALIGN, str(project), "--no-browser", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert server.stdout is not None
    url = server.stdout.readline().strip()
    assert url.startswith("http://localhost:")
    assert httpx.get(url, trust_env=False).status_code == 200
    server.send_signal(signal.SIGINT)
    _, errors = server.communicate(timeout=60)
    assert (server.returncode, errors) == (0, "")
    assert (project / "review.sqlite").exists()


def test_the_usual_port_in_use_is_passed_over_and_that_is_known() -> None:
    first = bind(None, None)
    first.socket.listen()
    second = bind(None, None)
    assert (second.other, second.url == first.url) == (True, False)
    assert not bind(None, 0).other
    first.socket.close()
    second.socket.close()


def test_it_listens_on_this_machine_only(project: Path) -> None:
    code, errors = refusal(str(project), "--no-browser", "--host", "0.0.0.0")
    assert code == 2
    assert "needs ALIGN_TOKEN or --token-file" in errors


def test_what_is_no_project_is_named(tmp_path: Path) -> None:
    code, errors = refusal(str(tmp_path / "nothing"), "--no-browser")
    assert code == 2
    assert "nothing" in errors
    assert not (tmp_path / "nothing").exists()


TEXTS = {
    "zh.txt": "省长介绍了情况。我们加快发展蓝天工程。谢谢大家。\n",
    "en.txt": "The governor briefed us. We are speeding up the Clear Heavens scheme. Thank you.\n",
    "terms.csv": "蓝天工程,Clear Heavens scheme\n",
    "office.toml": '[severity]\nterms = "critical"\n',
}


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run with a termbase and a profile."""
    place = tmp_path_factory.mktemp("given")
    for name, text in TEXTS.items():
        (place / name).write_text(text, encoding="utf-8")
    command = "run zh.txt en.txt -o out --termbase terms.csv --profile office.toml"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        done = CliRunner().invoke(app, command.split())
    assert done.exit_code == 0, done.output
    return place


def flags_of_an_edit(project: Path, profile: Path | None = None) -> set[tuple[str, str]]:
    """The scorers and severities of the flags once the term was edited away on a page of ``align review``."""
    service = opening.service_of(project, opening.Tools(load_token_encoder), profile=profile)
    service.rescorer.wait()
    state = next(state for state in service.store.units() if "蓝天" in state.unit.zh_text)
    service.edit(Edit(who="Li", since=0, key=state.key, version=state.version, text="We are speeding up the work."))
    issues = service.store.unit(state.key).unit.issues
    service.store.close()
    return {(issue.scorer, issue.severity) for issue in issues}


def test_edits_are_checked_as_the_run_was(given: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    shutil.copytree(given / "out", tmp_path / "out")
    assert flags_of_an_edit(tmp_path / "out") == {("terms", "critical")}
    assert caplog.messages == []


def reseal(project: Path, run: dict[str, Any]) -> None:
    (project / "run.json").write_text(json.dumps(run | provenance.record_seal(run)), encoding="utf-8")


def test_what_is_gone_is_said_and_another_can_be_named(
    given: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    project = tmp_path / "out"
    shutil.copytree(given / "out", project)
    run = json.loads((project / "run.json").read_text(encoding="utf-8"))
    run["files"]["termbase"]["path"] = str(tmp_path / "gone.csv")
    run["files"]["profile"]["path"] = str(tmp_path / "out")
    reseal(project, run)
    assert flags_of_an_edit(project, given / "office.toml") == set()
    (said,) = caplog.messages
    assert "gone.csv: the termbase of the run is missing; edits are checked without it" in said


def test_a_received_folder_has_no_file_read_and_no_model_fetched(
    given: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    project = tmp_path / "out"
    shutil.copytree(given / "out", project)
    run = json.loads((project / "run.json").read_text(encoding="utf-8"))
    run["encoder"] = "attacker/model"
    run["files"]["termbase"]["path"] = "/dev/zero"
    (project / "run.json").write_text(json.dumps(run), encoding="utf-8")
    assert flags_of_an_edit(project) == set()
    assert [said.partition(", which this folder names as its ")[::2] for said in caplog.messages] == [
        (
            f"align: {name!r}",
            f"{what}, was not named by you: if you know it, --{what} {form}; edits are checked {end}",
        )
        for name, what, form, end in (
            ("/dev/zero", "termbase", "FILE", "without it"),
            (str(given / "office.toml"), "profile", "FILE", "without it"),
            ("attacker/model", "encoder", "NAME", "with the bundled encoder"),
        )
    ]


def test_the_encoder_of_the_run_is_loaded_or_its_absence_said(
    given: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    project = tmp_path / "out"
    shutil.copytree(given / "out", project)
    run = json.loads((project / "run.json").read_text(encoding="utf-8"))
    run["encoder"] = str(tmp_path / "gone")
    reseal(project, run)
    assert flags_of_an_edit(project) == {("terms", "critical")}
    (said,) = caplog.messages
    assert f"{str(tmp_path / 'gone')!r}: unknown encoder" in said
    assert said.endswith("; edits are checked with the bundled encoder")


def test_a_run_names_what_it_was_given(given: Path) -> None:
    run = json.loads((given / "out" / "run.json").read_text(encoding="utf-8"))
    assert run["encoder"] == "bundled"
    assert {kind: Path(file["path"]) for kind, file in run["files"].items()} == {
        "termbase": given / "terms.csv",
        "profile": given / "office.toml",
    }
