"""Scores beads against gold, in the two ways used in papers.

*Strict*: a bead is right if it is exactly a gold bead. *Lax*: it is right if it shares a sentence pair with one.
Vecalign's scores omit null beads, aligner-eval counts them; both are given and never mixed. Nulls are also scored
separately, by sentence, because a run of nulls can be cut into beads in many ways.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from align.model.errors import MALFORMED, InputError

BeadKey = tuple[tuple[int, ...], tuple[int, ...]]
_SHOWN = 30  # characters of a sentence in a message


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold file: the sentences of both sides and the beads, 0-based; an empty side is a null bead."""

    id: str
    set: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    beads: tuple[BeadKey, ...]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Precision, recall and F1 as counts: right of found, right of gold."""

    found_right: int
    found: int
    gold_right: int
    gold: int

    @property
    def precision(self) -> float:
        """0 if nothing was found."""
        return self.found_right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """0 if there is no gold."""
        return self.gold_right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """All scores. ``by_type``: for each gold bead type ("1-2"), how many were found exactly, and how many there are."""

    strict: Ratio
    strict_with_nulls: Ratio
    lax: Ratio
    null: Ratio
    by_type: Mapping[str, tuple[int, int]]


def score(pairs: Iterable[tuple[Sequence[BeadKey], Sequence[BeadKey]]]) -> Scores:
    """Score pairs (gold beads, found beads) of any number of documents together.

    >>> gold = [((0,), (0,)), ((1,), (1, 2)), ((2,), ())]
    >>> found = [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]
    >>> result = score([(gold, found)])
    >>> result.strict.f1, result.lax.precision, result.null.recall, result.by_type["1-2"]
    (0.4, 0.6666666666666666, 0.0, (0, 1))
    """
    strict, everything, lax, null = ([0, 0, 0, 0] for _ in range(4))
    by_type: dict[str, tuple[int, int]] = {}
    for gold_beads, found_beads in pairs:
        gold, found = set(gold_beads), set(found_beads)
        gold_full, found_full = ({b for b in beads if b[0] and b[1]} for beads in (gold, found))
        _count(strict, len(gold_full & found_full), len(found_full), len(gold_full & found_full), len(gold_full))
        _count(everything, len(gold & found), len(found), len(gold & found), len(gold))
        gold_links, found_links = _links(gold_full), _links(found_full)
        touched = sum(any(link in gold_links for link in _links([bead])) for bead in found_full)
        reached = sum(any(link in found_links for link in _links([bead])) for bead in gold_full)
        _count(lax, touched, len(found_full), reached, len(gold_full))
        gold_null, found_null = _nulls(gold), _nulls(found)
        both = len(gold_null & found_null)
        _count(null, both, len(found_null), both, len(gold_null))
        for bead in gold:
            kind = f"{len(bead[0])}-{len(bead[1])}"
            right, total = by_type.get(kind, (0, 0))
            by_type[kind] = (right + (bead in found), total + 1)
    ordered = dict(sorted(by_type.items(), key=lambda item: (-item[1][1], item[0])))
    return Scores(Ratio(*strict), Ratio(*everything), Ratio(*lax), Ratio(*null), ordered)


def load_gold(path: Path | str) -> Gold:
    """Read a gold file: ``{"id", "set", "zh": [sentence...], "en": [...], "gold": [[[zh...], [en...]], ...]}``.

    Other keys are ignored. Raises InputError, with the place in the file, if it cannot be read or is malformed, if a
    side has no sentence, if there is no bead, or if a sentence is in two.
    """
    name = str(path)
    try:
        record = json.loads(_text(path))
    except json.JSONDecodeError as error:
        raise InputError(name, f"not JSON: line {error.lineno}, column {error.colno}: {error.msg}") from error
    except RecursionError:
        raise InputError(name, "is nested too deeply; expected the JSON object of a gold file") from None
    if not isinstance(record, dict):
        raise InputError(name, "is not a JSON object; expected a gold file")
    zh, en = (_sentences(name, record, side) for side in ("zh", "en"))
    rows = record.get("gold")
    if not isinstance(rows, list) or not rows:
        raise InputError(name, '"gold" must be a list of at least one bead')
    beads = _beads(name, [(f'"gold", bead {number}', row) for number, row in enumerate(rows)], len(zh), len(en))
    return Gold(
        str(record.get("id", Path(path).stem)),
        str(record.get("set", Path(path).parent.name)),
        zh,
        en,
        beads,
    )


def gold_files(paths: Iterable[Path]) -> list[Path]:
    """Return the files; a folder stands for all .json files in it and below. Raises InputError if there are none."""
    files: list[Path] = []
    for path in paths:
        found = sorted(path.rglob("*.json")) if path.is_dir() else [path]
        if not found:
            raise InputError(str(path), "has no .json file; expected gold files")
        files += found
    return files


def load_beads(path: Path | str, gold: Gold) -> tuple[BeadKey, ...]:
    """Return the beads of another aligner for the sentences of ``gold``.

    One bead per line: ``[0]:[0, 1]:0.25`` as printed by Vecalign and Bertalign (the cost is ignored), or an object with
    "zh" and "en", as in ``bitext.jsonl``. Raises InputError, with the line, for anything else, for unknown or repeated
    sentence numbers, and where the texts of an object are not those sentences: numbers of a text that was segmented
    anew would be scored, and say nothing. Beads with both sides empty, which Vecalign sometimes prints, are skipped.
    """
    name = str(path)
    rows = []
    for number, line in enumerate(_text(path).split("\n"), 1):
        if line.strip():
            row, texts = _bead_of_line(name, number, line.strip())
            if row != [[], []]:
                rows.append((f"line {number}", row, texts))
    if not rows:
        raise InputError(name, "holds no bead")
    beads = _beads(name, [(where, row) for where, row, _ in rows], len(gold.zh), len(gold.en))
    for bead, (where, _, texts) in zip(beads, rows, strict=True):
        for numbers, sentences, text in zip(bead, (gold.zh, gold.en), texts, strict=False):
            wanted = "".join(sentences[k] for k in numbers)
            if "".join(wanted.split()) != "".join(text.split()):
                raise InputError(
                    name,
                    f"{where}: {text[:_SHOWN]!r} is not {wanted[:_SHOWN]!r}, as in the gold; align its sentences as "
                    "they are (align run --sentences)",
                )
    return beads


def _bead_of_line(name: str, number: int, line: str) -> tuple[list[Any], tuple[str, ...]]:
    """Return the numbers of a bead, and its texts, as they were aligned, where the line has them."""
    try:
        if line.startswith("{"):
            record = json.loads(line)
            texts = (
                (str(record["zh_text"]), str(record.get("published", record["en_text"]))) if "zh_text" in record else ()
            )
            return [record["zh"], record["en"]], texts
        zh, en, *_ = line.split(":")
        return [json.loads(zh), json.loads(en)], ()
    except MALFORMED as error:
        raise InputError(
            name,
            f'line {number} is not a bead; expected [zh numbers]:[en numbers]:score or {{"zh": [...], "en": [...]}}',
        ) from error


def unaligned(gold: Gold) -> tuple[int, int]:
    """Return how many sentences of each side are in no gold bead; all beads found for them count as wrong."""
    zh, en = (len({k for bead in gold.beads for k in bead[side]}) for side in (0, 1))
    return len(gold.zh) - zh, len(gold.en) - en


def _text(path: Path | str) -> str:
    """Return the file's text, without a byte order mark. Raises InputError."""
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(str(path), error.strerror or "cannot be read") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"not UTF-8 at byte {error.start}") from error


