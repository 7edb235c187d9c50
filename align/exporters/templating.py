"""Pages from templates: everything is escaped, and style sheets and scripts are admitted by their digests."""

import base64
import hashlib
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from align.model.marks import visible

SHARED = "align.exporters"


def environment(*packages: str) -> Environment:
    """Return the templates of this package, after those of others of ours that are named."""
    found = Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in (*packages, SHARED)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.filters["visible"] = visible
    found.globals["t"] = str  # pages are in English; align.review puts a translation in its place
    return found


def asset(name: str, *, package: str = SHARED) -> str:
    """Return the text of a file among the templates of a package of ours."""
    return (files(package) / "templates" / name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """Return the digest of a style sheet or script, as a content security policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
