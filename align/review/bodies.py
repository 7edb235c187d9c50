"""What the page may send: every field with its type and its longest length."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from align.model.unit import Decision

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Key = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Words = Annotated[str, StringConstraints(max_length=4000)]
Text = Annotated[str, StringConstraints(max_length=60_000)]


class Write(BaseModel):
    """Every write: who writes, and which revision the page shows. The answer brings what is newer."""

    model_config = ConfigDict(extra="forbid")
    who: Name
    since: int


class OnUnit(Write):
    """A write on a unit in the version that its author saw."""

    key: Key
    version: int


class Decide(OnUnit):
    """A decision on an issue; none reopens it."""

    issue: Key
    decision: Decision | None
    comment: Words = ""


class DecideMany(Write):
    """One decision on many issues, by unit and issue."""

    places: list[tuple[Key, Key]]
    decision: Decision


class Edit(OnUnit):
    """A new English. ``seen``: the one that its author began with, if that is to count in place of the version."""

    text: Text
    seen: Text | None = None


class OnIssue(OnUnit):
    """Accept an issue's suggestion."""

    issue: Key


class Comment(Write):
    """A comment on a unit."""

    key: Key
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]


class Switch(OnUnit):
    """Lock or approve a unit, or take that back."""

    on: bool


class Pattern(Write):
    """An issue's pair of renderings."""

    key: Key
    issue: Key


class Change(Write):
    """A change to the alignment. ``versions``: the units that it touches, as seen. ``zh``, ``en``: where to split."""

    key: Key
    versions: dict[Key, int]
    change: Literal["merge above", "merge below", "split", "move", "untranslated", "realign"]
    zh: int = 0
    en: int = 0
    side: Literal["zh", "en"] = "en"
    direction: Literal["up", "down"] = "up"
