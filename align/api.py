"""``align.align`` and ``align.check``: ``align run`` and ``align check`` for notebooks and scripts.

A text may be given in three ways. A ``Path`` is a file. A ``str`` is the text itself, unless it is a single line that
names an existing file or has a supported extension ("a.zh.docx"): then it is that file, and a missing one is an error,
not a text of one word. A list holds sentences, which are not split again; then both sides must be lists.

The encoders are loaded on the first call and kept. They handle one call at a time.
"""

import logging
import os
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from align import embedders, pipeline
from align.aligner.kernels import FIRST_RUN
from align.aligner.lattice import is_compiled
from align.embedders import Embedder
from align.exporters import EXPORTERS
from align.model.bitext import Bitext, Project
from align.model.document import Language, Source, from_sentences
from align.model.errors import InputError
from align.model.progress import Progress, silent
from align.model.termbase import Termbase
from align.model.version import VERSION
from align.project import atomic
from align.project.inputs import Pair, pair_of
from align.readers import parse, read
from align.readers.formats import PAGE_NAMES, PAIR_NAMES, TEXT_NAMES
from align.readers.languages import NAMES, expect, is_chinese
from align.readers.pairs import expect_languages, read_bitext
from align.readers.termbase import read_termbase
from align.readers.units import unit_of_pair

if TYPE_CHECKING:
    from align.embedders.token_states import TokenEncoder

Text = str | Path | Sequence[str]
_ENDINGS = (*PAGE_NAMES, *TEXT_NAMES, *PAIR_NAMES, ".zip")
_LONGEST_NAME = 1000
_LONGEST_SHOWN = 40
_SIDES = ("Chinese", "English")


def align(
    zh: Text,
    en: Text | None = None,
    *,
    check: bool = True,
    termbase: str | Path | None = None,
    encoder: str = "bundled",
    progress: Progress = silent,
) -> Bitext:
    """Align a Chinese text with its English version and check the English, as ``align run`` does.

    ``zh``, ``en``: files, texts or lists of sentences (see the module), or one bilingual file or text as ``zh``.
    ``check``: if False, only align. ``termbase``: a file of fixed renderings. ``encoder``: as for ``align run``.

    >>> bitext = align("出口额5亿元。山西没有退缩。", "Exports were 5 million yuan. Shanxi has not backed down.")
    >>> for unit in bitext.units:
    ...     print(unit.zh_text, "|", unit.en_text, "|", *(issue.suggestion for issue in unit.issues))
    出口额5亿元。 | Exports were 5 million yuan. | 500 million yuan
    山西没有退缩。 | Shanxi has not backed down. |

    Raises InputError for unreadable input or the wrong language, EncoderError if the encoder is missing.
    """
    terms = _termbase(termbase)
    pair = _pair(zh, en)
    embedder = _embedder(encoder)
    bitext = pipeline.align_documents(
        pair.zh,
        pair.en,
        embedder=embedder,
        anchors=pair.anchors,
        given=not isinstance(zh, str | Path),
        progress=progress,
    )
    if not check:
        return bitext
    return _checker(terms, embedder).check(bitext, progress=progress).bitext


def check(
    zh: Text | Sequence[tuple[str, str]] | Bitext,
    en: str | Sequence[str] | None = None,
    *,
    termbase: str | Path | None = None,
    progress: Progress = silent,
) -> Bitext:
    """Check pairs that are already aligned, as ``align check`` does.

    Pairs are two lists of the same length, a list of pairs, a Chinese and an English passage, a file of pairs (.tsv,
    .tmx, .xlf, .xlsx, ...), or a bitext, whose issues are replaced (after a change of its texts, or for a termbase).

    >>> bitext = check(["会谈没有取得进展。", "共3人。"], ["The talks made progress.", "There are 3 people."])
    >>> [(unit.id, issue.scorer, issue.severity) for unit in bitext.units for issue in unit.issues]
    [(0, 'negation', 'major')]

    Raises InputError for a file without pairs, lists of different lengths, what is no text, and sides in the wrong
    language.
    """
    bitext = zh if isinstance(zh, Bitext) else _pairs(zh, en)
    embedder = _embedder("bundled")
    signature = bitext.signature or f"align:{VERSION}|encoder:{embedder.name}|beads:given"
    checker = _checker(_termbase(termbase), embedder)
    return replace(checker.check(bitext, progress=progress).bitext, signature=signature)


def save(bitext: Bitext, path: str | Path) -> Path:
    """Write a bitext in the format of the file extension, as ``align export`` does; return the path.

    Raises InputError for an unsupported extension or a missing folder.
    """
    path = Path(path)
    fitting = [e for e in EXPORTERS.values() if path.name.lower().endswith(e.suffix)]
    if not fitting:
        endings = ", ".join(dict.fromkeys(e.suffix for e in EXPORTERS.values()))
        raise InputError(str(path), f"unsupported file extension; choose one of {endings}")
    exporter = max(fitting, key=lambda e: len(e.suffix))  # .errata.html before .html
    atomic.require_place(path)
    name = path.name[: -len(exporter.suffix)]
    atomic.write_file(path, exporter.render(Project(name, bitext, {}), exporter.versions[0]))
    return path


