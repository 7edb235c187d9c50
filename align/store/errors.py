"""Why the store refuses a write."""

from align.model.errors import AlignError
from align.store.model import UnitState


class Conflict(AlignError):  # noqa: N818  (not a failure: the other reviewer's state comes with it)
    """Somebody else has changed the unit since it was read. ``state`` is what it is now, None where it is gone."""

    def __init__(self, state: UnitState | None, *, who: str, when: str) -> None:
        super().__init__(f"{who} changed this at {when}; look at it again")
        self.state = state
        self.who = who
        self.when = when


class Unknown(AlignError):  # noqa: N818
    """There is no unit with this key, or no issue with this id in it."""
