"""Bounds and hedges that stand without a figure: 所有 "most", 部分 "all", 之一 "the largest", 至多 "at least".

Those of a figure (近一半, 不低于5%) belong to ``figures``, which reads them with the value. Here, as in ``modality``, a
bound without a counterpart proves nothing, since 所有 may be a plural and 部分 a bare noun: an issue needs a bound that
the Chinese states and the English lacks *and* a contrary one that the Chinese has not. Words that may render a bound
are listed generously; words that accuse, narrowly. The scale of quantifiers is that of Horn, *A Natural History of
Negation* (1989). Own lists.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align.document import Language, Span
from align.facts import extract
from align.scorers.base import Context, Scorer, issue_on
from align.translation_unit import Issue, TranslationUnit


@dataclass(frozen=True, slots=True)
class Bound:
    """One kind of bound.

    ``zh`` and ``en`` state it; ``renders`` are further English words that may render it, ``hints`` further Chinese
    words that may stand behind it; ``contrary`` names the kinds that say something else.
    """

    name: str
    zh: re.Pattern[str]
    en: re.Pattern[str]
    renders: re.Pattern[str]
    hints: re.Pattern[str]
    contrary: tuple[str, ...]


_NEVER = r"(?!)"
_ALL = (
    r"(?<!of )(?<!after )(?<!above )(?<!at )(?<!not )(?<!almost )(?<!nearly )(?<!virtually )(?<!practically )(?<!them )"
    r"(?<!us )"
    r"(?:all(?!\s+(?:day|night|over|along|kinds|sorts|round|around|year|the\s+(?:more|time|way|same|while)|in\s+all|but|right|too|of\s+a))"
    r"|every(?!\s+(?:day|year|month|week|time|now|few|other|hour|minute|second|so))|everyone|everybody)"
)
_FULLY = "(?<!almost )(?<!nearly )(?<!virtually )(?<!practically )"
_SUPERLATIVE = (
    r"most\s+(?!of\b)\w+|only|first|best|worst|\w{2,}(?<!inter)(?<!for)(?<!prot)(?<!requ)(?<!inv)(?<!harv)(?<!hon)(?<!mod)(?<!w)"
    r"(?<!gu)(?<!conqu)(?<!sugg)(?<!cont)est"
)


def _bound(name: str, zh: str, en: str, *, renders: str = _NEVER, hints: str = _NEVER, contrary: str = "") -> Bound:
    words = [re.compile(rf"(?<![\w-])(?:{part})(?![\w-])", re.IGNORECASE) for part in (en, renders)]
    return Bound(
        name, re.compile(zh), words[0], words[1], re.compile(hints), tuple(contrary.split(", ")) if contrary else ()
    )


_BOUNDS = {
    bound.name: bound
    for bound in (
        _bound(
            "almost all",
            r"(?:几乎|近乎|差不多)(?=所有|全部|每|一切|全体|完全)",
            _NEVER,
            renders=r"(?:al)?most(?:ly)?|near|nearly|virtually|practically|close\s+to|just\s+about|hardly|barely|scarcely|rarely|little|few"
            r"|majority|essentially|basically|bulk|vast|not|pretty|so\s+many",
            contrary="bare all",
        ),
        _bound("bare all", _NEVER, _ALL, hints=r"(?<!\0)(?:所有|全部|一切|全体|每|各|凡|均)"),
        _bound(
            "nearly every",
            _NEVER,
            r"(?:almost|nearly|virtually|practically|not)\s+(?:all|every|everyone|everybody)",
            hints=r"几乎|近乎|差不多|基本|大[多都体]|多数|大部分|绝大|近|将近|接近|并非|不[是都全]|未必",
        ),
        _bound(
            "many",
            _NEVER,
            r"(?:a\s+(?:large|great)\s+number\s+of|numerous|(?<!\bof )many)",
            hints=r"多|不少|大[批量]|[众诸]|一些",
        ),
        _bound(
            "every",
            r"每一?[个名位家座项条所户](?=[^，。；]{1,12}[都均皆])|各(?:级|地|部门|单位|国|方|县|市|省)(?=[^，。；、]{0,8}[都均皆])",
            _ALL,
            renders=rf"{_FULLY}(?:all|every\w*)|each|any\w*|both|no|none|throughout|across|whole|entire\w*",
            contrary="most, some, few, nearly every",
        ),
        _bound(
            "all",
            r"(?<!并非)(?<!不是)(?<!几乎)(?<!近乎)(?<!归)(?:所有(?![制权者]|$|[，。；、）])|全部(?!的?[是])|全体|一切)",
            _ALL,
            renders=rf"{_FULLY}(?:all|every\w*)|each|entire\w*|whole|wholly|full|fully|any\w*|complete|completely|total\w*|no|none|not|never|throughout|across|both|without|100"
            r"|comprehensive\w*|universal\w*|unanimous\w*|nothing|sum|rest|everything|always|absolute\w*|whatever|wherever|whichever",
            hints=r"都|各|每|凡|全|均|任何|皆|整|一律|普遍|共|大家|谁|一[路直]|尽|遍|无[论不]|什么|百|处处",
            contrary="most, some, few, nearly every",
        ),
        _bound(
            "most",
            r"绝?大多数|绝?大部分|(?<![大最较])多数(?!民族)",
            r"(?<!the )(?<!us )(?<!'s )(?<!’s )(?<!our )(?<!their )(?<!its )"
            r"(?:most(?:(?=\s+of\s+(?:the|its|his|her|their|our|them|these|those)\b)"
            r"|(?=\s+(?:\w+\s+)?\w{3,}(?<!ou)(?<!s)s\b))|majority|bulk)",
            renders=r"most\w*|major\w*|main\w*|large\w*|bulk|predominant\w*|primar\w+|chief\w*|many|vast|overwhelming\w*|half|nearly\s+all|almost"
            r"|much|general\w*|typical\w*|usual\w*|percent|more|often|lion['’]s\s+share|plural\w*|widely|by\s+and\s+large|a\s+lot",
            hints=r"多|大半|最|主要|过半|半数|基本|一般|普遍|大都|大体|绝大|八成|九成|七成",
            contrary="all, some, few",
        ),
        _bound(
            "some",
            r"(?<![一大组成内外全局干这那各多三两二四五六几前后个])部分(?!别)|(?<!这)(?<!那)(?<!大)一些|有些|某些|若干",
            r"some|several|a\s+few|part\s+of|parts\s+of|partly|partially|a\s+portion\s+of",
            renders=r"some\w*|certain|several|part\w*|few|many|various|number|selected|individual|local|section\w*|portion\w*|limited|specific|other\w*"
            r"|these|those|minor\w*|handful|half|such|different|multiple|couple|more|bit|slight\w*",
            hints=r"些|某|部分|几[个名家项位年次]|有的|有人|有时|一定|个别|(?<![减不至缺])少(?!年)|若干|数[十百千万个]",
            contrary="all, most",
        ),
        _bound(
            "few",
            r"极?少数(?!民族)|(?<![分])个别(?!的?来说|化|谈|辅导)",
            r"(?<!a )few|handful|minority|isolated|(?<!an )individual",
            renders=r"few\w*|handful|minorit\w+|isolated|individual\w*|small|some\w*|certain|rare\w*|specific|exception\w*|one|particular\w*|limited|single"
            r"|odd|occasional\w*|sporadic\w*|elite|couple|several|separate\w*|private\w*",
            hints=r"(?<![减不至缺])少(?!年)|个别|罕|几[个名家项位年次]|个人|单独",
            contrary="all, most, many",
        ),
        _bound(
            "one of",
            r"(?<!分)之一(?!字|词)",
            _NEVER,
            renders=r"one\s+of|among\w*|one|another|an?\s+(?:\w+\s+){0,2}(?:part|member|example|key|major|leading|top|important|reason|way)|some\s+of|part\s+of"
            r"|ranks?|rank(?:ed|ing)|includ\w+|top\s+\w+|third|quarter|half|fifth|tenth|th|members?|a",
            contrary="the most",
        ),
        _bound(
            "the most",
            r"最(?![近后终初为多少高好]|[^。]{0,12}之一|[^。]{0,4}(?:之|者|不))[\u4e00-\u9fff](?=的)|唯一(?![^。]{0,12}之一)",
            rf"(?:the|our|its|their|his|her|my|\w+['’]s)\s+(?:{_SUPERLATIVE})",
            renders=rf"(?<!one of the )(?<!among the )(?:{_SUPERLATIVE})"
            r"|sole\w*|unique\w*|no\s+other|utmost|ultimate|none",
            hints=r"(?:最|首|唯一)(?![^，。；]{0,14}\0)|第一|冠|头号|之首|独",
            contrary="just one",
        ),
        _bound(
            "just one",
            _NEVER,
            r"one\s+of\s+(?:the|our|its|their|several|many)|among\s+the",
            hints=r"之一|其中|之列|几|些|一[个项种条座大名位]|[二三四五六七八九十两]|有的|各",
        ),
        _bound(
            "at least",
            r"至少|不低于|不少于|不亚于|不小于",
            r"at\s+least|no(?:t)?\s+(?:less|fewer|lower|smaller)\s+than|at\s+the\s+(?:very\s+)?(?:least|earliest)",
            renders=r"at\s+least|minimum|or\s+(?:more|above|over)|least|up|no\s+less|not\s+(?:below|under)|exceed\w*|above|more\s+than|over|equal\w*|match\w*",
            hints=r"以上|起码|最[少低早]|不[低少亚小]|超|多|才|只要|总",
            contrary="at most",
        ),
        _bound(
            "at most",
            r"至多|最多(?![的是，。、]|$)|不高于|不超过|不多于|不大于|顶多",
            r"at\s+(?:the\s+)?most|no(?:t)?\s+(?:more|higher|greater|larger|later)\s+than|at\s+the\s+latest",
            renders=r"at\s+(?:the\s+)?most|maximum|up\s+to|no\s+more|not\s+exceed\w*|within|only|under|below|less\s+than|or\s+(?:less|fewer)|most|cap\w*"
            r"|limit\w*|until|without\s+exceed\w*",
            hints=r"以内|以下|最[多高迟晚大]|不[超高多迟晚]|只|仅|顶多|之前|前",
            contrary="at least",
        ),
    )
}
_ANCHORED = frozenset(("at least", "at most"))
_NEXT_TO = 3
_SUGGESTIONS = {"绝大多数": "the vast majority", "绝大部分": "the vast majority", "极少数": "very few", "个别": "a few"}


def find(unit: TranslationUnit, _context: Context) -> Iterator[Issue]:
    """At most one issue for each kind of bound that the Chinese states; none where a side is empty."""
    zh, en = unit.zh_text, unit.en_text
    if not zh or not en:
        return
    for stated in _BOUNDS.values():
        cues = _cues(stated, zh, "zh")
        if not cues or len(cues) <= len({m.start() for m in stated.renders.finditer(en)}):
            continue
        for instead in (_BOUNDS[name] for name in stated.contrary):
            wrong = _cues(instead, en, "en")
            if len(wrong) > len(_cues(instead, zh, "zh")) and not instead.hints.search(_without(zh, cues)):
                yield _issue(unit, stated, instead, (cues[0], wrong[0]))
                break


def _cues(bound: Bound, text: str, language: Language) -> list[Span]:
    pattern = bound.zh if language == "zh" else bound.en
    found = [match.span() for match in pattern.finditer(text)]
    return [s for s in found if not _of_figure(s, text, language)] if found and bound.name in _ANCHORED else found


def _of_figure(span: Span, text: str, language: Language) -> bool:
    """Whether a bound belongs to a figure, which ``figures`` compares."""
    return any(
        fact.bound and (0 <= fact.span[0] - span[1] <= _NEXT_TO or (span[0] < fact.span[1] and fact.span[0] < span[1]))
        for fact in extract(text, language)
    )


def _without(text: str, spans: Sequence[Span]) -> str:
    for start, end in spans:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def _issue(unit: TranslationUnit, stated: Bound, instead: Bound, spans: tuple[Span, Span]) -> Issue:
    zh_span, en_span = spans
    zh_cue, en_cue = unit.zh_text[slice(*zh_span)], unit.en_text[slice(*en_span)]
    return issue_on(
        unit,
        zh_span,
        en_span,
        scorer="bounds",
        kind="mistranslation/bound",
        severity="major",
        confidence=0.75,
        message=f'The Chinese says {zh_cue} ({stated.name}); the English says "{en_cue}".',
        suggestion=_SUGGESTIONS.get(zh_cue, stated.name),
    )


SCORER = Scorer(
    id="bounds",
    checks="Bounds without a figure keep their extent: all, most, some; almost all; one of the; at least, at most",
    example=("部分企业停工。", "All companies have stopped work."),
    types=("mistranslation/bound",),
    severities=("major",),
    find=find,
    zh_name="范围",
    zh_messages={
        'The Chinese says {zh} ({right}); the English says "{en}".': "中文为“{zh}”（{right}），英文为“{en}”。",
    },
)