def _pair(zh: Text, en: Text | None) -> Pair:
    if zh is None:
        raise InputError("align.align", "the Chinese is None; expected a file, a text or a list of sentences")
    if not isinstance(zh, str | Path) and en is not None and not isinstance(en, str | Path):
        sides: tuple[tuple[Language, Sequence[str]], ...] = (("zh", zh), ("en", en))
        for language, sentences in sides:
            _require_texts(sentences, NAMES[language])
            if not any(sentence.strip() for sentence in sentences):
                raise InputError(f"the {NAMES[language]} sentences", "the list is empty; expected at least one")
            expect(Source(f"the {NAMES[language]} sentences", "\n".join(sentences)), language)
        return Pair(from_sentences(zh, "zh"), from_sentences(en, "en"))
    if not isinstance(zh, str | Path) or not isinstance(en, str | Path | None):
        raise InputError("align.align", "expected lists of sentences on both sides, or on neither")
    if en is None:
        return pair_of([_source(zh, "the text")])
    return pair_of([_source(zh, "the Chinese text"), _source(en, "the English text")])


def _require_texts(sentences: Sequence[object], language: str) -> None:
    for number, sentence in enumerate(sentences, 1):
        if not isinstance(sentence, str):
            what = f"sentence {number} of the {language} is {_shown(sentence)}"
            raise InputError("align.align", f"{what}; expected a text")


def _pairs(zh: Text | Sequence[tuple[str, str]], en: str | Sequence[str] | None) -> Bitext:
    if zh is None:
        raise InputError("align.check", "the Chinese is None; expected texts, pairs or a file of pairs")
    if en is None and not isinstance(zh, str | Path):
        return _bitext(zh, "expected pairs of a Chinese and an English text, or a list of each")
    if en is None:
        if isinstance(zh, str | Path) and (path := _path(zh)):
            return read_bitext(path)
        raise InputError("align.check", "expected a file of pairs, or the Chinese and its English")
    if isinstance(zh, Path) or any(isinstance(side, str | Path) and _path(side) for side in (zh, en)):
        raise InputError("align.check", "expected pairs that are already aligned; to align two files, use align.align")
    chinese, english = ([side] if isinstance(side, str) else list(side) for side in (zh, en))
    if len(chinese) != len(english):
        raise InputError(
            "align.check", f"{len(chinese)} Chinese and {len(english)} English texts; expected as many of each"
        )
    return _bitext(zip(chinese, english, strict=True), "expected texts in both lists, or one list of pairs")


def _bitext(pairs: Iterable[object], expected: str) -> Bitext:
    """Return the bitext of pairs of texts. Raises InputError for what is no such pair and for a wrong language."""
    units = []
    order: Counter[bool] = Counter()
    for number, pair in enumerate(pairs):
        texts = tuple(pair) if isinstance(pair, Iterable) and not isinstance(pair, str) else ()
        if len(texts) != len(_SIDES):
            raise InputError("align.check", f"pair {number + 1} is {_shown(pair)}; {expected}")
        for name, text in zip(_SIDES, texts, strict=True):
            if not isinstance(text, str):
                raise InputError("align.check", f"the {name} of pair {number + 1} is {_shown(text)}; {expected}")
        zh, en = texts
        units.append(unit_of_pair(number, zh, en))
        sides = is_chinese(zh), is_chinese(en)
        if None not in sides and sides[0] != sides[1]:
            order[sides == (True, False)] += 1
    if order[False] > order[True]:
        raise InputError("align.check", "the pairs have English before Chinese; expected the Chinese first")
    expect_languages(units, "align.check")
    return Bitext(tuple(units))


def _shown(value: object) -> str:
    """Return what stands for a text, short enough for a message."""
    written = repr(value)
    return written if len(written) <= _LONGEST_SHOWN else f"of type {type(value).__name__}"


def _source(text: str | Path, name: str) -> Source:
    path = _path(text)
    return read(path) if path else parse(str(text).encode("utf-8", "surrogatepass"), name)


def _path(text: str | Path) -> Path | None:
    """Return the file that a text names, or None if it is the text itself."""
    if isinstance(text, Path):
        return text
    one_line = "\n" not in text and "\0" not in text
    return Path(text) if one_line and (text.lower().endswith(_ENDINGS) or _is_file(text)) else None


def _is_file(name: str) -> bool:
    return bool(name.strip()) and len(name) <= _LONGEST_NAME and os.path.isfile(name)


def _termbase(path: str | Path | None) -> Termbase | None:
    return None if path is None else read_termbase(Path(path))


def _checker(termbase: Termbase | None, embedder: Embedder) -> pipeline.Checker:
    return pipeline.Checker(termbase=termbase, embedder=embedders.for_checks(embedder), tokens=_token_encoder())


@lru_cache(maxsize=1)
def _embedder(name: str) -> Embedder:
    if not is_compiled():
        logging.getLogger("align").warning(FIRST_RUN)
    return embedders.load(name)


@lru_cache(maxsize=1)
def _token_encoder() -> "Callable[[], TokenEncoder] | None":
    """Return a function that loads the encoder of word links once; None, with a warning, if a package is missing."""
    from align.embedders.token_encoders import bundled_loader, missing_packages

    loader = bundled_loader()
    if loader is None:
        missing = ", ".join(missing_packages())
        warnings.warn(f"no word links and no check for omitted clauses: {missing} is not installed", stacklevel=4)
    return loader
