"""Terms: the fixed renderings of the user's termbase.

A term is looked for in the English of its own unit and of the units beside it, since a translator may carry it over
into the next sentence. Without a termbase this scorer says nothing.
"""

from collections.abc import Iterator

from align.bitext import Issue, TranslationUnit
from align.scorers.base import Context, Scorer
from align.termbase import Termbase, find_rendering


def find(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """One issue for each term of the unit's Chinese of which no accepted rendering is found."""
    termbase = context.shared.get("termbase")
    if not isinstance(termbase, Termbase) or not unit.en_text:
        return
    around = [unit, *(u for u in (context.previous, context.next) if u is not None)]
    reported = set()
    for term, span in termbase.occurrences(unit.zh_text):
        if term.zh in reported or any(find_rendering(term, u.en_text) for u in around):
            continue
        reported.add(term.zh)
        yield Issue(
            scorer="terms",
            type="terminology",
            severity="major",
            confidence=0.9,
            message=f"{term.zh} should be rendered {_alternatives(term.renderings)}; the English has none of these.",
            zh_span=span,
            zh_value=term.zh,
            suggestion=term.renderings[0],
        )


def _alternatives(renderings: tuple[str, ...]) -> str:
    quoted = [f'"{rendering}"' for rendering in renderings]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " or " + quoted[-1]


SCORER = Scorer(
    id="terms",
    checks="Terms of the user's termbase (--termbase) have one of their fixed renderings",
    example=("加快发展新质生产力。", "We will speed up new types of productivity."),
    types=("terminology",),
    severities=("major",),
    find=find,
)
