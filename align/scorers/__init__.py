"""Scorers: each reads a translation unit in its document's context and yields issues. ``SCORERS`` lists them all."""

from align.scorers import (
    bounds,
    consistency,
    direction,
    figures,
    modality,
    names,
    negation,
    omission,
    quotes,
    reference,
    residue,
    speaker,
    terms,
    titles,
)
from align.scorers.base import Context, Resources, Scorer

__all__ = ["SCORERS", "Context", "Resources", "Scorer"]

SCORERS: dict[str, Scorer] = {
    "figures": figures.SCORER,
    "omission": omission.SCORER,
    "speaker": speaker.SCORER,
    "negation": negation.SCORER,
    "modality": modality.SCORER,
    "direction": direction.SCORER,
    "bounds": bounds.SCORER,
    "names": names.SCORER,
    "titles": titles.SCORER,
    "terms": terms.SCORER,
    "consistency": consistency.SCORER,
    "residue": residue.SCORER,
    "quotes": quotes.SCORER,
    "reference": reference.SCORER,
}
