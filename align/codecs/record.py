"""What a unit is beyond its two texts, as JSON: the same record in every format that can carry one.

TMX, XLIFF and JSON lines hold it word for word, so that issues and verdicts come back as they left. It names the texts
that it is about by a digest: where somebody edited them since, in a CAT tool say, the spans of its issues would mark
other words, so that the issues are dropped (and found again by ``align check``) while the verdicts, which are known by
issue ids, stay.
"""

import json
import sys
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from align.bitext import Bitext, Decision, TranslationUnit, Verdict, as_record, from_record

DECISIONS: tuple[Decision, ...] = ("confirmed", "false positive", "fixed")
NO_SCORES: Mapping[str, float] = {}
_DEFAULTS: dict[str, Any] = {"zh_speaker": "", "en_speaker": "", "scores": {}, "issues": []}
_EXPECTED = (KeyError, TypeError, ValueError, AttributeError, IndexError)


@dataclass(frozen=True, slots=True)
class Decided:
    """A unit as a file holds it: with the verdicts on its issues, by issue id, and on itself as a whole."""

    unit: TranslationUnit
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    approved: Verdict | None = None


def bitext_of(units: Sequence[Decided]) -> Bitext:
    """The bitext of units that a file holds."""
    verdicts = {id: verdict for decided in units for id, verdict in decided.verdicts.items()}
    approved = {decided.unit.id: decided.approved for decided in units if decided.approved}
    return Bitext(tuple(decided.unit for decided in units), verdicts=verdicts, approved=approved)


def full_record(unit: TranslationUnit, bitext: Bitext) -> dict[str, Any]:
    """The unit as a line of ``bitext.jsonl``, with a "verdict" in each issue that has one and "approved" if it is."""
    record = as_record(unit)
    for issue in record["issues"]:
        if issue["id"] in bitext.verdicts:
            issue["verdict"] = verdict_record(bitext.verdicts[issue["id"]])
    if unit.id in bitext.approved:
        record["approved"] = verdict_record(bitext.approved[unit.id])
    return record


def from_full_record(record: Mapping[str, Any]) -> Decided:
    """The reverse. Raises KeyError, TypeError, ValueError, AttributeError or IndexError where it is no such record."""
    issues = record.get("issues", ())
    verdicts = {issue["id"]: verdict_of(issue["verdict"]) for issue in issues if "verdict" in issue}
    approved = verdict_of(record["approved"]) if "approved" in record else None
    return Decided(from_record(record), verdicts, approved)


def dump(unit: TranslationUnit, bitext: Bitext) -> str:
    """The record of a unit without its texts, as one line of JSON.

    >>> unit = TranslationUnit(3, (4,), (5, 6), "你好。", "Hello.", confidence=0.98)
    >>> dump(unit, Bitext((unit,)))
    '{"id":3,"zh":[4],"en":[5,6],"confidence":0.98}'
    """
    if not unit.issues and not unit.scores and not bitext.approved:  # most units, and quicker by half
        record = {"id": unit.id, "zh": unit.zh, "en": unit.en, "confidence": round(unit.confidence, 4)}
        texts = {"zh_speaker": unit.zh_speaker, "en_speaker": unit.en_speaker}
        texts |= {"zh_place": unit.zh_place, "en_place": unit.en_place}
        record |= {key: value for key, value in texts.items() if value}
        if unit.reordered:
            record["reordered"] = True
        return _json(record)
    full = full_record(unit, bitext)
    short = {k: v for k, v in full.items() if k not in ("zh_text", "en_text") and v != _DEFAULTS.get(k)}
    if unit.issues:
        short["about"] = _digest(unit)
    return _json(short)


def load(text: str, unit: TranslationUnit) -> Decided:
    """The unit, of which the file gave the texts and an id, with what a record says; unchanged where it is no record.

    >>> load('{"id":3,"zh":[4],"en":[],"confidence":0.5}', TranslationUnit("3", (), (), "你好。", "")).unit
    ... # doctest: +ELLIPSIS
    TranslationUnit(id=3, zh=(4,), en=(), zh_text='你好。', en_text='', ...confidence=0.5, ...)
    """
    try:
        record = json.loads(text)
        if "issues" in record or "approved" in record:
            return _load_decided(record, unit)
        return Decided(_with(record, unit))
    except (*_EXPECTED, RecursionError):
        return Decided(unit)


def verdict_record(verdict: Verdict) -> dict[str, str]:
    """A verdict as JSON values."""
    record = {"decision": verdict.decision, "who": verdict.who, "when": verdict.when}
    return {**record, "comment": verdict.comment} if verdict.comment else record


def verdict_of(record: Mapping[str, Any]) -> Verdict:
    """The verdict of a record. Raises KeyError, TypeError or ValueError where it is none."""
    if record["decision"] not in DECISIONS:
        raise ValueError(f"{record['decision']!r} is no decision; expected one of {', '.join(DECISIONS)}")
    texts = (record["who"], record["when"], record.get("comment", ""))
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("a verdict's who, when and comment are texts")
    return Verdict(record["decision"], *texts)


def _load_decided(record: dict[str, Any], unit: TranslationUnit) -> Decided:
    full = from_full_record({**record, "zh_text": unit.zh_text, "en_text": unit.en_text})
    issues = full.unit.issues if record.get("about") == _digest(unit) else ()
    return Decided(replace(_with(record, unit), issues=issues), full.verdicts, full.approved)


def _with(record: dict[str, Any], unit: TranslationUnit) -> TranslationUnit:
    """What is the same in many units is one object: a big memory holds hundreds of thousands."""
    id, zh, en = record["id"], _numbers(record.get("zh", ())), _numbers(record.get("en", ()))
    if isinstance(id, bool) or not isinstance(id, int | str):
        raise TypeError("an id is a number or a text")
    return TranslationUnit(
        id,
        zh,
        zh if en == zh else en,
        unit.zh_text,
        unit.en_text,
        confidence=float(record.get("confidence", 1.0)),
        scores={str(k): float(v) for k, v in record["scores"].items()} if "scores" in record else NO_SCORES,
        reordered=record.get("reordered", False) is True,
        zh_speaker=sys.intern(record.get("zh_speaker", "")),
        en_speaker=sys.intern(record.get("en_speaker", "")),
        zh_place=sys.intern(record.get("zh_place", "")),
        en_place=sys.intern(record.get("en_place", "")),
    )


def _numbers(values: Any) -> tuple[int, ...]:
    numbers = tuple(values)
    if not all(type(number) is int for number in numbers):
        raise TypeError("segments have numbers")
    return numbers


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _digest(unit: TranslationUnit) -> str:
    texts = f"{unit.zh_text}\x1f{unit.en_text}"
    return f"{zlib.crc32(texts.encode('utf-8', 'surrogatepass')):08x}"
