"""Repositories in memory, as the local Hub keeps them: branches of commits, each with all its files."""

import hashlib
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class File:
    """A file of a commit; large ones are named by their SHA-256."""

    content: bytes
    lfs: bool

    @property
    def oid(self) -> str:
        content = self.content if not self.lfs else f"pointer {self.sha256}".encode()
        return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def record(self, path: str) -> dict[str, Any]:
        lfs = {"lfs": {"oid": self.sha256, "size": len(self.content), "pointerSize": 130}} if self.lfs else {}
        return {"type": "file", "path": path, "oid": self.oid, "size": len(self.content), **lfs}


@dataclass
class Commit:
    """A state of a repository."""

    sha: str
    title: str
    files: dict[str, File]
    parent: "Commit | None" = None


@dataclass
class Repository:
    """Branches, and every commit that was ever made."""

    private: bool
    branches: dict[str, Commit]
    commits: dict[str, Commit] = field(default_factory=dict)
    tags: dict[str, Commit] = field(default_factory=dict)

    def find(self, revision: str) -> Commit | None:
        return self.branches.get(revision) or self.tags.get(revision) or self.commits.get(revision)

    def commit(self, branch: str, title: str, files: dict[str, File]) -> Commit:
        parent = self.branches.get(branch)
        told = repr((parent.sha if parent else "", title, sorted((p, f.oid) for p, f in files.items())))
        made = Commit(hashlib.sha1(told.encode()).hexdigest(), title, files, parent)
        self.branches[branch] = self.commits[made.sha] = made
        return made


class Refused(Exception):  # noqa: N818
    """An answer that is no success."""

    def __init__(self, status: int, code: str, message: str) -> None:
        self.status, self.code, self.message = status, code, message
