"""Plants typed errors in the English of pairs that are right. Shares no code or word list with the scorers.

An error in the words of one unit is an :class:`Edit` (``words``: by tables, ``figures``, ``names``); an error in what a
unit holds is a whole new document (``contents``): a dropped or an added clause, a dropped sentence, a wrong speaker.
"""

from error_injector.contents import CONTENTS, Draft
from error_injector.documents import CleanDocument, Pair, clean_documents
from error_injector.figures import figures, residue
from error_injector.model import Edit, Editor
from error_injector.names import names, names_of_news, places_of_news, titles
from error_injector.words import (
    bounds,
    directions,
    extents,
    modality,
    negation_deleted,
    negation_inserted,
    opposites,
    times,
)

__all__ = ["CONTENTS", "WORDS", "CleanDocument", "Draft", "Edit", "Editor", "Pair", "clean_documents"]

WORDS: dict[str, Editor] = {
    "negation inserted": negation_inserted,
    "negation deleted": negation_deleted,
    "modality flipped": modality,
    "bound flipped": bounds,
    "all for some": extents,
    "direction flipped": directions,
    "before for after": times,
    "opposite": opposites,
    "name swapped": names,
    "name misread": names_of_news,
    "place swapped": places_of_news,
    "title changed": titles,
    "figure wrong": figures,
    "residue": residue,
}
