"""What scorers say of an issue, in Chinese, for the Chinese page.

Scorers make English sentences, which files keep and people outside read. So the sentence is recognised by its fixed
words and said again: a table of templates a scorer, of which the one with most words of its own is tried first. What a
gap holds stays as it is, but where its name is one of ``PHRASES``. A sentence that no template makes stays English.
"""

import re
from functools import cache

from align.model.unit import Issue
from align.scorers import SCORERS

_SIDES = {"Chinese": "中文", "English": "英文"}
_FORCES = {
    "requires": "必须",
    "permits": "允许",
    "forbids": "禁止",
    "exempts": "不必",
    "advises": "建议",
    "orders": "要求",
    "offers": "愿意",
    "supposes": "推测",
    "is certain": "肯定",
}
_TRENDS = {
    "a rise": "上升",
    "a fall": "下降",
    "a win": "胜",
    "a loss": "负",
    "a lead": "领先或超出",
    "a lag": "落后或不及",
}
_BOUNDS = {
    "exactly": "恰为",
    "about": "约",
    "nearly": "近",
    "more than": "超过",
    "at least": "至少",
    "no more than": "不超过",
    "less than": "不到",
    "up to": "多达",
}
_PAIRING = {"is opened and not closed": "只开未闭", "is closed and not opened": "只闭未开", "has no partner": "不成对"}
PHRASES: dict[str, dict[str, str]] = {
    "side": _SIDES,
    "other_side": _SIDES,
    "force": _FORCES,
    "other_force": _FORCES,
    "trend": _TRENDS,
    "other_trend": _TRENDS,
    "bound": _BOUNDS,
    "other_bound": _BOUNDS,
    "place": {"previous": "上一", "next": "下一"},
    "pairing": _PAIRING,
}
_GAP = re.compile(r"\{(\w+)\}")


def in_chinese(issue: Issue) -> str:
    """Return what an issue says, in Chinese; "" where no template makes its message.

    >>> in_chinese(Issue("modality", "", "major", 0.9, 'The Chinese requires (应当); the English permits ("may").'))
    '中文表示必须（“应当”），英文表示允许（“may”）。'
    """
    message = issue.message
    if issue.scorer == "figures":  # the two ends of a range: two sentences
        for end in re.finditer(r"\. ", message):
            one, other = (_said(part, "figures") for part in (message[: end.start() + 1], message[end.end() :]))
            if one and other:
                return one + other
    return _said(message, issue.scorer)


def _said(message: str, scorer: str) -> str:
    for pattern, chinese in _patterns(scorer):
        if match := pattern.fullmatch(message):
            return chinese.format_map({name: _phrase(name, value) for name, value in match.groupdict().items()})
    return ""


def _phrase(name: str, value: str) -> str:
    if name in ("unit", "other_unit"):
        return _units().get(value, value)
    if name == "renderings":
        return value.replace('" or "', "”或“").replace('", "', "”、“").replace('"', "“", 1).removesuffix('"') + "”"
    return PHRASES.get(name, {}).get(value, value)


@cache
def _patterns(scorer: str) -> list[tuple[re.Pattern[str], str]]:
    templates = SCORERS[scorer].zh_messages if scorer in SCORERS else {}
    longest = sorted(templates, key=lambda template: len(_GAP.sub("", template)), reverse=True)
    return [(_pattern(template), templates[template]) for template in longest]


def _pattern(template: str) -> re.Pattern[str]:
    parts = enumerate(_GAP.split(template))  # words and names of gaps in turn
    return re.compile("".join(_gap(part) if number % 2 else re.escape(part) for number, part in parts), re.DOTALL)


def _gap(name: str) -> str:
    kinds = "|".join(map(re.escape, PHRASES.get(name, ())))
    return f"(?P<{name}>{kinds or '.*?'})"


@cache
def _units() -> dict[str, str]:
    from align.facts.units import UNITS

    return {name: unit.zh[0] for unit in reversed(UNITS.values()) if unit.zh for name in unit.english}
