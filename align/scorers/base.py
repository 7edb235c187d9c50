"""What a scorer is, and what it sees."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Date  # noqa: N812
from typing import Any, TypeVar

from align.embedders import Embedder
from align.model.document import Span
from align.model.progress import Progress, silent
from align.model.termbase import Termbase
from align.model.unit import Issue, Severity, TranslationUnit, Value
from align.scorers.catalogue import codes, flagged
from align.wordlinks.links import LinkProvider

T = TypeVar("T")
NOTHING: Mapping[str, Value] = {}


@dataclass(frozen=True, slots=True)
class Resources:
    """What the caller gives scorers to check a document with; a scorer leaves out what needs what is not there.

    ``reference``: the English of a second version for each unit, None where none was compared; empty without one.
    ``progress``: told of what is computed over the whole document at the first unit that asks.
    """

    termbase: Termbase | None = None
    links: LinkProvider | None = None
    embedder: Embedder | None = None
    reference: tuple[str | None, ...] = ()
    progress: Progress = silent


@dataclass(frozen=True, slots=True)
class Context:
    """The document around a unit: all units in order, the place of the current one, and the document's date.

    ``converted``: the units are in Simplified, those of the document are not (``align.scorers.traditional``). The
    contexts that :meth:`at` gives share what :meth:`once` remembers.
    """

    units: Sequence[TranslationUnit]
    position: int = 0
    date: Date | None = None
    resources: Resources = Resources()
    converted: bool = False
    _memo: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def previous(self) -> TranslationUnit | None:
        """The unit before the current one."""
        return self.units[self.position - 1] if self.position > 0 else None

    @property
    def next(self) -> TranslationUnit | None:
        """The unit after the current one."""
        return self.units[self.position + 1] if self.position + 1 < len(self.units) else None

    def at(self, position: int) -> "Context":
        """Return the context of another unit of the same document."""
        return replace(self, position=position)

    def once(self, key: str, compute: Callable[[], T]) -> T:
        """Return what ``compute`` gives, computed at the first call with this key in a document and then remembered."""
        if key not in self._memo:
            self._memo[key] = compute()
        value: T = self._memo[key]
        return value


@dataclass(frozen=True, slots=True)
class Scorer:
    """One check. ``example`` is a pair, Chinese and English, in which it finds something (shown in the table).

    ``zh_name``: what the Chinese page calls it. What its issues say is in :mod:`align.scorers.catalogue`.
    """

    id: str
    checks: str
    example: tuple[str, str]
    severities: tuple[Severity, ...]
    find: Callable[[TranslationUnit, Context], Iterable[Issue]]
    zh_name: str

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

    What each side says is what stands at its span, "" for no span, unless ``values`` says otherwise.
    """
    zh = unit.zh_text[slice(*zh_span)] if zh_span else ""
    en = unit.en_text[slice(*en_span)] if en_span else ""
    return flagged(
        code,
        zh_span,
        en_span,
        severity=severity,
        confidence=confidence,
        values={"zh": zh, "en": en, **values},
        kind=kind,
        suggestion=suggestion,
    )
