"""Subtitles: SubRip, WebVTT and SubStation Alpha, as running text that knows the time of every word.

A cue is not a sentence: one sentence may run over several cues, and one cue may end a sentence and begin the next. So
cues are joined to one paragraph until there is a pause or another speaker, and each remains a place with its times. If
a file has no sentence ends (common in Chinese subtitles), every cue is a paragraph. Cues with a line in each language,
as in bilingual subtitles, become rows of pairs, each of as many cues as its sentences span.
"""

import html
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align.language.encoding import decode
from align.model.document import Language, Source, Span, script_counts
from align.model.errors import InputError
from align.readers.composing import Composer
from align.readers.languages import leans_chinese
from align.readers.text import normalise, require_text

MAX_BYTES = 8_000_000  # a day of debate has under two million; every cue becomes an object
PAUSE = 2000  # milliseconds between two cues from which a new paragraph begins
MAX_ROW = 8  # cues of a bilingual row
MIN_BILINGUAL = 0.5  # of the cues
MIN_ENDED = 0.15  # share of cues that end a sentence from which sentence ends are trusted

_ENDED = re.compile(r"[.!?。！？…][\"”’'」』）)\]]*$")
_VOICE = re.compile(r"<v(?:\.[^ <>\t]*)?[ \t]+([^>\n]{1,80})>")
_DASH = re.compile(r"^[-–—‐]\s*(?=\w)")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff“”‘’…—]")
_CUT_OFF = re.compile(r"(?<!\n)\n\n+[0-9]+[ \t]*(?:\n[0-9:,.\- \t>]*)?\Z")  # the head of a cue whose text is missing
_TAG = re.compile(r"<[ ]*+/?[ ]*+[a-zA-Z][^<>]*>")
_GAP = re.compile(r"\n{3,}")
_OVERRIDE = re.compile(r"\{[^{}]*\}")
_DRAWING = re.compile(r"\{[^{}]*\\p[1-9]")
_FORMATS = ((re.compile(r"\s*WEBVTT"), "vtt"), (re.compile(r"\s*\[Script Info\]", re.IGNORECASE), "ass"))


@dataclass(frozen=True, slots=True)
class _Cue:
    """A line of a cue. ``fresh``: true if another speaker begins."""

    text: str
    start: int
    end: int
    language: Language
    fresh: bool = False


def parse(data: bytes, name: str) -> Source:
    """Return the text of a subtitle file, with the time of each cue as its place.

    Raises InputError if it holds no cue or more than ``MAX_BYTES``, and as ``decode`` does.
    """
    if len(data) > MAX_BYTES:
        raise InputError(name, f"is larger than {MAX_BYTES:,} bytes; expected the subtitles of one recording")
    text, encoding = decode(data, name)
    text = normalise(text)
    require_text(text, name)
    cues = _cues(text, name)
    if not cues:
        raise InputError(name, "holds no subtitles; expected times and text")
    page = Composer(name)
    if _are_bilingual(cues):
        return page.source(rows=tuple(_rows(page, cues)), encoding=encoding)
    for cue, before in _joined([line for lines in cues for line in lines]):
        _add(page, cue, before)
    return page.source(encoding=encoding)


def _cues(text: str, name: str) -> list[list[_Cue]]:
    """Return the lines of each cue in order of time, without repeated ones."""
    import pysubs2

    kind = next((kind for pattern, kind in _FORMATS if pattern.match(text)), "srt")
    if kind == "vtt":
        text = _cleaned(_VOICE.sub(r"{\1}", text))
    elif kind == "srt":
        text = _CUT_OFF.sub("\n", _cleaned(text))
    quiet = logging.NullHandler()  # it logs to the root logger, which would configure output for the whole process
    logging.root.addHandler(quiet)
    try:
        file = pysubs2.SSAFile.from_string(text, format_=kind, keep_html_tags=True)  # they are gone
    except (pysubs2.exceptions.Pysubs2Error, ValueError, IndexError, KeyError) as error:
        raise InputError(name, f"cannot be read as subtitles: {error}") from None
    finally:
        logging.root.removeHandler(quiet)
    found: list[list[_Cue]] = []
    last, speaker = "", ""
    language: Language = "zh"
    for event in sorted(file, key=lambda event: event.start):
        if event.is_comment or _DRAWING.search(
            event.text
        ):  # its own look at overrides takes the square of their number
            continue
        named, plain = _voice(event.text) if kind == "vtt" else (event.name.strip(), _plain(event.text))
        lines = []
        for k, line in enumerate(html.unescape(plain).replace("\u00a0", " ").split("\n")):
            words = line.strip()
            if not words or words == last:
                continue
            last = words
            fresh = bool(_DASH.match(words)) or (not k and named != speaker)
            words = _DASH.sub("", words)
            if not k and named and named != speaker:
                words = f"{named}{'：' if script_counts(named)[0] else ': '}{words}"
            han, latin = script_counts(words)
            if han or latin:  # a figure goes with the text before it
                language = "zh" if leans_chinese(han, latin) else "en"
            lines.append(_Cue(words, event.start, event.end, language, fresh))
        speaker = named
        if lines:
            found.append(lines)
    return found