def _count(total: list[int], *values: int) -> None:
    for k, value in enumerate(values):
        total[k] += value


def _links(beads: Iterable[BeadKey]) -> set[tuple[int, int]]:
    return {(i, j) for zh, en in beads for i in zh for j in en}


def _nulls(beads: Iterable[BeadKey]) -> set[tuple[str, int]]:
    alone: set[tuple[str, int]] = set()
    for zh, en in beads:
        if not en:
            alone.update(("zh", i) for i in zh)
        if not zh:
            alone.update(("en", j) for j in en)
    return alone


def _sentences(name: str, record: Mapping[str, Any], side: str) -> tuple[str, ...]:
    value = record.get(side)
    if not isinstance(value, list):
        raise InputError(name, f'"{side}" must be a list of sentences')
    if not value:
        raise InputError(name, f'"{side}" has no sentence')
    for number, sentence in enumerate(value):
        if not isinstance(sentence, str):
            raise InputError(name, f'"{side}", sentence {number}: not a string')
    return tuple(value)


def _beads(name: str, rows: Iterable[tuple[str, object]], n: int, m: int) -> tuple[BeadKey, ...]:
    """Return rows with the place of each in the file, as beads."""
    seen: set[tuple[str, int]] = set()
    beads: list[BeadKey] = []
    for where, row in rows:
        if not isinstance(row, list) or len(row) != 2 or not all(isinstance(side, list) for side in row):
            raise InputError(name, f"{where}: must be [[zh numbers], [en numbers]]")
        if row == [[], []]:
            raise InputError(name, f"{where}: has no sentence on either side")
        for side, numbers, size in (("zh", row[0], n), ("en", row[1], m)):
            for k in numbers:
                if not isinstance(k, int) or isinstance(k, bool) or not 0 <= k < size:
                    raise InputError(name, f"{where}: {side} number {k!r} is not in 0..{size - 1}; numbers are 0-based")
                if (side, k) in seen:
                    raise InputError(name, f"{where}: {side} sentence {k} is in two beads")
                seen.add((side, k))
        beads.append((tuple(row[0]), tuple(row[1])))
    return tuple(beads)
