"""A profile selects the scorers to run and sets their severities and limits of alarms.

Offices differ: to one a missing "nearly" is a note, to another an erratum. A profile is a TOML file ::

    off = ["quotes"]                     # or: on = ["figures", "names"], and nothing else runs
    sensitivity = "high"                 # "low", "normal" or "high": more issues, and more of them wrong

    second_opinion = "ollama#qwen3:8b"   # a language model that weighs flags (--second-opinion); none by default
    second_opinion_find = "suspicious"   # and what it reads for errors that nothing has flagged: "suspicious" or "all"

    [severity]                           # by type, by scorer, or by both: the most specific entry counts
    "mistranslation/bound" = "minor"
    "mistranslation" = "critical"        # including its subtypes
    "terms" = "neutral"
    "names:mistranslation" = "major"

    [alarms]                             # the most alarms per 100 units; the most certain are kept
    all = 20
    omission = 3

An alarm is an issue above neutral; notes are neither counted nor held back. A fixed threshold of confidence, the
obvious way, does not work: it gives one genre twice the alarms of another; a budget does not. Issues held back by a
budget are returned, so that none is lost silently: they are not in ``bitext.jsonl`` and the reports, but the command
line and ``run.json`` ("held_back") report their number by scorer, and a run without the limit has them.
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from pathlib import Path
from typing import Any

from align.model.errors import InputError
from align.model.unit import SEVERITIES, Issue, Severity, TranslationUnit
from align.scorers import SCORERS
from align.scorers.decision import SENSITIVITIES, Sensitivity

ALL = "all"
_TYPES = frozenset(kind for scorer in SCORERS.values() for kind in scorer.types)
_KEYS = ("on", "off", "sensitivity", "second_opinion", "second_opinion_find", "severity", "alarms")


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile. ``scorers``: the ids of those to run, in the order of ``SCORERS``.

    ``severity``: by "scorer:type", type or scorer; a type includes its subtypes. ``alarms``: the most alarms per 100
    units, by scorer or "all"; in a short text at least one is kept. ``name``: that of the file, for messages.
    ``sensitivity``: how readily issues are raised (:mod:`align.scorers.decision`); "high" shows more, also wrong ones.
    ``second_opinion``, ``second_opinion_find``: as on the command line (:mod:`align.opinion.spec`), "" for none.
    """

    scorers: tuple[str, ...] = tuple(SCORERS)
    severity: Mapping[str, Severity] = field(default_factory=dict)
    alarms: Mapping[str, float] = field(default_factory=dict)
    name: str = ""
    sensitivity: Sensitivity = "normal"
    second_opinion: str = ""
    second_opinion_find: str = ""

    def severity_of(self, issue: Issue) -> Severity:
        """Return the severity of an issue under this profile.

        >>> profile = Profile(severity={"mistranslation": "critical", "mistranslation/bound": "minor"})
        >>> issue = Issue("bounds", "mistranslation/bound", "major", 0.9, "近 is not rendered.")
        >>> profile.severity_of(issue), profile.severity_of(replace(issue, type="mistranslation/date"))
        ('minor', 'critical')
        """
        general = issue.type.split("/")[0]
        for key in (f"{issue.scorer}:{issue.type}", f"{issue.scorer}:{general}", issue.type, general, issue.scorer):
            if key in self.severity:
                return self.severity[key]
        return issue.severity


DEFAULT = Profile()
"""Every scorer with its own severities, without limits."""


def apply(
    units: Sequence[TranslationUnit], profile: Profile
) -> tuple[tuple[TranslationUnit, ...], tuple[tuple[TranslationUnit, Issue], ...]]:
    """Return units with the issues within the limits of the profile, and the issues held back, the most certain first.

    Of equally certain alarms, the most severe and then the first in the document are kept. Issues of disabled scorers
    do not count as held back.
    """
    revised = [
        replace(unit, issues=tuple(replace(i, severity=profile.severity_of(i)) for i in unit.issues if _on(i, profile)))
        for unit in units
    ]
    alarms = [(p, n) for p, unit in enumerate(revised) for n, i in enumerate(unit.issues) if i.severity != "neutral"]
    alarms.sort(key=lambda place: _surest_first(revised[place[0]].issues[place[1]]))
    limits = {key: max(1, ceil(limit * len(units) / 100)) if limit else 0 for key, limit in profile.alarms.items()}
    count: Counter[str] = Counter()
    held: list[tuple[int, int]] = []
    for place in alarms:
        keys = (ALL, revised[place[0]].issues[place[1]].scorer)
        if all(count[key] < limits.get(key, len(alarms)) for key in keys):
            count.update(keys)
        else:
            held.append(place)
    gone = frozenset(held)
    kept = tuple(
        replace(unit, issues=tuple(issue for n, issue in enumerate(unit.issues) if (p, n) not in gone))
        for p, unit in enumerate(revised)
    )
    return kept, tuple((revised[p], revised[p].issues[n]) for p, n in held)


