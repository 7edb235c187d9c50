"""The bitext as a translation memory: TMX 1.4b, with issues as notes.

The property ``x-align`` of each unit holds the rest of it, so that ``align`` reads back the same bitext.
"""

from collections.abc import Iterator

from align.codecs import record, tmx
from align.codecs.xml_writing import ForbiddenCharacterError
from align.exporters.issue_notes import codes_of, comments_on, corrections_in, note_of, refusal
from align.model.bitext import Bitext
from align.model.unit import TranslationUnit
from align.readers.tmx import RECORD

NOTE = "align: "  # the beginning of our notes


def render(bitext: Bitext) -> Iterator[bytes]:
    """Yield the file, unit by unit. Raises InputError for a unit with a character that XML cannot hold.

    A unit without a translation has one variant: an empty one would be taken for a translation. So has one whose
    English a reviewer confirmed as wrong: no memory is to offer that again. Our property of the unit keeps it.
    """
    codes = codes_of(bitext)
    yield tmx.start(*codes).encode()
    for unit in bitext.units:
        try:
            markup = tmx.unit(_tu(unit, bitext, codes))
        except ForbiddenCharacterError as error:
            raise refusal(unit.id, error) from None
        yield markup.encode()
    yield tmx.END.encode()


def properties_of(
    unit: TranslationUnit, bitext: Bitext, *, english: bool = True
) -> tuple[list[tuple[str, str]], list[str]]:
    """Return what we add to a unit of a memory: properties and notes."""
    notes = [NOTE + note_of(issue, bitext.verdicts.get(issue.id)) for issue in unit.issues]
    notes += [NOTE + line for line in (*corrections_in(unit, bitext), *comments_on(unit, bitext))]
    return [(RECORD, record.dump(unit, bitext, english=english))], notes


def _tu(unit: TranslationUnit, bitext: Bitext, codes: tuple[str, str]) -> tmx.Tu:
    wrong = bitext.has_error(unit) and bool(unit.zh_text)
    texts = unit.zh_text, "" if wrong else unit.en_text
    variants = [variant for variant in zip(codes, texts, strict=True) if variant[1] or not any(texts)]
    return tmx.Tu(str(unit.id), variants, *properties_of(unit, bitext, english=not wrong))
