"""The names of units and currencies in an English text, by tokens: km, sq. km, US$, consecutive years."""

import re
from collections.abc import Sequence

from align.facts.english_tokens import Token, glued, low_at
from align.facts.units import CURRENCIES, CURRENCY_SIGNS, UNITS
from align.language.tables import words

ADJECTIVES = frozenset(
    words(
        """
        consecutive straight successive full whole more additional calendar working business long short new
        Chinese official
    """
    )
)
_WORKING_DAY = re.compile("(?:working|business) days?$")
_NOT_UNITS = frozenset(("m", "t", "l", "g", "W", "s", "d", "min", "C", "F", "mi", "ha", "h"))


def _unit_names() -> dict[str, str]:
    """Every English name of a unit, without hyphens and full stops, singular and plural, to its key."""
    names: dict[str, str] = {}
    for key, unit in UNITS.items():
        for written in (*unit.english, *unit.en) if key != "local" else ():
            name = written.replace("-", " ").replace(".", "")
            names[name] = key
            if len(name) > 2 and not name.isupper():
                names |= {name + "s": key, (name + "s").lower(): key, name.lower(): key}
    return names | {
        "degrees": "C",
        "degree": "C",
        "year old": "y",
        "years old": "y",
        "year olds": "y",
        "years of age": "y",
        "decades": "decade",
        "RMB yuan": "CNY",
        "yuan RMB": "CNY",
        "Chinese yuan": "CNY",
        "years": "y",
    }


UNIT_NAMES = _unit_names()
_FIRST_WORDS = frozenset(name.split(" ")[0] for name in UNIT_NAMES)


def currency_before(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """The currency that a sign or code before a token names, and how many tokens that takes.

    >>> from align.facts.english_tokens import tokenize
    >>> currency_before(tokenize("US$5"), 2), currency_before(tokenize("5"), 0)
    (('USD', 2), ('', 0))
    """
    if not at:
        return "", 0
    sign = tokens[at - 1].text
    if sign in "$€£¥￥" and at > 1:
        letters = tokens[at - 2].text.replace(".", "")
        if glued(tokens, at - 1) and letters + sign in CURRENCY_SIGNS:
            return CURRENCY_SIGNS[letters + sign], 2
    key = CURRENCY_SIGNS.get(sign, "")
    return key, 1 if key else 0


def unit_at(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """The unit that begins at a token, after a hyphen or an adjective perhaps, and the token after it.

    >>> from align.facts.english_tokens import tokenize
    >>> unit_at(tokenize("sq. km of"), 0), unit_at(tokenize("consecutive years"), 0)
    (('km2', 3), ('y', 2))
    """
    if at < len(tokens) and tokens[at].text in "-–‑" and glued(tokens, at + 1):
        at += 1
    if low_at(tokens, at) in ADJECTIVES and not _WORKING_DAY.match(f"{low_at(tokens, at)} {low_at(tokens, at + 1)}"):
        at += 1
    best, parts, k = ("", at), "", at
    while k < len(tokens) and k < at + 5:
        text = tokens[k].text
        if text == "-" or (text == "." and parts.lower() in ("sq", "cu")):
            if not parts:
                break
            k += 1
            continue
        word = text.replace(".", "")
        if not word:
            break
        if not parts and word not in _FIRST_WORDS and word.lower() not in _FIRST_WORDS:
            break
        named = text.istitle() and k + 1 < len(tokens) and tokens[k + 1].text.istitle()
        if named and word.lower() in ("century", "day", "year", "hour"):
            break  # 100 Century Avenue
        name = f"{parts} {word}".strip()
        parts = name
        key = UNIT_NAMES.get(name) or (UNIT_NAMES.get(name.lower()) if len(name) > 3 else None)
        if key in CURRENCIES and text in CURRENCY_SIGNS and k + 1 < len(tokens) and tokens[k + 1].number:
            break  # in 2022 RMB 6 billion was spent
        if key and not (name in _NOT_UNITS and not glued(tokens, k)):
            best = (key, k + 1)
        if name.count(" ") == 2:
            break
        k += 1
    return best
