"""Draws the pictures of the card, as PNG, since the Hub does not show every SVG."""

from pathlib import Path
from typing import TYPE_CHECKING

from align.model.unit import SEVERITIES
from align.publish.tally import CONFIDENCE_BINS, CURVES, RATIO_BINS, Tally

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FOLDER = "figures"
COLOURS = {"neutral": "#a8b3bd", "minor": "#e3b341", "major": "#d9822b", "critical": "#b42318"}
_PLAIN = "#33658a"
_MOST_TYPES = 15


def draw(folder: Path, tally: Tally) -> dict[str, str]:
    """Write the pictures into ``folder``; return the path of each in the data set and its caption."""
    out: dict[str, str] = {}
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    pictures = [
        ("confidence", "Confidence of the beads, withheld ones included"),
        ("length-ratio", "English characters for each Chinese one"),
        *([("noise", "Pairs kept against estimated noise")] if tally.curve("linked") else []),
        *([("issues", "Issues by type and severity")] if tally.types else []),
    ]
    for name, title in pictures:
        path = f"{FOLDER}/{name}.png"
        _draw(folder / path, name, title, tally)
        out[path] = title
    return out


def _draw(path: Path, name: str, title: str, tally: Tally) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    kinds = sorted({kind for kind, _ in tally.types})[:_MOST_TYPES]
    height = 1.2 + 0.28 * len(kinds) if name == "issues" else 3.0
    figure = Figure(figsize=(7.2, height), dpi=100, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    if name == "issues":
        _bars(axes, kinds, tally)
    elif name == "noise":
        _curves(axes, tally)
    else:
        counts, edges = (tally.confidence, CONFIDENCE_BINS) if name == "confidence" else (tally.ratio, RATIO_BINS)
        axes.bar(edges[:-1], counts, width=edges[1] - edges[0], align="edge", color=_PLAIN)
        axes.set_xlim(edges[0], edges[-1])
        axes.set_ylabel("units")
        if name == "confidence":
            axes.set_yscale("symlog", linthresh=1)
    axes.set_title(title, fontsize=10, loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, metadata={"Software": None})


def _curves(axes: "Axes", tally: Tally) -> None:
    for curve, colour in zip(CURVES, (_PLAIN, COLOURS["major"]), strict=True):
        rows = tally.curve(curve)
        if rows:
            axes.plot(
                [count for _, count, _ in rows],
                [100 * noise for *_, noise in rows],
                color=colour,
                marker="o",
                markersize=3,
                label=curve,
            )
    axes.set_xlabel("pairs kept")
    axes.set_ylabel("noise, %")
    axes.legend(fontsize=8, frameon=False)


def _bars(axes: "Axes", kinds: list[str], tally: Tally) -> None:
    left = [0] * len(kinds)
    for severity in SEVERITIES:
        counts = [tally.types[kind, severity] for kind in kinds]
        if any(counts):
            axes.barh(kinds, counts, left=left, color=COLOURS[severity], label=severity)
            left = [a + b for a, b in zip(left, counts, strict=True)]
    axes.invert_yaxis()
    axes.tick_params(axis="y", labelsize=8)
    axes.legend(fontsize=8, frameon=False)
