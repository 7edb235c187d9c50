"""Words and characters that are numbers, or parts of one, by class (``align/language/data/number-words.csv``)."""

from align.language.tables import VARIANTS, read_table


def number_words(kind: str) -> dict[str, int]:
    """Return the words of a class with their values.

    >>> number_words("scale")["million"], number_words("large")["亿"]
    (1000000, 100000000)
    """
    rows = [row for row in read_table("number-words") if row["class"] == kind]
    return {word: int(row["value"]) for row in rows for word in row["words"].split(VARIANTS)}
