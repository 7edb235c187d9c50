"""Evidence about a name: whether the English word that is held against it could be it, or something else is it.

Names are spelt by sound in the one language and by letters in the other, cut short, translated, or called by another
name, and a common noun (宣传部, 许可证) is taken for a person. What tells: whether both are in the tables of names,
whether the two sound alike (a slip, or a name of another romanisation), whether the Chinese is a word of the
dictionary, and whether the rest of the English has a word for it.
"""

import re
from difflib import SequenceMatcher

from align.language.names.spelling import spell
from align.language.places import en_pattern, en_places, zh_places
from align.language.words import dictionary_words
from align.model.document import HAN, Span
from align.model.unit import Issue, TranslationUnit
from align.scorers.evidence.linked import linked_signs
from align.wordlinks.links import WordLinks

_HAN = re.compile(f"[{HAN}]{{1,6}}")
_CAPITAL = re.compile(r"[A-Z][\w'\N{RIGHT SINGLE QUOTATION MARK}-]+")


def name_signs(
    unit: TranslationUnit, issue: Issue, links: WordLinks | None, gain: tuple[float, float]
) -> dict[str, float]:
    """Return the evidence about an issue of a name, without ``links`` all but that of word links.

    ``sound``: how alike the letters of the English words are to those that spell the Chinese in pinyin;
    ``foreign``: 1 where a country other than China stands shortly before (美国证监会 is no organ of ours).
    ``sound_elsewhere``: those of any other capitalised word. ``spelt``: to those of the suggestion, to which a slip is
    near.
    """
    zh = unit.zh_at(issue.zh_span)
    en = unit.en_at(issue.en_span)
    spelling = spell(zh) if _HAN.fullmatch(zh) else zh
    start, end = issue.en_span or (0, 0)
    others = [m[0] for m in _CAPITAL.finditer(unit.en_text) if m.end() <= start or end <= m.start()]
    zh_place, en_place = float(any(True for _ in zh_places(zh))), float(any(True for _ in en_places(en)))
    return {
        "rule_confidence": issue.confidence,
        "minor": float(issue.severity == "minor"),
        "misspelt": float(bool(issue.suggestion) and _alike(issue.suggestion, en) >= _SLIP),
        "spelt": _alike(issue.suggestion, en),
        "sound": _alike(spelling, en),
        "sound_elsewhere": max((_alike(spelling, word) for word in others), default=0.0),
        "word": float(issue.zh_span in dictionary_words(unit.zh_text)),
        "zh_place": zh_place,
        "en_place": en_place,
        "both_places": zh_place * en_place,
        **_mentions(unit, zh, en),
        "nameless": float(not issue.suggestion),
        "foreign": _foreign(unit.zh_text, issue.zh_span),
        "gain_text": gain[0],
        "gain_clause": gain[1],
        **(linked_signs(links, issue.zh_span, issue.en_span)._asdict() if links else {}),
    }


def _mentions(unit: TranslationUnit, zh: str, en: str) -> dict[str, float]:
    """Return how the mentions of the places of an issue are distributed over both sides.

    ``more``: mentions of the English place that the Chinese lacks; ``fewer``: mentions of the Chinese place that the
    English lacks; ``exchanged``: 1 where both are above 0. ``named``, ``hinted``: 1 where the Chinese names the English
    place, or may mean it by a short form (中日, 美方); ``rendered``: 1 where the English names the Chinese one.
    """
    said = {place for found, _ in en_places(en) for place in found}
    stated = [place for place, _ in zh_places(zh)][:1]
    named = [place for place, _ in zh_places(unit.zh_text)]
    rendered = sum(len(en_pattern(place).findall(unit.en_text)) for place in stated)
    more = sum(not said.isdisjoint(found) for found, _ in en_places(unit.en_text)) - sum(p in said for p in named)
    fewer = sum(place in stated for place in named) - rendered
    short = [word for word in map(unit.zh_at, dictionary_words(unit.zh_text)) if len(word) <= _SHORT]
    hinted = any(hint in word for place in said for hint in place.hints for word in short)
    known = not said.isdisjoint(named)
    return {
        "more": _limited(more) if said else 0.0,
        "fewer": _limited(fewer) if stated else 0.0,
        "exchanged": float(bool(said and stated) and more > 0 and fewer > 0),
        "named": float(known),
        "hinted": float(hinted and not known),
        "rendered": float(rendered > 0),
    }


def _limited(count: int) -> float:
    return float(max(-1, min(count, 2)))


def _foreign(zh: str, span: Span | None) -> float:
    before = zh[max(0, span[0] - _REACH) : span[0]] if span else ""
    return float(any(place.is_abroad for place, _ in zh_places(before)))


_REACH = 12  # characters
_SHORT = 2  # characters of a word that may be made of short forms of places
_SLIP = 0.75  # of letters that a misspelt name has in common with the right one


def _alike(a: str, b: str) -> float:
    """The share of letters that two names have in common, in order.

    >>> round(_alike("Chen Kaixian", "Chen Kaixin"), 2)
    0.95
    """
    one, other = (re.sub("[^a-z]", "", text.lower()) for text in (a, b))
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one and other else 0.0
