"""Where a Chinese text names a person.

Neither a tagger (it takes 弘扬 and 展望未来 for names) nor a surname (高 and 金 begin a hundred nouns) is enough. So a
name stands beside a title or is tagged as one *and* begins with a surname, is 2 or 3 characters long (3 or 4 with a
compound surname) and is not a place. The tagger is jieba's (MIT); it loads in half a second, so it is used only when
a caller has a reason.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from align.language.names.pinyin import TITLES_ZH
from align.language.names.spelling import surname_length
from align.language.names.surnames import COMMON
from align.language.names.transcription import TRANSCRIBING
from align.language.places import zh_places
from align.language.tables import words
from align.language.words import cut_with_tags, dictionary_words
from align.model.document import HAN, Span

_TAGS = frozenset(("nr", "nrfg", "nrt"))
_NOT_NAMES = frozenset(
    words("""
        弘扬 和谐 安康 康复 高明 安宁 文明 成长 成功 方便 温暖 金融 田园 党和 张望 张罗 周到 何况 许诺 谢意 汪洋 万元
        白领 谢谢 陈述 卫冕 宝贵 荣获 孙女 强降雨 那达慕
    """)
)
_ABROAD = re.compile(
    f"(?:{TITLES_ZH.pattern}|外长|防长|财长|首相|国务卿|议长|国王|大臣)([{''.join(sorted(TRANSCRIBING))}]{{2,}})"
)
_FUNCTION = frozenset("其此这那的了是说")  # in no given name that a tagger does not know
_OPENS = re.compile("(?:^|[和与及、，：为。；])$")
_NO_NAME = re.compile("..[湖山河县镇村乡州路街寺桥庙会局部性者们]$")
_HAN = re.compile(f"[{HAN}]")


@lru_cache(maxsize=1024)
def tagged_names(text: str) -> tuple[Span, ...]:
    """Return the spans of tagged names, confirmed by surname and length.

    >>> text = "电站站长段梦琪说，要弘扬精神、展望未来。"
    >>> [text[a:b] for a, b in tagged_names(text)]
    ['段梦琪']
    """
    tagged = ((text[slice(*span)], span) for span in tagged_words(text))
    return tuple(span for word, span in tagged if _could_be_name(word) and not any(zh_places(word)))


@lru_cache(maxsize=1024)
def tagged_words(text: str) -> tuple[Span, ...]:
    """Return the spans of all words tagged as names of people, unconfirmed except for known mistakes."""
    found, at = [], 0
    for word, tag in cut_with_tags(text):
        start, at = at, at + len(word)
        if tag in _TAGS and word not in _NOT_NAMES:
            found.append((start, at))
    return tuple(found)


def beside_titles(text: str) -> Iterator[Span]:
    """Yield the spans of possible names beside titles; several may overlap, since the end of a name is unknown.

    >>> text = "省长金湘军表示"
    >>> [text[a:b] for a, b in beside_titles(text)]
    ['金湘', '金湘军']
    """
    for title in TITLES_ZH.finditer(text):
        for length in (2, 3, 4):
            for span in ((title.end(), title.end() + length), (title.start() - length, title.start())):
                if span[0] >= 0 and _could_be_name(text[slice(*span)]):
                    yield span


@lru_cache(maxsize=1024)
def free_names(text: str) -> tuple[Span, ...]:
    """Return the spans of three characters that may be names although no tagger says so: those that it begins so, and
    those whose surname is common or begins a clause and belongs to no word.

    >>> [text[a:b] for text in ("武磊接张琳芃长传", "开张大吉") for a, b in free_names(text)]
    ['武磊接', '张琳芃']
    """
    known, tagged = dictionary_words(text), {at for at, _ in tagged_words(text)}
    found = []
    for start in range(len(text) - 2):
        end = start + 3
        if not _could_be_name(text[start:end]) or any(a <= start < b for a, b in known):
            continue
        opens = text[start] in COMMON or _OPENS.search(text, 0, start) is not None
        apart = opens and not any(start < a < end < b for a, b in known)
        if (apart or start in tagged) and _FUNCTION.isdisjoint(text[start + 1 : end]):
            found.append((start, end))
    return tuple(found)


@lru_cache(maxsize=1024)
def families_in(text: str) -> frozenset[str]:
    """Return the first characters of what may be names in a Chinese text."""
    return frozenset(text[at] for at, _ in (*tagged_words(text), *free_names(text), *beside_titles(text)))


def transcribed_names(text: str) -> Iterator[Span]:
    """Yield the spans of foreign names after titles, in characters that transcribe.

    >>> [text[a:b] for text in ["阿根廷总统米莱当天会见了德国总理"] for a, b in transcribed_names(text)]
    ['米莱']
    """
    ends = {end for _, end in tagged_words(text)}
    for match in _ABROAD.finditer(text):
        start = match.start(1)
        end = max((end for end in ends if start + 2 <= end <= match.end()), default=start)
        if start < end and text[end : end + 1] != "·":
            yield start, end


def _could_be_name(word: str) -> bool:
    cut = surname_length(word)
    return bool(cut) and 1 <= len(word) - cut <= 2 and all(map(_HAN.match, word)) and not _NO_NAME.search(word)
