"""A bitext as a notebook shows it: a table of pairs with the flagged words marked on both sides, and the messages.

A notebook keeps its outputs and is sent around, so the table is short: the flagged pairs, then others from the start,
up to ``ROWS``, in document order; what is left out is counted where it stood. Colours are translucent and letters take
the notebook's own, so that it reads on a dark page; where a viewer strips style sheets, ``<mark>`` still marks.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

from align.model.marks import Mark, marked, visible
from align.model.unit import SEVERITIES, TranslationUnit

ROWS = 30
_STYLE = Markup(
    "<style>.align-bitext td,.align-bitext th{text-align:left!important;vertical-align:top}"
    ".align-bitext td[lang]{width:46%}.align-bitext .gap,.align-bitext caption{opacity:.7;text-align:left}"
    ".align-bitext mark{color:inherit;background:#8884}.align-bitext mark.minor{background:#2bd4}"
    ".align-bitext mark.major{background:#fb08}.align-bitext mark.critical{background:#f448}"
    ".align-bitext .critical b{color:#d33}</style>"
)
_TABLE = Markup('<div class="align-bitext">{}<table><caption>{}</caption><tbody>{}</tbody></table></div>')
_PAIR = Markup('<tr><th>{}</th><td lang="zh">{}</td><td lang="en">{}</td></tr>')
_NOTE = Markup('<tr class="{}"><td></td><td colspan="2"><b>{}</b> {}: {}{}</td></tr>')
_RIGHT = Markup(" → <i>{}</i>")
_GAP = Markup('<tr class="gap"><td></td><td colspan="2">… {}</td></tr>')


def table(units: Sequence[TranslationUnit], *, rows: int = ROWS) -> str:
    """Return the table as self-contained HTML.

    >>> units = tuple(TranslationUnit(n, (n,), (n,), "你<好", "Hello") for n in range(3))
    >>> html = table(units, rows=1)
    >>> "你&lt;好" in html, html.count("Hello"), "… 2 pairs" in html
    (True, 1, True)
    """
    shown = _chosen(units, rows)
    return str(_TABLE.format(_STYLE, _summary(units), Markup("").join(_rows(units, shown))))


def _chosen(units: Sequence[TranslationUnit], rows: int) -> list[int]:
    flagged = [k for k, unit in enumerate(units) if unit.issues][:rows]
    others = [k for k, unit in enumerate(units) if not unit.issues][: rows - len(flagged)]
    return sorted(flagged + others)


def _rows(units: Sequence[TranslationUnit], shown: Sequence[int]) -> Iterator[Markup]:
    for before, k in pairwise((-1, *shown, len(units))):
        if left_out := units[before + 1 : k]:
            yield _GAP.format(_counted(left_out))
        if k < len(units):
            unit = units[k]
            zh = [Mark(i.zh_span, i.id, i.severity) for i in unit.issues if i.zh_span]
            en = [Mark(i.en_span, i.id, i.severity) for i in unit.issues if i.en_span]
            yield _PAIR.format(unit.id, marked(unit.zh_text, zh), marked(unit.en_text, en))
            for issue in unit.issues:
                right = _RIGHT.format(visible(issue.suggestion)) if issue.suggestion else ""
                yield _NOTE.format(issue.severity, issue.severity, issue.scorer, visible(issue.message), right)


def _counted(units: Sequence[TranslationUnit]) -> str:
    flagged = sum(bool(unit.issues) for unit in units)
    pairs = "1 pair" if len(units) == 1 else f"{len(units):,} pairs"
    return f"{pairs}, {flagged:,} with flags" if flagged else pairs


def _summary(units: Sequence[TranslationUnit]) -> str:
    counts = Counter(issue.severity for unit in units for issue in unit.issues)
    flags = ", ".join(f"{counts[severity]:,} {severity}" for severity in reversed(SEVERITIES) if counts[severity])
    return f"{_counted(units)}: {flags}" if flags else f"{_counted(units)}, no flags"
