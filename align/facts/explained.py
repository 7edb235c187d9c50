"""Figures without a partner that the other side has all the same: following from its figures, or as bare digits."""

import re
from collections import Counter
from collections.abc import Sequence

from align.facts.compare import agree
from align.facts.derive import cost, derive
from align.facts.model import Fact
from align.model.document import Language

_DIGITS = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
# A multiplier makes another number of the same digits: 5亿 is not 5, and 5 million is not either.
SCALED = re.compile(
    "[十百千万萬亿億兆]|hundred|thousand|million|billion|trillion|[0-9](?:k|m|bn?|tn)\\b", re.IGNORECASE
)
_MEASURED = frozenset(("money", "quantity", "percent", "permille", "point", "multiple"))
Told = dict[Fact, tuple[float, Sequence[Fact]]]
_WRITTEN: tuple[float, Sequence[Fact]] = (0.0, ())


def explained(
    zh: Sequence[Fact], en: Sequence[Fact], every: tuple[Sequence[Fact], Sequence[Fact]], texts: tuple[str, str]
) -> tuple[Told, Told]:
    """Return those of the open figures of both sides that the other side has in another form, with what that costs.

    Each has the open figures of the other side that it follows from, too. ``every``: all figures of both sides.

    >>> from align.facts import extract
    >>> texts = ("起售价4299元，下调200元。", "Prices start at 4,299 yuan, down from 4,499 yuan.")
    >>> zh, en = extract(texts[0], "zh"), extract(texts[1], "en")
    >>> explained(zh[1:], en[1:], (zh, en), texts)[1] == {en[1]: (0.0, [zh[1]])}
    True
    """
    told_zh, told_en = _derived(zh, en, every[1], texts, "zh"), _derived(en, zh, every[0], (texts[1], texts[0]), "en")
    used = {fact for told in (told_zh, told_en) for _, sources in told.values() for fact in sources}
    left_zh = [fact for fact in zh if fact not in told_zh and fact not in used]
    left_en = [fact for fact in en if fact not in told_en and fact not in used]
    same_zh, same_en = _verbatim(left_zh, left_en, every[1], texts[1]), _verbatim(left_en, left_zh, every[0], texts[0])
    return told_zh | dict.fromkeys(same_zh, _WRITTEN), told_en | dict.fromkeys(same_en, _WRITTEN)


def _derived(
    facts: Sequence[Fact], others: Sequence[Fact], every: Sequence[Fact], texts: tuple[str, str], language: Language
) -> Told:
    """Those of the facts that follow from ``every`` fact of the other side, with the ``others`` that give them."""
    found = list(derive(every)) if facts else []
    told: Told = {}
    for fact in facts:
        costs = [(one, cost(one, fact, texts, language, missing=others)) for one in found if agree(one.fact, fact)]
        given = [(least, [s for s in one.sources if s in others]) for one, least in costs if least is not None]
        if given:
            told[fact] = min(given, key=lambda one: (one[0], -len(one[1])))
    return told


def _verbatim(facts: Sequence[Fact], others: Sequence[Fact], every: Sequence[Fact], text: str) -> list[Fact]:
    """Those of the facts whose digits stand in the other text, unread or read as another kind without a partner."""
    gone = []
    used: Counter[str] = Counter()
    for fact in facts:
        digits = Counter(_plain(match[0]) for match in _DIGITS.finditer(fact.text))
        if not digits or fact.kind in _MEASURED or SCALED.search(fact.text):
            continue
        # One that shares digits may be the other figure in a notation that was read as something else.
        taken = [o.span for o in every if o not in others or o.kind in (*_MEASURED, fact.kind) or SCALED.search(o.text)]
        free = Counter(
            _plain(match[0])
            for match in _DIGITS.finditer(text)
            if not any(start <= match.start() < end for start, end in taken)
        )
        if digits + used <= free:
            gone.append(fact)
            used += digits
    return gone


def _plain(digits: str) -> str:
    whole = digits.replace(",", "")
    return whole.lstrip("0") or "0"
