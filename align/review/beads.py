"""Changes to the alignment by hand: merge, split, move a sentence, set apart what is not translated.

Each function takes units and returns their replacements. A reviewer's own English stays: if the text of a unit differs
from the document, its sentences are found in the current text; if their number has changed, the unit can be merged but
not split.
"""

from collections.abc import Sequence
from typing import Literal

from align.model.document import Document, Language
from align.model.errors import AlignError
from align.model.unit import TranslationUnit

Documents = tuple[Document | None, Document | None]
Direction = Literal["up", "down"]
Sentences = tuple[tuple[int, str], ...]


class BeadError(AlignError):
    """An impossible change to the alignment. The page translates the message."""


def merged(units: Sequence[TranslationUnit], documents: Documents) -> tuple[TranslationUnit, ...]:
    """Merge consecutive units into one.

    >>> from align.model.document import from_sentences
    >>> documents = from_sentences(["他来了。", "她走了。"], "zh"), from_sentences(["He came.", "She left."], "en")
    >>> units = [TranslationUnit(k, (k,), (k,), *(d.sentence(k) for d in documents)) for k in (0, 1)]
    >>> [(u.zh, u.en, u.zh_text, u.en_text) for u in merged(units, documents)]
    [((0, 1), (0, 1), '他来了。她走了。', 'He came. She left.')]
    """
    zh = tuple((n, t) for unit in units for n, t in whole(unit, "zh", documents[0]))
    en = tuple((n, t) for unit in units for n, t in whole(unit, "en", documents[1]))
    return (_unit(units, zh, en, documents),)


def split(unit: TranslationUnit, after: tuple[int, int], documents: Documents) -> tuple[TranslationUnit, ...]:
    """Split a unit: the first part has the given numbers of Chinese and English sentences, the second the rest."""
    zh, en = sentences(unit, "zh", documents[0]), sentences(unit, "en", documents[1])
    if not (0 <= after[0] <= len(zh) and 0 <= after[1] <= len(en)):
        raise BeadError("There is no such sentence.")
    parts = (zh[: after[0]], en[: after[1]]), (zh[after[0] :], en[after[1] :])
    if any(not part_zh and not part_en for part_zh, part_en in parts):
        raise BeadError("One of the two would be empty.")
    return tuple(_unit([unit], *part, documents) for part in parts)


def moved(
    upper: TranslationUnit, lower: TranslationUnit, side: Language, direction: Direction, documents: Documents
) -> tuple[TranslationUnit, ...]:
    """Move a sentence of a side from the lower to the upper unit or back. Return one unit if the other becomes empty.

    >>> from align.model.document import from_sentences
    >>> documents = from_sentences(["他来了。"], "zh"), from_sentences(["He", "came."], "en")
    >>> upper, lower = TranslationUnit(0, (0,), (0,), "他来了。", "He"), TranslationUnit(1, (), (1,), "", "came.")
    >>> [(u.zh, u.en, u.en_text) for u in moved(upper, lower, "en", "up", documents)]
    [((0,), (0, 1), 'He came.')]
    """
    zh = [sentences(unit, "zh", documents[0]) for unit in (upper, lower)]
    en = [sentences(unit, "en", documents[1]) for unit in (upper, lower)]
    above, below = zh if side == "zh" else en
    if not (below if direction == "up" else above):
        raise BeadError("There is no such sentence.")
    both, place = (*above, *below), len(above) + (1 if direction == "up" else -1)
    if side == "zh":
        zh = [both[:place], both[place:]]
    else:
        en = [both[:place], both[place:]]
    pairs = [((upper, lower), zh[0], en[0]), ((lower, upper), zh[1], en[1])]
    return tuple(_unit(olds, a, b, documents) for olds, a, b in pairs if a or b)


