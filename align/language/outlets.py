"""Who asks at press conferences: news outlets (``data/outlets.csv``) and roles, under their names in both languages.

A label such as 中央广播电视总台央视记者 names an outlet, its parent and a role; its English may be "CCTV" alone. So a
label is read as a set of outlets and a set of roles, longest name first, and what remains is a person's name or title.
Names are facts, collected by hand from the outlets' own mastheads.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from align.language.regional_outlets import regional_outlets
from align.language.tables import VARIANTS, read_table

Role = Literal["moderator", "reporter", "question", "answer", "spokesperson", "interpreter", "audience"]

# Parents first: a label may name the parent in one language and the part in the other.
_KEPT = 256  # labels
_FAMILIES = (("总台", "央视", "国际电视台", "央广", "国广"), ("人民日报", "人民网"))

_ROLES: tuple[tuple[Role, str, str], ...] = (
    ("moderator", "主持人 司仪 主持", "moderator, host, anchor, emcee, presenter, chair, chairperson, facilitator"),
    ("reporter", "记者 媒体 采访人 采访者", "reporter, journalist, correspondent, media, press, interviewer"),
    ("question", "提问 提问者", "question"),
    ("answer", "回答 答复 受访者", "answer, response, interviewee, reply"),
    ("spokesperson", "新闻发言人 发言人", "spokesperson, spokesman, spokeswoman, press secretary"),
    ("interpreter", "翻译 口译 译员", "interpreter, translator"),
    ("audience", "观众 听众 网友", "audience, audience member, netizen, member of the audience"),
)
_LETTERS: dict[str, Role] = {"Q": "question", "问": "question", "A": "answer", "答": "answer"}
_ARTICLE = re.compile(r"^(?:An?|The) (?=[a-z])")


class LabelParts(NamedTuple):
    """What is known in a label; ``rest``: the label with that cut out, each cut left as a space."""

    outlets: frozenset[str]
    roles: frozenset[Role]
    rest: str


@lru_cache(maxsize=_KEPT)
def read_label(label: str) -> LabelParts:
    """Return the outlets and roles that a label names. ``label``: NFKC, with straight apostrophes.

    >>> read_label("中央广播电视总台央视记者").outlets == {"总台", "央视"}
    True
    >>> read_label("Question from China Daily").roles, read_label("China Daily").outlets
    (frozenset({'question'}), frozenset({'中国日报'}))
    """
    bare = label.strip(" .0123456789")
    if bare in _LETTERS:
        return LabelParts(frozenset(), frozenset((_LETTERS[bare],)), "")
    pattern, outlets_by_name = _outlets()
    outlets = {key for name in pattern.findall(label) for key in outlets_by_name[_key(name)]}
    rest = pattern.sub(" ", label)
    for key, name in regional_outlets(label):
        outlets.add(key)
        rest = rest.replace(name, " ")
    rest = _ARTICLE.sub("", rest)
    pattern, roles_by_name = _roles()
    roles = {roles_by_name[_key(name)] for name in pattern.findall(rest)}
    return LabelParts(frozenset(outlets), frozenset(roles), pattern.sub(" ", rest))


def same_family(left: frozenset[str], right: frozenset[str]) -> bool:
    """True if one set names a parent or part of what the other names."""
    return any(left & set(family) and right & set(family) for family in _FAMILIES)


def is_parent_only(outlets: frozenset[str]) -> bool:
    """True if a set names nothing but the parent of a family."""
    return len(outlets) == 1 and any(outlets <= {family[0]} for family in _FAMILIES)


@cache
def _outlets() -> tuple[re.Pattern[str], dict[str, set[str]]]:
    names: dict[str, set[str]] = {}
    for row in read_table("outlets"):
        written = row["zh"].split(VARIANTS)
        key = next((part for family in _FAMILIES for part in family if part in written), written[0])
        for name in (*written, *row["en"].split(VARIANTS)):
            names.setdefault(_key(name), set()).add(key)
    return _any_of(names), names


@cache
def _roles() -> tuple[re.Pattern[str], dict[str, Role]]:
    names = {_key(name): role for role, chinese, english in _ROLES for name in (*chinese.split(), *english.split(", "))}
    return _any_of(names), names


def _key(name: str) -> str:
    # Short acronyms count only as written: "AP" is an agency, "ap" is not.
    return name if name.isupper() and len(name) <= 5 else name.casefold()


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    alternatives = []
    for name in sorted(names, key=len, reverse=True):
        case = "-i" if name.isupper() else "i"
        latin = rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])"
        alternatives.append(f"(?{case}:{latin})" if name.isascii() else re.escape(name))
    return re.compile("|".join(alternatives), re.IGNORECASE)
