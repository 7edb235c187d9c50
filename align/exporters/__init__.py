"""Writes projects in other formats. One module per format; ``EXPORTERS`` lists them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO

from align.exporters import docx, errata, html, jsonl, scorecard, tmx, tmx_onto, tsv, xliff, xliff_onto, xlsx
from align.model.bitext import Bitext, Project


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format. ``render`` takes a project and a version of the format, and returns the file.

    ``versions``: the supported ones, the default first. ``annotate``: adds the issues of a bitext to a file of another
    program, without other changes.
    """

    what: str
    suffix: str
    render: Callable[[Project, Any], str | Iterable[bytes]]
    versions: tuple[str, ...] = ("",)
    annotate: Callable[[Bitext, BinaryIO, str], Iterable[bytes]] | None = None


EXPORTERS: dict[str, Exporter] = {
    "tmx": Exporter(
        "translation memory, TMX 1.4b", ".tmx", lambda p, _: tmx.render(p.bitext), annotate=tmx_onto.annotate
    ),
    "xliff": Exporter(
        "XLIFF for CAT tools, with states, notes and ITS 2.0 issues",
        ".xlf",
        lambda p, version: xliff.render(p.bitext, version=version, name=p.name),
        versions=xliff.VERSIONS,
        annotate=xliff_onto.annotate,
    ),
    "tsv": Exporter("table, one pair per line", ".tsv", lambda p, _: tsv.render(p.bitext)),
    "xlsx": Exporter(
        "workbook whose decisions import-verdicts reads back", ".xlsx", lambda p, _: xlsx.render(p.bitext)
    ),
    "jsonl": Exporter("bitext.jsonl, with verdicts", ".jsonl", lambda p, _: jsonl.render(p.bitext)),
    "errata": Exporter("errata list, opens in Word", ".errata.html", lambda p, _: errata.render_page(p.bitext)),
    "errata-tsv": Exporter("errata list as a table", ".errata.tsv", lambda p, _: errata.render_table(p.bitext)),
    "scorecard": Exporter("MQM scorecard", ".scorecard.html", lambda p, _: scorecard.render_page(p)),
    "scorecard-xlsx": Exporter(
        "MQM scorecard as a workbook", ".scorecard.xlsx", lambda p, _: [scorecard.render_workbook(p)]
    ),
    "docx": Exporter("corrected Word file, changes tracked", ".docx", lambda p, _: docx.render(p)),
    "docx-clean": Exporter("corrected Word file, changes made", ".clean.docx", lambda p, _: docx.render(p, clean=True)),
    "html": Exporter("self-contained report", ".html", lambda p, _: html.render(p.bitext)),
}
