"""What the routes do: read the snapshot, write to the store, and tell a page what is newer than what it shows."""

import threading
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from align.exporters import EXPORTERS
from align.exporters.edition import known
from align.language.edits import applied, merged
from align.model.document import Span
from align.model.errors import AlignError
from align.model.termbase import Term
from align.model.unit import REVIEWER, SEVERITIES, Issue, about
from align.review import beads, realigning, terms, view
from align.review.bodies import Change, Edit, ForAll, OnIssue, Pattern, Replace, Report
from align.review.messages import Interface, words_of
from align.review.rendering import Pages, as_json
from align.review.rescoring import Rescorer
from align.review.second import Desk
from align.review.snapshot import Current, Snapshot
from align.review.view import Layout, entry, layout, outline
from align.store import Conflict, Store, UnitState, Unknown, reviewing
from align.wordlinks.links import WordLinks

MOMENT = 0.2
"""Seconds for which pages that only read share what was read."""

_CONCORDANCE = 100
"""Pairs that a concordance shows."""
_SENT = 60
"""Rows that an answer carries; of more, the page fetches those that it shows."""


class NoPlaceError(AlignError):
    """A suggestion that has no place in the English."""


class OtherProjectError(AlignError):
    """A page of one project asks the server of another. ``name``: of the project that is served."""

    def __init__(self, name: str) -> None:
        super().__init__("other project")
        self.name = name


class EditConflictError(AlignError):
    """Another English stands where an edit was to go. ``theirs``: that; ``both``: the two edits in one sentence, None
    where they change the same words."""

    def __init__(self, conflict: Conflict, both: str | None) -> None:
        super().__init__(str(conflict))
        self.conflict = conflict
        self.theirs = _english(conflict)
        self.both = both


