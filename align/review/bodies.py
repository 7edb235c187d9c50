"""The requests of the page: every field with its type and its maximal length."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, field_validator

from align.model.characters import storable
from align.model.unit import Decision, Severity
from align.review.people import name_of, signed_in


def _storable(value: object) -> object:
    return storable(value) if isinstance(value, str) else value


Name = Annotated[str, StringConstraints(max_length=400), AfterValidator(name_of)]
Key = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Words = Annotated[str, BeforeValidator(_storable), StringConstraints(max_length=4000)]
Text = Annotated[str, BeforeValidator(_storable), StringConstraints(max_length=60_000)]
Remark = Annotated[
    str, BeforeValidator(_storable), StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)
]


class Write(BaseModel):
    """A write: its author, and the revision that the page shows. The response has everything newer."""

    model_config = ConfigDict(extra="forbid")
    who: Name
    since: int

    @field_validator("who", mode="before")
    @classmethod
    def _who(cls, value: object) -> object:
        """Take the name of who has signed in, whatever the request says."""
        return signed_in.get().name or value


class OnUnit(Write):
    """A write on a unit in the version that its author saw."""

    key: Key
    version: int


class Decide(OnUnit):
    """A decision on an issue; None reopens it."""

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
    text: Remark


TYPES = (
    "mistranslation",
    "omission",
    "addition",
    "untranslated",
    "terminology",
    "grammar",
    "spelling",
    "punctuation",
    "style",
    "register",
    "locale-convention",
    "other",
)
"""The MQM types that a reviewer may choose."""

Offsets = tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]] | None


class Rate(OnIssue):
    """Another type and severity of an issue."""

    type: Annotated[str, StringConstraints(pattern="^[a-z-]{1,40}(/[a-z-]{1,40})?$")]
    severity: Severity
    comment: Words = ""


class Report(OnUnit):
    """An error that the scorers missed: the words on either side, and what is wrong."""

    zh_span: Offsets = None
    en_span: Offsets = None
    type: Annotated[str, StringConstraints(pattern="^[a-z-]{1,40}$")]
    severity: Severity
    comment: Words = ""


class Switch(OnUnit):
    """Lock or approve a unit, or undo that."""

    on: bool


class Pattern(Write):
    """An issue's pair of renderings."""

    key: Key
    issue: Key


class ForAll(Write):
    """An approval or a sign-off of all pairs, by key the versions that its author saw."""

    versions: dict[Key, int]
    by: Literal["reviser", "chief"]


class AddTerm(Write):
    """A rendering for the termbase, in a reviewer's own words."""

    zh: Annotated[
        str, BeforeValidator(_storable), StringConstraints(strip_whitespace=True, min_length=1, max_length=80)
    ]
    en: Annotated[
        str, BeforeValidator(_storable), StringConstraints(strip_whitespace=True, min_length=1, max_length=200)
    ]


class Replace(Write):
    """Words of the English in place of others, in the pairs given with the English that the page showed."""

    find: Remark
    by: Words
    seen: dict[Key, Text]


class Second(Write):
    """A second reader to be asked: its specification, what it reads for errors, and the most questions."""

    spec: Annotated[str, BeforeValidator(_storable), StringConstraints(max_length=1000)]
    find: Literal["", "suspicious", "all"] = ""
    budget: Annotated[int, Field(ge=0, le=1_000_000)] = 5000


class Agree(Write):
    """An answer to the estimate of a second reader; False also stops one that reads."""

    on: bool


class Change(Write):
    """A change to the alignment. ``versions``: the units that it touches, as seen. ``zh``, ``en``: where to split."""

    key: Key
    versions: dict[Key, int]
    change: Literal["merge above", "merge below", "split", "move", "untranslated", "realign"]
    zh: int = 0
    en: int = 0
    side: Literal["zh", "en"] = "en"
    direction: Literal["up", "down"] = "up"
