"""The interface of scorers, and the context that they see."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Date  # noqa: N812
from typing import Any, TypeVar

from align.embedders import Embedder
from align.model.document import Language, Span
from align.model.progress import Progress, silent
from align.model.termbase import Termbase
from align.model.unit import Head, Issue, Severity, TranslationUnit, Value
from align.scorers.catalogue import codes, flagged
from align.scorers.decision import Sensitivity
from align.wordlinks.links import LinkProvider

T = TypeVar("T")
NOTHING: Mapping[str, Value] = {}


@dataclass(frozen=True, slots=True)
class Resources:
    """The resources for checking a document; scorers skip the checks for which one is missing.

    ``reference``: the English of a second version for each unit, None if it was not compared; empty without one.
    ``progress``: receives the progress of computations over the whole document. ``sensitivity``: how probable an issue
    must be to be raised, for scorers with a fitted decision.
    """

    termbase: Termbase | None = None
    links: LinkProvider | None = None
    embedder: Embedder | None = None
    reference: tuple[str | None, ...] = ()
    progress: Progress = silent
    sensitivity: Sensitivity = "normal"


@dataclass(frozen=True, slots=True)
class Context:
    """The document around a unit: all units in order, the position of the current one, and the document's date.

    Units in Traditional are in Simplified, with what is written beside it (:mod:`align.scorers.traditional`). The
    contexts from :meth:`at` share the cache of :meth:`once`.
    """

    units: Sequence[TranslationUnit]
    position: int = 0
    date: Date | None = None
    resources: Resources = Resources()
    _memo: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def previous(self) -> TranslationUnit | None:
        """The unit before the current one."""
        return self.units[self.position - 1] if self.position > 0 else None

    @property
    def next(self) -> TranslationUnit | None:
        """The unit after the current one."""
        return self.units[self.position + 1] if self.position + 1 < len(self.units) else None

    @property
    def neighbours(self) -> list[TranslationUnit]:
        """Return the units right before and after the current one."""
        return [unit for unit in (self.previous, self.next) if unit is not None]

    def around(self, side: Language, *, units: int = 1, own: bool = True, speakers: bool = False) -> str:
        """Return the texts of a side of the current unit and of as many units before and after it, one a line.

        ``own``: with the current unit's own text. ``speakers``: with the labels of the speakers.
        """
        here = self.position
        near = range(max(0, here - units), min(len(self.units), here + units + 1))
        return "\n".join(
            f"{text}\n{speaker}" if speakers else text
            for unit in (self.units[k] for k in near if own or k != here)
            for text, speaker in [(unit.zh_text, unit.zh_speaker) if side == "zh" else (unit.en_text, unit.en_speaker)]
        )

    def at(self, position: int) -> "Context":
        """Return the context of another unit of the same document."""
        return replace(self, position=position)

    def once(self, key: str, compute: Callable[[], T]) -> T:
        """Return the result of ``compute``, cached by key for the document."""
        if key not in self._memo:
            self._memo[key] = compute()
        value: T = self._memo[key]
        return value


@dataclass(frozen=True, slots=True)
class Contexts:
    """The contexts of the units of a document, by position. ``text``: that of the text, without titles and date lines.

    A title or a date line stands alone: what is said below it again neither excuses it nor is judged by it.
    """

    units: Sequence[TranslationUnit]
    text: Context
    places: Mapping[int, int]

    def at(self, position: int) -> Context:
        """Return the context of a unit."""
        if position in self.places:
            return self.text.at(self.places[position])
        return Context((self.units[position],), 0, self.text.date, replace(self.text.resources, reference=()))


@dataclass(frozen=True, slots=True)
class Scorer:
    """One check. ``example``: a Chinese and an English text in which it finds something (shown in the table).

    ``zh_name``: what the Chinese page calls it. ``heads``: what it checks besides the text; a headline says less than
    the Chinese one, and in its own way. What its issues say is in :mod:`align.scorers.catalogue`.
    """

    id: str
    checks: str
    example: tuple[str, str]
    severities: tuple[Severity, ...]
    find: Callable[[TranslationUnit, Context], Iterable[Issue]]
    zh_name: str
    heads: tuple[Head, ...] = ()

    @property
    def types(self) -> tuple[str, ...]:
        """The types of its issues, as the catalogue lists them."""
        return tuple(dict.fromkeys(kind for code in codes().values() if code.scorer == self.id for kind in code.types))


def issue_on(
    unit: TranslationUnit,
    code: str,
    zh_span: Span | None,
    en_span: Span | None,
    *,
    severity: Severity,
    confidence: float,
    values: Mapping[str, Value] = NOTHING,
    kind: str = "",
    suggestion: str | None = None,
) -> Issue:
    """Return the issue of a code on spans of a unit (:func:`align.scorers.catalogue.flagged`).

    What each side says is what is written at its span, "" for no span, unless ``values`` says otherwise.
    """
    return flagged(
        code,
        zh_span,
        en_span,
        severity=severity,
        confidence=confidence,
        values={"zh": unit.quoted(zh_span), "en": unit.en_at(en_span), **values},
        kind=kind,
        suggestion=suggestion,
    )
