"""Help and shell completion: what a person meets before anything works."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from align.cli import app

COMMANDS = get_command(app).commands
BIN = Path(sys.executable).parent
needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


def shown(*arguments):
    result = CliRunner().invoke(app, arguments, prog_name="align")
    return result.exit_code, result.output


def test_align_alone_shows_every_command_in_its_group():
    _, text = shown()
    listed = [line.split()[0] for line in text.splitlines() if line[:2] == "  " and line[2:3].isalpha()]
    assert {"One text and its English:", "Many texts:", "The tool itself:"} <= set(text.splitlines())
    assert set(COMMANDS) <= set(listed)
    assert "align run CHINESE ENGLISH -o DIR" in text


def test_version_and_the_short_name_of_help():
    assert shown("--version")[1].startswith("align 0.")
    assert shown("-h") == shown("--help")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_and_option_is_explained_in_plain_words(name):
    command = COMMANDS[name]
    unexplained = [p.name for p in command.params if not getattr(p, "help", "")]
    assert unexplained == []
    code, text = shown(name, "-h")
    assert code == 0
    assert max(map(len, text.splitlines())) <= 80
    assert not {"<", "{", "="} & set(text.replace("zh<TAB>en", ""))
    assert text.startswith(f"Usage: align {name} ")


def test_help_loads_none_of_the_work():
    code = (
        "import sys, align.cli; print([m for m in ('numpy', 'numba', 'lxml', 'jinja2', 'torch') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


COMPLETED = {
    "align ex": ["export"],
    "align export out --to t": ["tmx", "tsv", "tbx"],
    "align run --fail-on ": ["neutral", "minor", "major", "critical"],
    "align run --encoder b": ["bundled", "bundled-e5"],
    "align run --te": ["--termbase"],
    "align run a": [],  # file names: bash's own
}


@needs_bash
@pytest.mark.parametrize("line", COMPLETED)
def test_bash_completes(line, tmp_path):
    """What ``--install-completion`` writes is sourced by a bash, and its function is called as the Tab key does."""
    environment = {**os.environ, "HOME": str(tmp_path), "PATH": f"{BIN}:{os.environ['PATH']}"}
    words = line.split(" ")
    script = f"""
        shopt -s expand_aliases
        _ALIGN_COMPLETE=source_bash align > completion && source ./completion || exit 1
        COMP_WORDS=({" ".join(w or '""' for w in words)}) COMP_CWORD={len(words) - 1}
        _align_completion align && printf '%s\\n' "${{COMPREPLY[@]}}"
        complete -p align
    """
    result = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=environment, cwd=tmp_path)
    *found, rule = [text for text in result.stdout.splitlines() if text]
    assert found == COMPLETED[line], result.stderr
    assert rule == "complete -o default -F _align_completion align"


@needs_bash
def test_completion_is_installed_for_bash(tmp_path):
    environment = {**os.environ, "HOME": str(tmp_path), "PATH": f"{BIN}:{os.environ['PATH']}"}
    result = subprocess.run(
        ["bash", "-c", "align --install-completion; true"], capture_output=True, text=True, env=environment
    )
    assert "bash completion installed in" in result.stdout, result.stderr
    assert (tmp_path / ".bash_completions" / "align.sh").is_file()
    assert "align.sh" in (tmp_path / ".bashrc").read_text(encoding="utf-8")
