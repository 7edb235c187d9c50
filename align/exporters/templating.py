"""Pages from templates: everything is escaped, and style sheets and scripts are admitted by their digests."""

import base64
import hashlib
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from align.marks import visible


def environment() -> Environment:
    """The templates of this package."""
    found = Environment(
        loader=FunctionLoader(asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["visible"] = visible
    found.globals["t"] = str  # pages are in English; align.review puts a translation in its place
    return found


def asset(name: str) -> str:
    """The text of a file among the templates."""
    return (files("align.exporters") / "templates" / name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """The digest of a style sheet or script, as a content security policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
