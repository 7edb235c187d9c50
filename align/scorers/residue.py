"""Residue: remains of the other language, full-width punctuation and broken characters.

Finds Han characters in the English, a run of English in the Chinese that is also in the English, full-width punctuation
in the English, and mojibake on one side (on both it is quoted). A Chinese word in brackets or quotation marks after its
English is a gloss that translators add on purpose, so it is not flagged.
"""

import re
from collections.abc import Iterator

from align.language.spans import inside
from align.model.document import HAN, Language, Span
from align.model.unit import Issue, TranslationUnit
from align.scorers.base import Context, Scorer, issue_on

HAN_RUN = re.compile(rf"[{HAN}](?:[{HAN}·，、。；：“”‘’《》（）0-9０-９]*[{HAN}])?")
_GLOSS = re.compile(rf"[(（\[“\"‘'《][^()（）\[\]“”\"《》]*[{HAN}][^()（）\[\]“”\"《》]*[)）\]”\"’'》]")
_WORD = r"[A-Za-z][A-Za-z'’\-]*"
_ENGLISH_RUN = re.compile(rf"{_WORD}(?:[ ,]+{_WORD}){{4,}}")
_FULL_WIDTH = re.compile(r"[，。；：？！（）、％]|[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+")
_NARROW = {"。": ".", "、": ","}
# UTF-8 read as Latin-1 or Windows-1252, and the replacement marks of UTF-8 read as GBK.
_MOJIBAKE = re.compile(
    r"\N{REPLACEMENT CHARACTER}+|(?:锟斤拷)+|(?:烫烫|屯屯)+"
    r"|(?:â€[\u0080-\u00bf™œ\u009d˜¦“”]|Ã[\u0080-\u00bf]|Â[\u0080-\u00bf]"
    r"|[äåæçèéï][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ¼½¾¡-¿]{2})+"
)


def find(unit: TranslationUnit, _context: Context) -> Iterator[Issue]:
    """Yield issues for remains of the other language, and for broken characters."""
    if not unit.en_text.isascii():
        glosses = [match.span() for match in _GLOSS.finditer(unit.en_text)]
        broken = [match.span() for match in _MOJIBAKE.finditer(unit.en_text)]
        yield from (_broken(unit, "en", span) for span in broken if unit.en_at(span) not in unit.zh_text)
        for match in HAN_RUN.finditer(unit.en_text):
            if not inside(match.span(), glosses + broken):
                yield _untranslated(unit, match.span())
        for match in _FULL_WIDTH.finditer(unit.en_text):
            if not inside(match.span(), glosses + broken) and not _beside_han(unit.en_text, match.span()):
                yield _full_width(unit, match.span())
    for match in _MOJIBAKE.finditer(unit.zh_text):
        if match.group() not in unit.en_text:
            yield _broken(unit, "zh", match.span())
    for match in _ENGLISH_RUN.finditer(unit.zh_text):
        if match.group().lower() in unit.en_text.lower():
            yield issue_on(unit, "residue.english", match.span(), None, severity="minor", confidence=0.8)


def _beside_han(text: str, span: Span) -> bool:
    around = text[max(0, span[0] - 1) : span[0]] + text[span[1] : span[1] + 1]
    return bool(HAN_RUN.search(around))


def _untranslated(unit: TranslationUnit, span: Span) -> Issue:
    text = unit.en_at(span)
    at = unit.zh_text.find(text)
    zh_span = (at, at + len(text)) if at >= 0 else None
    return issue_on(unit, "residue.chinese", zh_span, span, severity="major", confidence=0.98)


def _full_width(unit: TranslationUnit, span: Span) -> Issue:
    text = unit.en_at(span)
    narrow = "".join(_NARROW.get(c, chr(ord(c) - 0xFEE0) if ord(c) >= 0xFF01 else c) for c in text)
    return issue_on(unit, "residue.full-width", None, span, severity="minor", confidence=0.95, values={"right": narrow})


def _broken(unit: TranslationUnit, side: Language, span: Span) -> Issue:
    spans, text = ((span, None), unit.quoted(span)) if side == "zh" else ((None, span), unit.en_at(span))
    values = {"here": side, "text": text}
    return issue_on(unit, "residue.broken", *spans, severity="major", confidence=0.95, values=values)


SCORER = Scorer(
    id="residue",
    checks="Chinese left in the English, English left in the Chinese, full-width punctuation, broken characters",
    example=("推进“放管服”改革。", "We advanced the 放管服 reform."),
    severities=("minor", "major"),
    find=find,
    zh_name="残留",
    heads=("title",),
)
