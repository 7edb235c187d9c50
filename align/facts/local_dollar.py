"""Bare 元 and "$" in texts of Hong Kong, Macao and Taiwan: both are the dollar of the place, not yuan and U.S. dollars.

The script of the Chinese tells: 罰款八千元 is "fined $8,000" in Hong Kong, while in a Simplified text the same English
turns yuan into U.S. dollars. Where the English names the renminbi, 元 is yuan in Traditional too: in that pair, and in
the document where it does so for a bare 元, as of a mainland text that was set in Traditional characters.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from align.facts.model import Fact
from align.facts.units import LOCAL_DOLLARS

LOCAL = "local"
_BARE = ("元", "圓", "圆", "角", "分")
_AMERICAN = re.compile(r"U\.?S|greenback")
_NAMED = ("人民币", "人民幣")
_PLACE = re.compile("香港|港府|港铁|港交所|特区政府|澳门")
_IN_YUAN = re.compile("[0-9一二三四五六七八九十百千万亿]元")
_DOLLARS = re.compile(r"(?:HK|(?<![A-Z]))\$")
_RENMINBI = re.compile(r"\b(?:yuan|renminbi)\b|\bRMB|¥")


def in_local_dollars(zh: tuple[Fact, ...], en: tuple[Fact, ...]) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """The facts of a pair in Traditional with 元, 港元 and "$", "HK$" as one currency; as they are where nothing is so.

    >>> from align.facts import extract
    >>> zh, en = in_local_dollars(extract("罰款八千元", "zh"), extract("fined $8,000", "en"))
    >>> zh[0].unit == en[0].unit == LOCAL
    True
    """
    american = any(fact.unit == "USD" for fact in zh) and not any(_AMERICAN.search(fact.text) for fact in en)
    plain = [fact for fact in en if fact.unit == "USD" and not american and not _AMERICAN.search(fact.text)]
    local = [fact for fact in en if fact.unit in LOCAL_DOLLARS or fact in plain]
    if not local or any(fact.unit == "CNY" for fact in en):
        return zh, en
    return (
        tuple(replace(fact, unit=LOCAL) if fact.unit in LOCAL_DOLLARS or _is_bare(fact) else fact for fact in zh),
        tuple(replace(fact, unit=LOCAL) if fact in local else fact for fact in en),
    )


def is_in_yuan(pairs: Iterable[tuple[str, str]]) -> bool:
    """True if any of the pairs of a document renders 元 of no named country as yuan.

    >>> is_in_yuan([("門票為52元", "tickets cost $52"), ("收入5億元", "revenue of 500 million yuan")])
    True
    """
    return any("元" in zh and "人民" not in zh and _RENMINBI.search(en) for zh, en in pairs)


def is_local(pairs: Iterable[tuple[str, str]]) -> bool:
    """True if a document in Simplified is of Hong Kong or Macao, as their governments publish it: 元 is "$" all along.

    It names the place, and renders 元 in dollars of no named country twice or more and as yuan nowhere.

    >>> is_local([("香港最低工资为40元。", "The minimum wage in Hong Kong is $40."), ("门票2元。", "Tickets cost $2.")])
    True
    """
    named, dollars = False, 0
    for zh, en in pairs:
        if "元" in zh and _RENMINBI.search(en):
            return False
        named = named or _PLACE.search(zh) is not None
        dollars += _IN_YUAN.search(zh) is not None and _DOLLARS.search(en) is not None
    return named and dollars > 1


def _is_bare(fact: Fact) -> bool:
    """True if an amount is in 元 of no named country; the first end of a range has the unit of the second."""
    bare = fact.text.endswith(_BARE) or fact.whole is not None
    return fact.unit == "CNY" and bare and not any(name in fact.text for name in _NAMED)
