"""What stands at the ends of lines and is not said: time stamps, "(translation)", photo credits, numbers of lines.

A live page stamps what is said, at the beginning or at the end ("[12-07 15:00]"), numbers it on a line of its own, and
marks what an interpreter said. None of it is a sentence, and a stamp before a label hides the speaker. A clock that
stands once, or in a programme, belongs to the text.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from align.language.kept_patterns import compiled
from align.language.tables import either
from align.model.document import HAN, Aside, AsideKind, Span

_CLOCK = r"[0-2]?[0-9][:：][0-5][0-9](?:[:：][0-5][0-9])?"
_DAY = r"(?:(?:[12][0-9]{3})[-/.年])?[01]?[0-9][-/.月][0-3]?[0-9]日?"
_SURE = rf"[\[【]\s*(?:{_DAY}\s*)?{_CLOCK}\s*[\]】]"
# Forms of a stamp, and how many lines must have one.
_STAMPS = (
    (_SURE, 1),
    (rf"[(（]\s*(?:{_DAY}\s*)?{_CLOCK}\s*[)）]", 3),
    (rf"{_DAY}\s+{_CLOCK}", 3),
)
_BEFORE_LABEL = (rf"{_CLOCK}(?=\s+[^\s:：。，][^:：。，]{{0,30}}[:：](?![0-9]))", 3)
# An interpreter's words are marked at their beginning, behind a label, or near the end of the line.
_MARKED = r"(?:\A(?:[^:：\n]{1,40}[:：]\s*)?|(?<=[。！？.!?”\"])\s*(?=[^\n]{0,24}\Z))"
_INTERPRETATION = (
    ("同声?传译|同传|交传|交替传译", "同声传译"),
    ("译文|翻译|英译", "译文"),
    ("(?:in )?translation|translated|interpretation|interpreted", "in translation"),
    ("as (?:translated|interpreted)", "as interpreted"),
    ("(?:through|via) (?:an )?interpreter", "through an interpreter"),
)
_INTERPRETED = compiled(rf"{_MARKED}(?P<mark>[（(\[【](?:{either(_INTERPRETATION)})[）)\]】])", re.IGNORECASE)
_NAME = rf"[{HAN}·]{{2,4}}"
_NAMES = rf"{_NAME}(?:[\s、]+{_NAME}){{0,2}}"
# Who took a picture, each form with a line that ends in it.
_PHOTOS_ZH = (
    (
        rf"(?:\A|(?<=[。！？”])\s*)[{HAN}]{{0,8}}(?:记者|通讯员)\s*{_NAMES}\s*/?\s*(?:摄|摄影|供图)\Z",
        "新华社记者 王明 摄",
    ),
    (rf"(?:\A|(?<=[。！？”])\s*){_NAMES}\s+/?\s*(?:摄|摄影|供图)\Z", "会议开始。王明、李伟 摄"),
    (r"[（(\[【]图片来源[:：][^）)\]】]{1,30}[）)\]】]\Z", "（图片来源：新华网）"),
    (r"[（(\[【]资料图片?[）)\]】]\Z", "（资料图片）"),
    (r"[（(\[【][^）)\]】。，]{2,30}(?:摄|摄影|供图)[）)\]】]\Z", "（王明 摄）"),
    (r"\A(?:图片来源|图源|供图|摄影)\s*[:：/]\s*[^。，]{2,30}\Z", "摄影：王明"),
)
_PHOTO_ZH = compiled(either(_PHOTOS_ZH))
_PICTURE = r"(?:File )?(?:Photo|Image|Picture)s?"
_AGENCIES = "Xinhua|CFP|VCG|AP|AFP|Reuters|China Daily|CNS"
_PHOTOS_EN = (
    (rf"[\[(]{_PICTURE}(?:\s*[/:|]|\s+(?:by|courtesy of|provided)\b)[^\])\n]{{1,60}}[\])]\Z", "(Photo by Wang Ming)"),
    (rf"[\[(](?:{_AGENCIES})\s*/[^\])\n]{{1,40}}[\])]\Z", "(Xinhua/Wang Ming)"),
    (rf"\A{_PICTURE}(?:\s*[/:|]|\s+(?:by|courtesy of)\b)\s*[^.!?\n]{{2,60}}\Z", "Photo: Wang Ming"),
)
_PHOTO_EN = compiled(either(_PHOTOS_EN), re.IGNORECASE)
_MARKS: tuple[tuple[re.Pattern[str], str | int, AsideKind], ...] = (
    (_INTERPRETED, "mark", "other"),
    (_PHOTO_ZH, 0, "credits"),
    (_PHOTO_EN, 0, "credits"),
)
_NUMBER = re.compile(r"[（(\[]?(?P<number>[0-9]{1,3}|[一二三四五六七八九十]{1,3})[)）\].、．]?")
_NUMERALS = {
    f"{tens}{one}": 10 * k + n
    for k, tens in enumerate(("", "十", "二十", "三十"))
    for n, one in enumerate(("", *"一二三四五六七八九"))
    if tens or one
}
_FEWEST = 3
_NEAR = 80  # characters at either end of a line


def line_ends(text: str, lines: Sequence[Span]) -> Iterator[Aside]:
    """Yield what is not said at the ends of some lines of a text, whole lines of it too; no two overlap.

    >>> text = "[12-07 15:00] 李伟：（译文）好。（新华社记者 王明 摄）"
    >>> [text[slice(*aside.span)] for aside in line_ends(text, [(0, len(text))])]
    ['[12-07 15:00]', '（译文）', '（新华社记者 王明 摄）']
    >>> list(line_ends("15:00 Opening\\n16:00 Closing\\n17:00 Dinner", [(0, 13), (14, 27), (28, 40)]))
    []
    """
    found: dict[Span, AsideKind] = dict.fromkeys(_numbers(text, lines), "pagination")
    left = {line: line for line in lines if line not in found}  # with what is left of it
    for pattern, fewest, at_end in _places():
        stamps = {line: span for line, rest in left.items() if (span := _stamp(text, rest, pattern, at_end=at_end))}
        if len(stamps) >= fewest:
            found |= dict.fromkeys(stamps.values(), "other")
            left |= {line: _rest(text, left[line], span) for line, span in stamps.items()}
    for start, end in left.values():
        piece = text[start:end]
        for pattern, group, kind in _MARKS:
            if match := pattern.match(piece[:_NEAR]) or pattern.search(piece, max(0, len(piece) - _NEAR)):
                a, b = match.span(group)
                found[start + b - len(piece[a:b].lstrip()), start + b] = kind
    reached = 0
    for span, kind in sorted(found.items()):
        if span[0] >= reached and span[0] < span[1]:
            yield Aside(kind, span)
            reached = span[1]


def _rest(text: str, line: Span, stamp: Span) -> Span:
    """Return a line without the stamp at one of its ends."""
    if stamp[0] == line[0]:
        return line[1] - len(text[stamp[1] : line[1]].lstrip()), line[1]
    return line[0], line[0] + len(text[line[0] : stamp[0]].rstrip())


def _places() -> Iterator[tuple[re.Pattern[str], int, bool]]:
    """Yield the forms of stamps, how many of each there must be, and whether at the end of the line."""
    for form, fewest in (*_STAMPS, _BEFORE_LABEL):
        yield compiled(rf"{form}\s*"), fewest, False
    for form, fewest in _STAMPS:
        yield compiled(rf"(?:{form})\Z"), fewest, True


def _stamp(text: str, line: Span, pattern: re.Pattern[str], *, at_end: bool) -> Span | None:
    piece = text[slice(*line)]
    match = pattern.search(piece, max(0, len(piece) - 30)) if at_end else pattern.match(piece)
    if match is None:
        return None
    return line[0] + match.start(), line[0] + match.start() + len(match[0].rstrip())


def _numbers(text: str, lines: Sequence[Span]) -> list[Span]:
    """Return the lines that hold a number alone, where at least three of them count on by one."""
    numbered = [
        (line, int(number) if number.isdecimal() else _NUMERALS.get(number, -1))
        for line in lines
        if line[1] - line[0] <= 6 and (match := _NUMBER.fullmatch(text[slice(*line)]))
        for number in [match["number"]]
    ]
    runs: list[list[tuple[Span, int]]] = [[]]
    for one, other in pairwise([((0, 0), -9), *numbered]):
        if other[1] != one[1] + 1:
            runs.append([])
        runs[-1].append(other)
    return [line for run in runs if len(run) >= _FEWEST for line, _ in run]
