"""Markup of the page: one Jinja environment a language, and a memory of rows that have been made."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from align.exporters import templating
from align.language.tables import words
from align.model.marks import marked, visible
from align.review.messages import Interface, translator
from align.review.snapshot import Snapshot
from align.review.view import entry, row
from align.scorers.catalogue import in_chinese
from align.store import UnitState

STATIC = words("""
    edition.css review.css theme.js review.js api.js project.js filters.js rows.js walk.js actions.js editing.js
    errors.js beads.js paint.js dialogs.js sync.js refilter.js start.js history.js terms.js second.js icon.svg
""")
"""The files that the page loads. A request names one of these, never a path."""

_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Told:
    """A row as the page is told of it: its entry of the outline and its markup, each as JSON, made of a state in a
    layout."""

    state: UnitState
    layout: int
    entry: str
    html: str


class Pages:
    """Renders templates and rows in both languages. ``show`` escapes text that comes from the documents."""

    def __init__(self, *, show: Callable[[str], Markup] = visible) -> None:
        self._environments = {language: _environment(language, show) for language in ("en", "zh")}
        self._rows: dict[tuple[str, str], Told] = {}

    def page(self, name: str, language: Interface, values: dict[str, Any]) -> str:
        """Return a whole page by the name of its template."""
        return self._environments[language].get_template(name).render(values)

    def told(self, snapshot: Snapshot, key: str, language: Interface) -> Told:
        """Return one unit. Made again when the unit is another, or what stands around it."""
        state = snapshot[key]
        known = self._rows.get((language, key))
        if known is not None and known.state is state and known.layout == snapshot.layout:
            return known
        if len(self._rows) > _REMEMBERED:
            self._rows.clear()
        module: Any = self._environments[language].get_template("rows.html.j2").module
        html = str(module.review_row(row(snapshot, key)))
        made = self._rows[language, key] = Told(state, snapshot.layout, as_json(entry(state)), as_json(html))
        return made

    def row(self, snapshot: Snapshot, key: str, language: Interface) -> str:
        """Return one unit as a row."""
        return str(json.loads(self.told(snapshot, key, language).html))

    def rows(self, snapshot: Snapshot, keys: Iterable[str], language: Interface) -> str:
        """Return several rows, one after the other."""
        return str(json.loads(self.rows_as_json(snapshot, keys, language)))

    def rows_as_json(self, snapshot: Snapshot, keys: Iterable[str], language: Interface) -> str:
        """Return several rows as one string of JSON: what stands between the quotation marks of each."""
        return '"{}"'.format("".join(self.told(snapshot, key, language).html[1:-1] for key in keys))


def as_json(value: object) -> str:
    """Return JSON as the page reads it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def asset(name: str) -> bytes:
    """Return a static file of the page; the style sheet of the bilingual text is the report's."""
    package, folder = ("align.exporters", "templates") if name == "edition.css" else ("align.review", "static")
    return (files(package) / folder / name).read_bytes()


def _environment(language: str, show: Callable[[str], Markup]) -> Environment:
    words = templating.Words("zh" if language == "zh" else "en", translator(language))
    environment = templating.environment("align.review", words=words)
    environment.filters["visible"] = show
    environment.filters["clock"] = _clock
    environment.globals["in_chinese"] = in_chinese
    environment.globals["marked"] = marked
    return environment


def _clock(when: str) -> Markup:
    """Return an instant as an element whose text the page puts into the reader's time zone."""
    return Markup('<time datetime="{}">{}</time>').format(when, when[:16].replace("T", " "))
