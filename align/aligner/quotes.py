"""Quotation marks and questions as evidence of where beads end.

In dialogue translators regroup sentences freely but seldom across the edge of a quotation, and a question stays a
question. The state "inside a quotation" is tracked over the sentences of a paragraph and reset at its end: one
unclosed mark would otherwise turn the rest of a book inside out. Straight marks alternate in Chinese; in English they
open before and close after a word. Spacing from Penn-Treebank tokenisers (" 's", "``", "&quot;") is undone first, or
every possessive would read as an opening mark.
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from align.model.document import Language

_PTB_SUFFIX = re.compile(r" (?:&apos;|['’])(s|t|re|ve|d|m|ll)\b", re.ASCII)
_PTB_MARKS = (("&quot;", '"'), ("&apos;", "'"), ("``", "“"), ("''", "”"))
_EN_MARK = re.compile(
    r"(?P<open>“|(?:^|(?<=[\s(—-]))\"(?=\S)|(?:^|(?<=[\s(—\-\"“]))[‘'](?=[A-Za-z0-9.…]))"
    r"|(?P<close>”|\"|(?<=[A-Za-z.,!?…—-])[’'](?![A-Za-z]))"
)
_ZH_MARK = re.compile('[“「『”」』"]')
_QUESTION = re.compile(r"[?？][”’」』\"'）)\]\s]*$")
_STARTS = {"zh": ("“", "「", "『", '"'), "en": ("“", '"', "‘", "'", "``")}


def quote_states(
    sentences: Sequence[str], language: Language, paragraphs: Sequence[int]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Return flags: inside a quotation at each boundary [n + 1], starts with a mark [n], ends in a question [n].

    ``paragraphs``: the paragraph number of each sentence.

    >>> inside, starts, asks = quote_states(["他说：“走吧。", "去哪儿？”", "没人答。"], "zh", [0, 0, 0])
    >>> inside.tolist(), starts.tolist(), asks.tolist()
    ([False, True, False, False], [False, False, False], [False, True, False])
    """
    inside, bounds = False, [False]
    for number, sentence in enumerate(sentences):
        inside = _after(sentence, language, inside)
        if number + 1 < len(sentences) and paragraphs[number + 1] != paragraphs[number]:
            inside = False
        bounds.append(inside)
    starts = [s.lstrip().startswith(_STARTS[language]) for s in sentences]
    asks = [_QUESTION.search(s) is not None for s in sentences]
    return np.array(bounds, bool), np.array(starts, bool), np.array(asks, bool)


def _after(sentence: str, language: Language, inside: bool) -> bool:
    if language == "zh":
        for mark in _ZH_MARK.findall(sentence):
            inside = not inside if mark == '"' else mark in "“「『"
        return inside
    sentence = _PTB_SUFFIX.sub(r"'\1", sentence)
    for old, new in _PTB_MARKS:
        sentence = sentence.replace(old, new)
    for mark in _EN_MARK.finditer(sentence):
        inside = mark.lastgroup == "open"
    return inside
