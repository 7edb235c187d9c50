"""What scorers say: the catalogue of codes (``catalogue.toml``), and the one place where sentences are made of it.

An issue is a code and the values that fill its sentence. English is written when it is found, since files keep it and
people outside read it; Chinese when the page shows it. As in ESLint (``messageId`` and ``data``), what is said can be
reworded without anything that is stored being about something else.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from align.facts.units import UNITS
from align.language.lexicon import rendering
from align.model.document import Language, Span
from align.model.errors import MALFORMED
from align.model.unit import SEVERITIES, Issue, Severity, Value
from align.scorers.rendering.spelled import apart, equation, fact_of, glossed, spelled, unit_name

_LANGUAGES: tuple[Language, Language] = ("en", "zh")
_PHRASES = "phrases"


@dataclass(frozen=True, slots=True)
class Code:
    """One thing that a scorer finds. ``types``: those that its issues may have, the usual one first.

    ``rank``: of two issues of one type on the same words the one of the lower rank is kept. ``sentences``: by language.
    ``former``: raised no more, but known from files of before.
    """

    id: str
    scorer: str
    types: tuple[str, ...]
    rank: int
    sentences: Mapping[Language, str]
    former: bool = False

    def gaps(self, language: Language) -> frozenset[str]:
        """Return the names of the values that fill the sentence.

        >>> sorted(codes()["bounds.contrary"].gaps("zh"))
        ['en', 'right', 'zh']
        """
        return frozenset(name for _, name, _, _ in Formatter().parse(self.sentences[language]) if name)


@cache
def codes() -> dict[str, Code]:
    """Return the catalogue: each code by its id, "figures.times"."""
    tables = _tables()
    found = {}
    for scorer, rows in tables.items():
        for name, row in rows.items():
            if scorer != _PHRASES and isinstance(row, dict):
                other, _, its = row.get("like", f"{scorer}.{name}").partition(".")
                sentences = {language: tables[other][its][language] for language in _LANGUAGES}
                id = f"{scorer}.{name}"
                found[id] = Code(id, scorer, tuple(row["types"]), rows.get("rank", 0), sentences, "former" in row)
    return found


def flagged(
    code: str,
    zh_span: Span | None,
    en_span: Span | None,
    *,
    severity: Severity,
    confidence: float,
    values: Mapping[str, Value],
    kind: str = "",
    suggestion: str | None = None,
) -> Issue:
    """Return the issue of a code.

    ``values``: those that fill the sentence, "zh" and "en" what the two sides say. ``kind``: its type, where the code
    has several. ``suggestion``: by default the value "right".

    >>> values = {"zh": "所有", "en": "most", "right": "all"}
    >>> issue = flagged("bounds.contrary", (0, 2), (0, 4), severity="major", confidence=0.8, values=values)
    >>> print(issue.message, in_chinese(issue), issue.suggestion)
    The Chinese says 所有 (all); the English says "most". 中文为“所有”（all），英文为“most”。 all
    """
    row = codes()[code]
    issue = Issue(
        scorer=row.scorer,
        type=kind or row.types[0],
        severity=severity,
        confidence=confidence,
        message="",
        zh_span=zh_span,
        en_span=en_span,
        zh_value=_plain(values.get("zh", "")),
        en_value=_plain(values.get("en", "")),
        suggestion=_plain(values.get("right", "")) if suggestion is None else suggestion,
    )
    return worded(issue, code, {name: value for name, value in values.items() if name in row.gaps("en")})


def worded(issue: Issue, code: str, values: Mapping[str, Value]) -> Issue:
    """Return the issue with another code and other values, and the message that they make."""
    return replace(issue, code=code, values=values, message=said(code, values, "en"))


def said(code: str, values: Mapping[str, Value], language: Language) -> str:
    """Return the sentence of a code.

    Raises KeyError for an unknown code or a value that is missing, one of ``MALFORMED`` for one that is not what its
    gap takes.
    """
    sentence = _Sentence(language).vformat(codes()[code].sentences[language], (), values)
    return sentence[:-1] if sentence[-3:-1] != ".." and sentence.endswith("..") else sentence  # after "8 a.m."


def in_chinese(issue: Issue) -> str:
    """Return what an issue says in Chinese, "" for one without a code, which says it in its own words.

    >>> in_chinese(Issue("modality", "", "major", 0.9, "The sentence of another tool."))
    ''
    """
    try:
        return said(issue.code, issue.values, "zh")
    except (*MALFORMED, ZeroDivisionError):  # a file from elsewhere may have any code and any values
        return ""


def rank(issue: Issue) -> tuple[int, int, float]:
    """Return a key: of issues on the same words the first is kept, by its code's rank, severity and confidence."""
    own = codes()[issue.code].rank if issue.code in codes() else 0
    return own, -SEVERITIES.index(issue.severity), -issue.confidence


class _Sentence(Formatter):
    """Fills a sentence of one language; the kind of a gap says how."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def format_field(self, value: Any, kind: str) -> str:
        """Return a value as its kind is written."""
        if kind in _KINDS:
            return _KINDS[kind](value, self._language)
        return str(_tables()[_PHRASES][kind][value][_LANGUAGES.index(self._language)])


def _text(value: Any, _: Language) -> str:
    """A word of a text, a number, or a figure as it is written."""
    return str(value["text"] if isinstance(value, Mapping) else value)


def _any(value: Any, language: Language) -> str:
    """Several renderings of which one is asked for: "carbon peak", "peaking" or "peak"."""
    if language == "zh":
        quoted = [f"“{one}”" for one in value]
        return "、".join(quoted[:-1]) + "或" * (len(quoted) > 1) + quoted[-1]
    quoted = [f'"{one}"' for one in value]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " or " + quoted[-1]


def _unit(key: Any, language: Language, *, many: bool) -> str:
    return unit_name(UNITS[key]) if language == "zh" else UNITS[key].english[many]


_KINDS: dict[str, Callable[[Any, Language], str]] = {
    "": _text,
    "any": _any,
    "apart": apart,
    "bound": lambda value, language: rendering(value or "exact", language),
    "figure": lambda value, language: equation(fact_of(value), language),
    "glossed": lambda value, language: glossed(fact_of(value), language),
    "sentence": lambda value, language: said(value["code"], value["values"], language),
    "unit": lambda value, language: _unit(value, language, many=False),
    "units": lambda value, language: _unit(value["unit"], language, many=True),
    "value": lambda value, language: spelled(fact_of(value), language),
}


def _plain(value: Value) -> str:
    """A value as the contract of ``bitext.jsonl`` has it: text, and figures in full in English."""
    return spelled(fact_of(value)) if isinstance(value, Mapping) else str(value)


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((files("align.scorers") / "catalogue.toml").read_text(encoding="utf-8"))
