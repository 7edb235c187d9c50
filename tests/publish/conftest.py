"""A Hub on loopback, and real clients, which read HF_ENDPOINT when they are imported."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from publish.client_constants import constants_of
from publish.local_hub import TOKEN, LocalHub
from typer.testing import CliRunner

from align.cli import app
from align.publish import plots
from align.publish.tally import CURVES, Tally

ROOT = Path(__file__).resolve().parent.parent.parent
Client = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session", autouse=True)
def pictures() -> Iterator[None]:
    """Draw a picture once: most tests publish the same counts, and to draw takes longer than all the rest."""
    drawn: dict[str, bytes] = {}
    real = plots._draw

    def draw(path: Path, name: str, title: str, tally: Tally) -> None:
        counts = tally.confidence, tally.ratio, tally.types, [tally.curve(curve) for curve in CURVES]
        key = repr((name, title, *counts))
        if key not in drawn:
            real(path, name, title, tally)
            drawn[key] = path.read_bytes()
        path.write_bytes(drawn[key])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plots, "_draw", draw)
        yield


@pytest.fixture
def hub() -> Iterator[LocalHub]:
    with LocalHub() as running:
        yield running


@pytest.fixture
def environment(hub: LocalHub, tmp_path: Path) -> dict[str, str]:
    """What a client needs to know: where the Hub is, and homes of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HF_")}
    return {
        **kept,
        "HF_ENDPOINT": hub.url,
        "HF_HUB_DISABLE_XET": "1",
        "HF_HOME": str(tmp_path / "hf"),
        "HF_TOKEN": TOKEN,
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "PYTHONPATH": str(ROOT),
        "NO_PROXY": "127.0.0.1",
    }


@pytest.fixture
def python(environment: dict[str, str]) -> Client:
    """Runs a piece of Python against the Hub; arguments are in ``sys.argv``."""

    def run(code: str, *arguments: object, check: bool = True, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", code, *map(str, arguments)]
        return _run(command, {**environment, **more}, check=check)

    return run


@pytest.fixture
def publish(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Client:
    """Runs ``align publish`` with a licence and a name on the Hub; in a process of its own where a test asks for it.

    Otherwise in this one, since importing what it needs takes longer than publishing.
    """

    def run(
        *arguments: object, check: bool = True, process: bool = False, **more: str
    ) -> subprocess.CompletedProcess[str]:
        command = ["publish", *map(str, arguments), "--license", "cc-by-4.0"]
        if process:
            return _run([sys.executable, "-m", "align", *command], {**environment, **more}, check=check)
        return _run_here(command, {**environment, **more}, monkeypatch, check=check)

    return run


def _run_here(
    command: list[str], environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, *, check: bool
) -> subprocess.CompletedProcess[str]:
    from huggingface_hub import constants

    with monkeypatch.context() as patch:
        for name, value in constants_of(environment).items():
            patch.setattr(constants, name, value)
        for name in ("HF_TOKEN", "XDG_STATE_HOME"):
            patch.setenv(name, environment[name])
        done = CliRunner().invoke(app, command)
    return _checked(subprocess.CompletedProcess(command, done.exit_code, done.stdout, done.stderr), check=check)


@pytest.fixture(scope="module")
def talkative() -> Iterator[subprocess.Popen[str]]:
    """The process of talkative.py."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "NO_PROXY": "127.0.0.1"}
    env |= {"HF_DEBUG": "1", "HF_HUB_VERBOSITY": "debug", "DATASETS_VERBOSITY": "debug"}
    command, pipe = [sys.executable, str(Path(__file__).with_name("talkative.py"))], subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=env) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture
def publish_talkatively(talkative: subprocess.Popen[str], environment: dict[str, str], tmp_path: Path) -> Client:
    """The same with clients that write all they do."""

    def run(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
        assert talkative.stdin is not None
        assert talkative.stdout is not None
        command = ["publish", *map(str, arguments), "--license", "cc-by-4.0"]
        stdout, stderr = tmp_path / "stdout", tmp_path / "stderr"
        asked = {"command": command, "env": {**environment, **more}, "stdout": str(stdout), "stderr": str(stderr)}
        talkative.stdin.write(json.dumps(asked) + "\n")
        talkative.stdin.flush()
        code = int(talkative.stdout.readline())
        return subprocess.CompletedProcess(command, code, stdout.read_text("utf-8"), stderr.read_text("utf-8"))

    return run


def _run(command: list[str], env: dict[str, str], *, check: bool) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300, check=False)
    return _checked(done, check=check)


def _checked(done: subprocess.CompletedProcess[str], *, check: bool) -> subprocess.CompletedProcess[str]:
    if check and done.returncode:
        raise AssertionError(f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done
