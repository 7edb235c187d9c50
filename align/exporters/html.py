"""The bitext as ``report.html``: one file that a translator opens offline and reads like a bilingual edition.

The page is whole without JavaScript: every pair, flag and reason is in its markup, and the script only adds filters,
search and keys. The one style sheet and the one script are inlined, and a content security policy admits exactly these
two by their digests, so that nothing in a transcript can run and nothing is fetched.
"""

import base64
import hashlib
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from align import __version__
from align.bitext import SEVERITIES, Bitext
from align.exporters.edition import edition
from align.exporters.marks import visible


def render(bitext: Bitext, *, title: str = "") -> str:
    """The report as the text of an HTML file.

    ``title`` is the page's name in the browser, by default the English document's own title.

    >>> from align.bitext import TranslationUnit
    >>> page = render(Bitext((TranslationUnit(0, (0,), (0,), "你好。", "Hello."),)), title="<1>")
    >>> "<title>&lt;1&gt;</title>" in page, "<p class=\\"zh\\" lang=\\"zh\\">你好。</p>" in page
    (True, True)
    """
    style, script = _asset("edition.css") + _asset("report.css"), _asset("report.js")
    titles = {d.language: d.metadata.title or d.name for d in (bitext.zh, bitext.en) if d is not None}
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            bitext=bitext,
            edition=edition(bitext),
            documents=[d for d in (bitext.zh, bitext.en) if d is not None],
            title=title or titles.get("en") or titles.get("zh") or "Aligned pairs",
            severities=tuple(reversed(SEVERITIES)),
            style=Markup(style),
            script=Markup(script),
            style_digest=_digest(style),
            script_digest=_digest(script),
            version=__version__,
        )
    )


def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["visible"] = visible
    environment.globals["t"] = str  # the report is in English; align.review puts a translation in its place
    return environment


def _asset(name: str) -> str:
    return (files("align.exporters") / "templates" / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
