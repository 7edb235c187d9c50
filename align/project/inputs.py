"""Reads the user's files as a pair of documents: splits bilingual files, refuses mix-ups."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from align.model.document import Anchor, Document, Language, Source
from align.model.errors import InputError
from align.pipeline import document_of, documents_of
from align.readers import read
from align.readers.interleaved import split_bilingual
from align.readers.languages import expect, mostly


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents, and their passages known to correspond."""

    zh: Document
    en: Document
    anchors: tuple[Anchor, ...] = ()


def read_pair(paths: Sequence[Path], *, sentences: bool = False) -> Pair:
    """Read ``ZH EN`` or one bilingual file.

    Raises InputError for files that cannot be read, are in the wrong language, are equal, or hold no sentence.
    """
    if len(paths) > 2:
        raise InputError(str(paths[2]), "one file too many; expected a Chinese and an English file, or a bilingual one")
    sources = [read(path) for path in paths]
    if _are_swapped(sources):
        right = shlex.join(map(str, reversed(paths)))
        reason = f"is English, and {sources[1].name} is Chinese; expected the Chinese one first: align run {right}"
        raise InputError(sources[0].name, reason)
    return pair_of(sources, sentences=sentences)


def pair_of(sources: Sequence[Source], *, sentences: bool = False) -> Pair:
    """Make a pair of a bilingual source or of a Chinese and an English one. Raises InputError as :func:`read_pair`."""
    anchors: tuple[Anchor, ...] = ()
    if len(sources) == 1:
        (source,) = sources
        if sentences:
            raise InputError(source.name, "--sentences needs two files, a Chinese and an English one")
        sides = split_bilingual(source)
        if sides is None:
            raise InputError(source.name, "expected both Chinese and English, found one language; give two files")
        zh, en, anchors = sides
        if mostly(en.text) == "other":
            reason = "expected English beside the Chinese, found mostly another language"
            raise InputError(source.name, reason)
    else:
        zh, en = sources
        if zh.text == en.text:
            raise InputError(en.name, f"is the same text as {zh.name}; expected its English version")
        if _are_swapped(sources):
            raise InputError(zh.name, f"is English, and {en.name} is Chinese; expected the Chinese one first")
        expect(zh, "zh")
        expect(en, "en")
    documents = documents_of(zh, en, sentences=sentences)
    for document in documents:
        _require_sentences(document)
    return Pair(*documents, anchors)


def _are_swapped(sources: Sequence[Source]) -> bool:
    return [mostly(source.text) for source in sources] == ["en", "zh"]


def read_document(path: Path, language: Language, *, sentences: bool = False) -> Document:
    """Read a text in one language. Raises InputError as :func:`read_pair` does."""
    source = read(path)
    expect(source, language)
    return document_from(source, language, sentences=sentences)


def document_from(source: Source, language: Language, *, sentences: bool = False) -> Document:
    """Return the document of a text, whose language is known. Raises InputError if it holds no sentence."""
    document = document_of(source, language, sentences=sentences)
    _require_sentences(document)
    return document


def _require_sentences(document: Document) -> None:
    if not document.segments:
        raise InputError(document.name, "no sentence found; expected a transcript")
