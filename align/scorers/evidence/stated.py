"""What both sides state, counted: evidence about cues beside what an encoder makes of them.

Of cues whose senses are told (:func:`align.scorers.evidence.alternatives.senses`): whether they exclude each other, and
whether the rest of either side has words for what the other says. Of negations: how many words of each side deny
something, outright or by their meaning (防止, "fail", "unlikely"), and whether one stands near what corresponds to what
is negated.
"""

import math
import re
from collections.abc import Sequence
from functools import lru_cache

from align.language.spans import touches
from align.model.document import Language, Span
from align.model.unit import TranslationUnit
from align.scorers.evidence.alternatives import contrary, denying, focus, linked_places, said
from align.scorers.evidence.contrast import Contrast
from align.wordlinks.links import WordLinks

_MOST = 2.0  # more negations too many count as so many
_KEPT = 1024  # texts whose negations are remembered
_BREAK = re.compile("[,.;:!?\N{EM DASH}\N{HORIZONTAL ELLIPSIS}，。；：！？]")


def standing(unit: TranslationUnit, contrast: Contrast, cues: Sequence[Contrast]) -> dict[str, float]:
    """Return of a contrast, among all those of its kind, whether its cues are ``contrary``.

    If so, also the share of the Chinese cues of the one sense that the English has other words for (``rendered``), and
    of the English cues of the other that the Chinese has words for (``explained``).
    """
    kind = contrast.kind
    zh = [said(kind, "zh", unit.zh_at(span)) for span in {c.zh for c in cues if c.of_zh}]
    en = [said(kind, "en", unit.en_at(span)) for span in {c.en for c in cues if not c.of_zh}]
    stated, instead = said(kind, "zh", unit.zh_at(contrast.zh)), said(kind, "en", unit.en_at(contrast.en))
    if not contrary(kind, stated, instead):
        return {"contrary": 0.0}
    return {
        "contrary": 1.0,
        "rendered": min(1.0, _having(stated, en) / max(1, _having(stated, zh))),
        "explained": min(1.0, _having(instead, zh) / max(1, _having(instead, en))),
    }


def _having(wanted: frozenset[str], cues: Sequence[frozenset[str]]) -> int:
    return sum(bool(wanted & names) for names in cues)


def denials(unit: TranslationUnit, cue: Span | None, links: WordLinks | None, *, of_zh: bool) -> dict[str, float]:
    """Return the numbers on a negation of either side.

    Whether it is counted among the words that deny something at all (``free``), how many more its side has
    (``more_here``), how many the other has (``free_there``); whether one follows in its clause, so that both together
    affirm (``doubled``: "never ceases"), and how long the clause is (``clause``), since "Not her again!" denies no
    statement; by word links how near one stands there to what corresponds to what the cue negates, and how alike the
    likest is to the cue.
    """
    if cue is None:
        return {}
    mine, others = _denying(unit.zh_text, "zh"), _denying(unit.en_text, "en")
    if not of_zh:
        mine, others = others, mine
    found = {
        "free": float(touches(cue, mine)),
        "more_here": max(-_MOST, min(_MOST, float(len(mine) - len(others)))),
        "free_there": math.log1p(len(others)),
        **(_clause(unit.zh_text, cue, mine, letters=1) if of_zh else _clause(unit.en_text, cue, mine, letters=3)),
    }
    if links is None:
        return found
    similarity = links.similarity if of_zh else links.similarity.T
    words, theirs = (links.zh_words, links.en_words) if of_zh else (links.en_words, links.zh_words)
    there = [k for k, word in enumerate(theirs) if touches(word.span, others)]
    here = [k for k, word in enumerate(words) if touches(word.span, [cue])]
    apart = [abs(k - place) for place in linked_places(links, [cue], zh=of_zh) for k in there]
    first, best = focus(links, cue, zh=of_zh)
    return found | {
        "near_there": 1 / (1 + min(apart)) if apart else 0.0,
        "like_there": float(similarity[here][:, there].max()) if here and there else 0.0,
        "focus_first": first,
        "focus_best": best,
    }


def _clause(text: str, cue: Span, denying: Sequence[Span], *, letters: int) -> dict[str, float]:
    """Return whether a denial follows a cue in its clause, and how long that is; so many letters say what a Chinese one
    does."""
    start = max((match.end() for match in _BREAK.finditer(text, 0, cue[0])), default=0)
    match = _BREAK.search(text, cue[1])
    end = match.start() if match else len(text)
    return {
        "doubled": float(any(cue[1] <= a < end for a, _ in denying)),
        "clause": min(1.0, math.log(1 + (end - start) / letters) - 2),
    }


@lru_cache(maxsize=_KEPT)
def _denying(text: str, language: Language) -> tuple[Span, ...]:
    """Return the words of a text that deny something, outright or by what they mean."""
    return tuple(match.span() for match in denying(language).finditer(text))
