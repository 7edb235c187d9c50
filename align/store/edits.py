"""Edits of the English, of one unit or of several in one act, the checks that follow them, and a second opinion."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from align.model.unit import Issue
from align.store import journal, reviewing, rows
from align.store.approvals import Approvals
from align.store.model import UnitState
from align.store.reader import in_order, one_unit
from align.store.writer import changed, expect, issue_ids, patterns

RUN = "align run"
"""The name under which runs are imported and merged, and checks made."""


class Edits(Approvals):
    """The writes that change texts; arguments as for :class:`align.store.Store`."""

    def edit(
        self,
        key: str,
        en_text: str,
        issues: Sequence[Issue],
        *,
        who: str,
        version: int,
        seen: str | None = None,
        checked: bool = True,
    ) -> UnitState:
        """Replace the English of a unit. ``issues``: those of the new English in its context.

        ``seen``: the English that the editor began with. If it is still current, changes of others to the unit since
        ``version`` are no conflict; if it is not, the edit is one, whatever ``version``, which the page may have heard
        of while the field was open. ``checked``: False if a scorer has yet to run: see :meth:`check`.
        """
        when = self._clock()

        def change(state: UnitState, connection: Connection) -> UnitState:
            if seen is None:
                expect(connection, {key: state}, key, version, who=who)
            elif state.unit.en_text != seen:
                raise changed(connection, state, key)
            never, taken = patterns(connection), issue_ids(connection)
            return _edited(state, en_text, issues, taken=taken, never=never, who=who, when=when)

        action = "edit" if checked else f"edit{journal.UNCHECKED}"
        return self._change(key, None, change, who=who, action=action, what="edited the English")

    def edit_many(
        self, edits: Mapping[str, tuple[str, str, Sequence[Issue]]], *, who: str, what: str, checked: bool = True
    ) -> tuple[UnitState, ...]:
        """Replace the English of several units in one act; return those that changed.

        ``edits``: by key the English that the editor saw, the new one, and its issues. A unit whose English is another
        by now stays as it is. ``checked`` as for :meth:`edit`.
        """
        when = self._clock()
        with self._db.write() as connection:
            before = rows.read_rows(connection, list(edits))
            olds = {key: s for key, s in rows.states_of(before).items() if key in edits and not s.gone}
            never, taken, new = patterns(connection), issue_ids(connection), []
            for key, state in olds.items():
                seen, text, issues = edits[key]
                if state.unit.en_text == seen:
                    new.append(_edited(state, text, issues, taken=taken, never=never, who=who, when=when))
                    taken |= {issue.id for issue in new[-1].unit.issues}
            old = rows.rows_of(olds[state.key] for state in new)
            action = "edit many" if checked else f"edit many{journal.UNCHECKED}"
            self._commit(connection, old, rows.rows_of(new), who=who, action=action, what=what)
            return in_order(rows.load(connection, [state.key for state in new]).values())

    def unchecked(self) -> dict[str, str]:
        """Return the units that were stored before all scorers had looked at them, with who wrote."""
        with self._db.read() as connection:
            return journal.unchecked(connection)

    def check(self, key: str, issues: Sequence[Issue], *, who: str, version: int) -> UnitState:
        """Put what the scorers say of a unit in place of what was known when ``who`` stored it."""
        when = self._clock()
        with self._db.write() as connection:
            before = rows.read_rows(connection, [key])
            state = expect(connection, rows.states_of(before), key, version)
            new = reviewing.checked(state, _named(state, issues, issue_ids(connection)), who=who, when=when)
            after = rows.rows_of([reviewing.suppressed(new, patterns(connection), when=when)])
            unit = ("units", (key,))
            changes = journal.differences(before, after) or [(unit, after[unit], after[unit])]  # found as it was
            journal.commit(connection, changes, who=RUN, when=when, action=journal.CHECK, what="checked")
            return one_unit(connection, key)

    def weigh(self, found: Mapping[str, tuple[int, Sequence[Issue]]], *, who: str) -> tuple[UnitState, ...]:
        """Put what a second reader thinks of flags in place of them, with those that it found; return what changed.

        ``found``: by key the version of a unit that was read, and all of its issues. A unit that somebody changed
        meanwhile stays as it is, and so does an issue that was decided on.
        """
        when = self._clock()
        with self._db.write() as connection:
            before = rows.read_rows(connection, list(found))
            olds = {k: s for k, s in rows.states_of(before).items() if k in found and s.version == found[k][0]}
            new = rechecked(connection, olds, found, reason=reviewing.EDITED, when=when)
            old, after = rows.rows_of(olds.values()), rows.rows_of(new)
            self._commit(connection, old, after, who=who, action="weigh", what="asked a second reader")
            return in_order(rows.load(connection, list(olds)).values())


def rechecked(
    connection: Connection,
    states: Mapping[str, UnitState],
    found: Mapping[str, tuple[int, Sequence[Issue]]],
    *,
    reason: str,
    when: str,
) -> list[UnitState]:
    """Return states with the issues that were found on them instead of theirs, closed for ``reason`` where gone."""
    never, taken, new = patterns(connection), issue_ids(connection), []
    for key, state in states.items():
        named = _named(state, found[key][1], taken)
        taken |= {issue.id for issue in named}
        made = reviewing.with_issues(state, replace(state.unit, issues=named), reason=reason, when=when)
        new.append(reviewing.suppressed(made, never, when=when))
    return new


def _named(state: UnitState, issues: Sequence[Issue], taken: set[str]) -> tuple[Issue, ...]:
    own = [issue.id for issue in state.unit.issues] + [c.issue.id for c in state.closed]
    return reviewing.with_free_ids(issues, own=own, taken=taken)


def _edited(
    state: UnitState,
    en_text: str,
    issues: Sequence[Issue],
    *,
    taken: set[str],
    never: Mapping[reviewing.Pattern, str],
    who: str,
    when: str,
) -> UnitState:
    new = reviewing.edited(state, en_text, _named(state, issues, taken), who=who, when=when)
    return reviewing.suppressed(new, never, when=when)
