"""The bitext as XLIFF 1.2 or 2.1: Chinese source, English target, with states, issues and our record."""

import re
from collections.abc import Iterator, Mapping

from align.codecs import its, record, xliff_writing
from align.codecs.xliff_writing import LocQualityIssue, UnitText, Version
from align.codecs.xml_writing import ForbiddenCharacterError
from align.exporters.issue_notes import codes_of, comments_on, corrections_in, note_of, refusal
from align.model.bitext import Bitext
from align.model.unit import Issue, Severity, TranslationUnit, Verdict

VERSIONS: tuple[Version, ...] = ("1.2", "2.1")
PRIORITIES: dict[Severity, int] = {"critical": 1, "major": 3, "minor": 6, "neutral": 9}  # of notes, 1 to 10
_NMTOKEN = re.compile(r"[A-Za-z0-9._:-]+")  # of those that XML allows
# The states of units by their verdicts, as attributes of a target (1.2) and of a segment (2.1).
STATES: dict[str, Mapping[Version, str]] = {
    "untranslated": {"1.2": "", "2.1": ' state="initial"'},
    "unchecked": {"1.2": ' state="translated"', "2.1": ' state="translated"'},
    "flagged": {
        "1.2": ' state="needs-review-translation"',
        "2.1": ' state="translated" subState="align:flagged"',
    },
    "rejected": {
        "1.2": ' state="needs-translation" state-qualifier="rejected-inaccurate"',
        "2.1": ' state="translated" subState="align:rejected"',
    },
    "reviewed": {"1.2": ' state="signed-off"', "2.1": ' state="reviewed"'},
    "approved": {"1.2": ' state="final"', "2.1": ' state="final"'},
}


def render(bitext: Bitext, *, version: Version = "1.2", name: str = "bitext") -> Iterator[bytes]:
    """Yield the file, unit by unit. ``name``: that of the translated document.

    Raises InputError for a unit with a character that XML cannot hold.
    """
    try:
        yield xliff_writing.start(version, name, *codes_of(bitext)).encode()
    except ForbiddenCharacterError as error:
        raise refusal(name, error) from None
    taken: set[str] = set()
    for number, unit in enumerate(bitext.units):
        state = state_of(unit, bitext)
        item = UnitText(
            id=_id(unit.id, number, taken),
            source=unit.zh_text,
            target=unit.en_text if unit.en_text or not unit.zh_text else None,
            state=STATES[state][version],
            approved=state == "approved",
            issues=[loc_quality_issue(issue, unit, bitext.verdicts.get(issue.id)) for issue in unit.issues],
            comments=[*corrections_in(unit, bitext), *comments_on(unit, bitext)],
            record=record.dump(unit, bitext),
        )
        try:
            markup = xliff_writing.unit(version, item, number)
        except ForbiddenCharacterError as error:
            raise refusal(unit.id, error) from None
        yield markup.encode()
    yield xliff_writing.ENDS[version].encode()


def state_of(unit: TranslationUnit, bitext: Bitext) -> str:
    """Return the key in ``STATES`` of a unit: the most serious one that applies."""
    if unit.id in bitext.approved:
        return "approved"
    if not unit.en_text:
        return "untranslated"
    decisions = [bitext.verdicts[issue.id].decision if issue.id in bitext.verdicts else None for issue in unit.issues]
    if "confirmed" in decisions:
        return "rejected"
    if None in decisions:
        return "flagged"
    corrected = any(closed.verdict for closed in bitext.closed(unit)) or bitext.published(unit) != unit.en_text
    return "reviewed" if decisions or corrected else "unchecked"


def loc_quality_issue(
    issue: Issue, unit: TranslationUnit, verdict: Verdict | None, *, chinese_source: bool = True
) -> LocQualityIssue:
    """Return an issue in the terms of ITS, on its English words, else on its Chinese ones."""
    on_chinese = (issue.en_span is None and issue.zh_span is not None) or not unit.en_text
    return LocQualityIssue(
        type=its.type_of(issue.type),
        severity=its.SEVERITIES[issue.severity],
        comment=note_of(issue, verdict),
        enabled=its.enabled(verdict.decision if verdict else None),
        side="source" if on_chinese == chinese_source else "target",
        span=issue.zh_span if on_chinese else issue.en_span,
        priority=PRIORITIES[issue.severity],
    )


def _id(id: int | str, number: int, taken: set[str]) -> str:
    """Return a unique id that XLIFF 2 allows; our record keeps the unit's own."""
    name = str(id)
    if not _NMTOKEN.fullmatch(name) or name in taken:
        name = f"u{number}"
        while name in taken:
            name += "-"
    taken.add(name)
    return name
