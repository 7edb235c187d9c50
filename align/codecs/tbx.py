"""TBX: termbases as files. Reads TBX v2 (martif) and v3, in either style; writes TBX-Basic of both.

Terms marked as deprecated or superseded are left out, since nobody should use them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Literal

from align.codecs.xml_reading import XML, Node, language_of, pieces
from align.codecs.xml_writing import attribute, text

Version = Literal["2", "3"]
VERSIONS: tuple[Version, ...] = ("3", "2")
"""The default comes first."""
_NAMES: dict[Version, tuple[str, str, str]] = {
    "2": ("termEntry", "langSet", "tig"),
    "3": ("conceptEntry", "langSec", "termSec"),
}
_NOT_TO_USE = ("deprecated", "superseded", "forbidden", "obsolete")
_PREFERRED = ("preferred",)


@dataclass(frozen=True, slots=True)
class Concept:
    """An entry: its Chinese and its English terms, the preferred ones first."""

    zh: Sequence[str]
    en: Sequence[str]


def read(stream: BinaryIO, name: str) -> Iterator[Concept]:
    """Yield the entries that have both languages, in order.

    Raises InputError as :func:`align.codecs.xml_reading.pieces` does.
    """
    for entry in pieces(stream, name, wanted={"termEntry", "conceptEntry"}):
        terms: dict[str, list[tuple[int, str]]] = {"zh": [], "en": []}
        for section in entry.elements("langSet", "langSec"):
            language = language_of(section.attributes.get(XML + "lang", ""))
            if language:
                for holder in _term_holders(section):
                    rank = _rank(holder)
                    if rank is not None:
                        terms[language] += [
                            (rank, words) for t in holder.elements("term") if (words := t.text().strip())
                        ]
        zh, en = ([words for _, words in sorted(terms[side], key=lambda item: item[0])] for side in ("zh", "en"))
        if zh and en:
            yield Concept(zh, en)


def write(concepts: Iterable[Concept], *, version: Version, codes: tuple[str, str]) -> Iterator[str]:
    """Yield the file, entry by entry. ``codes``: language codes of both sides. Raises ForbiddenCharacterError."""
    entry, section, holder = _NAMES[version]
    source = "<fileDesc><sourceDesc><p>Written by align.</p></sourceDesc></fileDesc>"
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    if version == "2":
        encoding = '<encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc>'
        yield f'<martif type="TBX-Basic" xml:lang="en">\n<martifHeader>{source}{encoding}</martifHeader>\n'
    else:
        yield '<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">\n'
        yield f"<tbxHeader>{source}</tbxHeader>\n"
    yield "<text><body>\n"
    for number, concept in enumerate(concepts, 1):
        sections = []
        for code, terms in zip(codes, (concept.zh, concept.en), strict=True):
            holders = [
                f"<{holder}><term>{text(term)}</term>{_status(preferred=k == 0) if len(terms) > 1 else ''}</{holder}>"
                for k, term in enumerate(terms)
            ]
            sections.append(f'<{section} xml:lang="{attribute(code)}">{"".join(holders)}</{section}>')
        yield f'<{entry} id="c{number}">{"".join(sections)}</{entry}>\n'
    yield f"</body></text>\n</{'martif' if version == '2' else 'tbx'}>\n"


def _status(*, preferred: bool) -> str:
    value = "preferredTerm-admn-sts" if preferred else "admittedTerm-admn-sts"
    return f'<termNote type="administrativeStatus">{value}</termNote>'


def _term_holders(section: Node) -> Iterator[Node]:
    """Yield the elements that hold a term and its notes: ``tig``, ``termSec``, a ``termGrp`` in ``ntig``."""
    pending = section.elements()
    while pending:
        here = pending.pop(0)
        if here.first("term") is not None:
            yield here
        else:
            pending[:0] = here.elements()


def _rank(holder: Node) -> int | None:
    """Return 0 for a preferred term, 1 for another, None for one that should not be used."""
    rank = 1
    for note in (*holder.elements(), *(note for group in holder.elements("termNoteGrp") for note in group.elements())):
        kind = note.attributes.get("type") or note.name.rpartition("}")[2]
        if kind in ("administrativeStatus", "normativeAuthorization", "usageStatus"):
            status = note.text().strip().lower()
            if status.startswith(_NOT_TO_USE):
                return None
            if status.startswith(_PREFERRED):
                rank = 0
    return rank
