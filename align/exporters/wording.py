"""The issues of a bitext said in another language, for the notes of formats that carry them as text."""

from dataclasses import replace

from align.exporters.templating import Words
from align.model.bitext import Bitext
from align.model.unit import Issue


def said_in(bitext: Bitext, words: Words) -> Bitext:
    """Return the bitext with what its issues say in the language of the words."""
    if words.language == "en":
        return bitext

    def said(issue: Issue) -> Issue:
        return replace(issue, message=words.message(issue))

    units = tuple(replace(unit, issues=tuple(map(said, unit.issues))) for unit in bitext.units)
    revisions = {
        id: replace(revision, closed=tuple(replace(c, issue=said(c.issue)) for c in revision.closed))
        for id, revision in bitext.revisions.items()
    }
    return replace(bitext, units=units, revisions=revisions)
