"""Residue: remains of the other language, full-width punctuation and broken characters.

Finds Han characters in the English, a run of English in the Chinese that is also in the English, full-width punctuation
in the English, and mojibake on either side. A Chinese word in brackets or quotation marks after its English is a gloss
that translators add on purpose, so it is not flagged.
"""

import re
from collections.abc import Iterator

from align.language.spans import inside
from align.model.document import HAN, Span
from align.model.unit import Issue, TranslationUnit
from align.scorers.base import Context, Scorer

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
        yield from (_mojibake(unit.en_text, span, english=True) for span in broken)
        for match in HAN_RUN.finditer(unit.en_text):
            if not inside(match.span(), glosses + broken):
                yield _untranslated(match.group(), match.span(), unit)
        for match in _FULL_WIDTH.finditer(unit.en_text):
            if not inside(match.span(), glosses + broken) and not _beside_han(unit.en_text, match.span()):
                yield _full_width(match.group(), match.span())
    for match in _MOJIBAKE.finditer(unit.zh_text):
        yield _mojibake(unit.zh_text, match.span(), english=False)
    for match in _ENGLISH_RUN.finditer(unit.zh_text):
        if match.group().lower() in unit.en_text.lower():
            yield _english_in_chinese(match.group(), match.span())


def _beside_han(text: str, span: Span) -> bool:
    around = text[max(0, span[0] - 1) : span[0]] + text[span[1] : span[1] + 1]
    return bool(HAN_RUN.search(around))


def _untranslated(text: str, span: Span, unit: TranslationUnit) -> Issue:
    at = unit.zh_text.find(text)
    return Issue(
        scorer="residue",
        type="untranslated",
        severity="major",
        confidence=0.98,
        message=f"The English still has the Chinese {text}.",
        zh_span=(at, at + len(text)) if at >= 0 else None,
        en_span=span,
        zh_value=text if at >= 0 else "",
        en_value=text,
    )


def _english_in_chinese(text: str, span: Span) -> Issue:
    return Issue(
        scorer="residue",
        type="untranslated/chinese",
        severity="minor",
        confidence=0.8,
        message=f'The Chinese has the English "{text}" untranslated.',
        zh_span=span,
        zh_value=text,
    )


def _full_width(text: str, span: Span) -> Issue:
    narrow = "".join(_NARROW.get(c, chr(ord(c) - 0xFEE0) if ord(c) >= 0xFF01 else c) for c in text)
    return Issue(
        scorer="residue",
        type="punctuation",
        severity="minor",
        confidence=0.95,
        message=f'The English has the full-width "{text}"; it should be "{narrow}".',
        en_span=span,
        en_value=text,
        suggestion=narrow,
    )


def _mojibake(text: str, span: Span, *, english: bool) -> Issue:
    broken = text[slice(*span)]
    side = "English" if english else "Chinese"
    return Issue(
        scorer="residue",
        type="encoding",
        severity="major",
        confidence=0.95,
        message=f'The {side} has broken characters: "{broken}".',
        zh_span=None if english else span,
        en_span=span if english else None,
        zh_value="" if english else broken,
        en_value=broken if english else "",
    )


SCORER = Scorer(
    id="residue",
    checks="Chinese left in the English, English left in the Chinese, full-width punctuation, broken characters",
    example=("推进“放管服”改革。", "We advanced the 放管服 reform."),
    types=("untranslated", "untranslated/chinese", "punctuation", "encoding"),
    severities=("minor", "major"),
    find=find,
    zh_name="残留",
    zh_messages={
        "The English still has the Chinese {zh}.": "英文里还留有中文“{zh}”。",
        'The Chinese has the English "{text}" untranslated.': "中文里有未翻译的英文“{text}”。",
        'The English has the full-width "{text}"; it should be "{right}".': "英文里有全角的“{text}”，应为“{right}”。",
        'The {side} has broken characters: "{text}".': "{side}里有乱码：“{text}”。",
    },
)
