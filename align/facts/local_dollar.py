"""Bare 元 and "$" in texts of Hong Kong, Macao and Taiwan: both are the dollar of the place, not yuan and U.S. dollars.

The script of the Chinese tells: 罰款八千元 is "fined $8,000" in Hong Kong, while in a Simplified text the same English
turns yuan into U.S. dollars. Where the English names the renminbi, 元 is yuan in Traditional too.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from align.facts.model import Fact
from align.facts.units import LOCAL_DOLLARS

LOCAL = "local"
_BARE = ("元", "圓", "圆")
_AMERICAN = re.compile(r"U\.?S|greenback")
_NAMED = ("人民币", "人民幣")


def in_local_dollars(zh: Sequence[Fact], en: Sequence[Fact]) -> tuple[Sequence[Fact], Sequence[Fact]]:
    """The facts of a pair in Traditional with 元, 港元 and "$", "HK$" as one currency; as they are where nothing is so.

    >>> from align.facts import extract
    >>> zh, en = in_local_dollars(extract("罰款八千元", "zh"), extract("fined $8,000", "en"))
    >>> zh[0].unit == en[0].unit == LOCAL
    True
    """
    american = any(fact.unit == "USD" for fact in zh) and not any(_AMERICAN.search(fact.text) for fact in en)
    local = [fact for fact in en if fact.unit in LOCAL_DOLLARS or (_is_plain(fact) and not american)]
    if not local or any(fact.unit == "CNY" for fact in en):
        return zh, en
    return (
        [replace(fact, unit=LOCAL) if fact.unit in LOCAL_DOLLARS or _is_bare(fact) else fact for fact in zh],
        [replace(fact, unit=LOCAL) if fact in local else fact for fact in en],
    )


def _is_bare(fact: Fact) -> bool:
    """Whether an amount is in 元 of no named country; the first end of a range has the unit of the second."""
    bare = fact.text.endswith(_BARE) or fact.whole is not None
    return fact.unit == "CNY" and bare and not any(name in fact.text for name in _NAMED)


def _is_plain(fact: Fact) -> bool:
    """Whether an amount is in "$" or "dollars" of no named country."""
    return fact.unit == "USD" and not _AMERICAN.search(fact.text)
