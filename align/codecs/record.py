"""A unit without its two texts, as JSON: the same record in every format that can carry one.

TMX, XLIFF and JSON lines hold it unchanged, so that issues and verdicts survive a round trip. A digest identifies the
texts that it belongs to: once they are edited, in a CAT tool for example, the spans of its issues would mark other
words. Then the issues are dropped (``align check`` finds them again), while the verdicts, which refer to issue ids,
stay.
"""

import json
import re
import sys
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import fields, make_dataclass
from functools import lru_cache
from typing import Any, NamedTuple, cast

from align.model.bitext import Bitext
from align.model.errors import MALFORMED
from align.model.unit import DECISIONS, Comment, TranslationUnit, Verdict
from align.model.unit_record import as_record, finite, from_record, id_of, issue_from, numbers_of, within

NO_SCORES: Mapping[str, float] = {}  # shared by all units without any
NO_VERDICTS: Mapping[str, Verdict] = {}
_DEFAULTS: dict[str, Any] = {"zh_speaker": "", "en_speaker": "", "scores": {}, "issues": []}
_OF_A_PAIR = re.compile(
    r'\{"id":(0|[1-9][0-9]{0,14}),"zh":\[\1\],"en":\[\1\],"confidence":([01]\.[0-9]{1,4})\}', re.ASCII
)
_DECODER = json.JSONDecoder()
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))  # json.dumps would make one at each call
_number = lru_cache(maxsize=1 << 14)(finite)  # not for the time: one object for all units with the same confidence
_Draft: Any = make_dataclass("_Draft", [field.name for field in fields(TranslationUnit)], slots=True)


class Decided(NamedTuple):
    """A unit from a file with the verdicts on its issues, by issue id, the verdict on the whole unit, and comments.

    A named tuple, as codecs yield them: made six times as fast as a frozen dataclass, for every unit of a file.
    """

    unit: TranslationUnit
    verdicts: Mapping[str, Verdict] = NO_VERDICTS
    approved: Verdict | None = None
    comments: tuple[Comment, ...] = ()


def bitext_of(found: Iterable[Decided]) -> Bitext:
    """Return the bitext of the units of a file."""
    units: list[TranslationUnit] = []
    verdicts: dict[str, Verdict] = {}
    approved: dict[int | str, Verdict] = {}
    comments: dict[int | str, tuple[Comment, ...]] = {}
    for decided in found:
        units.append(decided.unit)
        if decided.verdicts:
            verdicts.update(decided.verdicts)
        if decided.approved:
            approved[decided.unit.id] = decided.approved
        if decided.comments:
            comments[decided.unit.id] = decided.comments
    return Bitext(tuple(units), verdicts=verdicts, approved=approved, comments=comments)


def full_record(unit: TranslationUnit, bitext: Bitext) -> dict[str, Any]:
    """Return the unit as a line of ``bitext.jsonl``, with a "verdict" in each issue that has one, "approved" if it is
    and "comments" if there are any."""
    record = as_record(unit)
    for issue in record["issues"]:
        if issue["id"] in bitext.verdicts:
            issue["verdict"] = verdict_record(bitext.verdicts[issue["id"]])
    if unit.id in bitext.approved:
        record["approved"] = verdict_record(bitext.approved[unit.id])
    if comments := bitext.comments.get(unit.id):
        record["comments"] = [{"text": c.text, "who": c.who, "when": c.when} for c in comments]
    return record


def from_full_record(record: Mapping[str, Any]) -> Decided:
    """Return the unit of a :func:`full_record`. Raises one of ``MALFORMED``."""
    return Decided(from_record(record), *_verdicts(record))


def quick_unit(*values: Any) -> TranslationUnit:
    """Return the unit of the values of its fields up to ``en_place``, six times as fast as its constructor.

    A frozen dataclass sets each field by a call, 15 for a unit; a memory has hundreds of thousands. So the fields of a
    mutable object are set, which then becomes a unit: Python allows that for classes with the same slots.
    """
    unit = _Draft(*values, "", "")
    unit.__class__ = TranslationUnit
    return cast(TranslationUnit, unit)


