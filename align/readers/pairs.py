"""Files of pairs that are aligned already, for checking; the content decides which format they are in.

Nothing is dropped silently: a pair with one side missing becomes a unit with that side empty, and a line that is no
pair is an error that names it.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from align.codecs.record import Decided, bitext_of
from align.model.bitext import Bitext
from align.model.document import Language
from align.model.errors import InputError
from align.readers import open_file
from align.readers.formats import PAIR_READERS, recognise_pairs
from align.readers.languages import NAMES, mostly

MAX_BYTES = 200_000_000
MAX_UNITS = 500_000
HEAD = 1 << 16
SAMPLE = 1000  # units in which languages are looked at
MIN_UNITS = 10  # from which a side is held to be in the wrong language: a few untranslated units are findings


def read_bitext(path: Path) -> Bitext:
    """Return the units of a file of aligned pairs in file order, and the verdicts on them where we wrote the file.

    Raises InputError for what :func:`align.readers.read` refuses, for what is not of its format (the message names the
    line), for a file without one pair, and for a side that is in another language.
    """
    name = path.name or str(path)
    with open_file(path, limit=MAX_BYTES) as stream:
        kind = recognise_pairs(stream.read(HEAD), name)
        stream.seek(0)
        bitext = bitext_of(_limited(PAIR_READERS[kind](stream, name), name))
    if not bitext.units:
        raise InputError(name, "holds no pair; expected Chinese and English")
    if len(bitext.units) >= MIN_UNITS:
        sample = bitext.units[:: max(1, len(bitext.units) // SAMPLE)]
        _expect("zh", [unit.zh_text for unit in sample], name)
        _expect("en", [unit.en_text for unit in sample], name)
    return bitext


def _limited(found: Iterable[Decided], name: str) -> Iterator[Decided]:
    for number, decided in enumerate(found):
        if number == MAX_UNITS:
            raise InputError(name, f"holds more than {MAX_UNITS:,} pairs; expected fewer: split it")
        yield decided


def _expect(language: Language, texts: Sequence[str], name: str) -> None:
    found = mostly("\n".join(texts))
    if found not in ("", language):
        raise InputError(name, f"the {NAMES[language]} side is mostly {NAMES[found]}")
