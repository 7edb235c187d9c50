"""What a side may state that the other may not replace: another post, ministry, season, currency, place of like name.

A row of ``alternatives.toml`` is a concept; those of one ``family`` of a ``topic`` exclude one another:

- ``zh`` and ``en`` state it. A word of ``en`` accuses: it is wrong where the Chinese states another concept;
- ``behind``: further Chinese that may stand behind its English. It only excuses, so it is generous, and a rendering
  that is missing there is an alarm;
- ``name``: what states it in messages and suggestions;
- ``example``: a pair in which the English has another concept; ``near_miss``: a pair with such words that is right.

Words are regular expressions set apart by " | ", in which a blank stands for any white space and ``{class}`` for the
words of a class of the lexicon. English ones match whole words in any case.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from align.language.kept_patterns import compiled
from align.language.lexicon import pattern
from align.model.document import Language

Topic = Literal["post", "authority", "time", "currency", "industry", "place"]
APART = re.compile(r"\s+\|\s+")
_FIELDS = frozenset(("name", "topic", "family", "zh", "behind", "en", "example", "near_miss"))
_CLASS = re.compile(r"\{([a-z. ]+)\}")
_BEHIND = re.compile(r"\(\?<[!=][^()]*\)")
_NEVER = "(?!)"


@dataclass(frozen=True, slots=True)
class Concept:
    """A row; its ``family`` is that of its topic."""

    name: str
    topic: Topic
    family: str
    zh: re.Pattern[str]
    behind: re.Pattern[str]
    en: re.Pattern[str]
    example: tuple[str, str] | None
    near_miss: tuple[str, str] | None


@cache
def families(topic: Topic) -> tuple[tuple[Concept, ...], ...]:
    """Return the families of a topic, each in the order of its rows.

    >>> [concept.name for concept in families("time")[0]]
    ['spring', 'summer', 'autumn', 'winter']
    """
    found: dict[str, list[Concept]] = {}
    for concept in all_concepts():
        if concept.topic == topic:
            found.setdefault(concept.family, []).append(concept)
    return tuple(map(tuple, found.values()))


@cache
def any_stated(topic: Topic) -> re.Pattern[str]:
    """Return what finds the Chinese of any concept of a topic: most texts state none.

    >>> bool(any_stated("time").search("春天来了。")), bool(any_stated("time").search("他来了。"))
    (True, False)
    """
    return compiled("|".join(concept.zh.pattern for family in families(topic) for concept in family), re.IGNORECASE)


@cache
def all_concepts() -> tuple[Concept, ...]:
    """Return all rows. Raises ValueError for one that is not as it should be."""
    return tuple(map(_concept, read_rows()))


def read_rows() -> list[dict[str, Any]]:
    """Return the rows as they are written."""
    rows: list[dict[str, Any]] = tomllib.loads(
        (files("align.scorers.concepts") / "alternatives.toml").read_text("utf-8")
    )["concept"]
    return rows


def _concept(row: Mapping[str, Any]) -> Concept:
    name = row.get("name", "")
    if unknown := set(row) - _FIELDS:
        raise ValueError(f"alternatives.toml, {name!r}: unknown fields {sorted(unknown)}")
    if not name or not row.get("topic") or not row.get("family") or not (row.get("zh") or row.get("en")):
        raise ValueError(f"alternatives.toml, {name!r}: needs a name, a topic, a family, and words of a side")
    pairs: dict[str, tuple[str, str] | None] = {}
    for field in ("example", "near_miss"):
        pair = row.get(field)
        if pair is not None and len(pair) != 2:
            raise ValueError(f"alternatives.toml, {name!r}: {field} needs a Chinese and an English text")
        pairs[field] = cast(tuple[str, str], tuple(pair)) if pair else None
    return Concept(
        name,
        row["topic"],
        row["family"],
        words(row.get("zh", ""), "zh"),
        words(row.get("behind", ""), "zh"),
        words(row.get("en", ""), "en"),
        **pairs,
    )


def words(text: str, language: Language) -> re.Pattern[str]:
    """Return what finds any of some words, which are written as in a row.

    >>> words(r"pick\\w* up | rose", "en").findall("Prices rose and picked up.")
    ['rose', 'picked up']
    """
    parts = [part.strip() for part in APART.split(text.strip()) if part.strip()]
    body = "|".join(_CLASS.sub(lambda match: pattern(match[1], language), _spaced(part)) for part in parts) or _NEVER
    return compiled(body if language == "zh" else rf"(?<![\w-])(?:{body})(?!\w)", re.IGNORECASE)


def _spaced(part: str) -> str:
    """Return a word whose blanks stand for any white space, in a lookbehind, whose width is fixed, for one of it."""
    return _BEHIND.sub(lambda match: match[0].replace(" ", r"\s"), part).replace(" ", r"\s+")
