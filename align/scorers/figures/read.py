"""The figures of a pair as the two texts together tell them: what one text alone leaves open, or says from one side.

二是 is "second" where it opens a clause. 23-25 in a list of scores is a score, elsewhere a range. 108% of a plan is
8 percent more than the plan, and 超额8% is 108 percent of it.
"""

import re
from dataclasses import replace
from fractions import Fraction

from align.facts import Fact, extract
from align.facts.model import STRONG, WEAK
from align.facts.units import in_base
from align.language.lexicon import hedged, pattern
from align.model.unit import TranslationUnit

Facts = tuple[Fact, ...]
PER = {"千": 1000, "万": 10**4, "萬": 10**4, "十万": 10**5, "十萬": 10**5, "百万": 10**6, "百萬": 10**6}
_PARTS = re.compile(f"({'|'.join(sorted(PER, key=len, reverse=True))})分之")
_PER = re.compile("(?: [a-z]+){0,2} per ", re.IGNORECASE)
_DOTTED = re.compile("([0-9]{1,2})[.]([0-5][0-9])")
_CLOCK = re.compile("([0-9]{1,2}):([0-5][0-9])")
_GROUPS = re.compile(r"(?<![0-9.,:/-])\b[1-9][0-9]{0,2} [0-9]{3}(?![0-9]|[.,][0-9])")
_PHONE = re.compile(r"(?<![0-9])[0-9]{4} [0-9]{4}(?![0-9])")
_AT_HOUR = re.compile(r"\b(?:at|by|until|till|from|and) $", re.IGNORECASE)
_ENUMERATOR = re.compile(r"(?:^|[，。；：、！？])[ \u3000]*([一二三四五六七八九十]{1,3})(?=[是则]|来[，,])")
_NEAR = 110
_LISTED = re.compile(r",|:| is\b| to\b")
_OF_WHOLE = re.compile("(?:的|计划|目标|任务|指标)$")
_BEYOND_ZH = re.compile(f"超(?:额|额完成|出|过|产|计划)?{hedged('zh')}$")
_BEYOND = re.compile(
    r"\b(?:exceed|surpass|overfulfil|outstrip|overshoot|overshot|beat|top)\w*\b[^.;]{0,60}\bby (?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_MORE_THAN = re.compile(
    r" (?:(?:above|over|beyond)\b|(?:more|higher|greater|larger) than\b|ahead of\b|in excess of\b)", re.IGNORECASE
)
_LOSS = re.compile(r"\b(?:loss(?:es)?|deficit|shortfall|outflow)s?\b[^.;]{0,90}$", re.IGNORECASE)
_FOR_EVERY = re.compile(r"\b(?:for every|for each|to every|per) $", re.IGNORECASE)
_UP = re.compile(rf"{pattern('rise', 'en')}{hedged('en')} $", re.IGNORECASE)


def read(unit: TranslationUnit) -> tuple[Facts, Facts]:
    """The figures of both sides.

    >>> [fact.kind for fact in read(TranslationUnit(0, (0,), (0,), "二是23比25。", "Second, 23-25."))[1]]
    ['ordinal', 'ratio']
    """
    zh, en = extract(unit.zh_text, "zh"), extract(unit.en_text, "en")
    if any(fact.kind == "ordinal" and _LISTED.match(unit.en_text, fact.span[1]) for fact in en):
        zh = _enumerated(zh, unit.zh_text)
    en = _times(zh, _per(zh, _spaced(zh, en, unit.en_text), unit.en_text), unit.en_text)
    en = _losses(zh, _for_every(zh, en, unit.en_text), unit.en_text)
    return _of_plans(zh, en, unit), _scores(zh, en, unit.en_text)


def _spaced(zh: Facts, en: Facts, text: str) -> Facts:
    """36 400 as one number where the Chinese has it; two numbers that happen to follow each other stay two."""
    values = {int(fact.value) for fact in zh if fact.value >= 1000 and fact.value.denominator == 1}
    joined = _PHONE.sub(lambda halves: f"{_joined(halves[0])} " if _joined(halves[0]) in values else halves[0], text)
    joined = _GROUPS.sub(lambda group: group[0].replace(" ", ",") if _joined(group[0]) in values else group[0], joined)
    if joined == text:
        return en
    return tuple(replace(fact, text=text[slice(*fact.span)]) for fact in extract(joined, "en"))


def _joined(groups: str) -> int:
    return int(groups.replace(" ", ""))


def _per(zh: Facts, en: Facts, text: str) -> Facts:
    """14.3 per 100,000 as a share where the Chinese tells it as one: 十万分之14.3."""
    shares = {PER[match[1]] for fact in zh if fact.kind == "fraction" and (match := _PARTS.match(fact.text))}
    shares |= {1000} if any(fact.kind == "permille" for fact in zh) else set()
    found: list[Fact] = []
    for fact in en:
        top = found[-1] if found else None
        whole = top and fact.value in shares and _PER.fullmatch(text, top.span[1], fact.span[0])
        if top and whole and top.kind == "cardinal" and top.high is None:
            span = (top.span[0], fact.span[1])
            share = replace(top, kind="fraction", value=top.value / fact.value, span=span, also=(), strength=STRONG)
            found[-1] = replace(share, text=text[slice(*span)])
        else:
            found.append(fact)
    return tuple(found)


