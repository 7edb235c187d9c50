"""What a side may state that the other may not contradict: rise and fall, must and may, all and some, judge and lawyer.

A row of ``*.toml`` is a concept. Those of one ``family`` exclude one another, or only those that ``contrary`` names:

- ``zh`` and ``en`` state it. A word of ``en`` accuses: it is wrong where the Chinese states a contrary concept;
- ``mild``: further English that may render it, too weak to accuse; ``behind``: further Chinese that may stand behind
  its English. Both only excuse, so they are generous, and a rendering that is missing there is an alarm;
- ``right``: its English in messages and suggestions, the name where there is none; ``right_of``: that of single words;
- ``placed``: what stands nearest is compared, since the family recurs within a sentence: of what renders the concept
  "all", or its "own" words, when one of ``mild`` excuses wherever it stands;
- ``sums_up``: states nothing where another concept of the family stands ahead in its clause (所有人都 is "all" once);
- ``loose``: the Chinese of words of ``en``, which render that and not this concept (符合 "eligible" permits nothing);
- ``severity`` of an issue, "major" where there is none; ``why`` the row is there, where that needs to be said;
- ``example``: a pair in which the English has a contrary concept; ``near_miss``: a pair with such words that is right.

Words are regular expressions set apart by " | ", in which a blank stands for any white space and ``{class}`` for the
words of a class of :mod:`align.language.lexicon`. English ones match whole words in any case.
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
from align.language.tables import words as words_of
from align.model.document import Language
from align.model.unit import Severity

Topic = Literal[
    "direction", "bounds", "modality", "negation", "post", "authority", "time", "currency", "industry", "place"
]
TABLES = ("direction", "degree", "bounds", "modality", "alternatives", "negation")
_FIELDS = frozenset(
    words_of(
        "name topic family right right_of contrary placed sums_up severity zh behind en mild loose"
        " why example near_miss"
    )
)
APART = re.compile(r"\s+\|\s+")
_CLASS = re.compile(r"\{([a-z. ]+)\}")
_BEHIND = re.compile(r"\(\?<[!=][^()]*\)")
_NEVER = "(?!)"


@dataclass(frozen=True, slots=True)
class Concept:
    """A row; its ``family`` is that of its topic."""

    name: str
    topic: str
    family: str
    right: str
    right_of: Mapping[str, str]
    contrary: tuple[str, ...]
    placed: Literal["", "own", "all"]
    sums_up: bool
    severity: Severity
    zh: re.Pattern[str]
    behind: re.Pattern[str]
    en: re.Pattern[str]
    mild: re.Pattern[str]
    loose: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    example: tuple[str, str] | None
    near_miss: tuple[str, str] | None

    def word(self, zh: str) -> str:
        """Return the English of a Chinese word that states it."""
        return self.right_of.get(zh, self.right)


@cache
def families(topic: Topic) -> tuple[tuple[Concept, ...], ...]:
    """Return the families of a topic, each in the order of its rows.

    >>> [concept.name for concept in families("direction")[0]]
    ['rise', 'fall']
    """
    found: dict[str, list[Concept]] = {}
    for concept in all_concepts():
        if concept.topic == topic:
            found.setdefault(concept.family, []).append(concept)
    return tuple(map(tuple, found.values()))


@cache
def family(topic: Topic, name: str) -> tuple[Concept, ...]:
    """Return a family of a topic. Raises ValueError if there is none."""
    found = next((rows for rows in families(topic) if rows[0].family == name), None)
    if found is None:
        raise ValueError(f"unknown family {name!r} of {topic}")
    return found


@cache
def stating(topic: Topic, name: str, language: Language) -> re.Pattern[str]:
    """Return what finds any word of one language that states a concept of a family.

    >>> stating("negation", "states", "en").findall("Nobody has not heard.")
    ['Nobody', 'not']
    """
    patterns = [c.zh.pattern if language == "zh" else c.en.pattern for c in family(topic, name)]
    return compiled("|".join(pattern for pattern in patterns if _NEVER not in pattern), re.IGNORECASE)


@cache
def all_concepts() -> tuple[Concept, ...]:
    """Return all rows. Raises ValueError for one that is not as it should be."""
    return tuple(
        _concept(row, table)
        for table in TABLES
        for row in tomllib.loads((files("align.scorers.concepts") / f"{table}.toml").read_text("utf-8"))["concept"]
    )


def _concept(row: Mapping[str, Any], table: str) -> Concept:
    name = row.get("name", "")
    if unknown := set(row) - _FIELDS:
        raise ValueError(f"{table}.toml, {name!r}: unknown fields {sorted(unknown)}")
    if not name or not row.get("family") or not (row.get("zh") or row.get("en")):
        raise ValueError(f"{table}.toml, {name!r}: needs a name, a family, and words of a side")
    pairs: dict[str, tuple[str, str] | None] = {}
    for field in ("example", "near_miss"):
        pair = row.get(field)
        if pair is not None and len(pair) != 2:
            raise ValueError(f"{table}.toml, {name!r}: {field} needs a Chinese and an English text")
        pairs[field] = cast(tuple[str, str], tuple(pair)) if pair else None
    return Concept(
        name,
        row.get("topic", table),
        row["family"],
        row.get("right", name),
        row.get("right_of", {}),
        tuple(row["contrary"]) if "contrary" in row else ("*",),
        row.get("placed", ""),
        row.get("sums_up", False),
        row.get("severity", "major"),
        words(row.get("zh", ""), "zh"),
        words(row.get("behind", ""), "zh"),
        words(row.get("en", ""), "en"),
        words(row.get("mild", ""), "en"),
        tuple((words(zh, "zh"), words(en, "en")) for zh, en in row.get("loose", {}).items()),
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