def untranslated(unit: TranslationUnit, documents: Documents) -> tuple[TranslationUnit, ...]:
    """Separate the Chinese and the English of a unit, since neither translates the other."""
    zh, en = whole(unit, "zh", documents[0]), whole(unit, "en", documents[1])
    if not zh or not en:
        raise BeadError("One side is empty already.")
    return _unit([unit], zh, (), documents), _unit([unit], (), en, documents)


def sentences(unit: TranslationUnit, side: Language, document: Document | None) -> Sentences:
    """Return the sentences of a side with their numbers. Raises BeadError if an edit changed their number."""
    numbers = unit.zh if side == "zh" else unit.en
    text = unit.zh_text if side == "zh" else unit.en_text
    if document is not None and all(n < len(document) for n in numbers) and text == document.passage(numbers):
        return tuple((n, document.sentence(n)) for n in numbers)
    found = _split(text, side)
    if not numbers and document is None:
        return tuple(enumerate(found))
    if len(found) != len(numbers):
        raise BeadError("The edit has changed the number of sentences; undo it, or merge.")
    return tuple(zip(numbers, found, strict=True))


def whole(unit: TranslationUnit, side: Language, document: Document | None) -> Sentences:
    """Return the sentences of a side; an edited text that cannot be cut stays one piece under its first number."""
    try:
        return sentences(unit, side, document)
    except BeadError:
        numbers = unit.zh if side == "zh" else unit.en
        text = unit.zh_text if side == "zh" else unit.en_text
        return ((numbers[0] if numbers else -1, text), *((n, "") for n in numbers[1:]))


def _unit(olds: Sequence[TranslationUnit], zh: Sentences, en: Sentences, documents: Documents) -> TranslationUnit:
    """Return a unit of sentences, with the id of the first old one.

    It is reordered if one of the units that its Chinese and its English come from is; scores, which belong to other
    texts, are dropped.
    """
    zh_numbers, zh_text = _side(zh, "zh", documents[0])
    en_numbers, en_text = _side(en, "en", documents[1])
    zh_from = next((old for old in olds if old.zh_text), olds[0])
    en_from = next((old for old in olds if old.en_text), olds[0])
    zh_speaker, zh_place = _origin(documents[0], zh_numbers, zh_from.zh_speaker, zh_from.zh_place) if zh else ("", "")
    en_speaker, en_place = _origin(documents[1], en_numbers, en_from.en_speaker, en_from.en_place) if en else ("", "")
    held_zh, held_en = {n for n, _ in zh}, {n for n, _ in en}
    return TranslationUnit(
        olds[0].id,
        zh_numbers,
        en_numbers,
        zh_text,
        en_text,
        zh_speaker=zh_speaker,
        en_speaker=en_speaker,
        reordered=any(o.reordered and not (held_zh.isdisjoint(o.zh) or held_en.isdisjoint(o.en)) for o in olds),
        zh_place=zh_place,
        en_place=en_place,
    )


def _side(parts: Sentences, side: Language, document: Document | None) -> tuple[tuple[int, ...], str]:
    joined = (" " if side == "en" else "").join(text for _, text in parts if text)
    if document is None:
        return (), joined
    numbers = tuple(n for n, _ in parts if n >= 0)
    if numbers and numbers != tuple(range(numbers[0], numbers[0] + len(numbers))):
        raise BeadError("These sentences do not follow one another in the document.")
    published = all(n >= 0 and text == document.sentence(n) for n, text in parts)
    return numbers, document.passage(numbers) if published else joined


def _origin(document: Document | None, numbers: Sequence[int], speaker: str, place: str) -> tuple[str, str]:
    """Return speaker and place of sentences; those of the old unit if there is no document."""
    if document is None or not numbers:
        return speaker, place
    return document.speaker(numbers[0]), document.place(numbers)


def _split(text: str, side: Language) -> list[str]:
    from align.segmenters import chinese, english

    spans = chinese.sentence_spans(text) if side == "zh" else english.sentence_spans(text)
    return [text[slice(*span)] for span in spans]
