"""What a scorer is, and what it sees."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812
from typing import Any, TypeVar

from align.bitext import Issue, Severity, TranslationUnit

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Context:
    """The document around a unit: all units in order, the place of the current one, and the document's date.

    ``shared`` is one dict for all units of a document: it holds what the caller gives (the termbase) and, through
    :meth:`once`, what is computed over the whole document.
    """

    units: Sequence[TranslationUnit]
    position: int = 0
    date: Date | None = None
    shared: dict[str, Any] = field(default_factory=dict)

    @property
    def previous(self) -> TranslationUnit | None:
        """The unit before the current one."""
        return self.units[self.position - 1] if self.position > 0 else None

    @property
    def next(self) -> TranslationUnit | None:
        """The unit after the current one."""
        return self.units[self.position + 1] if self.position + 1 < len(self.units) else None

    def once(self, key: str, compute: Callable[[], T]) -> T:
        """What ``compute`` gives, computed at the first call with this key in a document and then remembered."""
        if key not in self.shared:
            self.shared[key] = compute()
        value: T = self.shared[key]
        return value


@dataclass(frozen=True, slots=True)
class Scorer:
    """One check. ``example`` is a pair, Chinese and English, in which it finds something (shown in the table)."""

    id: str
    checks: str
    example: tuple[str, str]
    types: tuple[str, ...]
    severities: tuple[Severity, ...]
    find: Callable[[TranslationUnit, Context], Iterable[Issue]]
