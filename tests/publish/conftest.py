"""A Hub on loopback, and real clients, which read HF_ENDPOINT when they are imported."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from publish.local_hub import TOKEN, LocalHub
from typer.testing import CliRunner

from align.cli import app

ROOT = Path(__file__).resolve().parent.parent.parent
Client = Callable[..., subprocess.CompletedProcess[str]]


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
    """Runs ``align publish`` with a licence and a name on the Hub.

    In this process, since importing what it needs takes longer than publishing; in one of its own where a test names
    variables that are read on import, or asks for it.
    """

    def run(
        *arguments: object, check: bool = True, process: bool = False, **more: str
    ) -> subprocess.CompletedProcess[str]:
        command = ["publish", *map(str, arguments), "--license", "cc-by-4.0"]
        if process or more:
            return _run([sys.executable, "-m", "align", *command], {**environment, **more}, check=check)
        return _run_here(command, environment, monkeypatch, check=check)

    return run


def _run_here(
    command: list[str], environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, *, check: bool
) -> subprocess.CompletedProcess[str]:
    from huggingface_hub import constants

    with monkeypatch.context() as patch:
        url = environment["HF_ENDPOINT"]
        patch.setattr(constants, "ENDPOINT", url)
        patch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", url + "/{repo_id}/resolve/{revision}/{filename}")
        patch.setattr(constants, "HF_HUB_DISABLE_XET", True)
        for name in ("HF_TOKEN", "XDG_STATE_HOME"):
            patch.setenv(name, environment[name])
        done = CliRunner().invoke(app, command)
    return _checked(subprocess.CompletedProcess(command, done.exit_code, done.stdout, done.stderr), check=check)


def _run(command: list[str], env: dict[str, str], *, check: bool) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300, check=False)
    return _checked(done, check=check)


def _checked(done: subprocess.CompletedProcess[str], *, check: bool) -> subprocess.CompletedProcess[str]:
    if check and done.returncode:
        raise AssertionError(f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done
