"""The statistics as one HTML page: figures, plots as SVG, tables; no scripts, nothing fetched."""

from dataclasses import dataclass

from markupsafe import Markup

from align.corpus.statistics import BINS, RATIO_STEP, Statistics
from align.exporters.templating import asset, digest, environment
from align.model.unit import SEVERITIES
from align.model.version import VERSION

WIDTH, HEIGHT = 320, 120


@dataclass(frozen=True, slots=True)
class Column:
    """A bar of a histogram, in units of the drawing. ``label``: the range of values."""

    x: float
    y: float
    width: float
    height: float
    label: str
    count: int


def render(statistics: Statistics, *, title: str) -> str:
    """Return the page as the text of an HTML file."""
    style = asset("corpus.css", package="align.corpus")
    most = max((sum(counts.values()) for _, counts in statistics.by_scorer()), default=1)
    template = environment("align.corpus").get_template("corpus.html.j2")
    return template.render(
        s=statistics,
        title=title,
        severities=tuple(reversed(SEVERITIES)),
        most=most,
        width=WIDTH,
        height=HEIGHT,
        confidence=columns(statistics.confidence, [f"{k / BINS:.1f}–{(k + 1) / BINS:.1f}" for k in range(BINS)]),
        ratios=columns(
            statistics.ratios, [f"{k * RATIO_STEP:g}–{(k + 1) * RATIO_STEP:g}" for k in range(len(statistics.ratios))]
        ),
        style=Markup(style),
        digest=digest(style),
        version=VERSION,
    )


def columns(counts: list[int], labels: list[str]) -> list[Column]:
    """Return the bars of a histogram, scaled to the height of the drawing.

    >>> [(c.height, c.y) for c in columns([1, 2, 0], ["a", "b", "c"])]
    [(60.0, 60.0), (120.0, 0.0), (0.0, 120.0)]
    """
    top, step = max(counts, default=0) or 1, WIDTH / max(len(counts), 1)
    return [
        Column(k * step + 1, HEIGHT - HEIGHT * count / top, step - 2, HEIGHT * count / top, label, count)
        for k, (count, label) in enumerate(zip(counts, labels, strict=True))
    ]