@dataclass(slots=True)
class Service:
    """The project that is served. ``pages`` renders, ``rescorer`` checks.

    ``original`` reads the Word file that the English came as. ``given``: the second reader that the server was started
    with, or that the profile of the run names.
    """

    store: Store
    rescorer: Rescorer
    pages: Pages = field(default_factory=Pages)
    original: Callable[[], bytes] = bytes
    given: str = ""
    current: Current = field(init=False)
    second: Desk = field(init=False)
    _layout: tuple[int, Layout] | None = field(init=False, default=None)
    _outline: tuple[int, bytes] | None = field(init=False, default=None)
    _outlining: threading.Lock = field(init=False, default_factory=threading.Lock)
    _checking: threading.Lock = field(init=False, default_factory=threading.Lock)
    _checker: threading.Thread = field(init=False, default_factory=threading.Thread)
    _letters: dict[str, tuple[UnitState, str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.current = Current(self.store)
        self.second = Desk(
            self.store, self.current, lambda: self.rescorer.checker.with_terms(self.terms()), given=self.given
        )

    def require(self, project: str) -> None:
        """Raise OtherProjectError for the id of a project other than the one that is served."""
        about = self.store.info()
        if project != about.id:
            raise OtherProjectError(about.name)

    def layout(self, snapshot: Snapshot) -> Layout:
        """Return the skeleton of the page, made once for a list of units."""
        known = self._layout  # one look: another thread may put that of a newer list in its place at any moment
        if known is None or known[0] != snapshot.layout:
            known = self._layout = (snapshot.layout, layout(snapshot))
        return known[1]

    def outline(self) -> bytes:
        """Return what the page filters and walks by, as JSON; made once a revision, however many pages open at once."""
        with self._outlining:
            snapshot = self.current(age=MOMENT)
            if self._outline is None or self._outline[0] != snapshot.revision:
                found = outline(snapshot, self.layout(snapshot))
                self._outline = (snapshot.revision, as_json(found).encode())
            return self._outline[1]

    def news(self, revision: int, language: Interface, *, of: Snapshot, more: Mapping[str, Any] | None = None) -> bytes:
        """Return, as JSON, what a snapshot has that is newer than a revision, and ``more``.

        ``units``: by key the entry of the outline and, unless there are many, the row; ``layout``: the list of units
        is another, and the page starts over.
        """
        keys = of.since(revision)
        rest = "".join(f",{as_json(name)}:{as_json(value)}" for name, value in (more or {}).items())
        if keys is None:
            return f'{{"revision":{of.revision},"layout":true{rest}}}'.encode()
        html = len(keys) <= _SENT
        units = ",".join(f"{as_json(key)}:{self._newer(of, key, language, html=html)}" for key in keys)
        return f'{{"revision":{of.revision},"units":{{{units}}}{rest}}}'.encode()

    def search(self, words: str) -> list[str]:
        """Return the keys of the units with these words in either language, whatever their case, width and spacing."""
        wanted = _plain(words)
        if not wanted:
            return []
        known = self._letters
        self._letters = now = {s.key: _letters_of(s, known.get(s.key)) for s in self.current().states}
        return [key for key, (_, letters) in now.items() if wanted in letters]

    def links(self, key: str) -> list[tuple[int, int, int, int]]:
        """Return which words correspond, as spans of both texts; none while the encoder is loading."""
        found = self._word_links(self.current()[key])
        if found is None:
            return []
        return [(*found.zh_words[link.zh].span, *found.en_words[link.en].span) for link in found.links]

    def prepare(self, key: str) -> None:
        """Make an edit of a unit fast that may come; nobody waits for it."""
        snapshot = self.current()
        if key in snapshot.places:
            self.rescorer.prepare(snapshot.units, snapshot.places[key])

    def edit(self, body: Edit) -> dict[str, Any]:
        """Store a new English with what the scorers say of it; return what the page tells of that.

        Raises EditConflictError if another English stands there than the one that the editor began with.
        """
        text = body.text.strip()
        try:
            return self._edit(body.key, text, who=body.who, version=body.version, seen=body.seen)
        except Conflict as conflict:
            raise EditConflictError(conflict, merged(body.seen, text, _english(conflict))) from None

    def accept(self, body: OnIssue) -> dict[str, Any]:
        """Put an issue's suggestion into the English. Raises NoPlaceError if it has no place there."""
        state = self.current()[body.key]
        issue = _issue_of(state, body.issue)
        span = issue.en_span or (self._linked(state, issue.zh_span) if view.is_term(issue) else None)
        if not issue.suggestion or span is None or issue not in state.unit.issues:
            raise NoPlaceError("The suggestion has no place in the English; edit it.")
        text = applied(state.unit.en_text, span, issue.suggestion)
        return self._edit(body.key, text, who=body.who, version=body.version)

    def report(self, body: Report) -> None:
        """Add an error that the scorers missed. Raises NoPlaceError for words that are not there."""
        unit = self.current()[body.key].unit
        issue = Issue(REVIEWER, body.type, body.severity, 1.0, body.comment, body.zh_span, body.en_span)
        zh, en = about(unit, issue)
        issue = replace(issue, zh_value=zh, en_value=en)
        try:
            self.store.report(body.key, issue, who=body.who, version=body.version)
        except ValueError:
            raise NoPlaceError("The selected words are no longer there; select them again.") from None

    def export(self, format: str, language: Interface = "en") -> tuple[str, bytes]:
        """Return the name and the contents of an export of the project as it is. Raises KeyError for an unknown one.

        ``language``: of our own words in it.
        """
        exporter, project = EXPORTERS[format], replace(self.store.project(), original=self.original())
        found = exporter.render(project, exporter.versions[0], words_of(language))
        return f"{project.name}{exporter.suffix}", found.encode() if isinstance(found, str) else b"".join(found)

    def suppress(self, body: Pattern) -> None:
        """Never flag the pattern of an issue again."""
        state = self.current()[body.key]
        self.store.suppress(*reviewing.pattern_of(state.unit, _issue_of(state, body.issue)), who=body.who)

    def covered(self, key: str, name: str) -> tuple[reviewing.Pattern, list[tuple[UnitState, Issue]]]:
        """Return the pattern of an issue, and the undecided issues that it would close, the most severe first."""
        snapshot = self.current()
        pattern = reviewing.pattern_of(snapshot[key].unit, _issue_of(snapshot[key], name))
        pairs = [(state, reviewing.suppressed(state, {pattern: ""}, when="")) for state in snapshot.states]
        found = [(s, i) for s, after in pairs for i in s.unit.issues if i.id in after.suppressed - s.suppressed]
        return pattern, sorted(found, key=lambda pair: -SEVERITIES.index(known(pair[1].severity)))

    def add_term(self, body: Pattern) -> None:
        """Make the English words of an issue a rendering of its Chinese ones, and check the units that have those."""
        snapshot = self.current()
        state = snapshot[body.key]
        issue = _issue_of(state, body.issue)
        en = state.unit.en_at(issue.en_span) if issue.en_span else issue.en_value
        if not issue.zh_value or not en:
            raise Unknown(f"issue {issue.id} names no words on both sides")
        self.add_rendering(issue.zh_value, en, who=body.who)

    def add_rendering(self, zh: str, en: str, *, who: str) -> None:
        """Make English words a rendering of Chinese ones, and check the units that have those."""
        snapshot, old = self.current(), self.terms()
        places = [place for place, unit in enumerate(snapshot.units) if zh in unit.zh_text]
        changed = self.rescorer.check_terms(snapshot.units, places, old=old, new=[*old, Term(zh, (en,))])
        found = {snapshot.states[p].key: (snapshot.states[p].version, issues) for p, issues in changed.items()}
        self.store.add_term(zh, en, who=who, found=found)

    def concordance(self, zh: str) -> list[terms.Rendering]:
        """Return the pairs with a Chinese term, and its English in each."""
        return terms.concordance(self.current().states, zh, self._word_links, most=_CONCORDANCE) if zh else []

    def rendering(self, key: str, zh: Span) -> str:
        """Return the English of a span of the Chinese, "" if none is known."""
        state = self.current()[key]
        return state.unit.en_at(self._linked(state, zh))

    def replacements(self, find: str, by: str) -> list[terms.Replaced]:
        """Return the pairs in which words would be replaced."""
        return list(terms.replacements(self.current().states, find, by)) if find.strip() else []

    def replace(self, body: Replace) -> int:
        """Replace words in the pairs that the page showed, if their English is still that; return in how many."""
        snapshot, ready = self.current(), self.rescorer.ready
        units, edits = list(snapshot.units), {}
        for key, seen in body.seen.items():
            text = terms.replaced(seen, body.find, body.by).strip()
            if key in snapshot.places and snapshot[key].unit.en_text == seen != text:
                place = snapshot.places[key]
                edits[key] = (seen, text, self.rescorer.check(units, place, text, terms=self.terms()))
                units[place] = replace(units[place], en_text=text)
        what = f"replaced {body.find} by {body.by or '-'}"
        new = self.store.edit_many(edits, who=body.who, what=what, checked=ready)
        if not ready:
            self.check_later()
        return len(new)

    def sign_off(self, body: ForAll) -> int:
        """Approve all pairs given, or sign off those of them that are approved; return how many."""
        act = self.store.sign_all if body.by == "chief" else self.store.approve_all
        return len(act(body.versions, who=body.who))

    def realigned(self, body: Change) -> str:
        """Change the alignment; return the key of the unit to show. Raises BeadError if the change is impossible."""
        snapshot = self.current()
        what, keys, units = self._beads(snapshot, body)
        seen = [snapshot[key] for key in keys if body.versions.get(key, snapshot[key].version) == snapshot[key].version]
        if what != "realign" and any(state.locked for state in seen):
            raise beads.BeadError("A locked pair stays as it is; unlock it first.")
        first, last = snapshot.places[keys[0]], snapshot.places[keys[-1]]
        around = [*snapshot.units[:first], *units, *snapshot.units[last + 1 :]]
        ready = self.rescorer.ready
        checked = self.rescorer.check_all(around, range(first, first + len(units)), terms=self.terms())
        versions = {key: body.versions.get(key, snapshot[key].version) for key in keys}
        new = self.store.restructure(versions, checked, who=body.who, what=what, checked=ready)
        if not ready:
            self.check_later()
        held = {(unit.zh, unit.en) for unit in units}
        at = next((s for s in new if (s.unit.zh, s.unit.en) in held), new[0])
        return body.key if any(s.key == body.key for s in new) else at.key

    def terms(self) -> list[Term]:
        """Return the renderings that reviewers added."""
        return [added.as_term() for added in self.store.terms()]

    def _beads(self, snapshot: Snapshot, body: Change) -> tuple[Any, list[str], Sequence[Any]]:
        states, place, documents = snapshot.states, snapshot.places.get(body.key), snapshot.documents
        if place is None:
            raise Unknown(f"no unit {body.key!r}")
        unit = states[place].unit
        if unit.head:
            raise beads.BeadError("A title or a date line stands by itself; it is not aligned.")
        if body.change == "realign":
            keys, units = realigning.between_locks(snapshot, place, self.rescorer.embedder())
            return "realign", keys, units
        if body.change == "split":
            return "split", [body.key], beads.split(unit, (body.zh, body.en), documents)
        if body.change == "untranslated":
            return "untranslated", [body.key], beads.untranslated(unit, documents)
        up = body.change == "merge above" or (body.change == "move" and body.direction == "up")
        first = place - 1 if up else place
        if first < 0 or first + 1 >= len(states) or states[first].unit.head:
            raise beads.BeadError("There is no pair there.")
        keys = [states[first].key, states[first + 1].key]
        upper, lower = states[first].unit, states[first + 1].unit
        if body.change == "move":
            return "move", keys, beads.moved(upper, lower, body.side, body.direction, documents)
        return "merge", keys, beads.merged([upper, lower], documents)

    def check_later(self) -> None:
        """Check what was stored before the encoders were there, as soon as they are."""
        with self._checking:
            if not self._checker.is_alive():
                self._checker = threading.Thread(target=self._check_all, daemon=True)
                self._checker.start()

    def _check_all(self) -> None:
        self.rescorer.wait()
        done: set[tuple[str, int]] = set()
        while left := self._unchecked(done):
            for key, who in left.items():
                snapshot = self.current()
                if key not in snapshot.places:
                    continue
                state, place = snapshot[key], snapshot.places[key]
                done.add((key, state.version))
                known = (*state.unit.issues, *(closed.issue for closed in state.closed))
                before = replace(state.unit, en_text=state.published, issues=known)
                if state.edited:
                    found = self.rescorer.check_again(snapshot.units, place, before, terms=self.terms())
                else:
                    (unit,) = self.rescorer.check_all(snapshot.units, [place], terms=self.terms())
                    found = unit.issues
                with suppress(Conflict, Unknown):  # somebody is at it: the next round looks again
                    self.store.check(key, found, who=who, version=state.version)

    def _unchecked(self, done: Collection[tuple[str, int]]) -> dict[str, str]:
        snapshot = self.current()
        left = self.store.unchecked()
        return {k: who for k, who in left.items() if k in snapshot.places and (k, snapshot[k].version) not in done}

    def _edit(self, key: str, text: str, *, who: str, version: int, seen: str | None = None) -> dict[str, Any]:
        snapshot, ready = self.current(), self.rescorer.ready
        found = self.rescorer.check(snapshot.units, snapshot.places[snapshot[key].key], text, terms=self.terms())
        new = self.store.edit(key, text, found, who=who, version=version, seen=seen, checked=ready)
        if not ready:
            self.check_later()
        return {"issues": len(new.unit.issues), "checked": ready}

    def _word_links(self, state: UnitState) -> WordLinks | None:
        provider = self.rescorer.links()
        return provider(state.unit) if provider and state.unit.zh_text and state.unit.en_text else None

    def _linked(self, state: UnitState, zh: Span | None) -> Span | None:
        found = self._word_links(state)
        return terms.linked(found, zh) if found and zh else None

    def _newer(self, snapshot: Snapshot, key: str, language: Interface, *, html: bool) -> str:
        if not html:
            return f'{{"entry":{as_json(entry(snapshot[key]))},"html":null}}'
        told = self.pages.told(snapshot, key, language)
        return f'{{"entry":{told.entry},"html":{told.html}}}'


def _issue_of(state: UnitState, name: str) -> Issue:
    """Return an issue of a unit, found still or not. Raises Unknown."""
    issues = (*state.unit.issues, *(closed.issue for closed in state.closed))
    found = next((issue for issue in issues if issue.id == name), None)
    if found is None:
        raise Unknown(f"unit {state.key} has no issue {name}")
    return found


def _english(conflict: Conflict) -> str | None:
    return None if conflict.state is None else conflict.state.unit.en_text


def _letters_of(state: UnitState, known: tuple[UnitState, str] | None) -> tuple[UnitState, str]:
    """Return a state with its letters, those that are known where nobody has touched the unit since."""
    if known is not None and known[0] is state:
        return known
    return state, f"{_plain(state.unit.zh_text)}\n{_plain(state.unit.en_text)}"


def _plain(text: str) -> str:
    """Return letters as a reader takes them: case, width and the spaces between them do not count."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
