"""Which names of a text the other side has too: an item whose name is there is hardly missing.

A name is rendered by its letters (Revlon), by its sound (费罗斯, Fellowes; 孙俪, Sun Li) or as a table has it.
Nothing here tells common nouns that look like names, so what is found is evidence, for a decision to weigh.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from align.language.names.people import tagged_words
from align.language.names.pinyin import is_pinyin_of
from align.language.names.transcription import TRANSCRIBING, renders
from align.language.places import en_places, zh_places
from align.language.spans import touches
from align.model.document import Language, Span

Named = list[tuple[int, bool]]
"""Where names stand, and whether the other side has them."""

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}")
_CAPITAL = re.compile(r"[A-Z\u00c0-\u00de][\w'\N{RIGHT SINGLE QUOTATION MARK}-]+")
_DOT = "·"
_SOUND = "".join(sorted(TRANSCRIBING))
_FOREIGN = re.compile(f"[{_SOUND}]{{3,}}(?:{_DOT}[{_SOUND}]+)*|(?:[{_SOUND}]+{_DOT})+[{_SOUND}]+")
_LONGEST = 3  # words of a name
_REMEMBERED = 1024  # pairs of texts: clauses and items ask, of both sides


@lru_cache(maxsize=_REMEMBERED)
def names(zh: str, en: str) -> dict[Language, Named]:
    """Return of each side of a pair where its names stand, and whether the other side has them.

    Of the English, only those that are found.

    >>> names("孙俪、费罗斯到访沙河，品牌有Essie。", "Sun Li and Fellowes came to Shahe.")["zh"]
    [(14, False), (0, True), (3, True)]
    """
    found: dict[Language, Named] = {"zh": [], "en": []}
    for side, span, there in (*_latin(zh, en), *_placed(zh, en), *_spoken(zh, en)):
        found[side].append((span[0], there))
    return found


def _latin(zh: str, en: str) -> Iterator[tuple[Language, Span, bool]]:
    """Yield the words in Latin letters: a word that the Chinese has more often than the English is not there once."""
    left = Counter(word.casefold() for word in _LATIN.findall(en))
    ours = set()
    for match in _LATIN.finditer(zh):
        word = match[0].casefold()
        ours.add(word)
        left[word] -= 1
        yield "zh", match.span(), left[word] >= 0
    yield from (("en", m.span(), True) for m in _LATIN.finditer(en) if m[0].casefold() in ours)


def _placed(zh: str, en: str) -> Iterator[tuple[Language, Span, bool]]:
    left = [(set(found), span) for found, span in en_places(en)]
    for place, span in zh_places(zh):
        there = next((n for n, (found, _) in enumerate(left) if place in found), None)
        yield "zh", span, there is not None
        if there is not None:
            yield "en", left.pop(there)[1], True


def _spoken(zh: str, en: str) -> Iterator[tuple[Language, Span, bool]]:
    """Yield what is spelt by its sound: people, and foreign names, of which the first or the last part is enough."""
    placed = [span for _, span in zh_places(zh)]
    words = list(_CAPITAL.finditer(en))
    for span in _joined([*tagged_words(zh), *(m.span() for m in _FOREIGN.finditer(zh))]):
        if touches(span, placed) or span[1] - span[0] < 2:
            continue
        parts = zh[slice(*span)].split(_DOT)
        there = next((at for at in _runs(words, en) if _spelt(parts, en[slice(*at)])), None)
        yield "zh", span, there is not None
        if there is not None:
            yield "en", there, True


def _joined(spans: list[Span]) -> list[Span]:
    """Return spans in order, joined where they touch: a name that is cut in two, and its parts."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span[0] <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], span[1])
        else:
            joined.append(span)
    return joined


def _runs(words: list[re.Match[str]], en: str) -> Iterator[Span]:
    """Yield each capitalised word, and those that follow it directly, at most three."""
    for n, word in enumerate(words):
        end = word.end()
        yield word.span()
        for other in words[n + 1 : n + _LONGEST]:
            if en[end : other.start()] != " ":
                break
            end = other.end()
            yield word.start(), end


def _spelt(parts: list[str], latin: str) -> bool:
    whole = "".join(parts)
    sounds = " " not in latin and any(renders(latin, part) for part in (whole, parts[0], parts[-1]) if len(part) > 1)
    return sounds or is_pinyin_of(whole, latin)
