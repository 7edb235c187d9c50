"""What a scorer is, and what it sees."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812
from typing import Any

from align.bitext import Issue, Severity, TranslationUnit


@dataclass(frozen=True, slots=True)
class Context:
    """The document around a unit: all units in order, the place of the current one, and the document's date.

    ``shared`` holds what several scorers use and what is costly to compute (word links, say), keyed by name.
    """

    units: Sequence[TranslationUnit]
    position: int = 0
    date: Date | None = None
    shared: Mapping[str, Any] = field(default_factory=dict)

    @property
    def previous(self) -> TranslationUnit | None:
        """The unit before the current one."""
        return self.units[self.position - 1] if self.position > 0 else None

    @property
    def next(self) -> TranslationUnit | None:
        """The unit after the current one."""
        return self.units[self.position + 1] if self.position + 1 < len(self.units) else None


@dataclass(frozen=True, slots=True)
class Scorer:
    """One check. ``example`` is a pair, Chinese and English, in which it finds something (shown in the table)."""

    id: str
    checks: str
    example: tuple[str, str]
    types: tuple[str, ...]
    severities: tuple[Severity, ...]
    find: Callable[[TranslationUnit, Context], Iterable[Issue]]
