"""Finds the Chinese and the English column of a table, and the row that names them."""

from collections.abc import Sequence

from align.language.tables import words
from align.model.document import script_counts
from align.readers.languages import LETTERS_PER_HAN, leans_chinese

MIN_IN_LANGUAGE = 0.7  # of the cells of a column that have letters
MIN_PAIRED = 0.5  # share of rows with letters in both columns, among those with letters in either

_HEADINGS = frozenset(
    words("""
        中文 汉语 英文 英语 英译 原文 译文 源文 目标 术语 中文原文 英文译文 zh zh-cn zh_cn zh-hans zh-tw cn chs cht en
        en-us en_us en-gb eng chinese english source target translation original text
    """)
)


def columns_of(rows: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """Return the numbers of the Chinese and the English column of a table, or None if it lacks either.

    A table of figures in a Chinese text, with GDP and CPI in a column of their own, is not bilingual: an English column
    has words, about as much text as the Chinese one.

    >>> columns_of([["1", "你好。", "Hello."], ["2", "谢谢大家。", "Thank you all."]])
    (1, 2)
    >>> columns_of([["国内生产总值增速", "GDP"], ["居民消费价格涨幅", "CPI"]]) is None
    True
    """
    width = max(map(len, rows), default=0)
    sizes = {"zh": [0.0] * width, "en": [0.0] * width}  # of the text of each column, in Han characters
    cells = {"zh": [0] * width, "en": [0] * width}
    for row in rows:
        if is_heading(row):
            continue
        for number, cell in enumerate(row):
            han, latin = script_counts(cell)
            if han or latin:
                language = "zh" if leans_chinese(han, latin) else "en"
                cells[language][number] += 1
                sizes[language][number] += han if language == "zh" else latin / LETTERS_PER_HAN
    best = {}
    for language, other in (("zh", "en"), ("en", "zh")):
        mine = [n for n in range(width) if cells[language][n] * (1 / MIN_IN_LANGUAGE - 1) >= cells[other][n]]
        best[language] = max(mine, key=lambda n: sizes[language][n], default=-1)
    zh, en = best["zh"], best["en"]
    if zh < 0 or en < 0 or zh == en:
        return None
    size_zh, size_en = sizes["zh"][zh], sizes["en"][en]
    if not 0 < max(size_zh, size_en) <= 4 * min(size_zh, size_en):
        return None
    lettered = [tuple(any(script_counts(row[n])) if n < len(row) else False for n in (zh, en)) for row in rows]
    either, both = sum(map(any, lettered)), sum(map(all, lettered))
    return (zh, en) if both >= MIN_PAIRED * either else None


def is_heading(row: Sequence[str]) -> bool:
    """True if a row names the columns: "中文 | English".

    >>> is_heading(["No.", "中文版", "English version"]), is_heading(["你好", "Hello"])
    (True, False)
    """
    words = [cell.strip().lower().removesuffix("版").removesuffix(" version").removesuffix(" text") for cell in row]
    return len([word for word in words if word in _HEADINGS]) >= 2
