"""Which concept of the Chinese the English lacks, and which contrary one it has instead.

That a word has no counterpart means little: a plural says 所有, an imperative 必须, "he" the minister. So what is
wrong is a deficit, a concept that the Chinese states and the English does not, *and* a surplus, a contrary one that
the English states and the Chinese does not. Concepts are counted, since a sentence may state both. Of a family that
recurs within a sentence places decide, as shares of the texts, since both languages keep clauses in much the same
order: what renders a concept, or stands behind the contrary one, counts where it stands as near. Under a negation a
concept says its contrary (不含 "contains no"): it excuses either, and accuses only where both sides negate (没有增长
"did not fall").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align.language.lexicon import pattern
from align.language.spans import touches
from align.language.words import dictionary_words
from align.model.document import Span
from align.model.unit import TranslationUnit
from align.scorers.concepts.rows import Concept, Topic, families

_NEARER = 0.15  # how much nearer, as a share of the texts, a word must stand to count rather than another
_ZH_NEGATED = re.compile(
    r"(?:不[再是会能得应可予要]?|没有?|[未无]|并非|未[能曾]|无法|拒绝|禁止|停止|[避免防]止|避免)"
    r"(?:要|以|有|被|进一步|继续|明显|出现|任何|实现|大幅|显著|持续|提供){0,2}$|不[能得可应会]?[与和同][^，。；]{1,20}$"
)
_EN_NEGATED = re.compile(
    rf"(?:{pattern('negator', 'en')}|\b(?:hardly|fail(?:s|ed)?\s+to|stop(?:s|ped)?|unlikely))"
    r"(?:\s+(?!but\b|and\b|only\b|just\b|until\b)[\w'’-]+){0,3}\s+$",
    re.IGNORECASE,
)
_NONE_AFTER = re.compile(r"\s+(?:no|nothing|none|nobody|neither)\b", re.IGNORECASE)
_BEFORE = 48  # characters in which a negation of an English word stands
_NEGATABLE: frozenset[Topic] = frozenset(("direction",))


@dataclass(frozen=True, slots=True)
class Turned:
    """A concept that the Chinese states at ``zh``, and the contrary one that the English has for it at ``en``."""

    stated: Concept
    instead: Concept
    zh: Span
    en: Span


def turned(topic: Topic, unit: TranslationUnit, en_around: str = "") -> Iterator[Turned]:
    """Yield what is turned into a contrary concept, at most once for each concept that the Chinese states.

    ``en_around``: the English of the neighbours, which may have it.
    """
    taken: list[Span] = []
    for family in families(topic):
        if not any(concept.zh.search(unit.zh_text) for concept in family):
            continue
        sides = _Sides(family, unit, negatable=topic in _NEGATABLE)
        for stated in family:
            cues = sides.zh[stated.name]
            if not cues or (en_around and stated.en.search(en_around)):
                continue
            for instead in family:
                if not _contrary(stated, instead):
                    continue
                found = sides.held(stated, instead)
                if found and not touches(found[1], taken):
                    taken.append(found[1])
                    yield Turned(stated, instead, *found)
                    break


def replaced(topic: Topic, unit: TranslationUnit, en_around: str = "") -> Iterator[tuple[Span, Span, str]]:
    """Yield what the Chinese states, what the English has in its place, and the English of the right one."""
    for one in turned(topic, unit, en_around):
        yield one.zh, one.en, one.stated.word(unit.zh_at(one.zh))


def standing(topic: Topic, unit: TranslationUnit, zh: Span, en: Span) -> dict[str, float]:
    """Return what rows say of two cues that are held against each other: numbers, where :func:`turned` decides.

    ``contrary``: 1 where the rows call them contrary; the others are 0 where they do not. ``rendered``: the share of
    the Chinese words of the concept that the English has own words for, ``mild`` with words that may render it;
    ``explained``: the share of the English words of the contrary one that the Chinese has words for or ``behind`` it.
    """
    for family in families(topic):
        stated = [c for c in family if any(touches(m.span(), [zh]) for m in c.zh.finditer(unit.zh_text))]
        if not stated:
            continue
        said = [c for c in family if any(touches(m.span(), [en]) for m in c.en.finditer(unit.en_text))]
        pair = next(((one, other) for one in stated for other in said if _contrary(one, other)), None)
        if pair:
            return _Sides(family, unit, negatable=False).shares(*pair, en)
    return {"contrary": 0.0}


def _contrary(stated: Concept, instead: Concept) -> bool:
    return stated is not instead and (stated.contrary == ("*",) or instead.name in stated.contrary)


class _Sides:
    """The words of a family in the texts of a unit, but for those in longer ones of another concept (must not)."""

    def __init__(self, family: Sequence[Concept], unit: TranslationUnit, *, negatable: bool) -> None:
        self._unit, self._negatable = unit, negatable
        whole = dictionary_words(unit.zh_text)
        self.zh = _longest({concept.name: _spans(concept.zh, unit.zh_text) for concept in family})
        self.zh = {name: [s for s in spans if not _between(whole, s)] for name, spans in self.zh.items()}
        self.zh |= {c.name: [s for s in self.zh[c.name] if not self._summed_up(s)] for c in family if c.sums_up}
        self.en = _longest({concept.name: _spans(concept.en, unit.en_text) for concept in family})

    def shares(self, stated: Concept, instead: Concept, en: Span) -> dict[str, float]:
        """Return the numbers of :func:`standing`."""
        cues, wrong = max(1, len(self.zh[stated.name])), max(1, len(self.en[instead.name]))
        own = [span for span in self.en[stated.name] if not touches(span, [en])]
        mild = [span for span in self._mild(stated) if not touches(span, [en, *own])]
        explained = len(self.zh[instead.name])
        behind = [s for s in _spans(instead.behind, self._unit.zh_text) if not touches(s, self.zh[stated.name])]
        return {
            "contrary": 1.0,
            "rendered": min(1.0, len(own) / cues),
            "mild": min(1.0, (len(own) + len(mild)) / cues),
            "explained": min(1.0, explained / wrong),
            "behind": min(1.0, (explained + len(behind)) / wrong),
        }

    def held(self, stated: Concept, instead: Concept) -> tuple[Span, Span] | None:
        """Return the words of a concept that the English lacks and of the contrary one in its place."""
        mine = self.en[stated.name]
        wrong = [span for span in self.en[instead.name] if not touches(span, mine)]
        if not wrong:
            return None
        cues = self.zh[stated.name]
        right = [*mine, *(span for span in self._mild(stated) if not touches(span, mine) and not _inside(span, wrong))]
        behind = [s for s in _spans(instead.behind, self._unit.zh_text) if not touches(s, cues)]
        if stated.placed:
            if stated.placed == "own" and right and not mine:
                return None
            return self._placed(cues, wrong, right, behind, len(self.zh[instead.name]))
        return self._counted(cues, wrong, right, len(self.zh[instead.name]) + len(behind))

    def _mild(self, concept: Concept) -> Iterator[Span]:
        loose = [en for zh, en in concept.loose if zh.search(self._unit.zh_text)]
        for match in concept.mild.finditer(self._unit.en_text):
            if not any(words.fullmatch(match[0]) for words in loose):
                yield match.span()

    def _summed_up(self, span: Span) -> bool:
        start = max(self._unit.zh_text.rfind(mark, 0, span[0]) for mark in "，。；！？") + 1
        return any(start <= other[0] < span[0] for spans in self.zh.values() for other in spans)

    def _placed(
        self, cues: list[Span], wrong: list[Span], right: list[Span], behind: list[Span], explained: int
    ) -> tuple[Span, Span] | None:
        if len(wrong) <= explained:
            return None
        gap, cue, said = min((self._apart(cue, span), cue, span) for cue in cues for span in wrong)
        if any(self._apart(hint, said) < gap + _NEARER for hint in behind):
            return None
        lacking = len(cues) > len(right) or all(self._apart(cue, span) > gap + _NEARER for span in right)
        return (cue, said) if lacking else None

    def _counted(
        self, cues: list[Span], wrong: list[Span], right: list[Span], explained: int
    ) -> tuple[Span, Span] | None:
        zh, en = self._unit.zh_text, self._unit.en_text
        under_zh = [self._negatable and bool(_ZH_NEGATED.search(zh, 0, span[0])) for span in cues]
        under_en = [self._negatable and _en_negated(en, span) for span in wrong]
        for negative in (False, True):
            lost = [span for span, under in zip(cues, under_zh, strict=True) if under == negative]
            added = [span for span, under in zip(wrong, under_en, strict=True) if under == negative]
            rendered = len(right) + (0 if negative else sum(under_en))
            if len(lost) > rendered and len(added) > explained + (0 if negative else sum(under_zh)):
                return lost[0], min(added, key=lambda span: self._apart(lost[0], span))
        return None

    def _apart(self, zh: Span, en: Span) -> float:
        """Return how far apart a place in the Chinese and one in the English are, as shares of the texts."""
        return abs(zh[0] / len(self._unit.zh_text) - en[0] / len(self._unit.en_text))


def _spans(words: re.Pattern[str], text: str) -> list[Span]:
    return [match.span() for match in words.finditer(text)]


def _longest(found: dict[str, list[Span]]) -> dict[str, list[Span]]:
    """Return the spans that no longer one of another concept holds."""
    everything = [span for spans in found.values() for span in spans]
    return {name: [span for span in spans if not _inside(span, everything)] for name, spans in found.items()}


def _inside(span: Span, others: Sequence[Span]) -> bool:
    """True if a longer span holds a span."""
    return any(a <= span[0] and span[1] <= b and b - a > span[1] - span[0] for a, b in others)


def _between(words: Sequence[Span], span: Span) -> bool:
    """True if characters belong to two words in whose midst they begin and end: 别国内政 is not 国内."""
    return all(any(start < at < end for start, end in words) for at in span)


def _en_negated(text: str, span: Span) -> bool:
    before = max(span[0] - _BEFORE, 0)
    return bool(_EN_NEGATED.search(text, before, span[0]) or _NONE_AFTER.match(text, span[1]))
