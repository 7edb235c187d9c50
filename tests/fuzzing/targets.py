"""What the fuzzer feeds, and the rules that hold for whatever it feeds: see ``scripts/fuzz``.

A target takes the name and the bytes of an input, raises BrokenRuleError where a rule does not hold, and gives what two
readings of the same input must have in common.
"""

import io
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from itertools import pairwise
from pathlib import Path

from fuzzing import samples
from fuzzing.samples import Sample, placed, project_files

from align import pipeline, readers
from align.codecs.workbook import read_decisions
from align.exporters import EXPORTERS
from align.facts import extract
from align.facts.matching import match
from align.lab.evaluate import load_gold
from align.model.bitext import BITEXT, Project
from align.model.document import Source, Span
from align.model.errors import InputError
from align.model.unit import TranslationUnit
from align.pairing.manifest import read_manifest
from align.project import export, folder
from align.readers.interleaved import split_bilingual
from align.readers.pairs import read_bitext
from align.readers.termbase import read_termbase
from align.scorers.profile import read_profile
from align.scorers.rendering.style import render

Target = Callable[[str, bytes], object]


class BrokenRuleError(AssertionError):
    """A rule does not hold."""


def text_file(name: str, data: bytes) -> object:
    """A reader; then taken apart where it is bilingual; then segmented as either language."""
    source = readers.parse(data, name)
    check_source(source)
    parts = [source]
    if sides := split_bilingual(source):
        zh, en, anchors = sides
        check_source(zh), check_source(en)
        inside(zh.text, (anchor.zh for anchor in anchors)), inside(en.text, (anchor.en for anchor in anchors))
        parts += [zh, en]
    documents = [pipeline.document_of(part, side) for part in parts[-2:] for side in ("zh", "en")]
    for document in documents:
        spans = [segment.span for segment in document.segments]
        inside(document.text, [*spans, *document.paragraphs, *(aside.span for aside in document.asides)])
        require(all(a[1] <= b[0] for a, b in pairwise(spans)), "segments overlap")
    return source, documents


def pair_file(name: str, data: bytes) -> object:
    """A reader of pairs; what it gives can be written in every format, or is refused."""
    bitext = read_bitext(placed(name, data))
    ids = [unit.id for unit in bitext.units]
    require(len(set(ids)) == len(ids), "ids are not distinct")
    for unit in bitext.units:
        check_unit(unit)
    small = Project("x", bitext, {})
    for format in ("tmx", "xliff", "tsv", "jsonl", "html", "errata"):
        try:
            content = EXPORTERS[format].render(small, EXPORTERS[format].versions[0])
            len(content.encode() if isinstance(content, str) else b"".join(content))
        except InputError as error:
            require("\n" not in str(error), "an error of several lines")
    return bitext


def codec_file(name: str, data: bytes) -> object:
    """Others' files with our issues; the workbook; a TBX."""
    if name.endswith(".xlsx"):
        return read_decisions(io.BytesIO(data), name)
    path = placed(name, data)
    if name.endswith(".tbx"):
        return read_termbase(path).terms
    bitext = read_bitext(path)
    content = export.for_file(bitext, path, source=path)
    return content if isinstance(content, str) else b"".join(content)


def settings_file(name: str, data: bytes) -> object:
    """What a user writes by hand, and what is left in project folders."""
    path = placed(name, data)
    kind = name.split(".")[0]
    if kind in ("run", "documents"):
        (path.parent / BITEXT).write_bytes(project_files()[BITEXT])
        return folder.read_project(path.parent)
    reads: dict[str, Callable[[Path], object]] = {
        "terms": lambda path: read_termbase(path).terms,
        "profile": read_profile,
        "manifest": read_manifest,
        "gold": load_gold,
    }
    return reads[kind](path)


def facts_text(name: str, data: bytes) -> object:
    """The facts of both languages of one text, matched with each other and written again."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    zh, en = extract(text, "zh"), extract(text, "en")
    for fact in (*zh, *en):
        require(text[slice(*fact.span)] == fact.text != "", "a fact that is not the text at its span")
        exact(fact)
        render(fact), render(fact, native=True)
    pairs = match(zh, en, year=2024)
    return zh, en, pairs


def scored_text(name: str, data: bytes) -> object:
    """A pair of texts under every scorer that needs no encoder."""
    lines = data.decode("utf-8", "replace").split("\n")
    units = [
        TranslationUnit(k, (k,), (k,), zh, en) for k, (zh, en) in enumerate(zip(lines[::2], lines[1::2], strict=False))
    ]
    checked = pipeline.Checker().units(units)
    for unit in checked:
        check_unit(unit)
    return checked


def inside(text: str, spans: Iterable[Span]) -> None:
    """Raises BrokenRuleError for a span that does not lie within its text."""
    for start, end in spans:
        require(0 <= start <= end <= len(text), f"span {start}, {end} outside a text of {len(text)}")


def check_source(source: Source) -> None:
    """A source has characters only, and spans of its own."""
    source.text.encode()
    inside(source.text, [*source.boilerplate, *source.notes, *(place.span for place in source.places)])
    inside(source.text, [span for row in source.rows for span in row])


def check_unit(unit: TranslationUnit) -> None:
    """A unit has characters only, and issues whose spans are its own."""
    for text, spans in (
        (unit.zh_text, [issue.zh_span for issue in unit.issues]),
        (unit.en_text, [issue.en_span for issue in unit.issues]),
    ):
        text.encode()
        inside(text, [span for span in spans if span is not None])


def exact(value: object) -> None:
    """Raises BrokenRuleError where a value holds a float anywhere."""
    require(not isinstance(value, float), "a float among the values of a fact")
    if is_dataclass(value):
        for field in fields(value):
            exact(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            exact(part)


def require(holds: bool, rule: str) -> None:
    """Raises BrokenRuleError where a rule does not hold."""
    if not holds:
        raise BrokenRuleError(rule)


GROUPS: dict[str, tuple[Callable[[], list[Sample]], Target]] = {
    "text": (samples.texts, text_file),
    "office": (samples.packages, text_file),
    "pdf": (samples.pdfs, text_file),
    "pairs": (samples.pairs, pair_file),
    "codec": (samples.annotated, codec_file),
    "settings": (samples.settings, settings_file),
    "facts": (samples.cases, facts_text),
    "scorers": (samples.cases, scored_text),
}
"""By group: what makes the inputs that are broken, and what reads them."""
