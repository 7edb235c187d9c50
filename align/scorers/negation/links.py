"""Where a negation attaches: does what it negates correspond to something negated on the other side?

A sentence that negates twice and is rendered with one "not" less still negates somewhere, so presence tells nothing.
With word links (``align.wordlinks.links``) the words after a cue are followed to the other side, and a negation is
looked for around them within the clause; in English it may stand some words ahead of its verb.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from align.language.light_words import light_words
from align.language.spans import touches
from align.model.document import Span
from align.model.unit import TranslationUnit
from align.scorers.negation.cues import HARD

if TYPE_CHECKING:
    from align.wordlinks.links import Word, WordLinks

_REACH = 5  # words after a cue in which what it negates is looked for
_LOOSE, _SURE = 0.5, 0.6  # similarity of words without a mutual link that may correspond; and that surely do
_GROUNDED = 0.56  # least similarity of what a "not" negates to a Chinese word, where no Chinese word negates
_LINKED = 0.5  # least similarity of linked words that show what an inserted negation negates
_PLAIN = 0.55  # similarity of a word to what plainly renders it
_OWN = 0.7  # similarity of a word to what it surely renders
_FAINT = 0.45  # similarity of linked words that correspond by chance
_ZH_BEFORE, _ZH_AFTER = 8, 4  # characters around a Chinese word in which a negation of it starts
_EN_BEFORE, _EN_AFTER = 7, 3  # words around an English one
# Verbs that are negative themselves: before one, a "not" is not what renders the Chinese word that it stands for.
_NEGATIVE_VERB = re.compile(
    r"(?:fail|refus|reject|declin|prohibit|forb[ai]d|prevent|avoid|stop|ceas|halt|oppos|exclud|abandon|cancel|suspend|den[iy]"
    r"|violat|breach|deactivat|f[ea]ll|drop|decreas|shr[aiu]nk|reduc|cut|los[et]|ban|bar|lack|miss|lift|remov|scrap|abolish)",
    re.IGNORECASE,
)
# Words for what one would not have: negated, they say something good.
_ADVERSE = re.compile(
    r"(?:slacken|waver|relent|falter|tir(?:e|ed|ing)$|yield|surrender|forg[eo]t|defeat|neglect|ignor|divid|separat|sever(?:ed)?$|revers"
    r"|shak|deter|defer|delay|postpon|put$|left$|behind$|hesitat|compromis|interrupt|imped|obstruct|hinder|harm|undermin|fail|stop|ceas"
    r"|refus|miss|abandon|spar(?:e|ed)$|doubt|discriminat|interfer|exception|rest$)",
    re.IGNORECASE,
)
_ADVERSE_ZH = re.compile("[断停驳拒失败误延违弃阻妨碍害损漏忘忽止歇扰搁置]|分裂|歧视")
_VERBAL = re.compile(r"(?:^not|^never|^cannot|n['’]t)$", re.IGNORECASE)
_UNABLE = re.compile("[^一]不.{1,2}")  # 关不住 "will not stop": the negation is not that of "stop"
_AND_THAT = re.compile(r"\sand\s+that\s")
_ITEM = 2  # characters of an item of a list ahead of a word that share what is said of the first
_FORWARD = frozenset(("without", "unless", "except"))  # negate what follows them
_CLAUSE_ENDS = frozenset("，；。！？：,;!?:")
_BREAKS = _CLAUSE_ENDS | {"、"}
_CONTENT = frozenset("nvaijlzst")  # first letters of jieba's tags of words that carry meaning
_MODALS = frozenset(
    ("应当", "必须", "应", "应该", "须", "要", "需", "需要", "将", "会", "能", "能够", "可", "可以", "已", "已经")
)
_WHOLE = frozenset(("并非", "绝非"))  # negate a whole statement: no one word need render what they negate
_HELPERS = frozenset(
    ("会", "能", "可以", "要", "应", "应该", "必须", "有", "是", "被", "再", "得到", "进行", "予以", "到", "去", "来")
)


class Attachment:
    """The links of a unit, asked for what a cue negates."""

    def __init__(self, links: "WordLinks", unit: TranslationUnit) -> None:
        """``links`` are those of the unit."""
        self._links = links
        self._text, self._english_text = unit.zh_text, unit.en_text
        self._zh_of: dict[int, set[int]] = {}
        self._en_of: dict[int, set[int]] = {}
        for link in links.links:
            self._zh_of.setdefault(link.en, set()).add(link.zh)
            self._en_of.setdefault(link.zh, set()).add(link.en)

    def negated_in_chinese(self, cue: Span, negations: Sequence[Span]) -> bool:
        """True if what an English cue negates is, as far as can be seen, negated in the Chinese."""
        words = self._links.en_words
        here = _at(words, cue)
        if here is None:
            return True
        direct = self._zh_of.get(here, ())
        if any(touches(self._links.zh_words[i].span, negations) for i in direct):
            return True
        focus = {i for j in self._after(words, here) for i in self._chinese(j, _LOOSE)}
        return not focus or any(self._near_chinese(self._links.zh_words[i].span[0], negations) for i in focus)

    def grounded(self, cue: Span) -> bool:
        """True if what an English cue negates is said in the Chinese: 伪命题 "doesn't hold water" says it otherwise.

        So does 坚持不懈 "never slacken": an adverse word that the Chinese lacks affirms when it is negated.
        """
        words, similarity = self._links.en_words, self._links.similarity
        here = [k for k, word in enumerate(words) if touches(word.span, [cue])]
        focus = self._after(words, here[-1]) if here else []
        linked = {k for k in focus for i in self._zh_of.get(k, ()) if similarity[i, k] > _LINKED}
        if not _ADVERSE_ZH.search(self._text) and any(
            _ADVERSE.match(words[k].text) and k not in linked and similarity[:, k].max(initial=-1.0) < _SURE
            for k in focus
        ):
            return False
        if linked and _VERBAL.search(words[here[-1]].text):
            return True
        return not focus or float(similarity[:, focus].max(initial=-1.0)) >= _GROUNDED

    def surely_grounded(self, cue: Span) -> bool:
        """True if one of the first two words that an English cue negates plainly renders a Chinese word of content."""
        words, chinese = self._links.en_words, self._links.zh_words
        here = [k for k, word in enumerate(words) if touches(word.span, [cue])]
        return any(
            self._links.similarity[i, k] >= (_PLAIN if i in self._zh_of.get(k, ()) else _SURE)
            for k in (self._after(words, here[-1]) if here else ())
            for i, word in enumerate(chinese)
            if word.tag[:1] in _CONTENT
        )

    def surely_affirmed(self, cue: Span) -> bool:
        """True if the first word that a Chinese cue negates, or its own, is plainly said in the English."""
        words = self._links.zh_words
        here = _at(words, cue)
        if here is None:
            return False
        after = [k for k in self._after(words, here) if not self._parted(cue[1], words[k].span[0])]
        beside = [here] if words[here].span[1] - words[here].span[0] > cue[1] - cue[0] else []
        light = light_words("en")
        return any(
            self._links.similarity[i, j] >= _PLAIN
            for i in (beside or after[:1])
            for j, word in enumerate(self._links.en_words)
            if word.text.lower() not in light
        )

    def affirmed_in_chinese(self, cue: Span, negators: Sequence[Span], *, surplus: bool) -> bool:
        """True if what an English cue negates surely stands in Chinese clauses without a word that may negate.

        The clauses are those of the words after the cue, as far as the next clause or "that", and of the modal verb
        that the cue is linked with (将 "will not"). A word that stands twice (告知, 逾期不告知) counts where it is not
        negated. ``surplus``: the English negates more often than the Chinese. If not, a cue that is linked
        with a negator is taken for its rendering, in whichever clause that stands.
        """
        words, chinese = self._links.en_words, self._links.zh_words
        here = [k for k, word in enumerate(words) if touches(word.span, [cue])]
        if not here:
            return False
        direct = {i for k in here for i in self._zh_of.get(k, ())}
        focus = [k for k in self._after(words, here[-1]) if not self._ends(cue[1], words[k].span[0])]
        negators = [n for n in negators if not self._rendered_by(n, focus)]
        clean = [
            any(not touches(self._clause(span), negators) for span in self._everywhere(i))
            for k in focus
            for i in self._chinese(k, _SURE)
            if self._links.similarity[i, k] > _LINKED
        ]
        modal = any(
            chinese[i].text in _MODALS
            and self._links.similarity[i, here[0]] > _SURE
            and not touches(self._clause(chinese[i].span), negators)
            for i in self._zh_of.get(here[0], ())
        )
        if not all(clean) or not (clean or modal):
            return False
        return surplus or modal or not any(touches(chinese[i].span, negators) for i in direct)

    def negated_in_english(self, cue: Span, negations: Sequence[Span]) -> bool:
        """True if what a Chinese cue negates is, as far as can be seen, negated in the English."""
        words = self._links.zh_words
        here = _at(words, cue)
        if here is None:
            return True
        whole = self._text[slice(*cue)] in _WHOLE
        negative = {j for j, word in enumerate(self._links.en_words) if touches(word.span, negations)}
        beside = [k for k in (here, here + 1) if k < len(words) and words[k].span[0] < cue[1] < words[k].span[1]]
        after = [k for k in self._after(words, here, most=4) if not self._between(cue[1], words[k].span[0])]
        negative = {j for j in negative if not self._of_another(j, {here, *beside, *after[:1]})}
        if negative & self._en_of.get(here, set()):
            return True
        focus: set[int] = set()
        for stated in (beside or after[:2], after[2:]):
            focus = focus or {j for i in stated for j in self._english(i, _SURE)}
        return any(self._near_english(j, negative) for j in focus) if focus else not whole or bool(negative)

    def _of_another(self, en: int, focus: set[int]) -> bool:
        """True if an English word that may answer a negation surely renders another Chinese word: 无线 "wireless"."""
        if HARD.match(self._links.en_words[en].text):
            return False
        linked = self._zh_of.get(en, set())
        return not linked & focus and any(self._links.similarity[i, en] >= _OWN for i in linked)

    def _after(self, words: "Sequence[Word]", here: int, most: int = 2) -> list[int]:
        """The first words of content after a cue."""
        found = []
        for k in range(here + 1, min(here + 1 + _REACH, len(words))):
            word = words[k]
            if (
                (word.tag[0] in _CONTENT and word.text not in _HELPERS)
                if word.tag
                else word.text.lower() not in light_words("en")
            ):
                found.append(k)
        return found[:most]

    def _ends(self, start: int, end: int) -> bool:
        """True if a clause ends, or one that is reported begins, in a stretch of the English."""
        between = self._english_text[start:end]
        return bool(_CLAUSE_ENDS.intersection(between)) or " that " in between

    def _between(self, start: int, end: int) -> bool:
        """True if a clause ends in a stretch of the Chinese."""
        return bool(_CLAUSE_ENDS.intersection(self._text[start:end]))

    def _parted(self, start: int, end: int) -> bool:
        """True if a clause or an attribute ends in a stretch of the Chinese."""
        return bool((_BREAKS | {"的"}).intersection(self._text[start:end]))

    def _everywhere(self, zh: int) -> list[Span]:
        """The spans of a Chinese word and of all words that are the same."""
        return [word.span for word in self._links.zh_words if word.text == self._links.zh_words[zh].text]

    def _rendered_by(self, negator: Span, focus: Sequence[int]) -> bool:
        """True if a word that may negate is rendered by a negated verb that is negative itself (减少 "not fall")."""
        return any(
            touches(self._links.zh_words[i].span, [negator])
            for k in focus
            if _NEGATIVE_VERB.match(self._links.en_words[k].text)
            for i in self._zh_of.get(k, ())
        ) and not _UNABLE.fullmatch(self._text[slice(*negator)])

    def _clause(self, span: Span) -> Span:
        at = span[0]
        while True:
            start = next((k + 1 for k in range(at - 1, -1, -1) if self._text[k] in _BREAKS), 0)
            if self._text[start - 1 : start] != "、" or at - start > _ITEM:
                break
            at = start - 1
        end = next((k for k in range(span[1], len(self._text)) if self._text[k] in _BREAKS), len(self._text))
        return start, end

    def _chinese(self, en: int, least: float) -> set[int]:
        column = self._links.similarity[:, en]
        return self._zh_of.get(en) or ({int(column.argmax())} if column.size and column.max() > least else set())

    def _english(self, zh: int, least: float) -> set[int]:
        row = self._links.similarity[zh]
        linked = {en for en in self._en_of.get(zh, ()) if row[en] > _FAINT}
        return linked or ({int(row.argmax())} if row.size and row.max() > least else set())

    def _near_english(self, place: int, negative: set[int]) -> bool:
        words, text = self._links.en_words, self._english_text
        for step, reach in ((-1, _EN_BEFORE), (1, _EN_AFTER)):
            for k in range(place, place + step * (reach + 1), step):
                if not 0 <= k < len(words):
                    break
                between = sorted((words[k].span, words[place].span))
                gap = text[between[0][1] : between[1][0]]
                joined = " and " in gap
                if _CLAUSE_ENDS.intersection(gap) or _AND_THAT.search(gap) or (joined and step > 0):
                    break
                if joined and not HARD.match(words[k].text):  # "broke out and caused": only a "not" reaches so far
                    continue
                if k in negative and (step < 0 or words[k].text.lower() not in _FORWARD):
                    return True
        return False

    def _near_chinese(self, place: int, negations: Sequence[Span]) -> bool:
        first = next((k + 1 for k in range(place - 1, -1, -1) if self._text[k] in _CLAUSE_ENDS), 0)
        first, last = max(first, place - _ZH_BEFORE), place + _ZH_AFTER
        return any(first < end and start < last for start, end in negations)


def _at(words: "Sequence[Word]", span: Span) -> int | None:
    return next((k for k, word in enumerate(words) if word.span[0] < span[1] and span[0] < word.span[1]), None)
