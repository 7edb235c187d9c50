"""One lexicon of what figures and statements are hedged, moved, compared and denied with, in both languages.

A row of ``data/lexicon.csv`` holds words of one class: ``forms``; ``except``, longer words that hold a form
and mean something else (附近 for 近, "up to" for "up"), as regular expressions that spell the form out;
``opposite``, the first form of the row that says the contrary, form by form; ``why`` the row stands there; an
``example`` that holds a form and a ``near_miss`` that does not, which a test runs. A class may be divided by
dots: "rise" is all of "rise.noun" and "rise.verb". The classes are:

=========================================  ===========================================================================
about near over below min max reach        before a figure: 约, 近, 超过, 不足, 至少, 高达; ``-after`` it: 左右
exact total                                "exactly", 共计
rise fall                                  增长, 下降; ``.noun``: also after a figure ("a 5 percent rise")
more less ahead behind earlier later apart 高, 低, 领先, 落后, 早, 晚, 相差 with a difference
from to level                              where something stood, where it stands, what it amounts to: 由, 至, 占
negator                                    不, 没有, 禁止
all most some                              所有, 大部分, 部分
before after since until                   之前, 之后, 以来, 为止
classifier counted unlike                  个, 名; 倍, 月, 周年: what may follow a number; 元素: no unit
numbered                                   "article", "phase": what a number after it numbers
degree                                     较, 相当, "relatively": how far a quality goes
office                                     部长, 部, 局: what heads a field of government
=========================================  ===========================================================================
"""

import re
from dataclasses import dataclass
from functools import cache

from align.language.tables import VARIANTS, read_table
from align.model.document import Language

_BOUNDS = ("about", "near", "over", "below", "min", "max", "reach")


@dataclass(frozen=True, slots=True)
class Row:
    """Words of one class, as the table has them."""

    kind: str
    language: Language
    forms: tuple[str, ...]
    excepted: tuple[str, ...]
    opposite: str
    why: str
    example: str
    near_miss: str

    @property
    def pattern(self) -> str:
        """A regular expression that matches the forms as words, the longest first, and in no excepted word."""
        return "|".join(self._form(form) for form in sorted(self.forms, key=len, reverse=True))

    def beside(self, form: str) -> list[tuple[str, str]]:
        """Return what stands before and after a form in the words in which it does not count.

        >>> [row.beside("翻") for row in rows("rise.verb", "zh") if "翻" in row.forms]
        [[('', '译'), ('推', '')]]
        """
        parts = (word.partition(form.removesuffix("*")) for word in self.excepted)
        return [(before, after) for before, found, after in parts if found]

    def _form(self, form: str) -> str:
        stem = _escaped(form.removesuffix("*"))
        guards = "".join(
            f"(?!(?<={before}){stem}{after})" if before else f"(?!{stem}{after})" for before, after in self.beside(form)
        )
        start = r"(?<![\w-])" if form[0].isascii() and form[0].isalpha() else ""
        end = r"(?![\w-])" if form[-1].isascii() and form[-1].isalpha() else ""
        return start + guards + _escaped(form) + end


def _escaped(form: str) -> str:
    """Return a form as a regular expression: an asterisk stands for any letters, a blank for any white space."""
    return re.escape(form).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")


@cache
def _all_rows() -> tuple[Row, ...]:
    return tuple(
        Row(
            line["class"],
            "zh" if line["language"] == "zh" else "en",
            tuple(line["forms"].split(VARIANTS)),
            tuple(filter(None, line["except"].split(VARIANTS))),
            line["opposite"],
            line["why"],
            line["example"],
            line["near_miss"],
        )
        for line in read_table("lexicon")
    )


@cache
def rows(kind: str, language: Language) -> tuple[Row, ...]:
    """Return the rows of a class and of those below it. Raises KeyError for an unknown class."""
    found = tuple(r for r in _all_rows() if r.language == language and f"{r.kind}.".startswith(f"{kind}."))
    if not found:
        raise KeyError(f"unknown class {kind!r} of language {language!r}")
    return found


def forms(kinds: str, language: Language) -> tuple[str, ...]:
    """Return the words of classes that are set apart by blanks.

    >>> forms("since until", "zh")
    ('以来', '起', '为止')
    """
    return tuple(form for kind in kinds.split() for row in rows(kind, language) for form in row.forms)


@cache
def inside(form: str, language: Language) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what stands before and after a form in longer words that mean something else, for those who look it up.

    >>> inside("近", "zh")[0][:2], inside("许", "zh")[1]
    (('最', '附'), ('多', '可'))
    """
    found = [pair for row in _all_rows() if row.language == language and form in row.forms for pair in row.beside(form)]
    return tuple(before for before, after in found if not after), tuple(after for before, after in found if not before)


@cache
def nouns(kinds: str, language: Language) -> frozenset[str]:
    """Return the words of classes that may stand after a figure ("a 5 percent rise"): the first forms of their rows.

    >>> sorted(nouns("fall.noun", "en"))[:3]
    ['contraction', 'cut', 'deceleration']
    """
    return frozenset(row.forms[0] for kind in kinds.split() for row in rows(kind, language))


@cache
def pattern(kinds: str, language: Language) -> str:
    """Return a group of a regular expression for the words of classes, set apart by blanks; English asks for
    ``IGNORECASE``.

    >>> re.findall(pattern("near over", "zh"), "附近有近500人，超过300人迟到")
    ['近', '超过']
    >>> re.findall(pattern("rise", "en"), "up to 5 percent, rose and grew up")
    ['rose', 'grew', 'up']
    """
    words = [(form, row) for kind in kinds.split() for row in rows(kind, language) for form in row.forms]
    return f"(?:{'|'.join(row._form(form) for form, row in sorted(words, key=lambda word: -len(word[0])))})"


@cache
def hedge(language: Language) -> str:
    """Return a pattern for one hedge or bound, or for what else may stand between a verb and its figure."""
    hedges = pattern(" ".join((*_BOUNDS, "exact", "total")), language)
    return f"(?:{hedges}|[了出只仅])" if language == "zh" else f"(?: (?:{hedges}|by|only|a mere))"


def hedged(language: Language) -> str:
    """Return a pattern for any number of them: 增长了约, "rose by about".

    >>> re.search(f"增长{hedged('zh')}$", "增长了近乎")[0], re.search(f"rose{hedged('en')} $", "rose by about ")[0]
    ('增长了近乎', 'rose by about ')
    """
    return hedge(language) + "*"


@cache
def rendering(kind: str, language: Language) -> str:
    """Return the word that stands for a class in messages and suggestions: the first of its first row.

    >>> [rendering(kind, "en") for kind in ("near", "over", "min", "max")]
    ['nearly', 'more than', 'at least', 'no more than']
    """
    return rows(kind, language)[0].forms[0]


@cache
def opposites(kinds: str, language: Language) -> dict[str, str]:
    """Return each form of some classes with the form of the contrary row in the same place.

    >>> [opposites("rise more", "en").get(word) for word in ("grew", "rising", "up", "growth", "higher", "upturn")]
    ['shrank', 'falling', 'down', 'decline', 'lower', None]
    """
    heads = {row.forms[0]: row.forms for row in reversed(_all_rows()) if row.language == language}
    return {
        form: other
        for kind in kinds.split()
        for row in rows(kind, language)
        if row.opposite
        for form, other in zip(row.forms, heads[row.opposite], strict=False)
    }
