"""Writes projects in other formats. One module per format; ``EXPORTERS`` lists them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO

from align.exporters import docx, errata, html, jsonl, scorecard, tmx, tmx_onto, tsv, xliff, xliff_onto, xlsx
from align.exporters.templating import ENGLISH, Words
from align.exporters.wording import said_in
from align.model.bitext import Bitext, Project


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format. ``render`` takes a project, a version of the format and the language of words, and returns the file.

    ``versions``: the supported ones, the default first. ``worded``: true if it has words of ours, for people.
    ``annotate``: adds the issues of a bitext to a file of another program, without other changes.
    """

    what: str
    suffix: str
    render: Callable[..., str | Iterable[bytes]]
    versions: tuple[str, ...] = ("",)
    annotate: Callable[[Bitext, BinaryIO, str], Iterable[bytes]] | None = None
    worded: bool = False


def _data(render: Callable[[Bitext], str | Iterable[bytes]]) -> Callable[..., str | Iterable[bytes]]:
    """Return the renderer of a format that has no words of ours."""
    return lambda project, _version, _words=ENGLISH: render(project.bitext)


def _words(render: Callable[[Project, Words], str | Iterable[bytes]]) -> Callable[..., str | Iterable[bytes]]:
    return lambda project, _version, words=ENGLISH: render(project, words)


def _xliff(project: Project, version: Any, words: Words = ENGLISH) -> Iterable[bytes]:
    return xliff.render(said_in(project.bitext, words), version=version, name=project.name)


EXPORTERS: dict[str, Exporter] = {
    "tmx": Exporter("translation memory, TMX 1.4b", ".tmx", _data(tmx.render), annotate=tmx_onto.annotate),
    "xliff": Exporter(
        "XLIFF for CAT tools, with states, notes and ITS 2.0 issues",
        ".xlf",
        _xliff,
        versions=xliff.VERSIONS,
        annotate=xliff_onto.annotate,
        worded=True,
    ),
    "tsv": Exporter("table, one pair per line", ".tsv", _data(tsv.render)),
    "xlsx": Exporter(
        "workbook whose decisions import-verdicts reads back",
        ".xlsx",
        _words(lambda p, words: xlsx.render(p.bitext, words=words)),
        worded=True,
    ),
    "jsonl": Exporter("bitext.jsonl, with verdicts", ".jsonl", _data(jsonl.render)),
    "errata": Exporter("errata list, opens in Word", ".errata.html", _words(errata.render_errata), worded=True),
    "errata-tsv": Exporter("errata list as a table", ".errata.tsv", _words(errata.render_list), worded=True),
    "scorecard": Exporter(
        "MQM scorecard",
        ".scorecard.html",
        _words(lambda p, words: scorecard.render_page(p, words=words)),
        worded=True,
    ),
    "scorecard-xlsx": Exporter(
        "MQM scorecard as a workbook",
        ".scorecard.xlsx",
        _words(lambda p, words: [scorecard.render_workbook(p, words=words)]),
        worded=True,
    ),
    "docx": Exporter(
        "corrected Word file, changes tracked",
        ".docx",
        _words(lambda p, words: docx.render(p, words=words)),
        worded=True,
    ),
    "docx-clean": Exporter(
        "corrected Word file, changes made", ".clean.docx", _words(lambda p, _: docx.render(p, clean=True))
    ),
    "html": Exporter(
        "self-contained report", ".html", _words(lambda p, words: html.render(p.bitext, words=words)), worded=True
    ),
}
