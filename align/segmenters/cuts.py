"""From cuts to sentence spans."""

from collections.abc import Sequence

from align.model.document import Span


def tidy(text: str, cuts: Sequence[int]) -> list[Span]:
    """Return the trimmed spans between ascending cuts; a piece without letters or digits joins its neighbour.

    >>> tidy("好。 ！ 走。", [0, 2, 4, 7])
    [(0, 4), (5, 7)]
    """
    spans: list[Span] = []
    bare = False  # true if the last span has no letter or digit
    for k in range(len(cuts) - 1):
        piece = text[cuts[k] : cuts[k + 1]]
        stripped = piece.strip()
        if not stripped:
            continue
        start = cuts[k] + len(piece) - len(piece.lstrip())
        empty = not any(character.isalnum() for character in stripped)
        if spans and (empty or bare):
            spans[-1] = (spans[-1][0], start + len(stripped))
            bare = bare and empty
        else:
            spans.append((start, start + len(stripped)))
            bare = empty
    return spans


def after_space(text: str, at: int, end: int) -> int:
    """Return the first place from ``at`` on without white space, or ``end``."""
    while at < end and text[at].isspace():
        at += 1
    return at
