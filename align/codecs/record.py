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

import msgspec

from align.model.bitext import Bitext
from align.model.errors import MALFORMED
from align.model.unit import ClosedIssue, Comment, Revision, TranslationUnit, Verdict
from align.model.unit_record import as_record, checked, from_record, issue_record

NO_SCORES: Mapping[str, float] = {}  # shared by all units without any
NO_VERDICTS: Mapping[str, Verdict] = {}
_DEFAULTS: dict[str, Any] = {"zh_speaker": "", "en_speaker": "", "scores": {}, "issues": []}
_OF_A_PAIR = re.compile(
    r'\{"id":(0|[1-9][0-9]{0,14}),"zh":\[\1\],"en":\[\1\],"confidence":([01]\.[0-9]{1,4})\}', re.ASCII
)
_DECODER = json.JSONDecoder()
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))  # json.dumps would make one at each call
_number = lru_cache(maxsize=1 << 14)(float)  # not for the time: one object for all units with the same confidence
_Draft: Any = make_dataclass("_Draft", [field.name for field in fields(TranslationUnit)], slots=True)


class Decided(NamedTuple):
    """A unit from a file with the verdicts on its issues, by issue id, the verdict on the whole unit, and comments.

    A named tuple, as codecs yield them: made six times as fast as a frozen dataclass, for every unit of a file.
    """

    unit: TranslationUnit
    verdicts: Mapping[str, Verdict] = NO_VERDICTS
    approved: Verdict | None = None
    comments: tuple[Comment, ...] = ()
    revision: Revision | None = None
    signed: Verdict | None = None


def bitext_of(found: Iterable[Decided]) -> Bitext:
    """Return the bitext of the units of a file."""
    units: list[TranslationUnit] = []
    verdicts: dict[str, Verdict] = {}
    approved: dict[int | str, Verdict] = {}
    comments: dict[int | str, tuple[Comment, ...]] = {}
    revisions: dict[int | str, Revision] = {}
    signed: dict[int | str, Verdict] = {}
    for decided in found:
        units.append(decided.unit)
        if decided.verdicts:
            verdicts.update(decided.verdicts)
        if decided.approved:
            approved[decided.unit.id] = decided.approved
        if decided.comments:
            comments[decided.unit.id] = decided.comments
        if decided.revision:
            revisions[decided.unit.id] = decided.revision
        if decided.signed:
            signed[decided.unit.id] = decided.signed
    return Bitext(
        tuple(units), verdicts=verdicts, approved=approved, comments=comments, revisions=revisions, signed=signed
    )


def full_record(unit: TranslationUnit, bitext: Bitext) -> dict[str, Any]:
    """Return the unit as a line of ``bitext.jsonl``, with a "verdict" in each issue that has one, "approved" and
    "signed" where it is approved and signed off, "comments" if there are any, and what a review has changed:
    "published", "edited" and "closed" issues."""
    record = as_record(unit)
    for issue in record["issues"]:
        if issue["id"] in bitext.verdicts:
            issue["verdict"] = verdict_record(bitext.verdicts[issue["id"]])
    if unit.id in bitext.approved:
        record["approved"] = verdict_record(bitext.approved[unit.id])
    if unit.id in bitext.signed:
        record["signed"] = verdict_record(bitext.signed[unit.id])
    if comments := bitext.comments.get(unit.id):
        record["comments"] = [{"text": c.text, "who": c.who, "when": c.when} for c in comments]
    if revision := bitext.revisions.get(unit.id):
        record["published"] = revision.published
        if revision.who or revision.when:
            record["edited"] = {"who": revision.who, "when": revision.when}
        if revision.closed:
            record["closed"] = [_closed_record(closed) for closed in revision.closed]
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


