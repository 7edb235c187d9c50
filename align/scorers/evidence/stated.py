"""What rows say of a cue: whether the other side has as many words for it, or has something to excuse what it says.

The engine (:mod:`align.scorers.concepts.engine`) and the scorer of negation make one verdict of these and are silent
where they doubt. Here each is a number, which a decision weighs with the rest.
"""

import math
from collections.abc import Mapping, Sequence

from align.language.spans import touches
from align.model.document import Span
from align.model.unit import TranslationUnit
from align.scorers.concepts.engine import standing
from align.scorers.concepts.rows import Topic
from align.scorers.evidence.alternatives import Kind
from align.scorers.negation.cues import Cues, read
from align.scorers.negation.links import Attachment
from align.wordlinks.links import WordLinks

_TOPICS: Mapping[Kind, Topic] = {"modality": "modality", "direction": "direction", "extent": "bounds"}


class Stated:
    """The rows on a unit, and its negations, read once for all its cues; without ``links`` what rows say of them."""

    def __init__(self, unit: TranslationUnit, links: WordLinks | None) -> None:
        self._unit, self._links = unit, links
        self._cues: Cues | None = None
        self._attachment: Attachment | None = None

    def signs(self, kind: Kind, zh: Span | None, en: Span | None, *, of_zh: bool) -> dict[str, float]:
        """Return the numbers on a cue of either side, ``of_zh`` where it is the Chinese one."""
        if kind != "negation":
            return standing(_TOPICS[kind], self._unit, zh, en) if zh and en else {}
        cue = zh if of_zh else en
        if cue is None:
            return {}
        cues = self._cues = self._cues or read(self._unit.zh_text, self._unit.en_text)
        mine, free, other = (cues.zh, cues.zh_free, cues.en_free) if of_zh else (cues.en, cues.en_free, cues.zh_free)
        signs = {
            "cue": float(touches(cue, mine)),
            "free": float(touches(cue, free)),
            "nothing_there": float(not other),
            "more_here": max(-2.0, min(2.0, float(len(mine) - len(other)))),
            "free_there": math.log1p(len(other)),
        }
        if not of_zh:
            signs["explained"] = float(touches(cue, cues.explained))
        if self._links is None:
            return signs
        attachment = self._attachment = self._attachment or Attachment(self._links, self._unit)
        if of_zh:
            stated = {
                "negated": attachment.negated_in_english(cue, cues.en_free),
                "negated_plainly": attachment.negated_in_english(cue, cues.en),
                "affirmed": attachment.surely_affirmed(cue),
            }
        else:
            negators = cues.zh_free + ([cues.double] if cues.double else [])
            stated = {
                "negated": attachment.negated_in_chinese(cue, cues.zh_free),
                "affirmed": attachment.affirmed_in_chinese(cue, negators, surplus=signs["more_here"] > 0),
                "grounded": attachment.grounded(cue),
                "surely_grounded": attachment.surely_grounded(cue),
            }
        signs["like_there"] = _like(self._links, cue, other, of_zh=of_zh)
        return signs | {name: float(value) for name, value in stated.items()}


def _like(links: WordLinks, cue: Span, others: Sequence[Span], *, of_zh: bool) -> float:
    """Return how alike a cue is to the likest negation of the other side."""
    similarity = links.similarity if of_zh else links.similarity.T
    mine, theirs = links.zh_words, links.en_words
    mine, theirs = (mine, theirs) if of_zh else (theirs, mine)
    rows = [k for k, word in enumerate(mine) if touches(word.span, [cue])]
    columns = [k for k, word in enumerate(theirs) if touches(word.span, others)]
    return float(similarity[rows][:, columns].max()) if rows and columns else 0.0
