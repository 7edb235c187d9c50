"""Files of pairs that are aligned already, for checking: .tsv, .jsonl, .tmx, .xlf; the content decides which.

Nothing is dropped silently: a pair with one side missing becomes a unit with that side empty, and a line that is no
pair is an error that names it.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from align.bitext import TranslationUnit
from align.document import Language
from align.errors import InputError
from align.readers import jsonl, read_bytes, tmx, tsv, xliff
from align.readers.formats import recognise_pairs
from align.readers.languages import NAMES, mostly

PAIR_READERS: dict[str, Callable[[bytes, str], tuple[TranslationUnit, ...]]] = {
    "tsv": tsv.parse,
    "jsonl": jsonl.parse,
    "tmx": tmx.parse,
    "xliff": xliff.parse,
}
MAX_BYTES = 200_000_000
MIN_UNITS = 10  # from which a side is held to be in the wrong language: a few untranslated units are findings


def read_pairs(path: Path) -> tuple[TranslationUnit, ...]:
    """The units of a file of aligned pairs, in file order.

    Raises InputError for what :func:`align.readers.read` refuses, for what is not of its format (the message names the
    line), for a file without one pair, and for a side that is in another language.
    """
    name = path.name or str(path)
    data = read_bytes(path, limit=MAX_BYTES)
    units = PAIR_READERS[recognise_pairs(data, name)](data, name)
    if not units:
        raise InputError(name, "holds no pair; expected Chinese and English")
    if len(units) >= MIN_UNITS:
        _expect("zh", [unit.zh_text for unit in units], name)
        _expect("en", [unit.en_text for unit in units], name)
    return units


def _expect(language: Language, texts: Sequence[str], name: str) -> None:
    found = mostly("\n".join(texts))
    if found not in ("", language):
        raise InputError(name, f"the {NAMES[language]} side is mostly {NAMES[found]}")