def dump(unit: TranslationUnit, bitext: Bitext, *, english: bool = True) -> str:
    """Return the record of a unit without its texts, as one line of JSON. ``english``: the format shows the English.

    >>> unit = TranslationUnit(3, (4,), (5, 6), "你好。", "Hello.", confidence=0.98)
    >>> dump(unit, Bitext((unit,)))
    '{"id":3,"zh":[4],"en":[5,6],"confidence":0.98}'
    """
    reviewed = bitext.approved or bitext.comments or bitext.revisions
    if not unit.issues and not unit.scores and not reviewed and english:  # most units, and three times as fast
        id = unit.id if type(unit.id) is int else _ENCODER.encode(unit.id)
        numbers = f'"zh":[{_joined(unit.zh)}],"en":[{_joined(unit.en)}],"confidence":{round(unit.confidence, 4)}'
        keys = ("zh_speaker", "en_speaker", "reordered", "zh_place", "en_place")
        rest = "".join(f',"{key}":{_ENCODER.encode(value)}' for key in keys if (value := getattr(unit, key)))
        return f'{{"id":{id},{numbers}{rest}}}'
    full = full_record(unit, bitext)
    texts = ("zh_text", "en_text") if english else ("zh_text",)
    short = {k: v for k, v in full.items() if k not in texts and v != _DEFAULTS.get(k)}
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
        unit = _unit(record, zh_text, en_text or record.get("en_text", ""))
        if not any(key in record for key in ("issues", "approved", "comments", "published")):
            return Decided(unit)
        return Decided(unit, *_verdicts(record))
    except MALFORMED:
        return None


def verdict_record(verdict: Verdict) -> dict[str, str]:
    """Return a verdict as JSON values."""
    record = {"decision": verdict.decision, "who": verdict.who, "when": verdict.when}
    return {**record, "comment": verdict.comment} if verdict.comment else record


def verdict_of(record: Mapping[str, Any]) -> Verdict:
    """Return the verdict of a record. Raises ValueError if it is invalid."""
    return msgspec.convert(record, Verdict)


def _closed_record(closed: ClosedIssue) -> dict[str, Any]:
    record = {**issue_record(closed.issue), "reason": closed.reason, "when": closed.when}
    record |= {"in_zh": closed.zh_text, "in_en": closed.en_text}
    return {**record, "verdict": verdict_record(closed.verdict)} if closed.verdict else record


def _revision(record: Mapping[str, Any]) -> Revision | None:
    if "published" not in record:
        return None
    closed = [
        {**issue, "issue": issue, "zh_text": issue["in_zh"], "en_text": issue["in_en"]}
        for issue in record.get("closed", ())
    ]
    revision = msgspec.convert(
        {**record.get("edited", {}), "published": record["published"], "closed": closed}, Revision
    )
    for issue in revision.closed:
        checked(issue.issue, issue.zh_text, issue.en_text)
    return revision


def _verdicts(
    record: Mapping[str, Any],
) -> tuple[Mapping[str, Verdict], Verdict | None, tuple[Comment, ...], Revision | None, Verdict | None]:
    """Return the verdicts on the issues, by id, the approval, the comments, the changes and the sign-off."""
    on_issues = {issue["id"]: verdict_of(issue["verdict"]) for issue in record.get("issues", ()) if "verdict" in issue}
    approved = verdict_of(record["approved"]) if "approved" in record else None
    signed = verdict_of(record["signed"]) if "signed" in record else None
    comments = msgspec.convert(record.get("comments", ()), tuple[Comment, ...])
    return on_issues, approved, comments, _revision(record), signed


def _unit(record: dict[str, Any], zh_text: str, en_text: str) -> TranslationUnit:
    """Return the unit of a record. Equal parts of units are one object, since a memory holds very many units."""
    if record.get("issues") and record.get("about") != _digest(zh_text, en_text):
        record = {key: value for key, value in record.items() if key != "issues"}
    unit = from_record({**record, "id": record["id"], "zh_text": zh_text, "en_text": en_text})
    return quick_unit(
        unit.zh[0] if unit.zh and unit.zh[0] == unit.id else unit.id,
        unit.zh,
        unit.zh if unit.en == unit.zh else unit.en,
        zh_text,
        unit.en_text,
        sys.intern(unit.zh_speaker),
        sys.intern(unit.en_speaker),
        _number(unit.confidence),
        {name: _number(value) for name, value in unit.scores.items()} if unit.scores else NO_SCORES,
        unit.issues,
        unit.reordered,
        sys.intern(unit.zh_place),
        sys.intern(unit.en_place),
    )


def _joined(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))


def _digest(zh_text: str, en_text: str) -> str:
    texts = f"{zh_text}\x1f{en_text}"
    return f"{zlib.crc32(texts.encode('utf-8', 'surrogatepass')):08x}"
