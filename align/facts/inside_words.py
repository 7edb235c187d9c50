"""Number characters that belong to a word and count nothing: the 万 of 万圣节, the 一 of 唯一.

Lists of such words never end, and a list does not see where two words meet: 唯一|一个 is not 11, 入伍|一批 not 51,
赶上|万圣节 not 10,000, 两位数|百分比 not "hundreds". So the words are cut first, by a dictionary. A word that is a
figure (数百倍, 五分之一, 十几岁) stays one: number characters, at most one that leads them, and a unit or a classifier.
"""

import re
from functools import lru_cache

from align.facts.chinese_numerals import CHARS
from align.facts.units import UNITS
from align.language.kept_patterns import compiled
from align.language.lexicon import forms
from align.language.tables import any_of
from align.language.words import dictionary_words
from align.model.document import Span

_UNIT_NAMES = [name for unit in UNITS.values() for name in unit.zh if not name.isascii()]
_UNITS_HERE = any_of([*forms("classifier.word counted", "zh"), *_UNIT_NAMES])
_MEASURES = any_of(["倍", "成", "番", *_UNIT_NAMES])
_FIGURE = compiled(
    f"[上数几成近每约超逾满达初共头首]?[{CHARS}几数]+[多余来]?(?:{_UNITS_HERE})*(?:[{CHARS}]+(?:{_UNITS_HERE})?)?"
    f"|[第多余].*|.*分之.*|.*[{CHARS}](?:{_MEASURES})|[这那前后][二三四五六七八九十百千万两]+(?:{_UNITS_HERE})"
)
_N = "壹弌贰叁肆伍陆柒捌玖拾佰仟万亿十百千零点一二三四五六七八九"
# what the dictionary takes for a figure, or cuts otherwise: 一天比一天, 万一, 统一, 伍 as a name, 今明两年
_NOTHING = compiled(
    "(?:一天比一天|十天半个月|千家万户|四里八乡|二里头|一点一点|一时|一线|一战|二战|二手|三方|三产|四周|五一|六一|六四|七一|八一|两头|两党|十字|十足|十分|零部?件"
    "|(?<![近上数几成过超逾约达破每])(?:万一|千万不))(?![一二三四五六七八九]角|之(?!间)|钟(?![情爱意]))"
    "|(?<=双)十[一二]|(?<=今明|昨今|去今)两|(?<=统)一"
    f"|(?<=[唯同单之逐某每专惟归合划万不非任进])一(?![{_N}])|(?<=有)一(?![成个人名家户{_N}]|年[零又半])"
    f"|(?<![{_N}])[肆伍陆拾](?![{_N}])"
)
_MOST = 20_000  # characters: a longer text is a table, and its words are not cut
_ANY = re.compile(f"[{CHARS}]")


@lru_cache(maxsize=256)
def inside_words(text: str) -> tuple[Span, ...]:
    """Return the spans of words that hold number characters and are no figure; ``text`` is in Simplified.

    >>> text = "唯一一个赶上万圣节的三年级学生，数百倍"
    >>> [text[slice(*span)] for span in inside_words(text)]
    ['唯一', '万圣节']
    """
    if len(text) > _MOST or not _ANY.search(text):
        return ()
    return tuple(
        span for span in dictionary_words(text) if _ANY.search(text, *span) and not _FIGURE.fullmatch(text, *span)
    )


def not_a_figure(text: str, at: int) -> int:
    """The length of the word at a position whose number characters count nothing (万一), 0 where there is none.

    >>> not_a_figure("万一", 0), not_a_figure("统一", 1), not_a_figure("一百人", 0)
    (2, 1, 0)
    """
    match = _NOTHING.match(text, at)
    return match.end() - at if match else 0
