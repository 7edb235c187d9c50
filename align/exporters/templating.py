"""Pages from templates. Everything is escaped; style sheets and scripts are admitted by their digests."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from jinja2 import BytecodeCache, ChoiceLoader, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket

from align.model.marks import visible
from align.model.unit import Issue
from align.scorers.catalogue import in_chinese

SHARED = "align.exporters"


@dataclass(frozen=True, slots=True)
class Words:
    """The language of a file for people. ``t`` translates the words of our own, :mod:`align.review.messages` has them
    in Chinese."""

    language: Literal["en", "zh"] = "en"
    t: Callable[[str], str] = str

    def message(self, issue: Issue) -> str:
        """Return what an issue says; one of another tool says it in its own words."""
        return (in_chinese(issue) if self.language == "zh" else "") or issue.message


ENGLISH = Words()


class _Kept(BytecodeCache):
    """The templates that this process has compiled: an environment is made for each file and language."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a bucket what is known, which it takes if the template is still the same."""
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a bucket holds."""
        self._code[bucket.key] = bucket.bytecode_to_string()


_KEPT = _Kept()


def environment(*packages: str, words: Words = ENGLISH) -> Environment:
    """Return the templates of the given packages of ours, then of this one."""
    found = Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in (*packages, SHARED)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_KEPT,
    )
    found.filters["visible"] = visible
    found.globals |= {"t": words.t, "lang": words.language, "message": words.message}
    return found


def asset(name: str, *, package: str = SHARED) -> str:
    """Return the text of a file in the templates of one of our packages."""
    return (files(package) / "templates" / name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """Return the digest of a style sheet or script in the form of a content security policy."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
