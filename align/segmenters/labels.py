"""Speaker labels at the head of paragraphs.

"Everything before a colon" is the obvious rule, but it makes speakers of 我想说三点：, "The following measures:" and
时间：. A label must look like a name, a role or an outlet; a merely possible form must recur. And people must speak in
the text: terms of service have a 概述： in each section, and 许可证： begins with a surname. So there is a role or an
outlet among several labels, or a name that cannot be a word; or a label opens the text; or labels alternate.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from align.language import outlets
from align.language.names import pinyin
from align.language.names.transcription import TRANSCRIBING
from align.language.tables import words
from align.model.document import HAN, Language, Span

_MARKUP = r"(?:\*\*|__|\*|#{1,4} )?"
_COLON = re.compile(
    rf"{_MARKUP}[ ]*+(?P<label>[^:：\n。！？!?；;“”]{{1,90}}?)[ \u3000]*+(?:\*\*|__|\*)?[ ]*+"
    r"[:：][ ]*(?:\*\*|__|\*)?[ \u3000]*"
)
_BARE = re.compile(r"(?:\*\*|__|[【\[])(?P<label>[^:：*_\n。！？!?；;“”【】\[\]]{1,60})(?:\*\*|__|[】\]])[:：]?\s*")
_FULL_WIDTH = str.maketrans("：　", ": ")

# What ends a clause before a colon, and what stands before one as the name of a field or a subject: no speaker.
_VERBS_ZH = words(
    "说 道 表示 指出 认为 介绍 强调 称 云 曰 写道 如下 包括 例如 比如 即 是 为 有 因此 所以 但是 其中 首先 其次 最后"
)
_FIELDS_ZH = words("""
    时间 地点 主题 题目 标题 时长 日期 出席 嘉宾 来源 编辑 责任编辑 责编 原标题 摘要 关键词 注 备注 附 附件 图 表 电话
    邮箱 地址 网址 温馨提示 方向 安全 方法 关键 成果 成效 成绩 方案 高质量 高水平 任务 金融 农业 经济 教育 文化 党建
    温度 强度 程度 万一 明确 应该 时代 全面 全国
""")
_NOT_ZH = re.compile(f"(?:{'|'.join(_VERBS_ZH)})$|^(?:{'|'.join(_FIELDS_ZH)})$")
_FUNCTION_ZH = re.compile(
    "[我你他她它们的是了在和与或及等对从把被不也就都这那哪什么些几]|[一二三四五六七八九十]是|第[一二三四五六七八九十]"
)
_OUTLET_ZH = re.compile(
    "(?:[日晚早时都商周]报|通讯社|新闻社|电视台|广播电台|卫视|新闻网?|传媒|融媒体|杂志社?|周刊|电台|网)(?:记者)?$"
)
_NO_SPEAKERS = """
note notes time date venue place location topic theme speakers speaker address source tel email fax first second third
fourth fifth firstly secondly thirdly finally summary background photo caption figure table example examples remarks
title subject editor editors questions answers attachment annex appendix contact website result results conclusion
introduction overview highlights key
"""
_NOT_EN = frozenset(_NO_SPEAKERS.split())
_OUTLET_EN = re.compile(
    r"(?:Daily|News|TV|Television|Agency|Press|Times|Post|Radio|Journal|Media|Media Group|Network|Online|Weekly"
    r"|Magazine|Broadcasting|Station|Herald|Tribune|Gazette|Satellite TV|(?:Daily|News) App)$"
)
# Headings that end like an outlet.
_NO_OUTLETS_EN = words("""
    Breaking Good Great Bad Latest Top Other More Further Related Special Live In On Social Mass New Digital Traditional
    Online Railway Power Space Bus Train Metro Subway Police Weather Research Base Pumping Gas Fire Charging Local
    Foreign Overseas Official State
