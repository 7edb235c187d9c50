"""What README.md and the guides show is run, as a stranger would who copies every block in order.

Each document gets a fresh folder that holds the seeds, and its blocks are run there one after another:

- ``sh``: commands, read by bash. Set-up lines (git, pip, scripts/...) would need the network or hours: that what they
  name exists is checked instead. ``align review`` is started and asked for its page.
- ``console``: ``$ command`` and what it prints.
- ``python``: executed; what it prints is compared with the ``text`` block that follows, if one does.
- ``toml``, ``csv``, ``yaml``: a file, which the text before the block names last; it is there for later blocks.

In what is printed ``...`` stands for anything, and spaces do not count. Commands run in this process, so that encoders
are read once; ``align run`` of the same files is done once for all.
"""

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tomllib
import urllib.parse
import urllib.request
from dataclasses import dataclass
from http.cookiejar import CookieJar
from itertools import pairwise
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from align.cli import app
from align.model.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = (
    "README.md",
    "align/review/GUIDE.md",
    "align/review/GUIDE.zh.md",
    "align/batch/GUIDE.md",
    "align/aligner/GUIDE.md",
)
CHINESE = "align/review/GUIDE.zh.md"  # its blocks are those of the English guide, which are run (a test compares them)
ELSEWHERE = {
    "--engine slurm": "submits jobs with sbatch",
    "--engine ray": "starts a cluster; tests/batch has one",
    "--encoder sentence-transformers/": "would be downloaded",
    "--encoder bundled-e5": "reads torch for a quarter of a minute; tests/embedders has it",
}
"""What a command cannot do here, and why: of these only the options are checked."""
KINDS = ("sh", "console", "python", "text", "toml", "csv", "yaml")
PLAIN = ("cp", "mkdir", "head")
_FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s#]+)[^)]*\)")
_NAMED = re.compile(r"`([\w/-]+\.(?:toml|csv|yaml))`")
_OPTION = re.compile(r"--[a-z][\w-]*")


@dataclass(frozen=True, slots=True)
class Block:
    """A block with the text before it."""

    kind: str
    text: str
    before: str


def blocks(document: str) -> list[Block]:
    """The fenced blocks of a document."""
    text = (ROOT / document).read_text(encoding="utf-8")
    return [Block(found[1].strip(), found[2], text[: found.start()]) for found in _FENCE.finditer(text)]


# Progress where there is no terminal: only a machine that is busy prints it.
_SLOW = re.compile(r"^align: [\w .()-]+: [\d,]+(?: of [\d,]+)?\n", re.MULTILINE)


def printed(text: str, expected: str) -> bool:
    """Whether a text is what was expected, in which ``...`` is anything.

    >>> printed("a  b\\nc\\nd\\n", "a b\\n...\\nd"), printed("a b\\nd", "a b")
    (True, False)
    """
    pieces = (re.escape(" ".join(piece.split())) for piece in expected.split("..."))
    return re.fullmatch(r"\s*" + ".*".join(pieces) + r"\s*", " ".join(text.split()), re.DOTALL) is not None


class Stranger:
    """Someone who runs what a document says, in the folder that is the current one."""

    def __init__(self, kept: Path) -> None:
        self.kept = kept
        self.names: dict[str, object] = {"__name__": "__main__"}

    def run(self, line: str) -> str:
        """Runs a command as bash would read it, or checks what it names; gives what it printed."""
        line = re.sub(r"^(?:[A-Z_]+=\S+ )+", "", line)
        done = subprocess.run(["bash", "-c", f'printf "%s\\0" {line}'], capture_output=True, text=True, check=True)
        words = done.stdout.split("\0")[:-1]
        if words[0] == "align":
            return self.align(words[1:], line)
        if words[0] in PLAIN:
            return subprocess.run(words, capture_output=True, text=True, check=True).stdout
        if words[0].startswith("scripts/"):
            script = ROOT / words[0]
            assert os.access(script, os.X_OK), script
            assert set(_OPTION.findall(line)) <= set(_OPTION.findall(script.read_text(encoding="utf-8"))), line
            return ""
        assert words[:2] == ["pip", "install"], f"{line}: how is it to be run?"
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        named = re.fullmatch(r"([\w.-]+)(?:\[([\w,]+)\])?", words[-1])
        assert named is not None, line
        assert named[1] in (".", project["name"])
        assert set(filter(None, (named[2] or "").split(","))) <= set(project["optional-dependencies"])
        return ""

    def align(self, words: list[str], line: str) -> str:
        if any(elsewhere in line for elsewhere in ELSEWHERE):
            command = typer.main.get_command(app).commands[words[0]]  # type: ignore[attr-defined]
            options = {name for option in command.params for name in option.opts}
            assert {word for word in words if word.startswith("-")} <= options
            return ""
        if words[0] == "review":
            return review(words[1:])
        if words[0] == "run":
            return self.align_run(words)
        if words[0] == "batch":
            words = [*words, "--workers", "1"]  # each reads the encoders anew
        if "--repo-id" in words:
            words = [{"--repo-id": "--to-folder"}.get(word, word) for word in words]
        if "--against-encoder" in words:  # the same comparison without torch, which "--encoder bundled-e5" would read
            words = [{"bundled-e5": "bundled"}.get(word, word) for word in words]
        return invoke(words)

    def align_run(self, words: list[str]) -> str:
        """``align run``, or a copy of what the same one gave in another document."""
        output = Path(words[words.index("-o") + 1])
        name = re.sub(r"\W", "_", " ".join(word for word in words if word not in ("-o", str(output))))
        earlier = self.kept / f"{name}_{output.name}"
        if output.exists() or not all(
            word.startswith("seeds/") for word in words if "/" in word and word != str(output)
        ):
            return invoke(words)
        if not earlier.exists():
            (self.kept / f"{earlier.name}.txt").write_text(invoke(words), encoding="utf-8")
            shutil.copytree(output, earlier)
        else:
            shutil.copytree(earlier, output)
        return (self.kept / f"{earlier.name}.txt").read_text(encoding="utf-8")

    def python(self, code: str) -> str:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(code, "a block", "exec"), self.names)
        return said.getvalue()


