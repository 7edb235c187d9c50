"""Scorers: each reads a translation unit in its document's context and yields issues. ``SCORERS`` lists them all."""

from align.scorers import consistency, quotes, reference, residue, speaker, terms
from align.scorers.base import Context, Contexts, Resources, Scorer
from align.scorers.figures import scorer as figures
from align.scorers.names import scorer as names
from align.scorers.omission import scorer as omission
from align.scorers.titles import scorer as titles
from align.scorers.turned import BOUNDS, DIRECTION, MODALITY, NEGATION

__all__ = ["SCORERS", "Context", "Contexts", "Resources", "Scorer"]

SCORERS: dict[str, Scorer] = {
    "figures": figures.SCORER,
    "omission": omission.SCORER,
    "speaker": speaker.SCORER,
    "negation": NEGATION,
    "modality": MODALITY,
    "direction": DIRECTION,
    "bounds": BOUNDS,
    "names": names.SCORER,
    "titles": titles.SCORER,
    "terms": terms.SCORER,
    "consistency": consistency.SCORER,
    "residue": residue.SCORER,
    "quotes": quotes.SCORER,
    "reference": reference.SCORER,
}
