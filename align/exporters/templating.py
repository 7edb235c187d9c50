"""Pages from templates. Everything is escaped; style sheets and scripts are admitted by their digests."""

import base64
import hashlib
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from align.model.marks import visible

SHARED = "align.exporters"


def environment(*packages: str) -> Environment:
    """Return the templates of the given packages of ours, then of this one."""
    found = Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in (*packages, SHARED)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.filters["visible"] = visible
    found.globals["t"] = str  # pages are in English; align.review replaces this by a translation
    return found


def asset(name: str, *, package: str = SHARED) -> str:
    """Return the text of a file in the templates of one of our packages."""
    return (files(package) / "templates" / name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """Return the digest of a style sheet or script in the form of a content security policy."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
