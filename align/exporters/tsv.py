r"""The bitext as a table of tab-separated cells, for spreadsheets and scripts: one pair per line, with column names.

Tabs and line ends inside a cell are written ``\t``, ``\n``, ``\r``, and ``\`` as ``\\``. The file begins with a byte
order mark: without one, Excel reads Chinese in the encoding of the machine.
"""

from collections.abc import Iterator

from align.codecs.tab_separated import COLUMNS, cell, id_text
from align.codecs.xml_writing import ForbiddenCharacterError, refuse
from align.exporters.issue_notes import comments_on, corrections_in, note_of, refusal
from align.model.bitext import Bitext
from align.model.unit import TranslationUnit, highest_of


def render(bitext: Bitext) -> Iterator[bytes]:
    """Yield the file, line by line. Raises InputError for control characters, which spreadsheets cannot read."""
    yield b"\xef\xbb\xbf" + "\t".join(COLUMNS).encode() + b"\n"
    for unit in bitext.units:
        cells = _cells(unit, bitext)
        try:
            for value in cells:
                refuse(value)
        except ForbiddenCharacterError as error:
            raise refusal(unit.id, error) from None
        yield "\t".join(map(cell, cells)).encode() + b"\n"


def _cells(unit: TranslationUnit, bitext: Bitext) -> tuple[str, ...]:
    return (
        unit.zh_text,
        unit.en_text,
        id_text(unit.id),
        unit.zh_speaker,
        unit.en_speaker,
        f"{round(unit.confidence, 4)}",
        bitext.state(unit),
        highest_of(issue.severity for issue in unit.issues) or "",
        " | ".join(
            [
                *(note_of(issue, bitext.verdicts.get(issue.id)) for issue in unit.issues),
                *corrections_in(unit, bitext),
                *comments_on(unit, bitext),
            ]
        ),
    )
