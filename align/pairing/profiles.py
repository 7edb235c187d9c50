"""What a document states and means, boiled down to what tells it from a hundred like it.

Press conferences of one office share their openings, their phrases and half of their sentences. They differ in their
figures, which survive translation exactly when compared by value, and in days, names and places. So a document becomes
a bag of such marks, spelt the same from either language, and one vector a sentence for what the marks cannot tell.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812

import numpy as np
from numpy.typing import NDArray

from align.embedders import Embedder
from align.facts import extract
from align.facts.model import STRONG, Fact
from align.facts.readings import readings
from align.language.names.people import beside_titles
from align.language.names.pinyin import chinese_names, letters_of
from align.language.names.spelling import spell
from align.language.places import en_places, zh_places
from align.model.document import Document, Language
from align.pairing.copies import Fingerprint, fingerprint

MOST_SENTENCES = 400
"""So many sentences of a document are encoded, evenly spread over it. Of 48 out of 200, hardly one has its counterpart
among those of the other side: with 400 the log-odds of true pairs of novels rise from 2 to 8. A sentence takes a
kilobyte of memory."""

_WORD = "[A-Z][a-z'\N{RIGHT SINGLE QUOTATION MARK}-]+"
_CAPITALISED = re.compile(f"{_WORD}(?: {_WORD}){{1,2}}")


@dataclass(frozen=True, slots=True)
class Profile:
    """A document as pairing sees it.

    ``marks``: how often it states what, by value. ``vectors`` [sentences, dimension]: of sentences spread over it, in
    half precision, since a large set is held in memory. ``characters``: its length. ``fingerprint``: of its sentences,
    by which copies are known.
    """

    date: Date | None
    marks: Counter[str]
    vectors: NDArray[np.float16]
    characters: int
    fingerprint: Fingerprint = field(default_factory=dict)


def profile(document: Document, *, embedder: Embedder) -> Profile:
    """Return the profile of a document."""
    sentences = document.sentences()
    marks = Counter(_marks(document))
    return Profile(
        date=document.metadata.date,
        marks=marks,
        vectors=embedder.encode(_spread(sentences)).astype(np.float16),
        characters=sum(map(len, sentences)),
        fingerprint=fingerprint(sentences),
    )


def _spread(sentences: Sequence[str]) -> list[str]:
    if len(sentences) <= MOST_SENTENCES:
        return list(sentences)
    return [sentences[round(i * (len(sentences) - 1) / (MOST_SENTENCES - 1))] for i in range(MOST_SENTENCES)]


def _marks(document: Document) -> Iterator[str]:
    year = document.metadata.date.year if document.metadata.date else None
    for sentence in document.sentences():
        for fact in extract(sentence, document.language):
            mark = _figure(fact, year)
            if mark:
                yield mark
        yield from _places(sentence, document.language)
        yield from _people(sentence, document.language)
    for turn in document.turns:
        if turn.speaker:
            yield from _speaker(turn.speaker, document.language)


def _figure(fact: Fact, year: int | None) -> str:
    """Return a figure as a mark: its dimension and value in the base unit, so that 亩 and hectares meet."""
    if fact.strength != STRONG or fact.kind in ("identifier", "ordinal"):
        return ""
    found = readings(fact, year)
    if not found:
        return ""
    dimension, low, high = found[0]
    return f"{dimension}={low}" if low == high else ""


def _places(text: str, language: Language) -> Iterator[str]:
    if language == "zh":
        yield from (f"place={place.en[0]}" for place, _ in zh_places(text))
        return
    for places, _ in en_places(text):
        if len(places) == 1:
            yield f"place={places[0].en[0]}"


def _people(text: str, language: Language) -> Iterator[str]:
    if language == "zh":
        yield from (_person(text[slice(*span)]) for span in beside_titles(text))
        return
    for match in _CAPITALISED.finditer(text):
        yield from _orders(match[0])


def _speaker(label: str, language: Language) -> Iterator[str]:
    if language == "zh":
        yield from (_person(name) for name in chinese_names(label))
    elif len(label.split()) > 1:
        yield from _orders(label)


def _person(han: str) -> str:
    return "person=" + _letters(spell(han))


def _orders(name: str) -> Iterator[str]:
    """Yield an English name both ways round: Wang Jianguo, Jianguo Wang."""
    words = [_letters(word) for word in name.split()]
    yield "person=" + "".join(words)
    yield "person=" + "".join(words[-1:] + words[:-1])


def _letters(name: str) -> str:
    """Return the letters of a name, with its ü as the standard spells it: Lyu is Lü and Lv."""
    return letters_of(name).replace("v", "yu")
