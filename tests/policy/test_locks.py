"""The locks hold a digest for every file, and what pyproject.toml asks for in a version that it allows."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
WITHOUT = {"torch"}
PINNED = re.compile(r"^([a-z0-9-]+)==([^ ;\\]+)(?: ; ([^\\]+?))? *\\?$", re.MULTILINE)


def locked(*names: str) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for name in names:
        for package, version, marker in PINNED.findall((ROOT / "scripts" / name).read_text(encoding="utf-8")):
            found.setdefault(package, []).append((version, marker))
    return found


@pytest.mark.parametrize(
    ("name", "least"), [("requirements.lock", 50), ("requirements-dev.lock", 50), ("requirements-setup.lock", 1)]
)
def test_every_package_has_digests(name: str, least: int) -> None:
    text = (ROOT / "scripts" / name).read_text(encoding="utf-8")
    blocks = [
        block for block in re.split(r"\n(?=[a-z0-9])", re.sub("^#.*\n", "", text, flags=re.MULTILINE)) if block.strip()
    ]
    assert len(blocks) == len(PINNED.findall(text)) >= least
    assert not [block for block in blocks if "--hash=sha256:" not in block]


def test_set_up_takes_nothing_whose_digest_is_another() -> None:
    setup = (ROOT / "scripts" / "setup").read_text(encoding="utf-8").replace("\\\n", "")
    assert "locks=(scripts/requirements.lock)" in setup
    installing = re.findall(r"\binstall (-.*)", setup)
    assert sum("--require-hashes" in line for line in installing) == 3, "uv, and the locks by uv or by pip"
    of_any = [line for line in installing if "--require-hashes" not in line]
    assert [re.findall(r'-e|"\$.*?"', line) for line in of_any] == [['"$@"'], ['"$torch"'], ["-e"], ["-e"]]


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    base, every = locked("requirements.lock"), locked("requirements.lock", "requirements-dev.lock")
    for known, lines in ((base, project["dependencies"]), (every, project["optional-dependencies"]["dev"])):
        for wanted in map(Requirement, lines):
            name = re.sub(r"[-_.]+", "-", wanted.name).lower()
            if name in WITHOUT or (wanted.marker and not wanted.marker.evaluate()):
                continue
            here = [version for version, marker in known[name] if not marker or Marker(marker).evaluate()]
            assert here, name
            assert all(wanted.specifier.contains(version, prereleases=True) for version in here), name