def _times(zh: Facts, en: Facts, text: str) -> Facts:
    """2:05 as a duration and 7.30 as a time of day where the Chinese has the same: 2小时05分, 七点半."""
    clocks = {fact.value for fact in zh if fact.kind == "time"}
    lasting = {in_base(fact.value, fact.unit) for fact in zh if fact.kind == "duration" and fact.parts}
    found: list[Fact] = []
    for fact in en:
        dotted = _DOTTED.fullmatch(fact.text) if clocks and fact.kind == "cardinal" else None
        hour = Fraction(int(dotted[1])) + Fraction(int(dotted[2]), 60) if dotted else Fraction(0)
        if dotted and {hour, hour + 12} & clocks:
            also = (("clock", (hour + 12) % 24, (hour + 12) % 24),)
            fact = replace(fact, kind="time", value=hour % 24, unit="h", bound="", also=also)
        spoken = clocks and fact.kind == "cardinal" and fact.text.isdecimal() and fact.value + 12 in clocks
        if spoken and _AT_HOUR.search(_before(text, fact)):
            fact = replace(fact, kind="time", value=fact.value + 12, unit="h", bound="", also=())
        clock = _CLOCK.fullmatch(fact.text) if lasting and fact.kind in ("time", "ratio") else None
        base = 60 * int(clock[1]) + int(clock[2]) if clock else 0
        seconds = next((scale * base for scale in (60, 1) if scale * base in lasting), 0)
        if clock and seconds:
            parts = (int(clock[1]), int(clock[2]))
            fact = replace(fact, kind="duration", value=Fraction(seconds), unit="s", parts=parts, also=())
        found.append(fact)
    return tuple(found)


def _losses(zh: Facts, en: Facts, text: str) -> Facts:
    """A loss of 21 million yuan as the negative amount that the Chinese has: -0.21亿元."""
    negative = {-fact.value for fact in zh if fact.kind in ("money", "percent", "cardinal") and fact.value < 0}
    if not negative:
        return en
    return tuple(
        replace(fact, value=-fact.value) if fact.value in negative and _LOSS.search(_before(text, fact)) else fact
        for fact in en
    )


def _for_every(zh: Facts, en: Facts, text: str) -> Facts:
    """One teacher for every 17 students as the ratio that the Chinese has: 17比1."""
    others = {max(fact.parts): fact.parts for fact in zh if fact.kind == "ratio" and 1 in fact.parts}
    if not others:
        return en
    return tuple(
        replace(fact, kind="ratio", parts=others[int(fact.value)], also=(), bound="", high=None)
        if fact.kind == "cardinal" and fact.value in others and _FOR_EVERY.search(_before(text, fact))
        else fact
        for fact in en
    )


def _before(text: str, fact: Fact) -> str:
    """The characters before a figure that may say what it is."""
    return text[max(0, fact.span[0] - _NEAR) : fact.span[0]]


def _enumerated(facts: Facts, text: str) -> Facts:
    """一是, 二是, 三是 are ordinals where the English lists too: "Second, ..."."""
    spans = {match.span(1) for match in _ENUMERATOR.finditer(text)}
    if not spans:
        return facts
    return tuple(
        replace(fact, kind="ordinal", strength=min(WEAK, int(fact.value) - 1), also=()) if fact.span in spans else fact
        for fact in facts
    )


def _scores(zh: Facts, en: Facts, text: str) -> Facts:
    """Two ends of an English range that may be a score, where the Chinese has more scores than the English."""
    missing = sum(fact.kind == "ratio" for fact in zh) - sum(fact.kind == "ratio" and fact.strength > 0 for fact in en)
    found: list[Fact] = []
    for fact in en:
        first = found[-1] if found else None
        if missing > 0 and first and first.whole and first.whole == fact.whole and _is_score(first, fact):
            parts = (int(first.value), int(fact.value))
            found[-1] = Fact("ratio", first.value, first.whole, parts=parts, text=text[slice(*first.whole)])
            missing -= 1
        else:
            found.append(fact)
    return tuple(found)


def _is_score(first: Fact, last: Fact) -> bool:
    bare = all(fact.kind == "cardinal" and fact.text.isdecimal() and not fact.bound for fact in (first, last))
    return bare and last.span[0] - first.span[1] == 1


def _of_plans(zh: Facts, en: Facts, unit: TranslationUnit) -> Facts:
    """108% of a plan, which also is 8 percent beyond it where the English says so, and the reverse."""
    beyond = {fact.value for fact in en if fact.kind == "percent" and _is_beyond(fact, unit.en_text)}
    whole = {fact.value for fact in en if fact.kind == "percent" and fact.value > 100}
    if not beyond and not whole:
        return zh
    return tuple(_of_plan(fact, beyond, whole, unit.zh_text[: fact.span[0]]) for fact in zh)


def _of_plan(fact: Fact, beyond: set[Fraction], whole: set[Fraction], before: str) -> Fact:
    if fact.kind == "percent" and fact.value - 100 in beyond and _OF_WHOLE.search(before):
        value = fact.value - 100
    elif fact.kind == "percent" and fact.value + 100 in whole and _BEYOND_ZH.search(before):
        value = fact.value + 100
    else:
        return fact
    return replace(fact, also=(*fact.also, ("percent", value, value)))


def _is_beyond(fact: Fact, text: str) -> bool:
    before = _before(text, fact)
    return bool(_BEYOND.search(before) or _UP.search(before) or _MORE_THAN.match(text, fact.span[1]))
