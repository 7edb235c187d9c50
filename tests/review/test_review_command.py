"""``align review`` as a process: it opens soon, on this machine only, and ends without a word."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

ALIGN = (sys.executable, "-m", "align", "review")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a few pairs; nothing of it needs an encoder."""
    from exporters.edition_sample import sample

    from align import folder

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


def test_it_listens_on_this_machine_only(project: Path) -> None:
    code, errors = refusal(str(project), "--no-browser", "--host", "0.0.0.0")
    assert code == 2
    assert "expected --token" in errors
    code, errors = refusal(str(project), "--no-browser", "--host", "0.0.0.0", "--token", "short")
    assert (code, "24 or more" in errors) == (2, True)


def test_what_is_no_project_is_named(tmp_path: Path) -> None:
    code, errors = refusal(str(tmp_path / "nothing"), "--no-browser")
    assert code == 2
    assert "nothing" in errors
    assert not (tmp_path / "nothing").exists()
