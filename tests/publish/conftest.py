"""A Hub on loopback, and real clients in processes of their own: they read HF_ENDPOINT when they are imported."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from publish.local_hub import TOKEN, LocalHub

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
def publish(environment: dict[str, str]) -> Client:
    """Runs ``align publish`` with a licence and a name on the Hub."""

    def run(*arguments: object, check: bool = True, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "align", "publish", *map(str, arguments), "--license", "cc-by-4.0"]
        return _run(command, {**environment, **more}, check=check)

    return run


def _run(command: list[str], env: dict[str, str], *, check: bool) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300, check=False)
    if check and done.returncode:
        raise AssertionError(f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done