def read_profile(path: Path) -> Profile:
    """Read a profile. Raises InputError with the file, the key and what was expected."""
    from align.readers import read_bytes

    name = path.name or str(path)
    try:
        table = tomllib.loads(read_bytes(path).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError(name, "is not UTF-8; expected a TOML file") from None
    except tomllib.TOMLDecodeError as error:
        raise InputError(name, f"is not TOML: {error}") from None
    for key in table:
        if key not in _KEYS:
            raise InputError(name, f"unknown key {key!r}; choose from {_listed(_KEYS)}")
    if "on" in table and "off" in table:
        raise InputError(name, "has both on and off; expected one of them")
    on = _ids(table, "on", name) if "on" in table else list(SCORERS)
    off = _ids(table, "off", name) if "off" in table else []
    return Profile(
        tuple(scorer for scorer in SCORERS if scorer in on and scorer not in off),
        dict(_severities(_table(table, "severity", name), name)),
        dict(_limits(_table(table, "alarms", name), name)),
        name,
        _sensitivity(table, name),
        _text(table, "second_opinion", name),
        _text(table, "second_opinion_find", name),
    )


def _on(issue: Issue, profile: Profile) -> bool:
    return issue.scorer in profile.scorers or issue.scorer not in SCORERS


def _surest_first(issue: Issue) -> tuple[float, int]:
    return -issue.confidence, -SEVERITIES.index(issue.severity)


def _ids(table: Mapping[str, Any], key: str, name: str) -> list[str]:
    found = table[key]
    if not isinstance(found, list):
        raise InputError(name, f'{key}: expected a list of scorers, for example ["figures"], found {found!r}')
    for scorer in found:
        if not isinstance(scorer, str) or scorer not in SCORERS:
            raise InputError(name, f"{key}: unknown scorer {scorer!r}; choose from {_listed(SCORERS)}")
    return found


def _sensitivity(table: Mapping[str, Any], name: str) -> Sensitivity:
    found = table.get("sensitivity", "normal")
    for known in SENSITIVITIES:
        if known == found:
            return known
    raise InputError(name, f"sensitivity: unknown value {found!r}; choose from {_listed(SENSITIVITIES)}")


def _text(table: Mapping[str, Any], key: str, name: str) -> str:
    found = table.get(key, "")
    if not isinstance(found, str):
        raise InputError(name, f"{key}: expected a text, found {found!r}")
    return found


def _table(table: Mapping[str, Any], key: str, name: str) -> Mapping[str, Any]:
    found = table.get(key, {})
    if not isinstance(found, dict):
        raise InputError(name, f"{key}: expected a table [{key}], found {found!r}")
    return found


def _severities(table: Mapping[str, Any], name: str) -> Iterator[tuple[str, Severity]]:
    general = {kind.split("/")[0] for kind in _TYPES}
    for key, value in table.items():
        scorer, colon, kind = key.rpartition(":")
        known = kind in _TYPES or kind in general
        if not (known and scorer in SCORERS if colon else known or key in SCORERS):
            raise InputError(name, f"severity: {key!r} is neither a scorer ({_listed(SCORERS)}) nor a type of issue")
        severity = next((s for s in SEVERITIES if s == value), None)
        if severity is None:
            raise InputError(name, f"severity: {key} is {value!r}; expected {_listed(SEVERITIES)}")
        yield key, severity


def _limits(table: Mapping[str, Any], name: str) -> Iterator[tuple[str, float]]:
    for key, value in table.items():
        if key != ALL and key not in SCORERS:
            raise InputError(name, f"alarms: unknown scorer {key!r}; choose from {_listed((ALL, *SCORERS))}")
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= sys.float_info.max:
            raise InputError(name, f"alarms: {key} is {value!r}; expected a number of alarms per 100 units, 0 or more")
        yield key, float(value)


def _listed(names: Sequence[str] | Mapping[str, Any]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}"
