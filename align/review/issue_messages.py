"""What scorers say of an issue, in Chinese, for the Chinese page.

Scorers make English sentences, which files keep and people outside read. So the sentence is recognised by its fixed
words and said again: a table of templates a scorer, of which the one with most words of its own is tried first. What a
gap holds stays as it is, but where its name is one of ``PHRASES``. A sentence that no template makes stays English.
"""

import re
from functools import cache

from align.bitext import Issue

MESSAGES: dict[str, dict[str, str]] = {
    "figures": {
        "{zh}; English {en}.": "{zh}；英文为 {en}。",
        "{zh}; English {en}: {n} times too large.": "{zh}；英文为 {en}，是原数的 {n} 倍。",
        "{zh}; English {en}: {n} times too small.": "{zh}；英文为 {en}，只有原数的 1/{n}。",
        "{zh}; English {en}: too large.": "{zh}；英文为 {en}，偏大。",
        "{zh}; English {en}: too small.": "{zh}；英文为 {en}，偏小。",
        "{zh} is {value}; the English says {en}.": "“{zh}”即 {value}；英文为 {en}。",
        "{zh} is in {unit}; the English is in {other_unit} ({en}).": (
            "“{zh}”的单位是{unit}，英文的单位是{other_unit}（{en}）。"
        ),
        "The Chinese tells of {trend} ({zh}), the English of {other_trend} ({en}).": (
            "中文说的是{trend}（{zh}），英文说的是{other_trend}（{en}）。"
        ),
        "The Chinese says {bound} ({zh}), the English {other_bound} ({en}).": (
            "中文表示“{bound}”（{zh}），英文表示“{other_bound}”（{en}）。"
        ),
        "{zh} is not {bound} {en}.": "“{zh}”并非“{bound}”{en}。",
        "{zh} is exact; the English rounds it to {en} without saying so.": (
            "“{zh}”是确数，英文取整为 {en}，没有说明是约数。"
        ),
        "Two figures changed places: {zh} in the Chinese; English {en} at its place.": (
            "两个数字互换了位置：中文此处为 {zh}，英文此处为 {en}。"
        ),
        "{zh} is in the English of the {place} unit: the two may be misaligned.": (
            "“{zh}”在{place}句对的英文里，这两个句对可能没有对齐。"
        ),
        "{en} is in the Chinese of the {place} unit: the two may be misaligned.": (
            "“{en}”在{place}句对的中文里，这两个句对可能没有对齐。"
        ),
        "{zh} ({value}) is not in the English.": "英文没有“{zh}”（{value}）。",
        "{zh} is not in the English.": "英文没有“{zh}”。",
        "{en} ({value}) is not in the Chinese.": "中文没有“{en}”（{value}）。",
        "{en} is not in the Chinese.": "中文没有“{en}”。",
        "{zh} is of {year} in this document; English {en}.": "本文中的“{zh}”指 {year} 年；英文为 {en}。",
    },
    "omission": {
        'The {side} seems to have nothing for the {other_side} "{text}".': (
            "{other_side}“{text}”在{side}里似乎没有对应。"
        ),
        "This {side} sentence has no {other_side}.": "这句{side}没有{other_side}。",
        "These {n} {side} sentences have no {other_side}.": "这 {n} 句{side}没有{other_side}。",
        "This {side} sentence has no {other_side}, or it was not recognised next to it.": (
            "这句{side}没有{other_side}，或者相邻的{other_side}没有认出来。"
        ),
        "These {n} {side} sentences have no {other_side}, or it was not recognised next to it.": (
            "这 {n} 句{side}没有{other_side}，或者相邻的{other_side}没有认出来。"
        ),
    },
    "speaker": {
        'The Chinese gives this turn to {zh}, the English to "{en}".': (
            "这段话在中文里是“{zh}”说的，在英文里是“{en}”说的。"
        ),
    },
    "negation": {
        'The English negates ("{en}"); the Chinese does not.': "英文是否定（“{en}”），中文不是。",
        "The Chinese negates ({zh}); the English does not.": "中文是否定（“{zh}”），英文不是。",
        '{zh} negates twice, that is, affirms; the English negates once ("{en}").': (
            "“{zh}”是双重否定，即肯定；英文只否定一次（“{en}”）。"
        ),
    },
    "modality": {
        'The Chinese {force} ({zh}); the English {other_force} ("{en}").': (
            "中文表示{force}（“{zh}”），英文表示{other_force}（“{en}”）。"
        ),
    },
    "direction": {
        'The Chinese says {zh} ({right}); the English has its opposite, "{en}".': (
            "中文为“{zh}”（{right}），英文的意思相反：“{en}”。"
        ),
        'The Chinese says {zh} ({right}); the English says "{en}".': "中文为“{zh}”（{right}），英文为“{en}”。",
        'The Chinese begins with {zh}; the English begins with "{en}": the ends are exchanged.': (
            "中文以“{zh}”为起点，英文以“{en}”为起点：起止颠倒。"
        ),
    },
    "bounds": {
        'The Chinese says {zh} ({right}); the English says "{en}".': "中文为“{zh}”（{right}），英文为“{en}”。",
    },
    "names": {
        '{zh} is "{right}"; the English has "{en}".': "“{zh}”应为“{right}”，英文为“{en}”。",
        'As a surname {zh} is read "{right}"; the English has "{en}".': "“{zh}”作姓氏读“{right}”，英文为“{en}”。",
        '{zh} is "{usual}" elsewhere in the document; here it is "{en}".': (
            "“{zh}”在本文别处译作“{usual}”，此处为“{en}”。"
        ),
        'The Chinese names {zh}{right}; the English has "{en}" instead.': "中文为“{zh}{right}”，英文却是“{en}”。",
    },
    "titles": {
        "The Chinese says {zh}; the English lowers the rank.": "中文为“{zh}”，英文把级别降低了。",
        'The Chinese says {zh}; the English has "{en}".': "中文为“{zh}”，英文为“{en}”。",
        'The Chinese says {zh}; the English has no "{word}".': "中文为“{zh}”，英文缺“{word}”。",
        '{zh} is the {right}; the English has "{en}".': "“{zh}”应为“{right}”，英文为“{en}”。",
    },
    "terms": {
        "{zh} should be rendered {renderings}; the English has none of these.": (
            "“{zh}”应译作{renderings}，英文没有这样译。"
        ),
    },
    "consistency": {
        'The same Chinese was translated otherwise before: "{text}".': "同样的中文在前面是另一种译法：“{text}”。",
        '{zh} is "{usual}" elsewhere in the document; here it is "{en}".': (
            "“{zh}”在本文别处译作“{usual}”，此处为“{en}”。"
        ),
    },
    "residue": {
        "The English still has the Chinese {zh}.": "英文里还留有中文“{zh}”。",
        'The Chinese has the English "{text}" untranslated.': "中文里有未翻译的英文“{text}”。",
        'The English has the full-width "{text}"; it should be "{right}".': "英文里有全角的“{text}”，应为“{right}”。",
        'The {side} has broken characters: "{text}".': "{side}里有乱码：“{text}”。",
    },
    "quotes": {
        "The title {zh} has no counterpart: the English names no text, in quotation marks or capitals.": (
            "{zh}没有对应：英文里没有用引号或大写标出的名称。"
        ),
        "The Chinese has {n} numbered items, the English {m}: {zh} is missing.": (
            "中文有 {n} 个编号项，英文有 {m} 个，缺“{zh}”。"
        ),
        "The Chinese lists {n} items ({zh}); the English says so and lists {m}.": (
            "中文列出 {n} 项（{zh}），英文说是 {n} 项，却只列出 {m} 项。"
        ),
        "The mark {mark} {pairing}.": "标点 {mark} {pairing}。",
    },
    "reference": {
        'The reference says it otherwise (chrF {n}): "{text}"': "参考译文的说法不同（chrF {n}）：“{text}”",
        "The reference has nothing for this.": "参考译文没有与此对应的内容。",
    },
}

_SIDES = {"Chinese": "中文", "English": "英文"}
_FORCES = {"requires": "必须", "permits": "允许", "forbids": "禁止"}
_TRENDS = {"a rise": "上升", "a fall": "下降"}
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
    """What an issue says, in Chinese; "" where no template makes its message.

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
    templates = MESSAGES.get(scorer, {})
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

    return {unit.english[1]: unit.zh[0] for unit in reversed(UNITS.values()) if unit.zh}