""")
_NO_OUTLET_EN = re.compile(rf"(?:{'|'.join(_NO_OUTLETS_EN)})\b(?! York\b)")
_NAME_EN = re.compile(
    r"(?:(?:[A-Z][\w'’.\-\u2010-\u2015]*|de|da|van|von|der|bin|al|la|du)[ ]){0,4}[A-Z][\w'’.\-\u2010-\u2015]*"
    r"(?:,[ ].{2,80}|[ ]\(.{2,80}\))?"
)


_LONG = 40  # characters of what is more than the cell of a table
_SENTENCE_END = re.compile(r"[。！？…!?.][”’\"』」)）*_]*\Z")
_NAME = 30  # characters of a name
_TITLE = 6  # characters of a title before a name
# Characters of a turn, on average, where nothing but the labels tells that people speak.
_TURN = {"zh": 600, "en": 2000}
_TITLE_START = re.compile(f"(?={pinyin.TITLES_ZH.pattern})")


class Label(NamedTuple):
    """A label at the start of a paragraph: its text, the span of that, and the span with colon and markup."""

    text: str
    name: Span
    span: Span


def plain(label: str) -> str:
    """Return a label with ASCII for full-width letters and marks, of the same length."""
    return label.translate(_FULL_WIDTH)


def find_labels(text: str, paragraphs: Sequence[Span], language: Language) -> dict[int, Label]:
    """Return the paragraphs, by index, that begin with a speaker label.

    >>> lines = ["金湘军：谢谢。", "我想说三点：第一，发展。", "记者：", "他说：“好。”"]
    >>> at = [sum(map(len, lines[:k])) for k in range(5)]
    >>> {k: v.text for k, v in find_labels("".join(lines), list(zip(at, at[1:])), "zh").items()}
    {0: '金湘军', 2: '记者'}
    """
    found: dict[int, Label] = {}
    alone: set[int] = set()
    for number, (start, end) in enumerate(paragraphs):
        match = _BARE.match(text, start, end) or _COLON.match(text, start, end)
        if match is None or (match.end() < end and text[match.end() - 1] == ":" and text[match.end()].isdigit()):
            continue
        name = match["label"].strip()
        at = text.index(name, match.start("label"))
        span = (start, start + len(match[0].rstrip()))
        found[number] = Label(plain(name), (at, at + len(name)), span)
        if match.end() == end:
            alone.add(number)
    counts = Counter(label.text for label in found.values())
    asks = any(outlets.read_label(label).roles & {"question"} for label in counts)
    strength = _strength_zh if language == "zh" else _strength_en
    kept: dict[int, Label] = {}
    strengths: dict[int, int] = {}
    speech = {number: _speech(text, paragraphs, number, label.span[1]) for number, label in found.items()}
    spoken = Counter(found[number].text for number, said in speech.items() if said)
    introduced = _introduced(counts, text) if language == "zh" else frozenset()
    for number, label in found.items():
        if label.text in ("A", "答") and not asks:
            continue
        likely = strength(label.text)
        recurs = counts[label.text] > 1
        last = number in alone and number == len(paragraphs) - 1
        colon = re.search("[:：]", text[label.name[1] : label.span[1]])
        cell = not (speech[number] or colon) or _names_somebody(label, text, paragraphs[number][1], language)
        speaks = recurs and 2 * spoken[label.text] > counts[label.text]
        supported = speaks or number in alone or label.text in introduced
        if not (last or cell) and (likely == 3 or (likely == 2 and supported) or (likely == 1 and speaks)):
            kept[number], strengths[number] = label, likely
    opens = bool(kept) and strengths[min(kept)] > 1 and not _says(text, paragraphs[: min(kept)])
    known = any(label.text in introduced for label in kept.values()) or _has_roles(kept)
    known = known or _has_sure_names(kept, strengths, language)
    return kept if opens or known or _converse(kept, strengths, paragraphs[-1:], language) else {}


def _says(text: str, paragraphs: Sequence[Span]) -> bool:
    """True if a paragraph ends as a sentence does."""
    return any(_SENTENCE_END.search(text[max(start, end - _LONG) : end].rstrip()) for start, end in paragraphs)


def _has_roles(labels: Mapping[int, Label]) -> bool:
    """True if one of several labels names a role or an outlet: somebody asks or leads."""
    read = [(label.text, outlets.read_label(label.text)) for label in labels.values()]
    outlet = any(
        parts.roles or parts.outlets or _OUTLET_ZH.search(name) or _OUTLET_EN.search(name) for name, parts in read
    )
    return len(labels) > 1 and outlet


def _has_sure_names(labels: Mapping[int, Label], strengths: Mapping[int, int], language: Language) -> bool:
    """True if several labels are names that cannot be words: with a title, in characters that transcribe, in pinyin."""
    names = [label.text for label in labels.values()]
    if language == "en":
        return len([strength for strength in strengths.values() if strength == 3]) > 1
    titled = any(pinyin.TITLES_ZH.search(name) and pinyin.chinese_names(name) for name in names)
    again = [name for name, count in Counter(names).items() if count > 1 and len(name) > 1]
    foreign = any(TRANSCRIBING.issuperset(name) for name in again)
    return len(names) > 1 and (titled or foreign)


def _converse(
    labels: Mapping[int, Label], strengths: Mapping[int, int], last: Sequence[Span], language: Language
) -> bool:
    """True if somebody speaks again after another, or several that look like names do, all in turns that are short
    enough for a conversation.

    ``last``: the last paragraph of the text.
    """
    if not labels:
        return False
    names = [label.text for label in labels.values()]
    changes = [name for k, name in enumerate(names) if not k or names[k - 1] != name]
    several = len(set(changes)) < len(changes) or len({labels[k].text for k, s in strengths.items() if s > 1}) > 1
    return several and last[0][1] - labels[min(labels)].span[0] <= _TURN[language] * len(labels)


def _names_somebody(label: Label, text: str, end: int, language: Language) -> bool:
    """True if a role is followed by a name alone: a field of the page that says who it is (主持人：王明)."""
    said = text[label.span[1] : end].strip(" 　*_")
    parts = outlets.read_label(label.text)
    if not said or len(said) > _NAME or not parts.roles or parts.outlets or parts.rest.strip():
        return False
    names = pinyin.chinese_names(said) if language == "zh" else pinyin.english_names(said)
    return list(names) == [said]


def _speech(text: str, paragraphs: Sequence[Span], number: int, start: int) -> bool:
    """True if what follows a label looks like speech, not like the cell of a table: it ends as a sentence does, or is
    long."""
    end = paragraphs[number][1]
    if start >= end and number + 1 < len(paragraphs):
        start, end = paragraphs[number + 1]
    said = text[start:end].strip()
    return len(said) >= _LONG or bool(_SENTENCE_END.search(said))


def _introduced(names: Collection[str], text: str) -> frozenset[str]:
    """Return the names that a text calls somebody by with a title: one of two characters is a word as often as not.

    The text is read once, from title to title: to search it for each name takes hours where every line has another.

    >>> [sorted(_introduced({name}, text)) for name, text in (("陈明", "陈明先生"), ("陈明", "部长陈明"))]
    [['陈明'], ['陈明']]
    >>> _introduced({"高温"}, "部长说高温")
    frozenset()
    """
    lengths = sorted({len(name) for name in names})
    found: set[str] = set()
    for title in _TITLE_START.finditer(text):
        start = title.start()
        found.update(name for size in lengths if (name := text[max(0, start - size) : start]) in names)
        for at in range(start + 1, start + _TITLE + 1):
            near = [name for size in lengths if (name := text[at : at + size]) in names]
            if near and any(before.end() == at for before in pinyin.TITLES_ZH.finditer(text, max(0, at - _TITLE), at)):
                found.update(near)
    return frozenset(found)


def _strength_zh(label: str) -> int:
    """Return 3 for a sure label, 2 if it must recur or stand alone on its line, 1 if it must recur, 0 for none."""
    if len(label) > 40 or not label:
        return 0
    parts = outlets.read_label(label)
    rest = parts.rest.strip()
    if _NOT_ZH.search(label) and not (parts.roles and not rest):
        return 0
    if re.search("[，,]", rest) and not parts.outlets:
        return 0
    people = pinyin.chinese_names(rest)
    if parts.outlets or parts.roles:
        known = not rest or people or len(rest) <= 12 or bool(re.search("记者|发言人|主持人$", label))
        return 3 if known and not _FUNCTION_ZH.search(rest) else 0
    if _OUTLET_ZH.search(label) and 3 <= len(label) <= 20 and not _FUNCTION_ZH.search(label):
        return 2
    if people and not _FUNCTION_ZH.search(rest):
        titled = rest != people[-1]
        return 3 if (titled or len(rest) == 3) and len(rest) >= 3 else 2
    if re.fullmatch(r"[A-Za-z][A-Za-z .'\-]{1,40}", label):
        return min(2, _strength_en(label))
    short = re.fullmatch(rf"[{HAN}·]{{2,8}}", label) is not None
    return int(short and not _FUNCTION_ZH.search(label)) + int(short and "·" in label)


def _strength_en(label: str) -> int:
    plain = label.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if plain.casefold().removesuffix(".") in _NOT_EN:
        return 0
    parts = outlets.read_label(plain)
    rest = re.sub(r"\b(?:from|of|the|with|and|a|an|at|for)\b|[\s,()/.&-]", "", parts.rest)
    if parts.outlets or parts.roles:
        capitals = not re.search(r"(?:^|\s)[a-z]{3,}", re.sub(r"\b(?:from|the|with|and)\b", "", parts.rest))
        return 3 if not rest or (capitals and len(rest) <= 40) or (_NAME_EN.fullmatch(plain) and "," in plain) else 0
    if not _NAME_EN.fullmatch(plain):
        return 0
    head = re.split(r", | \(", plain)[0]
    if _OUTLET_EN.search(head) and " " in head:
        return 2 if _NO_OUTLET_EN.match(head) else 3
    people = pinyin.english_names(head)
    titled = bool(people) and people[-1] != head and (" " in head or head.endswith(people[-1]))
    if len(people) == 1 and (titled or (2 <= len(people[0].split()) <= 3 and pinyin.looks_pinyin(people[0]))):
        return 3
    return 2 if " " in head and len(head.split()) <= 4 and "," in plain else 1
