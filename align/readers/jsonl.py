"""Pairs as JSON, one object a line: our ``bitext.jsonl`` and two common shapes of parallel data sets."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from msgspec import ValidationError

from align.codecs.record import Decided, from_full_record
from align.model.errors import MALFORMED, InputError
from align.readers.lines import lines_of
from align.readers.units import DistinctIds, unit_of_pair

_EXPECTED = 'expected an object with "zh_text" and "en_text", "zh" and "en", or "translation"'


def parse(stream: BinaryIO, name: str) -> Iterator[Decided]:
    """Yield the units of a .jsonl file.

    A line is ``{"zh_text": ..., "en_text": ...}`` with the other keys of ``bitext.jsonl``, ``{"zh": ..., "en": ...}``
    or ``{"translation": {"zh": ..., "en": ...}}``. An ``id`` that is a number or a string is kept, else it is the
    0-based number of the line; repeated ids are made distinct. Blank lines are counted but skipped. Raises InputError
    with the line.
    """
    distinct = DistinctIds()
    for number, line in enumerate(lines_of(stream, name)):
        if line.strip():
            yield from distinct.apply([_read(line, number, name)])


def _read(line: str, number: int, name: str) -> Decided:
    try:
        return _unit(number, json.loads(line))
    except json.JSONDecodeError as error:
        reason = f"line {number + 1} is not JSON: {error.msg} at column {error.colno}"
        raise InputError(name, reason) from None
    except RecursionError:
        raise InputError(name, f"line {number + 1} is nested too deeply; {_EXPECTED}") from None
    except MALFORMED as error:
        what = (
            f"{type(error).__name__}: {error}" if not isinstance(error, _ShapeError | ValidationError) else str(error)
        )
        raise InputError(name, f"line {number + 1}: {what}; {_EXPECTED}") from None


class _ShapeError(ValueError):
    """An object that is not one of the three shapes."""


def _unit(number: int, record: Any) -> Decided:
    if not isinstance(record, dict):
        raise _ShapeError("is not an object")
    id = record.get("id", number)
    if isinstance(id, bool) or not isinstance(id, int | str):
        id = number
    if "zh_text" in record or "en_text" in record:
        _require_text(record, "zh_text", "en_text")
        record = {"zh": _numbers(number, record["zh_text"]), "en": _numbers(number, record["en_text"]), **record}
        return from_full_record({**record, "id": id})
    pair = record.get("translation", record)
    if not isinstance(pair, dict):
        raise _ShapeError('"translation" is not an object')
    _require_text(pair, "zh", "en")
    return Decided(unit_of_pair(number, pair["zh"], pair["en"], id=id))


def _numbers(number: int, text: str) -> list[int]:
    return [number] if text.strip() else []


def _require_text(record: dict[str, Any], *keys: str) -> None:
    for key in keys:
        if key not in record:
            raise _ShapeError(f'"{key}" is missing')
        if not isinstance(record[key], str):
            raise _ShapeError(f'"{key}" is not text')
        try:
            record[key].encode()
        except UnicodeEncodeError:
            raise _ShapeError(f'"{key}" has half of a surrogate pair, which is not a character') from None
