"""The names of units and currencies beside an English figure: km, sq. km, US$, consecutive years."""

import re

from align.facts.units import CURRENCIES, CURRENCY_SIGNS, UNITS
from align.language.kept_patterns import compiled

_ADJECTIVE = (
    "(?:consecutive|straight|successive|full|whole|more|additional|calendar|working(?! days?)|business(?! days?)|long"
    "|short|new|Chinese|official)"
)
_GLUED = frozenset(("m", "t", "l", "g", "W", "s", "d", "min", "C", "F", "mi", "ha", "h"))  # 5m, not "5 m"


def _unit_names() -> dict[str, str]:
    """Every English name of a unit, without hyphens and full stops, singular and plural, to its key."""
    names: dict[str, str] = {}
    for key, unit in UNITS.items():
        for written in (*unit.english, *unit.en) if key != "local" else ():
            name = written.replace("-", " ").replace(".", "")
            names[name] = key
            if len(name) > 2 and not name.isupper():
                names |= {name + "s": key, (name + "s").lower(): key, name.lower(): key}
    return names


UNIT_NAMES = _unit_names()
_ANY_CASE = {name.lower(): key for name, key in UNIT_NAMES.items() if len(name) > 3}


def _spelled(names: list[str]) -> str:
    spelled = (re.escape(name).replace(r"\ ", "[ -]").replace("US[ -]", r"U\.?S\.?[ -]") for name in names)
    joined = "|".join(sorted((re.sub(r"\b(sq|cu)(?=\[)", r"\1\\.?", name) for name in spelled), key=len, reverse=True))
    return f"(?:{joined})"


_UNIT = compiled(
    rf"[-–]?(?P<gap> ?)(?:{_ADJECTIVE} )?(?P<name>{_spelled([*UNIT_NAMES])}|(?i:{_spelled([*_ANY_CASE])}))"
    "(?![A-Za-z²³])"
)
_NAMED = re.compile(" ?(?:Century|Day|Year|Hour) [A-Z][a-z]")  # 100 Century Avenue
_NEXT_AMOUNT = re.compile(" ?[0-9]")
_MONEY = re.compile(
    r"(?:(?P<letters>US|U\.S\.|HK|NT|AU?|CA?|S)?(?P<sign>[$€£¥￥])"
    r"|(?<![A-Za-z])(?P<code>RMB|CNY|USD|HKD|EUR|GBP|JPY)) ?$"
)


def currency_before(text: str, start: int) -> tuple[str, int]:
    """The currency that a sign or code before a figure names, and where it begins.

    >>> currency_before("US$5", 3), currency_before("5", 0)
    (('USD', 0), ('', 0))
    """
    match = _MONEY.search(text, max(0, start - 6), start)
    if match is None:
        return "", start
    letters = (match["letters"] or "").replace(".", "")
    key = CURRENCY_SIGNS.get(letters + (match["sign"] or match["code"]))
    return (key, match.start()) if key else (CURRENCY_SIGNS[match["sign"]], match.start("sign"))


def unit_at(text: str, at: int) -> tuple[str, int]:
    """The unit that begins at a position, after a hyphen or an adjective perhaps, and where it ends.

    >>> unit_at(" sq. km of", 0), unit_at(" consecutive years", 0)
    (('km2', 7), ('y', 18))
    """
    match = _UNIT.match(text, at)
    if match is None or _NAMED.match(text, at):
        return "", at
    name = match["name"].replace(".", "").replace("-", " ")
    key = UNIT_NAMES.get(name) or _ANY_CASE[name.lower()]
    if name in _GLUED and match["gap"]:
        return "", at
    if key in CURRENCIES and name in CURRENCY_SIGNS and _NEXT_AMOUNT.match(text, match.end()):
        return "", at  # in 2022 RMB 6 billion was spent
    return key, match.end()
