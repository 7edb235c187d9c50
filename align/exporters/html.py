"""The bitext as ``report.html``: a single file to be read offline like a bilingual edition.

The page is complete without JavaScript: every pair, flag and reason is in its markup, and the script only adds filters,
search and keys. The style sheet and the script are inlined, and a content security policy admits only these two by
their digests, so nothing in a transcript can run and nothing is fetched.
"""

from collections.abc import Iterator

from markupsafe import Markup

from align.exporters.edition import edition
from align.exporters.templating import ENGLISH, Words, asset, digest, environment
from align.model.bitext import Bitext
from align.model.unit import SEVERITIES
from align.model.version import VERSION


def render(bitext: Bitext, *, title: str = "", words: Words = ENGLISH) -> str:
    """Return the report as the text of an HTML file.

    ``title``: the title of the page in the browser, by default that of the English document.

    >>> from align.model.unit import TranslationUnit
    >>> page = render(Bitext((TranslationUnit(0, (0,), (0,), "你好。", "Hello."),)), title="<1>")
    >>> "<title>&lt;1&gt;</title>" in page, "<p class=\\"zh\\" lang=\\"zh\\">你好。</p>" in page
    (True, True)
    """
    style, script = asset("edition.css") + asset("report.css"), asset("report.js")
    titles = {d.language: d.metadata.title or d.name for d in (bitext.zh, bitext.en) if d is not None}
    return (
        environment(words=words)
        .get_template("report.html.j2")
        .render(
            bitext=bitext,
            edition=edition(bitext),
            documents=[d for d in (bitext.zh, bitext.en) if d is not None],
            title=title or titles.get("en") or titles.get("zh") or "Aligned pairs",
            standing=sum(not bitext.is_rejected(issue) for unit in bitext.units for issue in unit.issues),
            decided=tuple((what, n) for what, n in _decided(bitext) if n),
            severities=tuple(reversed(SEVERITIES)),
            style=Markup(style),
            script=Markup(script),
            style_digest=digest(style),
            script_digest=digest(script),
            version=VERSION,
        )
    )


def _decided(bitext: Bitext) -> Iterator[tuple[str, int]]:
    """Yield what reviewers decided, and on how many flags."""
    given = [*bitext.verdicts.values(), *(c.verdict for r in bitext.revisions.values() for c in r.closed if c.verdict)]
    for what, decision in (("confirmed", "confirmed"), ("fixed", "fixed"), ("not an error", "false positive")):
        yield what, sum(verdict.decision == decision for verdict in given)
