"""Chinese sentences, as spans.

A sentence ends at 。！？ and the closing marks after it. Splitting right at the mark, the obvious way, leaves ” and 」
at the head of the next sentence; splitting at every …… cuts hesitation in half. Measured on the re-joined sentences of
public gold alignments (see ``tests/segmenters/test_measured.py``).
"""

import re

from align.language.quotes import CLOSERS, Holder, Quotations, pairs
from align.model.document import Span
from align.segmenters.cuts import after_space, tidy

_MARKS = re.compile(r"[。！？｡!?．…]+|\.(?:[ .]*\.)?")
_MARKS_AND_SEMICOLONS = re.compile(rf"[；;]|{_MARKS.pattern}")
_CLOSE_TITLES = frozenset("》〉")
_CONTINUES = frozenset("，、；：,;:的之")


def sentence_spans(
    text: str,
    *,
    start: int = 0,
    end: int | None = None,
    quotations: Quotations = "split",
    semicolons: bool = False,
) -> list[Span]:
    """Return the sentences of one paragraph, ``text[start:end]``, as ascending spans without outer white space.

    ``quotations``: "split" also ends sentences inside a quotation, "whole" keeps a quotation in one piece; brackets
    inside a sentence and titles in 《》 are never cut. ``semicolons``: ； ends a sentence as well. Line breaks count as
    white space.

    >>> text = "他问：“去吗？”我说：“去！现在就去。”（笑）然后……我们走了。"
    >>> [text[a:b] for a, b in sentence_spans(text)]
    ['他问：“去吗？”', '我说：“去！', '现在就去。”', '（笑）然后……我们走了。']
    >>> [text[a:b] for a, b in sentence_spans(text, quotations="whole")]
    ['他问：“去吗？”', '我说：“去！现在就去。”', '（笑）然后……我们走了。']
    """
    end = len(text) if end is None else end
    found = pairs(text, (start, end))
    closing = {pair.closes for pair in found}
    holder = Holder(found, quotations)
    cuts = [start]
    first = after_space(text, start, end)
    for match in (_MARKS_AND_SEMICOLONS if semicolons else _MARKS).finditer(text, start, end):
        at = _after_closers(text, match.end(), end, closing)
        if at <= cuts[-1]:
            continue
        if first == match.start() and len(cuts) > 1:
            cuts[-1] = at  # ！ and …… after a sentence belong to it
        elif _ends(text, match.span(), at, end) and not holder.holds((match.start(), at), first):
            cuts.append(at)
        if at == cuts[-1]:
            first = after_space(text, at, end)
    cuts.append(end)
    return tidy(text, cuts)


def _after_closers(text: str, at: int, end: int, closing: set[int]) -> int:
    while at < end:
        after = after_space(text, at, end)
        if after >= end or text[after] in _CLOSE_TITLES or not (after in closing or text[after] in CLOSERS):
            break
        at = after + 1
    return at


def _ends(text: str, marks: Span, at: int, end: int) -> bool:
    """True if marks with closers up to ``at`` end a sentence, regardless of a quotation around them."""
    run = text[marks[0] : marks[1]]
    before = text[marks[0] - 1] if marks[0] else " "
    after = text[at] if at < end else " "
    closed = at > marks[1]
    if closed and after in _CONTINUES:
        return False
    if run[-1] == "…" or (len(run) > 1 and run[-1] == "."):
        return closed or run[0] in "。！？" or after in "“「『"
    latin_before, latin_after = before.isascii() or before.isdigit(), after.isascii() and not after.isspace()
    if run in (".", "．"):
        return not latin_before and not (after.isalnum() and (latin_after or after.isdigit()))
    if run.isascii():
        return not (latin_before and not before.isspace() and latin_after)
    return True
