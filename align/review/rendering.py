"""Markup of the page: one Jinja environment a language, and a memory of rows that have been made."""

from collections.abc import Callable, Iterable
from importlib.resources import files
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from align.exporters import templating
from align.marks import visible
from align.review.issue_messages import in_chinese
from align.review.messages import Interface, translator
from align.review.snapshot import Snapshot
from align.review.view import row
from align.store import UnitState

STATIC = (
    *("edition.css", "review.css", "theme.js", "review.js", "api.js", "project.js", "filters.js", "rows.js", "walk.js"),
    *("actions.js", "editing.js", "beads.js", "paint.js", "dialogs.js", "sync.js", "refilter.js", "icon.svg"),
)
"""The files that the page loads. A request names one of these, never a path."""

_REMEMBERED = 20_000


class Pages:
    """Renders templates and rows in both languages. ``show`` escapes text that comes from the documents."""

    def __init__(self, *, show: Callable[[str], Markup] = visible) -> None:
        self._environments = {language: _environment(language, show) for language in ("en", "zh")}
        self._rows: dict[tuple[str, str], tuple[UnitState, int, str]] = {}

    def page(self, name: str, language: Interface, values: dict[str, Any]) -> str:
        """A whole page by the name of its template."""
        return self._environments[language].get_template(name).render(values)

    def row(self, snapshot: Snapshot, key: str, language: Interface) -> str:
        """One unit as a row. Made again when the unit is another, or what stands around it."""
        state = snapshot[key]
        known = self._rows.get((language, key))
        if known is not None and known[0] is state and known[1] == snapshot.layout:
            return known[2]
        if len(self._rows) > _REMEMBERED:
            self._rows.clear()
        module: Any = self._environments[language].get_template("rows.html.j2").module
        text = str(module.review_row(row(snapshot, key)))
        self._rows[language, key] = (state, snapshot.layout, text)
        return text

    def rows(self, snapshot: Snapshot, keys: Iterable[str], language: Interface) -> str:
        """Several rows, one after the other."""
        return "".join(self.row(snapshot, key, language) for key in keys)


def asset(name: str) -> bytes:
    """A static file of the page; the style sheet of the bilingual text is the report's."""
    package, folder = ("align.exporters", "templates") if name == "edition.css" else ("align.review", "static")
    return (files(package) / folder / name).read_bytes()


def _environment(language: str, show: Callable[[str], Markup]) -> Environment:
    environment = templating.environment("align.review")
    environment.filters["visible"] = show
    environment.filters["clock"] = _clock
    environment.globals["t"] = translator(language)
    environment.globals["lang"] = language
    environment.globals["in_chinese"] = in_chinese
    return environment


def _clock(when: str) -> Markup:
    """An instant as an element whose text the page puts into the reader's time zone."""
    return Markup('<time datetime="{}">{}</time>').format(when, when[:16].replace("T", " "))
