"""Examples for the tagger: pairs of texts as they are, and with a cue turned round on one side or on both.

The changes are those that the encoder compares (:mod:`align.scorers.evidence.alternatives`), and negations and clauses
put in anywhere. Two cues of a kind are one statement where word links say that they, or what they negate, correspond:
turned round on one side they are an error, on both sides none. Without the second sort a network learns that changed
text is wrong.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align.aligner.clauses import clause_spans
from align.language.spans import touches
from align.model.document import Language, Span
from align.scorers.evidence.alternatives import Alternative, governed, turned
from align.wordlinks.links import Word, WordLinks

_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|will|would|can|could|should|must|has|have|had|may)\b(?! not\b)(?= [a-z])"
)
_VERB = re.compile(r"[a-z]{3,}(?:ed|es|s)")
_NEGATED = frozenset("不没未无")
_ALIKE = 0.45  # similarity of two cues that are one statement
_CLAUSE: dict[Language, tuple[int, int]] = {"zh": (6, 40), "en": (25, 120)}  # characters of one that is put in
_TURNED: dict[Language, int] = {"en": 3, "zh": 2}  # cues of a side that are turned round
_NEGATED_SHARE: dict[Language, float] = {"en": 0.65, "zh": 0.45}  # of pairs that get a negation, or a clause, put in
_CLAUSE_SHARE: dict[Language, float] = {"zh": 0.16, "en": 0.08}
_OTHER: dict[Language, Language] = {"zh": "en", "en": "zh"}


@dataclass(frozen=True, slots=True)
class Tagged:
    """A pair with the spans that are in error on each side; ``kind``: what was done, "" for nothing."""

    zh: str
    en: str
    kind: str = ""
    bad_zh: tuple[Span, ...] = ()
    bad_en: tuple[Span, ...] = ()


def tagged(zh: str, en: str, links: WordLinks, beside: tuple[str, str] | None, draw: random.Random) -> Iterator[Tagged]:
    """Yield the examples of a right pair, itself first; ``beside``: a pair that stands next to it."""
    pair = _Pair({"zh": zh, "en": en}, links, draw)
    yield Tagged(zh, en)
    yield from pair.turned()
    yield from pair.negated()
    if beside is not None and beside != (zh, en):
        yield from pair.clauses({"zh": beside[0], "en": beside[1]})


class _Pair:
    def __init__(self, texts: dict[Language, str], links: WordLinks, draw: random.Random) -> None:
        self._texts, self._draw = texts, draw
        self._words: dict[Language, Sequence[Word]] = {"zh": links.zh_words, "en": links.en_words}
        self._similarity = links.similarity
        self._cues: dict[Language, list[Alternative]] = {
            side: list(turned(text, side, self._words[side])) for side, text in texts.items()
        }

    def turned(self) -> Iterator[Tagged]:
        """Yield the pair with a cue of either side turned round, and with both cues of one statement."""
        one = self._statements()
        for side, most in _TURNED.items():
            cues: dict[Span, list[Alternative]] = {}
            for cue in self._cues[side]:
                cues.setdefault(cue.span, []).append(cue)
            spans = [span for span in cues if side == "en" or span in one[side]]
            self._draw.shuffle(spans)
            for span in _mixed(spans, [cues[span][0].kind for span in spans])[:most]:
                change, other = self._draw.choice(cues[span]), one[side].get(span)
                if change.kind == "negation" and other is None:
                    continue  # the other side may say it in a word
                bad: dict[Language, list[Span]] = {
                    side: [] if change.kind == "negation" else [_changed(change)],
                    _OTHER[side]: [],
                }
                bad[_OTHER[side]] += [other.span] if other and (side == "zh" or change.kind == "negation") else []
                yield self._made(f"{side} {change.kind}", {side: change}, bad)
                if other and side == "en" and self._draw.random() < 0.5:
                    yield self._made(f"both {change.kind}", {"en": change, "zh": other}, {})

    def negated(self) -> Iterator[Tagged]:
        """Yield the pair with a negation put in anywhere, and where it corresponds on both sides."""
        for side, share in _NEGATED_SHARE.items():
            change = self._negation(side)
            if change is None or self._draw.random() > share:
                continue
            yield self._made(f"{side} negated", {side: change}, {side: [_changed(change)]})
            if side == "en" and (other := self._corresponding(change)) is not None and self._draw.random() < 0.4:
                yield self._made("both negated", {"en": change, "zh": other}, {})

    def clauses(self, beside: dict[Language, str]) -> Iterator[Tagged]:
        """Yield the pair with a clause of a neighbour put in on one side."""
        for side, share in _CLAUSE_SHARE.items():
            least, most = _CLAUSE[side]
            there = [span for span in clause_spans(beside[side], side) if least <= span[1] - span[0] <= most]
            here = clause_spans(self._texts[side], side)
            if not there or not here or self._draw.random() > share:
                continue
            start, end = self._draw.choice(there)
            at = self._draw.choice(here)[0]
            clause = beside[side][start:end].strip("，。；： ,.;:")
            change = Alternative("extent", (at, at), clause + ("，" if side == "zh" else ", "))
            yield self._made(f"{side} clause", {side: change}, {side: [(at, at + len(clause))]})

    def _made(self, kind: str, changes: dict[Language, Alternative], bad: dict[Language, list[Span]]) -> Tagged:
        texts = {side: _applied(text, changes.get(side)) for side, text in self._texts.items()}
        return Tagged(texts["zh"], texts["en"], kind, tuple(bad.get("zh", ())), tuple(bad.get("en", ())))

    def _statements(self) -> dict[Language, dict[Span, Alternative]]:
        """Return of each cue that is one statement with one of the other side that other one, by span; surest first."""
        rows = [
            (likeness, zh, en)
            for zh in self._cues["zh"]
            for en in self._cues["en"]
            if zh.kind == en.kind and (likeness := self._likeness(zh, en)) >= _ALIKE
        ]
        one: dict[Language, dict[Span, Alternative]] = {"zh": {}, "en": {}}
        for _, zh, en in sorted(rows, key=lambda row: -row[0]):
            if zh.span not in one["zh"] and en.span not in one["en"]:
                one["zh"][zh.span], one["en"][en.span] = en, zh
        return one

    def _likeness(self, zh: Alternative, en: Alternative) -> float:
        """Return how alike two cues are; of negations also what they negate."""
        found = self._highest(self._at("zh", zh.span), self._at("en", en.span))
        if zh.kind != "negation":
            return found
        negate = governed(self._words["zh"], zh.span, zh=True), governed(self._words["en"], en.span, zh=False)
        return max(found - 0.05, self._highest(*negate))

    def _highest(self, zh: Sequence[int], en: Sequence[int]) -> float:
        return float(self._similarity[list(zh)][:, list(en)].max()) if zh and en else 0.0

    def _at(self, side: Language, span: Span) -> list[int]:
        return [
            k for k, word in enumerate(self._words[side]) if touches(word.span, [(span[0], max(span[1], span[0] + 1))])
        ]

    def _negation(self, side: Language) -> Alternative | None:
        """Return a negation of any statement of a side."""
        if side == "zh":
            verbs = [word for word in self._words["zh"] if word.tag[:1] in ("v", "a") and word.text[0] not in _NEGATED]
            return _not_zh(self._draw.choice(verbs), self._draw) if verbs else None
        ends = [match.end() for match in _AUXILIARY.finditer(self._texts["en"])]
        if ends and self._draw.random() < 0.6:
            at = self._draw.choice(ends)
            return Alternative("negation", (at, at), " not", inserted=True)
        starts = [word.span[0] for word in self._words["en"] if _VERB.fullmatch(word.text)]
        if not starts:
            return None
        at = self._draw.choice(starts)
        return Alternative("negation", (at, at), self._draw.choice(("not ", "did not ", "never ")), inserted=True)

    def _corresponding(self, change: Alternative) -> Alternative | None:
        """Return the negation of the Chinese verb that is most like what a negation put into the English negates."""
        after = [k for k, word in enumerate(self._words["en"]) if word.span[0] >= change.span[0]]
        if not after or not self._similarity.size:
            return None
        word = self._words["zh"][int(self._similarity[:, after[0]].argmax())]
        verb = word.tag[:1] in ("v", "a") and word.text[0] not in _NEGATED
        return _not_zh(word, self._draw) if verb else None


def _mixed(spans: Sequence[Span], kinds: Sequence[str]) -> list[Span]:
    """Return spans so that each kind has its turn: the first of each kind, then the second, and so on."""
    turns = [kinds[:k].count(kind) for k, kind in enumerate(kinds)]
    return [span for _, span in sorted(zip(turns, spans, strict=True), key=lambda turn: turn[0])]


def _not_zh(word: Word, draw: random.Random) -> Alternative:
    new = "没有" if word.text == "有" else draw.choice(("不", "没有", "未", "并不")) + word.text
    return Alternative("negation", word.span, new, inserted=True)


def _changed(change: Alternative) -> Span:
    """Return where what was changed stands afterwards."""
    return change.span[0], change.span[0] + len(change.new)


def _applied(text: str, change: Alternative | None) -> str:
    return text if change is None else text[: change.span[0]] + change.new + text[change.span[1] :]