def _cleaned(text: str) -> str:
    """Return a text without tags and long gaps, at both of which the parser looks again and again."""
    return _GAP.sub("\n\n", _TAG.sub("", text))


def _plain(text: str) -> str:
    return _OVERRIDE.sub("", text).replace(r"\N", "\n").replace(r"\n", "\n").replace(r"\h", " ")


def _voice(text: str) -> tuple[str, str]:
    """Return the speaker of a WebVTT cue and its text, without override tags."""
    named = re.search(r"\{(?!\\)([^{}]*)\}", text)
    return named[1].strip() if named else "", _plain(text)


def _are_bilingual(cues: Sequence[Sequence[_Cue]]) -> bool:
    both = sum({"zh", "en"} <= {line.language for line in lines} for lines in cues)
    return both >= MIN_BILINGUAL * len(cues)


def _rows(page: Composer, cues: Sequence[Sequence[_Cue]]) -> Iterator[tuple[Span, Span]]:
    """Add bilingual cues as rows: the Chinese of some, then their English, until both end a sentence."""
    lines = [line for cue in cues for line in cue]
    believed = {side: _ends_are_believed([c for c in lines if c.language == side]) for side in ("zh", "en")}
    sides: dict[Language, list[_Cue]] = {"zh": [], "en": []}
    taken = 0
    for k, cue in enumerate(cues):
        for line in cue:
            sides[line.language].append(line)
        taken += 1
        following = cues[k + 1][0] if k + 1 < len(cues) else None
        ends = all(not believed[side] or not said or _ENDED.search(said[-1].text) for side, said in sides.items())
        if following is None or ends or following.fresh or following.start - cue[0].end >= PAUSE or taken >= MAX_ROW:
            yield _cell(page, sides["zh"]), _cell(page, sides["en"])
            sides, taken = {"zh": [], "en": []}, 0


def _cell(page: Composer, lines: Sequence[_Cue]) -> Span:
    spans = [_add(page, cue, _between(lines[k - 1], cue) if k else "\n\n") for k, cue in enumerate(lines)]
    return (spans[0][0], spans[-1][1]) if spans else (0, 0)


def _joined(lines: Sequence[_Cue]) -> Iterator[tuple[_Cue, str]]:
    """Yield each line with the text between it and the one before."""
    believed = _ends_are_believed(lines)
    for k, line in enumerate(lines):
        before = lines[k - 1] if k else line
        starts = not believed or line.fresh or line.start - before.end >= PAUSE
        yield line, "\n\n" if starts else _between(before, line)


def _ends_are_believed(lines: Sequence[_Cue]) -> bool:
    return sum(bool(_ENDED.search(line.text)) for line in lines) >= MIN_ENDED * len(lines)


def _between(before: _Cue, after: _Cue) -> str:
    return "" if _WIDE.match(before.text[-1]) and _WIDE.match(after.text[0]) else " "


def _add(page: Composer, cue: _Cue, before: str) -> Span:
    return page.add(cue.text, _time(cue.start), until=_time(cue.end), before=before)


def _time(milliseconds: int) -> str:
    """Return a time as players show it.

    >>> _time(3_723_004)
    '01:02:03.004'
    """
    seconds, thousandths = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"
