"""Files of aligned pairs, for checking; the format is detected from the content.

Nothing is dropped silently: a pair with one side missing becomes a unit with that side empty, and a line that is not
a pair is an error with its number.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from align.codecs.record import Decided, bitext_of
from align.model.bitext import Bitext
from align.model.document import Language
from align.model.errors import InputError
from align.model.unit import TranslationUnit
from align.readers import open_file
from align.readers.formats import PAIR_READERS, recognise_pairs
from align.readers.languages import NAMES, mostly

MAX_BYTES = 200_000_000
MAX_UNITS = 500_000
HEAD = 1 << 16
SAMPLE = 1000  # units whose languages are checked
MIN_UNITS = 10  # share from which a whole side is in the wrong language: a few untranslated units are findings


def read_bitext(path: Path) -> Bitext:
    """Return the units of a file of aligned pairs in file order, with the verdicts if we wrote the file.

    Raises InputError as :func:`align.readers.read` does, for malformed lines (with their number), for a file without
    pairs, and for a side in another language.
    """
    name = path.name or str(path)
    with open_file(path, limit=MAX_BYTES) as stream:
        kind = recognise_pairs(stream.read(HEAD), name)
        stream.seek(0)
        bitext = bitext_of(_limited(PAIR_READERS[kind](stream, name), name))
    if not bitext.units:
        raise InputError(name, "holds no pairs; expected Chinese and English")
    expect_languages(bitext.units, name)
    return bitext


def expect_languages(units: Sequence[TranslationUnit], name: str) -> None:
    """Raise InputError if a whole side is in another language. ``name``: of what holds the pairs."""
    if len(units) >= MIN_UNITS:
        sample = units[:: max(1, len(units) // SAMPLE)]
        _expect("zh", [unit.zh_text for unit in sample], name)
        _expect("en", [unit.en_text for unit in sample], name)


def _limited(found: Iterable[Decided], name: str) -> Iterator[Decided]:
    for number, decided in enumerate(found):
        if number == MAX_UNITS:
            raise InputError(name, f"holds more than {MAX_UNITS:,} pairs; split it into smaller files")
        yield decided


def _expect(language: Language, texts: Sequence[str], name: str) -> None:
    found = mostly("\n".join(texts))
    if found not in ("", language):
        raise InputError(name, f"the {NAMES[language]} side is mostly {NAMES[found]}")
