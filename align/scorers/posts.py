"""Posts of one house, each with an English of its own: the presiding judge who became the prosecutor.

In a family, no post is another's rendering; so what is wrong is a post of the Chinese that the English lacks, and in
its place another post of the family that the Chinese has nowhere. A looser word for the right post (doctor, coach) says
nothing. The table is ``align/data/posts.csv``: own work; ``zh`` and ``en`` are regular expressions.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from align.document import Span
from align.facts.tables import read_table
from align.translation_unit import TranslationUnit


def other_posts(unit: TranslationUnit, en_around: str) -> Iterator[tuple[Span, Span, str]]:
    """The post of the Chinese, the other post that the English has in its place, and the English of the right one.

    ``en_around``: the English of the neighbours, which may name the post.
    """
    for family in _families():
        lost = [
            (post, match)
            for post in family
            if (match := post.zh.search(unit.zh_text)) and not post.en.search(unit.en_text)
        ]
        if not lost:
            continue
        kept = [post for post in family if post.zh.search(unit.zh_text)]
        others = (match for post in family if post not in kept and (match := post.en.search(unit.en_text)))
        surplus = next((match for match in others if not any(post.en.search(match[0]) for post in kept)), None)
        post, match = lost[0]
        if surplus and not post.en.search(en_around):
            yield match.span(), surplus.span(), post.right


@dataclass(frozen=True, slots=True)
class _Post:
    zh: re.Pattern[str]
    en: re.Pattern[str]
    right: str


@cache
def _families() -> tuple[tuple[_Post, ...], ...]:
    families: dict[str, list[_Post]] = {}
    for row in read_table("posts"):
        english = re.compile(rf"(?<![\w-])(?i:{row['en']})(?!\w)")
        families.setdefault(row["family"], []).append(_Post(re.compile(row["zh"]), english, row["right"]))
    return tuple(map(tuple, families.values()))
