"""The bundled tables of names and fixed renderings (``align/language/data/*.csv``), and matching many words at once.

An alternation of some hundred words is tried word by word at each position; as a tree of shared beginnings it is tried
once. The tree also makes the longest of several words that start together win.
"""

import csv
import io
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

VARIANTS = "|"


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table by column name; cells with variants hold them separated by ``|``.

    >>> [row["en"] for row in read_table("policy-terms") if row["zh"] == "中国梦"]
    ['Chinese Dream|China Dream']
    """
    text = (files("align.language") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text)))


def words(text: str) -> tuple[str, ...]:
    """Return the words of a table that is written as text, set apart by white space."""
    return tuple(text.split())


def either(rows: Iterable[tuple[str, str]]) -> str:
    """Return a regular expression of those of a table, whose rows have one each and a text that it matches.

    >>> re.findall(either([("(?:Mon|Fri)day", "Monday"), ("[0-9]{4}", "2024")]), "Friday, July 5, 2024")
    ['Friday', '2024']
    """
    return "|".join(expression for expression, _ in rows)


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression that matches any of the words, the longest first.

    >>> re.findall(any_of(["湖", "湖南", "湖南省", "湖北"]), "湖南省、湖北与湖")
    ['湖南省', '湖北', '湖']
    >>> any_of([])
    '(?!)'
    """
    tree: dict[str, Any] = {}
    for word in sorted(words):  # a set has another order in each process
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _pattern(tree) if tree else "(?!)"


def _pattern(node: dict[str, Any]) -> str:
    branches = [re.escape(character) + _pattern(child) for character, child in node.items() if character]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    if "" not in node:
        return body
    return f"(?:{body})?"
