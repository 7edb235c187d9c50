"""The kinds of bounds that stand without a figure, with their words in both languages. Own lists.

Words that may render a bound are listed generously; words that accuse, narrowly. The scale of quantifiers is that of
Horn, *A Natural History of Negation* (1989).
"""

import re
from dataclasses import dataclass

from align.language.lexicon import pattern


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
_ALL = pattern("all", "en")
_FULLY = "(?<!almost )(?<!nearly )(?<!virtually )(?<!practically )"
_SUPERLATIVE = (
    r"most\s+(?!of\b)\w+|only|first|best|worst|\w{2,}(?<!inter)(?<!for)(?<!prot)(?<!requ)(?<!inv)(?<!harv)(?<!hon)(?<!mod)(?<!w)"
    r"(?<!gu)(?<!conqu)(?<!sugg)(?<!cont)est"
)

_SUMMED_UP = (
    r"(?<!at\s)(?:all|every\w*)|each|any\w*|both|n?either|no|none|nobody|nothing|not|never|n['’]t|without|alike|equally|respectively|also|too"
    r"|whole|entire\w*|full\w*|always|together|total\w*|same|whatever|wherever|whoever|whichever|no\s+matter|regardless|even|throughout|across|as\s+well"
)


def _bound(name: str, zh: str, en: str, *, renders: str = _NEVER, hints: str = _NEVER, contrary: str = "") -> Bound:
    words = [re.compile(rf"(?<![\w-])(?:{part})(?![\w-])", re.IGNORECASE) for part in (en, renders)]
    return Bound(
        name, re.compile(zh), words[0], words[1], re.compile(hints), tuple(contrary.split(", ")) if contrary else ()
    )


