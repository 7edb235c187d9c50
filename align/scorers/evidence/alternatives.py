"""What a text would say with one cue turned round: "must" for "may", 下降 for 上升, a "not" taken out or put in.

The pairs are rows (``align/language/data/flips.csv``): ``cue`` and what stands ``instead`` of it, ``both`` where the
reverse holds too, ``pattern`` where the cue is a regular expression and what stands instead its template, ``senses``
what the cue says and what stands instead (rise/fall, permission possibility/obligation), where it is plain: senses of
one row exclude each other, in whichever language the row is. A Chinese word of one character has none, since it has
too many, but for points of the compass. Rows claim nothing by themselves: an encoder compares the text as it is with
the text as it would be, and forgives bad grammar ("has yet to" becomes "has"), so neither morphology nor a tagger is
needed. What stands instead is as near to the cue as can be in all but its sense: a longer or rarer word moves the
vector by itself.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Literal

from align.language import lexicon
from align.language.kept_patterns import compiled
from align.language.spans import touches
from align.language.tables import any_of, read_table
from align.model.document import Language, Span
from align.wordlinks.links import Word, WordLinks

Kind = Literal["negation", "modality", "direction", "extent"]
KINDS: tuple[Kind, ...] = ("negation", "modality", "direction", "extent")

_NEGATED = frozenset("不未无没")
_DONE = frozenset("vad")  # tags of words before which 没有 is "has not"
_AUXILIARY = re.compile(
    r"(?:is|are|was|were|be|been|has|have|had|will|would|can|could|should|must|shall|may|might|do|does|did|to)",
    re.IGNORECASE,
)
_ASKED = re.compile("(.{1,2})[不没]\\1")  # 会不会
_CONTENT = frozenset("vadnizl")
_AHEAD = 3  # words in which an auxiliary stands before its verb, or what is negated after the negation
_LINKED = 2  # words that a negation is put in at, for each on the other side


@dataclass(frozen=True, slots=True)
class Alternative:
    """One change to a text: ``span`` becomes ``new``. ``inserted``: a negation that is put in, not a cue turned.

    ``said``: what the cue says, where it is plain (:func:`senses`).
    """

    kind: Kind
    span: Span
    new: str
    inserted: bool = False
    said: frozenset[str] = frozenset()

    def apply(self, text: str, within: Span) -> str:
        """The part ``within`` a text with the change.

        >>> Alternative("negation", (3, 7), "").apply("is not here", (0, 11))
        'is here'
        """
        changed = text[within[0] : self.span[0]] + self.new + text[self.span[1] : max(within[1], self.span[1])]
        return re.sub("  +", " ", changed).strip()


@dataclass(frozen=True, slots=True)
class NoCue:
    """Where a word is no cue: with something before and after it and on the other side, None for anything.

    A row of ``align/language/data/no-flips.csv``; its example and its near miss are a text and the other side's.
    """

    cue: re.Pattern[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    other: re.Pattern[str] | None
    why: str

    def applies(self, text: str, span: Span, other: str) -> bool:
        """True if what stands at a span of a text is no cue, given the text of the other side."""
        start, end = span
        return bool(
            self.cue.fullmatch(text, start, end)
            and (self.before is None or self.before.search(text, 0, start))
            and (self.after is None or self.after.match(text, end))
            and (self.other is None or self.other.search(other))
        )


def turned(text: str, language: Language, words: Sequence[Word]) -> Iterator[Alternative]:
    """Each cue of a text turned round, once for each word that may stand instead.

    ``words``: of the text. By them a Chinese cue of one character is a word of its own (不断 is no negation), and a
    longer one crosses no end of a word (现有|的 has no 有的).

    >>> [(a.kind, a.new) for a in turned("Exports rose.", "en", ())]
    [('direction', 'Imports'), ('direction', 'fell'), ('direction', 'dropped')]
    """
    whole = {word.span for word in words}
    for kind in KINDS:
        pattern, instead = _flips(kind, language)
        for match in pattern.finditer(text):
            if language == "zh" and (
                _crossed(match.span(), words) or (len(match[0]) == 1 and match.span() not in whole)
            ):
                continue
            if not stands(kind, language, text, match.span()):
                continue
            says = said(kind, language, match[0])
            for new in instead[match[0].lower()]:
                yield Alternative(kind, match.span(), new.capitalize() if match[0][0].isupper() else new, said=says)
    if language == "en":
        yield from _affirmed(text)
    else:
        yield from _affirmed_zh(text, words)


def negated(words: Sequence[Word], text: str, places: Sequence[int], language: Language) -> Iterator[Alternative]:
    """A negation put in at each of some words, given by their number."""
    for place in dict.fromkeys(places):
        word = words[place]
        if language == "zh":
            yield Alternative("negation", word.span, "没有" if word.text == "有" else "不" + word.text, inserted=True)
            continue
        ahead = next(
            (k for k in range(place, max(-1, place - 1 - _AHEAD), -1) if _AUXILIARY.fullmatch(words[k].text)), None
        )
        at = words[ahead].span[1] if ahead is not None else word.span[0]
        yield Alternative("negation", (at, at), " not" if ahead is not None else "not ", inserted=True)


def focus(links: WordLinks, cue: Span | None, *, zh: bool) -> tuple[float, float]:
    """Return how plainly the other side says what follows a cue: its next word of content, and the plainer of two."""
    similarity = links.similarity if zh else links.similarity.T
    places = governed(links.zh_words if zh else links.en_words, cue, zh=zh) if cue and similarity.size else []
    found = [float(similarity[k].max()) for k in places]
    return (found[0], max(found)) if found else (0.0, 0.0)


def linked_places(links: WordLinks, cues: Sequence[Span], *, zh: bool) -> list[int]:
    """The words of the other side that correspond to what each of some negations negates: the next words of content.

    ``zh``: the negations are Chinese, the numbers those of English words.
    """
    words, similarity = (links.zh_words, links.similarity) if zh else (links.en_words, links.similarity.T)
    if not similarity.size:
        return []
    return [int(similarity[k].argmax()) for span in cues for k in governed(words, span, zh=zh)]


def governed(words: Sequence[Word], cue: Span, *, zh: bool) -> list[int]:
    """The words that a cue governs: what is one word with it (不满意), or the next words of content."""
    here = [k for k, word in enumerate(words) if word.span[1] > cue[0] and word.span[0] < cue[1]]
    if not here:
        return []
    inside = [k for k in here if len(words[k].text) > cue[1] - cue[0]] if zh else []
    ahead = [k for k in range(here[-1] + 1, min(len(words), here[-1] + 1 + _AHEAD)) if _has_content(words[k])]
    return [*inside, *ahead][:_LINKED]


def _has_content(word: Word) -> bool:
    return word.tag[:1] in _CONTENT if word.tag else len(word.text) > 2


def _crossed(span: Span, words: Sequence[Word]) -> bool:
    """True if a word has a part of a span and something beside it."""
    start, end = span
    return any(w.span[0] < start < w.span[1] < end or start < w.span[0] < end < w.span[1] for w in words)


def stands(kind: Kind, language: Language, text: str, span: Span, other: str = "") -> bool:
    """True if a match is a cue where it stands: a direction that is not denied, a modal that is neither negated nor
    a month nor "can only", an extent that is neither negated nor approximate, a negation that no word of the ``other``
    side carries.

    >>> text = "Check that it is not damaged."
    >>> [stands("negation", "en", text, (14, 20), other) for other in ("检查文件是否损坏", "检查文件")]
    [False, True]
    """
    return not any(row.applies(text, span, other) for row in no_cues(kind, language))


def _affirmed(text: str) -> Iterator[Alternative]:
    taken: list[Span] = []
    for pattern, template in _patterns():
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                yield Alternative("negation", match.span(), match.expand(template))


def _affirmed_zh(text: str, words: Sequence[Word]) -> Iterator[Alternative]:
    _, instead = _flips("negation", "zh")
    free = [match.span() for match in _ASKED.finditer(text)]
    for k, word in enumerate(words):
        if touches(word.span, free):
            continue
        new = instead.get(word.text, (None,))[0]
        begins = len(word.text) > 1 and word.text[0] in _NEGATED and not word.tag.startswith("nr")
        if new is None and begins and denying("zh").match(word.text):
            new = word.text[1:]
        if new is None:
            continue
        if word.text == "没有" and k + 1 < len(words) and words[k + 1].tag[:1] in _DONE:
            new = "已经"
        yield Alternative("negation", word.span, new)


@cache
def denying(language: Language) -> re.Pattern[str]:
    """Return what finds words that deny something, outright or by what they mean.

    >>> denying("zh").findall("不断努力防止未来不足"), denying("en").findall("No one who refused was unhappy.")
    (['防', '止'], ['No', 'refused', 'unhappy'])
    """
    return compiled(lexicon.pattern("denial" if language == "zh" else "negator denial", language), re.IGNORECASE)


@cache
def senses(kind: Kind, language: Language) -> Mapping[str, frozenset[str]]:
    """Return what each cue says, by the cue in lower case.

    >>> sorted(senses("modality", "en")["may"]), sorted(senses("direction", "zh")["顺差"])
    (['permission', 'possibility'], ['surplus'])
    """
    found: dict[str, frozenset[str]] = {}
    for row in _rows(kind):
        said = row["senses"].split("/")
        words = (row["cue"], row["instead"])[: 2 if row["both"] else 1]
        for word, names in zip(words, said, strict=False):
            if row["language"] == language:
                found[word.lower()] = found.get(word.lower(), frozenset()) | frozenset(names.split())
    return found


def said(kind: Kind, language: Language, cue: str) -> frozenset[str]:
    """Return what a cue says, nothing where it is not plain."""
    return senses(kind, language).get(cue.lower(), frozenset())


def agree(kind: Kind, zh: str, en: str) -> bool:
    """True if a Chinese and an English cue plainly say the same.

    >>> agree("extent", "不少", "Many"), agree("extent", "不少", "few")
    (True, False)
    """
    return bool(said(kind, "zh", zh) & said(kind, "en", en))


def contrary(kind: Kind, one: frozenset[str], other: frozenset[str]) -> bool:
    """True if what one cue says excludes what another says, and they have nothing in common.

    >>> contrary("direction", frozenset(("rise",)), frozenset(("fall",)))
    True
    """
    return not one & other and any(pair in exclusive(kind) for pair in product(one, other))


def unrelated(kind: Kind, zh: str, en: str) -> bool:
    """True if a Chinese and an English cue plainly say what has nothing to do with each other.

    >>> [unrelated("direction", "批准", en) for en in ("start", "reject", "of")]
    [True, False, False]
    """
    stated, instead = said(kind, "zh", zh), said(kind, "en", en)
    return bool(stated and instead) and not stated & instead and not contrary(kind, stated, instead)


def rendering(kind: Kind, zh: str, en: str, right: str) -> tuple[str, str]:
    """Return English for what a Chinese cue says, and what may stand in the place of an English cue, "" for nothing.

    ``right``: what stands instead of the English cue in the version that an encoder found likest. It may say something
    else than the Chinese: the opposite of "may" is "must" or "must not". Then it is another that is turned to the same
    English cue, and to read, if there is none, the first word that says what the Chinese says.

    >>> rendering("modality", "不得", "may", "must"), rendering("modality", "必须", "may", "must")
    (('must not', 'must not'), ('must', 'must'))
    >>> rendering("modality", "不得", "are entitled to", "must")
    ('must not', '')
    """
    stated, names = said(kind, "zh", zh), senses(kind, "en")

    def says_so(word: str) -> bool:
        theirs = names.get(word, frozenset())
        return bool(stated & theirs) and not any(pair in exclusive(kind) for pair in product(stated, theirs))

    if not stated or right.lower() not in names or says_so(right.lower()):
        return right, right
    turned_to = [row["cue"] for row in _rows(kind) if row["language"] == "en" and row["instead"] == en.lower()]
    instead = next(filter(says_so, turned_to), "")
    return instead or next(filter(says_so, names), right), instead


@cache
def exclusive(kind: Kind) -> frozenset[tuple[str, str]]:
    """Return the senses that exclude each other, each two in both orders."""
    pairs = [row["senses"].split("/") for row in _rows(kind) if row["senses"]]
    found = {(a, b) for one, other in pairs for a in one.split() for b in other.split()}
    return frozenset(found | {(b, a) for a, b in found})


def _rows(kind: Kind) -> Iterator[dict[str, str]]:
    return (row for row in read_table("flips") if row["kind"] == kind and not row["pattern"])


@cache
def _flips(kind: Kind, language: Language) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """The cues of a kind, and what stands instead of each; of negations only what stands instead."""
    instead: dict[str, dict[str, None]] = {}
    for row in _rows(kind):
        if row["language"] == language:
            for cue, new in ((row["cue"], row["instead"]), (row["instead"], row["cue"]))[: 2 if row["both"] else 1]:
                instead.setdefault(cue, {})[new] = None
    cues = any_of(instead if kind != "negation" else ())
    edges = (r"(?<![\w-])", r"(?![\w-])") if language == "en" else ("", "")
    flips = {cue: tuple(news)[:2] for cue, news in instead.items()}
    return compiled(f"{edges[0]}{cues}{edges[1]}", re.IGNORECASE), flips


@cache
def no_cues(kind: Kind, language: Language) -> tuple[NoCue, ...]:
    """Return where words of a kind are no cues."""
    rows = (row for row in read_table("no-flips") if (row["kind"], row["language"]) == (kind, language))
    return tuple(
        NoCue(
            compiled(row["cue"], re.IGNORECASE),
            _wanted(row["before"]),
            _wanted(row["after"]),
            _wanted(row["other"]),
            row["why"],
        )
        for row in rows
    )


def _wanted(pattern: str) -> re.Pattern[str] | None:
    return compiled(pattern, re.IGNORECASE) if pattern else None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = (row for row in read_table("flips") if row["pattern"])
    return tuple((compiled(rf"\b(?:{row['cue']})(?!\w)", re.IGNORECASE), row["instead"]) for row in rows)
