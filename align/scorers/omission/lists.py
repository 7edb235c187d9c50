"""What stands in a row: the items of a Chinese 、-list, and what stands between commas and "and"s in English.

The middle items of a Chinese list are what stands between two marks. The first and the last are not: words before and
after the list touch them (我们要持续改善教育、医疗、住房、养老服务). They are cut to the length of the others, and
where a 的, a preposition, a verb or 等 ends them. Where an item in the middle is long or has a 的, one list ends and
another starts.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from align.language.light_words import light_words
from align.wordlinks.links import Word

FEWEST = 3
_CLAUSE = re.compile(r"[^，。；：！？…,;:!?“”‘’《》（）()「」\n]+")
_CONJUNCTIONS = frozenset(("和", "及", "以及", "与", "或", "或者", "还有"))
_PREPOSITION = re.compile("[^、]{0,10}?(?:无关|有关|相关|不符|相比)")  # after 与
_BEFORE = re.compile("的|了|包括|有|含|如|即|由|以|对|在|向|从|为|是|就|把|将|于|使|让|像|主要|涉及|要|从事")
_AFTER = re.compile("的|等|等等|均|都|也|及其|进行|是|为|在|将|应当|必须|共同|一并|分别|全|已")
_REST = re.compile("其他|其它|其余|别的")
_CONTENT = re.compile(r"[nvam]|[iljtsbfzx]$|eng$")  # jieba's tags, as in align.scorers.omission.evidence
_DIGIT = re.compile("[0-9０-９]")

_COMMA = re.compile(r"[,&/]")
_END = re.compile(r"[.!?;:—–()\"“”]")
_AND = frozenset(("and", "or", "plus", "nor"))
_LIGHT = frozenset(("other", "others", "etc", "including", "such", "like", "well", "various", "also", "more"))


Items = tuple[tuple[int, ...], ...]
"""A Chinese list: the numbers of the words of each item."""


def has_content(word: Word) -> bool:
    """True if a Chinese word carries content."""
    return bool(_CONTENT.match(word.tag)) and word.text not in light_words("zh")


def rows(text: str, words: Sequence[Word]) -> Iterator[Items]:
    """Yield the lists of three items or more of a Chinese text, but for those of figures, which other scorers read.

    >>> from align.wordlinks.links import chinese_words
    >>> text = "我们要改善教育、医疗、住房、养老服务。"
    >>> words = chinese_words(text)
    >>> [["".join(words[k].text for k in item) for item in row] for row in rows(text, words)]
    [['教育', '医疗', '住房', '养老']]
    """
    for clause in _CLAUSE.finditer(text):
        mark = clause[0].find("、")
        if mark < 0:
            continue
        inside = [k for k, word in enumerate(words) if clause.start() <= word.span[0] < clause.end()]
        parts = _parts(text, words, inside, clause.start() + mark)
        for row in _split(words, parts) if len(parts) >= FEWEST else ():
            first, *middle = [_length(words, item) for item in row[:-1]]
            if max(middle) < 2 <= first:
                continue  # 讲解分中、英、日、藏四种语言
            if not any(_DIGIT.search(words[k].text) for item in row for k in item):
                yield row


def chunks(text: str, words: Sequence[Word]) -> list[tuple[int, ...]]:
    """Return what an English text has between two commas or "and"s, in order: the numbers of its words with content.

    >>> from align.wordlinks.links import english_words
    >>> text = "Improve education, health care and other services."
    >>> chunks(text, english_words(text))
    [(0, 1), (2, 3), (6,)]
    """
    found: list[list[int]] = []
    for k, word in enumerate(words):
        gap = text[words[k - 1].span[1] : word.span[0]] if k else ""
        if not k or word.text.lower() in _AND or _END.search(gap) or _COMMA.search(gap):
            found.append([])
        if (said := word.text.lower()) not in light_words("en") and said not in _LIGHT:
            found[-1].append(k)
    return [tuple(chunk) for chunk in found if chunk]


def _parts(text: str, words: Sequence[Word], inside: Sequence[int], mark: int) -> list[list[int]]:
    """Return the words of a clause, cut at 、 and, after the first one (``mark``), at 和."""
    parts: list[list[int]] = [[]]
    for before, k in zip([None, *inside], inside, strict=False):
        word = words[k]
        gap = text[words[before].span[1] : word.span[0]] if before is not None else ""
        conjunction = word.text in _CONJUNCTIONS and word.span[0] > mark and not _PREPOSITION.match(text, word.span[1])
        if "、" in gap or conjunction:
            parts.append([])
        if not conjunction:
            parts[-1].append(k)
    return [part for part in parts if part]


def _split(words: Sequence[Word], parts: Sequence[list[int]]) -> Iterator[Items]:
    """Yield the lists that the parts of a clause make: more than one where a part in the middle ends one and starts
    one."""
    usual = sorted(_length(words, part) for part in parts[1:-1])[(len(parts) - 2) // 2]
    cuts = [
        place
        for place, part in enumerate(parts[1:-1], 1)
        if _length(words, part) > 2 * usual + 2 or any(_AFTER.fullmatch(words[k].text) for k in part)
    ]
    for start, end in pairwise([0, *cuts, len(parts) - 1]):
        row = parts[start : end + 1]
        if any(_REST.fullmatch(words[k].text) for k in row[-1]):
            row = row[:-1]
        if len(row) >= FEWEST and len(found := _cut(words, row)) >= FEWEST:
            yield found


def _cut(words: Sequence[Word], parts: Sequence[list[int]]) -> Items:
    """Return the items of a list, the first and the last cut to the length of the others."""
    most = max(_length(words, part) for part in parts[1:-1]) + 1
    head = _near(words, parts[0][::-1], most, _BEFORE)[::-1]
    tail = _near(words, parts[-1], most, _AFTER)
    others = [part for part in (*parts[1:-1], tail) if part]
    if len(head) > 1 and words[head[0]].tag == "v" and all(words[part[0]].tag != "v" for part in others):
        head = head[1:]  # 展出陶器、青铜器
    return tuple(
        tuple(part)
        for part in (head, *others)
        if part and (any(has_content(words[k]) for k in part) or _length(words, part) <= 2)
    )


def _near(words: Sequence[Word], part: Sequence[int], most: int, ends: re.Pattern[str]) -> list[int]:
    """Return the first words of a part, so many characters of them at most, up to one that belongs to no item."""
    taken: list[int] = []
    length = 0
    for k in part:
        word = words[k]
        if ends.fullmatch(word.text) or (taken and (word.tag in ("m", "p") or length + len(word.text) > most)):
            break
        taken.append(k)
        length += len(word.text)
    return taken


def _length(words: Sequence[Word], part: Sequence[int]) -> int:
    return words[part[-1]].span[1] - words[part[0]].span[0]
