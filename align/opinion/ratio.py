"""The likelihood ratio of a flag: how much likelier its repair makes the pair, in nats.

``log P(repaired English | Chinese) - log P(English | Chinese)``, or with the source repaired. The repair of a false
alarm makes a translation far less likely, that of a right one does not. What a model thinks of one translation says
little (it prefers plain words, and surprise is no error); of two that differ in one place it says much, since all else
cancels out (contrastive conditioning, Vamvas and Sennrich 2022).

Only what the change can reach is scored: English after it is cut at a word some way on, and a long source at the
clauses around the mark, which saves half of the tokens.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from align.model.document import Span
from align.model.unit import Issue, TranslationUnit
from align.opinion.reader import Reader
from align.opinion.repairs import Repair, is_spelling, repairs

PROMPT = {"zh": "Chinese: {}\nEnglish:", "en": "English: {}\nChinese:"}
"""By the source. Bare, since models that were never taught to chat are the small ones, and answer this as well."""

TAIL = 110  # characters of English kept after a change
_REST = 25  # fewer are not worth a cut
_LONG = 300  # characters of Chinese
_CLAUSE = re.compile("[。；！？，]")
_NOT_ASKED = ("unit", "bound")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts with their prompts: the pair as it is, and as a flag would have it."""

    now: tuple[str, str]
    repaired: tuple[str, str]

    @property
    def characters(self) -> int:
        """How much there is to read."""
        return sum(map(len, (*self.now, *self.repaired)))


def is_asked(issue: Issue) -> bool:
    """True if a ratio says something of a kind of issue.

    Units, bounds and the spelling of a name are facts, not usage, and their words cost a sentence likelihood by
    themselves. A negation that the Chinese has is one character, which moves a small model too little.
    """
    kind, _, finer = issue.type.partition("/")
    if is_spelling(issue):
        return False
    lost = finer == "negation" and issue.zh_span is not None
    return kind in ("omission", "addition", "mistranslation") and finer not in _NOT_ASKED and not lost


def comparisons(unit: TranslationUnit, issue: Issue) -> tuple[Comparison, ...]:
    """Return what to compare for an issue; () if it is not asked about, or has no repair.

    >>> unit = TranslationUnit(0, (0,), (0,), "投资5亿元。", "It invested 5 million yuan.")
    >>> issue = Issue("figures", "mistranslation/number", "major", 1, "", (2, 5), (12, 21), suggestion="500 million")
    >>> [compared.repaired for compared in comparisons(unit, issue)]
    [('Chinese: 投资5亿元。\\nEnglish:', ' It invested 500 million yuan.\\n')]
    """
    if not is_asked(issue) or not unit.zh_text or not unit.en_text:
        return ()
    return tuple(_compared(unit, issue, made) for made in repairs(unit, issue))


def gain(compared: Sequence[Comparison], reader: Reader) -> float | None:
    """Return the best ratio of an issue, None without a comparison. Raises UnansweredError."""
    return max((reader.logprob(*one.repaired) - reader.logprob(*one.now) for one in compared), default=None)


def _compared(unit: TranslationUnit, issue: Issue, made: Repair) -> Comparison:
    zh, en = unit.zh_text, unit.en_text
    if made.kind == "unsaid":
        source, target = (zh, en) if made.of == "zh" else (en, zh)
        head, text = PROMPT[made.of], f" {target}\n"
        return Comparison((head.format(source), text), (head.format(made.text), text))
    stop = en.find(" ", made.span[1] + TAIL)
    if stop < 0 or len(en) - stop < _REST:
        prompt = PROMPT["zh"].format(zh)
        return Comparison((prompt, f" {en}\n"), (prompt, f" {made.text}\n"))
    share = made.span[0] / len(en)
    prompt = PROMPT["zh"].format(_around(zh, issue.zh_span or (int(share * len(zh)), int(share * len(zh)))))
    return Comparison((prompt, " " + en[:stop]), (prompt, " " + made.text[: len(made.text) - (len(en) - stop)]))


def _around(text: str, span: Span) -> str:
    """The whole clauses around a span, if the text is long."""
    if len(text) <= _LONG:
        return text
    start, end = max(0, span[0] - _LONG // 2), min(len(text), span[1] + _LONG // 2)
    cuts = [match.end() for match in _CLAUSE.finditer(text)]
    return text[max([c for c in cuts if c <= start], default=0) : min([c for c in cuts if c >= end], default=len(text))]