BOUNDS = {
    bound.name: bound
    for bound in (
        _bound(
            "almost all",
            r"(?:几乎|近乎|差不多)(?=所有|全部|每(?![二两三四五六七八九十0-9])|一切|全体|完全)",
            _NEVER,
            renders=r"(?:al)?most(?:ly)?|near|nearly|virtually|practically|close\s+to|just\s+about|hardly|barely|scarcely|rarely|little|few"
            r"|majority|essentially|basically|bulk|vast|not|pretty|so\s+many",
            contrary="bare all, some, few",
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
            r"(?<!并非)(?<!不是)(?<!未必)(?:每一?[个名位家座项条所户封件辆台本幅张](?=[^，。；]{1,12}[都均皆])|人人(?=[^，。；]{0,6}[都均皆可能应]))|各(?![自种类样式异色有])(?:级|地|部门|单位|国|方|[^，。；、都均皆]{1,5}?)(?=[^，。；、]{0,8}[都均皆])",
            _ALL,
            renders=rf"{_FULLY}(?:all|every\w*)|each|any\w*|both|no|none|throughout|across|whole|entire\w*",
            contrary="most, some, few, many, nearly every",
        ),
        _bound(
            "all",
            pattern("all", "zh"),
            _ALL,
            renders=rf"{_FULLY}(?:all|every\w*)|each|entire\w*|whole|wholly|full|fully|any\w*|complete|completely|total\w*|no|none|not|never|throughout|across|both|without|100"
            r"|comprehensive\w*|universal\w*|unanimous\w*|nothing|sum|rest|everything|always|absolute\w*|whatever|wherever|whichever",
            hints=r"(?<![首成])都(?!市)|各|每|凡|(?<![安完健])全(?![省国市县区州镇村乡年球文面力力额程体])|均(?![价值衡等匀])|任何|皆|整|一律|普遍|共|大家|谁|一[路直]|尽|遍|无[论不]|什么|百|处处",
            contrary="most, some, few, nearly every",
        ),
        _bound(
            "all of them",
            r"(?<![平日户月年场次周季亩篇例台单机地总])(?<!(?<!人)人)均(?![价值衡等匀数线可分质势摊])|无一例外",
            _NEVER,
            renders=_SUMMED_UP,
            contrary="most, some, few",
        ),
        _bound(
            "each of them",
            r"(?<![首成古故丰京大])都(?![市会城督匀江昌是快要])",
            _NEVER,
            renders=_SUMMED_UP,
            contrary="some, few",
        ),
        _bound(
            "both",
            r"(?:双方|两[国地人家队岸校方者位名项个])(?=[^，。；]{0,6}[均都皆])|(?<![一成对])双双",
            _NEVER,
            renders=r"both|n?either|each|two|all|no|none|sides|parties|together|couple|pair|duo|mutual\w*|respective\w*",
            contrary="one side",
        ),
        _bound(
            "one side",
            _NEVER,
            r"one\s+(?:side|party|of\s+(?:the\s+(?:two|\w{2,}s)|them)|(?:\w+\s+)?(?:has|had|was|is|did|does|will|fail(?:s|ed)))|only\s+one",
            hints=r"一方|其中|之一|一[家名个位项国地人]|单[方边]",
        ),
        _bound(
            "not all",
            r"(?:并非|不是|未必)(?:所有|每|人人|一切|全部|全)|不(?:全|都)是",
            r"not\s+(?:all|every\w*)",
            renders=r"not\s+(?:\w+\s+){0,3}?(?:all|every\w*|each|necessarily|always)|some\w*|certain|few\w*|only|many|most\w*|part\w*|except\w*|all|\w+n['’]t",
            contrary="none, bare all",
        ),
        _bound(
            "none",
            r"没有(?:任何)?一[个名位家人项例座条支所只辆部篇起件间](?![^，。；]{0,6}不)|无一(?![例]外|[不非])|谁[也都][不没未]",
            r"(?:no(?!\s+(?:longer|doubt|matter|wonder|problem|less|more|fewer|later|earlier|lower|higher|better|sooner|other|one\s+else)\b)|none|nobody|neither)",
            renders=r"no|none|neither|nobody|nothing|no\s+one|not(?!\s+(?:all|every))|never|without|any\w*|zero"
            r"|(?<!not )(?:all|each)|fail\w*|\w+n['’]t",
            hints=r"没|无|[未不非](?!来|久|断)|零",
            contrary="nearly every",
        ),
        _bound(
            "most",
            r"绝?大多数|绝?大部分|(?<![大最较])多数(?!民族)",
            r"(?<!the )(?<!us )(?<!'s )(?<!’s )(?<!our )(?<!their )(?<!its )"
            r"(?:most(?:(?=\s+of\s+(?:the|its|his|her|their|our|them|these|those)\b)"
            r"|(?=\s+(?:\w+\s+)?\w{3,}(?<!ou)(?<!s)s\b))|majority|bulk)",
            renders=r"most\w*|major\w*|main\w*|large\w*|bulk|predominant\w*|primar\w+|chief\w*|many|vast|overwhelming\w*|half|nearly\s+all|almost"
            r"|much|general\w*|typical\w*|usual\w*|more|often|lion['’]s\s+share|plural\w*|widely|by\s+and\s+large|a\s+lot",
            hints=r"多|大半|最|主要|过半|半数|基本|一般|普遍|大都|大体|绝大|八成|九成|七成",
            contrary="all, some, few",
        ),
        _bound(
            "the vast majority",
            "绝大多数|绝大部分",
            _NEVER,
            renders=r"(?:vast|overwhelm\w*|great|large|huge|bulk|most\w*|mainly|predominant\w*|nearly|almost|virtually|lion['’]s\s+share|bar|but)",
            contrary="mere majority",
        ),
        _bound(
            "mere majority",
            _NEVER,
            r"(?:a|the)\s+(?:simple\s+|slim\s+|bare\s+)?majority",
            hints=r"(?<!绝大)多数|(?<!绝大)大部分|半数|过半",
        ),
        _bound(
            "not later",
            r"不[迟晚]于",
            r"(?:no|not)\s+later\s+than",
            renders=r"(?:no|not)\s+later|latest|by|before|within|until|on\s+or\s+before",
            hints=r"不[迟晚]于|最[迟晚]|之?前",
            contrary="not earlier",
        ),
        _bound(
            "not earlier",
            r"不早于",
            r"(?:no|not)\s+(?:earlier|sooner)\s+than|not\s+before|at\s+the\s+earliest",
            renders=r"(?:no|not)\s+(?:earlier|sooner|before)|earliest|after|from|on\s+or\s+after",
            hints=r"不早于|最[早快]|之?后",
            contrary="not later",
        ),
        _bound(
            "some",
            f"{pattern('some', 'zh')}|其中有?几[个名家项位尊座件条只]",
            pattern("some", "en"),
            renders=r"some\w*|certain|several|part\w*|few|many|various|number|selected|individual|local|section\w*|portion\w*|limited|specific|other\w*"
            r"|these|those|minor\w*|handful|half|such|different|multiple|couple|more|bit|slight\w*",
            hints=r"(?<![这那哪])些|某|部分|几[个名家项位年次]|有的|有人|有时|一定|个别|(?<![减不至缺])少(?!年|数民族)|若干|数[十百千万个]",
            contrary="all, most",
        ),
        _bound(
            "few",
            r"极?少数(?!民族)|(?<![分])个别(?!的?来说|化|谈|辅导)",
            r"(?<!a )few|handful|(?<!ethnic )minority|isolated|(?<!an )individual",
            renders=r"few\w*|handful|minorit\w+|isolated|individual\w*|small|some\w*|certain|rare\w*|specific|exception\w*|one|particular\w*|limited|single"
            r"|odd|occasional\w*|sporadic\w*|elite|couple|several|separate\w*|private\w*",
            hints=r"(?<![减不至缺])少(?!年|数民族)|个别|罕|几[个名家项位年次]|个人|单独",
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
