"""The history of a pair for people: who did what when, and what stood there before and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from align.language.edits import Part, compared
from align.store import Entry
from align.store.journal import CHECK, IMPORT, UNCHECKED, Change

WHAT = {
    IMPORT: "imported",
    "run": "a new run",
    "decide": "decided",
    "decide many": "decided on many",
    "report": "added an error",
    "rate": "rated",
    "edit": "edited",
    "edit many": "replaced words",
    "comment": "commented",
    "lock": "alignment locked or unlocked",
    "approve": "approval",
    "approve many": "approval of all pairs",
    "sign": "sign-off",
    "sign many": "sign-off of all approved pairs",
    "dismiss": "dropped an edit",
    "suppress": "marked a pattern as no error",
    "term": "added a term",
    "weigh": "asked a second reader",
    "undo": "undone",
    "merge": "merged pairs",
    "split": "split the pair",
    "move": "moved a sentence",
    "untranslated": "set apart as untranslated",
    "realign": "aligned again",
}
"""Acts by the action of an entry, in the words of the page."""
_SWITCHES = (
    ("locked", "locked", "unlocked"),
    ("approved", "approved", "not approved"),
    ("signed", "signed off", "not signed off"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that an act changed. ``about``: a flag or a text; ``before``, ``after``: words of the page, "" for
    none; ``parts``: of an English that was edited."""

    about: str = ""
    before: str = ""
    after: str = ""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """An act on a pair."""

    who: str
    when: str
    what: str
    lines: tuple[Line, ...]


def events(history: tuple[tuple[Entry, tuple[Change, ...]], ...]) -> list[Event]:
    """Return what was done to a unit, the latest first. ``history``: entries with their changes to the unit.

    Checks are left out, which nobody has done, and what the first import brought.
    """
    messages = {
        row["id"]: row["message"] or row["zh_value"] or row["en_value"]
        for _, changes in history
        for (table, _), before, after in changes
        for row in (before, after)
        if table == "issues" and row is not None
    }
    found = []
    for entry, changes in history:
        action = entry.action.removesuffix(UNCHECKED)
        if action != CHECK:
            lines = () if action == IMPORT else tuple(line for change in changes for line in _lines(change, messages))
            found.append(Event(entry.who, entry.when, WHAT.get(action, entry.what), lines))
    return found


def _lines(change: Change, messages: dict[str, str]) -> Iterator[Line]:
    (table, key), before, after = change
    old: dict[str, Any] = before or {}
    new: dict[str, Any] = after or {}
    if table == "units" and before and after:
        if old["zh_text"] != new["zh_text"]:
            yield Line(before=old["zh_text"], after=new["zh_text"])
        if old["en_text"] != new["en_text"]:
            yield Line(parts=compared(old["en_text"], new["en_text"]))
        for column, yes, no in _SWITCHES:
            if bool(old[column]) != bool(new[column]):
                yield Line(before=yes if old[column] else no, after=yes if new[column] else no)
    elif table == "verdicts":
        about = messages.get(str(key[0]), "")
        yield Line(about, old.get("decision", "open"), new.get("decision", "open"))
    elif table == "comments":
        yield Line(new.get("text", old.get("text", "")), "" if after else "comment", "" if after else "taken back")
    elif table == "issues" and before and after:
        for column in ("type", "severity"):
            if old[column] != new[column]:
                yield Line(new["message"], old[column], new[column])
    elif table == "issues" and after and new["scorer"] == "reviewer":
        yield Line(new["message"], "", new["severity"])