def dump(unit: TranslationUnit, bitext: Bitext) -> str:
    """Return the record of a unit without its texts, as one line of JSON.

    >>> unit = TranslationUnit(3, (4,), (5, 6), "你好。", "Hello.", confidence=0.98)
    >>> dump(unit, Bitext((unit,)))
    '{"id":3,"zh":[4],"en":[5,6],"confidence":0.98}'
    """
    plain = not unit.issues and not unit.scores and not bitext.approved and not bitext.comments
    if plain:  # most units, and three times as fast
        id = unit.id if type(unit.id) is int else _ENCODER.encode(unit.id)
        numbers = f'"zh":[{_joined(unit.zh)}],"en":[{_joined(unit.en)}],"confidence":{round(unit.confidence, 4)}'
        keys = ("zh_speaker", "en_speaker", "reordered", "zh_place", "en_place")
        rest = "".join(f',"{key}":{_ENCODER.encode(value)}' for key in keys if (value := getattr(unit, key)))
        return f'{{"id":{id},{numbers}{rest}}}'
    full = full_record(unit, bitext)
    short = {k: v for k, v in full.items() if k not in ("zh_text", "en_text") and v != _DEFAULTS.get(k)}
    if unit.issues:
        short["about"] = _digest(unit.zh_text, unit.en_text)
    return _ENCODER.encode(short)


def load(text: str, zh_text: str, en_text: str) -> Decided | None:
    """Return the unit with the texts of a file and the rest from a record, or None for a record that is not ours.

    >>> found = load('{"id":3,"zh":[4],"en":[],"confidence":0.5}', "你好。", "")
    >>> found.unit  # doctest: +ELLIPSIS
    TranslationUnit(id=3, zh=(4,), en=(), zh_text='你好。', en_text='', ...confidence=0.5, ...)
    """
    if plain := _OF_A_PAIR.fullmatch(text):  # most units of a memory, twice as fast
        number = int(plain[1])
        here, confidence = (number,), _number(plain[2])
        unit = quick_unit(number, here, here, zh_text, en_text, "", "", confidence, NO_SCORES, (), False, "", "")
        return Decided(unit)
    try:
        record, _ = _DECODER.raw_decode(text)
        unit = _unit(record, zh_text, en_text)
        if not any(key in record for key in ("issues", "approved", "comments")):
            return Decided(unit)
        return Decided(unit, *_verdicts(record))
    except MALFORMED:
        return None


def verdict_record(verdict: Verdict) -> dict[str, str]:
    """Return a verdict as JSON values."""
    record = {"decision": verdict.decision, "who": verdict.who, "when": verdict.when}
    return {**record, "comment": verdict.comment} if verdict.comment else record


def verdict_of(record: Mapping[str, Any]) -> Verdict:
    """Return the verdict of a record. Raises KeyError, TypeError or ValueError if it is invalid."""
    if record["decision"] not in DECISIONS:
        raise ValueError(f"unknown decision {record['decision']!r}; expected one of {', '.join(DECISIONS)}")
    texts = (record["who"], record["when"], record.get("comment", ""))
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("a verdict's who, when and comment must be texts")
    return Verdict(record["decision"], *texts)


def _comment_of(record: Mapping[str, Any]) -> Comment:
    texts = [record[key] for key in ("text", "who", "when")]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("a comment's text, who and when must be texts")
    return Comment(*texts)


def _verdicts(record: Mapping[str, Any]) -> tuple[Mapping[str, Verdict], Verdict | None, tuple[Comment, ...]]:
    """Return the verdicts on the issues, by id, the verdict on the whole unit, and the comments."""
    on_issues = {issue["id"]: verdict_of(issue["verdict"]) for issue in record.get("issues", ()) if "verdict" in issue}
    approved = verdict_of(record["approved"]) if "approved" in record else None
    return on_issues, approved, tuple(map(_comment_of, record.get("comments", ())))


def _unit(record: dict[str, Any], zh_text: str, en_text: str) -> TranslationUnit:
    """Return the unit of a record. Equal parts of units are one object, since a memory holds very many units."""
    id = id_of(record["id"])
    zh = numbers_of(record.get("zh", ()))
    en = numbers_of(record.get("en", ()))
    issues = [issue_from(issue) for issue in record["issues"]] if "issues" in record else []
    if issues and record.get("about") != _digest(zh_text, en_text):
        issues = []
    return quick_unit(
        zh[0] if zh and zh[0] == id else id,
        zh,
        zh if en == zh else en,
        zh_text,
        en_text,
        _shared(record.get("zh_speaker")),
        _shared(record.get("en_speaker")),
        _number(record.get("confidence", 1.0)),
        {str(k): _number(v) for k, v in record["scores"].items()} if "scores" in record else NO_SCORES,
        tuple(within(issue, zh_text, en_text) for issue in issues) if issues else (),
        record.get("reordered", False) is True,
        _shared(record.get("zh_place")),
        _shared(record.get("en_place")),
    )


def _shared(text: str | None) -> str:
    return sys.intern(text) if text else ""


def _joined(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))


def _digest(zh_text: str, en_text: str) -> str:
    texts = f"{zh_text}\x1f{en_text}"
    return f"{zlib.crc32(texts.encode('utf-8', 'surrogatepass')):08x}"