def invoke(words: list[str]) -> str:
    """Runs ``align`` here. Exit code 1 is one of the answers: there are issues, or some pairs failed."""
    result = CliRunner().invoke(app, words)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code in (0, 1), f"align {' '.join(words)}: {result.output}"
    return result.output


TOKEN = "some-24-random-letters-here"


def review(words: list[str]) -> str:
    """Starts the server and asks it for its page, which has pairs."""
    words = [*words, "--no-browser", "--port", "0"]
    if "--host" in words:
        words[words.index("--host") + 1] = "127.0.0.1"
    command = [sys.executable, "-m", "align", "review", *words]
    env = {**os.environ, "ALIGN_TOKEN": TOKEN} if "--host" in words else None
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        try:
            url = server.stdout.readline().strip()
            assert url.startswith("http"), server.stderr.read()
            jar = urllib.request.HTTPCookieProcessor(CookieJar())
            opener = urllib.request.build_opener(jar, urllib.request.ProxyHandler({}))
            form = urllib.parse.urlencode({"name": "Wang Fang", "token": TOKEN}).encode()
            opener.open(url, form if url.endswith("login") else None, timeout=30).close()
            with opener.open(url.split("login")[0], timeout=30) as answer:
                assert b'class="review"' in answer.read()
        finally:
            server.terminate()
    return url


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runs")


@pytest.fixture
def stranger(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> Stranger:
    for name in ("seeds", "corpora"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Stranger(kept)


@pytest.mark.parametrize("document", [name for name in DOCUMENTS if name != CHINESE])
def test_every_block_runs_and_prints_what_it_shows(document: str, stranger: Stranger) -> None:
    found = blocks(document)
    assert found
    assert {block.kind for block in found} <= set(KINDS), "a block says what it is"
    for block, after in pairwise([*found, Block("", "", "")]):
        if block.kind == "sh":
            for line in commands(block.text):
                stranger.run(line)
        elif block.kind == "console":
            for shown in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
                line, _, expected = shown.partition("\n")
                said = _SLOW.sub("", stranger.run(line))
                assert printed(said, expected), f"{line}\n{said}"
        elif block.kind == "python":
            said = stranger.python(block.text)
            assert after.kind != "text" or printed(said, after.text), said
        elif block.kind != "text":
            name = _NAMED.findall(block.before)[-1]
            assert name.endswith(block.kind)
            Path(name).write_text(block.text, encoding="utf-8")


def commands(text: str) -> list[str]:
    """The commands of a block: lines, those with a backslash at the end joined; without comments."""
    lines = text.replace("\\\n", " ").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    targets = [target for target in _LINK.findall(_FENCE.sub("", text)) if "://" not in target]
    assert [target for target in targets if not ((ROOT / document).parent / target).exists()] == []


def test_the_guides_name_every_check_and_key() -> None:
    """The Chinese guide is as whole as the English one: the same commands, the same keys, all scorers."""
    from align.review.messages import catalogue
    from align.scorers import SCORERS

    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in DOCUMENTS[1:3])
    assert [name for name in SCORERS if f"`{name}`" not in english] == []
    assert [name for name in SCORERS if catalogue("zh")[name] not in chinese] == []
    template = (ROOT / "align/review/templates/page.html.j2").read_text(encoding="utf-8")
    keys = {key for found in re.findall(r'^    \("([^"]+)", "', template, re.MULTILINE) for key in found.split()}
    keys |= {key for found in re.findall(r', \("([^"]{1,5})", "', template) for key in found.split()}
    assert len(keys) == 24
    for guide in (english, chinese):
        assert {key for key in keys if f"`{key}`" not in guide} == set()
    shown = [
        [(b.kind, line.split("#")[0].strip()) for b in blocks(name) for line in b.text.splitlines()]
        for name in DOCUMENTS[1:3]
    ]
    assert shown[0] == shown[1]


def test_the_picture_is_small_and_shown() -> None:
    picture = "align/review/review.png"
    assert 10_000 < (ROOT / picture).stat().st_size < 200_000
    assert f"]({picture})" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_citation_is_of_this_version() -> None:
    lines = (ROOT / "CITATION.cff").read_text(encoding="utf-8").splitlines()
    assert f"version: {VERSION}" in lines
