"""Approval and sign-off of units: a reviser approves what was read, and a chief editor signs off what is approved."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from sqlalchemy import Connection

from align.model.unit import Verdict
from align.store import rows
from align.store.errors import NotApprovedError
from align.store.model import UnitState
from align.store.reader import in_order
from align.store.writer import Writer, unchanged


class Approvals(Writer):
    """The writes that approve and sign off; arguments as for :class:`align.store.Store`."""

    def approve(self, key: str, approved: bool, *, who: str, version: int, comment: str = "") -> UnitState:
        """Approve a unit as a whole, or withdraw the approval."""
        verdict = Verdict("confirmed", who, self._clock(), comment) if approved else None

        def change(state: UnitState, _: Connection) -> UnitState:
            return replace(state, approved=verdict, changed_since_review=False, signed=None)

        what = "approved" if approved else "no longer approved"
        return self._change(key, version, change, who=who, action="approve", what=what)

    def sign(self, key: str, signed: bool, *, who: str, version: int) -> UnitState:
        """Sign an approved unit off, as chief editor, or withdraw that. Raises NotApprovedError."""
        verdict = Verdict("confirmed", who, self._clock()) if signed else None

        def change(state: UnitState, _: Connection) -> UnitState:
            if signed and state.approval is None:
                raise NotApprovedError("Only an approved pair can be signed off.")
            return replace(state, signed=verdict)

        what = "signed off" if signed else "no longer signed off"
        return self._change(key, version, change, who=who, action="sign", what=what)

    def approve_all(self, versions: Mapping[str, int], *, who: str) -> tuple[UnitState, ...]:
        """Approve units that are not approved yet, given by key with the versions seen; return those that changed."""
        verdict = Verdict("confirmed", who, self._clock())

        def change(state: UnitState) -> UnitState:
            return (
                state if state.approval else replace(state, approved=verdict, changed_since_review=False, signed=None)
            )

        return self._change_all(versions, change, who=who, action="approve many", what="approved")

    def sign_all(self, versions: Mapping[str, int], *, who: str) -> tuple[UnitState, ...]:
        """Sign off those of some units that are approved; return those that changed."""
        verdict = Verdict("confirmed", who, self._clock())

        def change(state: UnitState) -> UnitState:
            return state if state.approval is None or state.sign_off else replace(state, signed=verdict)

        return self._change_all(versions, change, who=who, action="sign many", what="signed off")

    def _change_all(
        self,
        versions: Mapping[str, int],
        change: Callable[[UnitState], UnitState],
        *,
        who: str,
        action: str,
        what: str,
    ) -> tuple[UnitState, ...]:
        """Change units that nobody else has changed since they were seen; the others stay as they are."""
        with self._db.write() as connection:
            before = rows.read_rows(connection, list(versions))
            olds = {key: s for key, s in rows.states_of(before).items() if key in versions and not s.gone}
            seen = [s for key, s in olds.items() if unchanged(connection, s, versions[key], who=who)]
            new = [state for state in map(change, seen) if state != olds[state.key]]
            old = rows.rows_of(olds[state.key] for state in new)
            text = f"{what}: {len(new)} pair{'' if len(new) == 1 else 's'}"
            self._commit(connection, old, rows.rows_of(new), who=who, action=action, what=text)
            return in_order(rows.load(connection, [state.key for state in new]).values())
