"""Errors of refused writes."""

from align.model.errors import AlignError
from align.store.model import UnitState


class Conflict(AlignError):  # noqa: N818  (not an error: it carries the other reviewer's state)
    """Somebody else has changed the unit since it was read. ``state``: its current state, None if it is gone."""

    def __init__(self, state: UnitState | None, *, who: str, when: str) -> None:
        super().__init__(f"{who} changed this at {when}; look at it again")
        self.state = state
        self.who = who
        self.when = when


class NotApprovedError(AlignError):
    """A pair can be signed off only once a reviser has approved it."""


class Unknown(AlignError):  # noqa: N818
    """There is no unit with this key, or no issue with this id in it."""
