"""Pairs of opposites in the language of transcripts and news, for the ``direction`` scorer. Own work.

Each pole lists the Chinese words that state it and every English word that may render it: the English side is generous,
since a rendering that is missing here would be an alarm. Long words come with ``\\w*`` endings. A pair belongs here when
a slip between its poles changes what is reported; each has a test that both directions are found.

The file is one table and grows by a pair at a time; as CSV its patterns could not be checked by the linter or commented.
"""

import re
from dataclasses import dataclass
from itertools import combinations

from align.translation_unit import Severity


@dataclass(frozen=True, slots=True)
class Pole:
    """One end of a pair: its Chinese and English cues as patterns, and how to name it in English.

    ``behind``: further Chinese words that an English cue may render without stating the pole. ``mild``: English words
    that may render the pole, and state it too weakly to accuse.
    """

    zh: re.Pattern[str]
    en: re.Pattern[str]
    name: str
    behind: re.Pattern[str]
    mild: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two opposites. ``severity`` is that of taking one for the other."""

    first: Pole
    second: Pole
    severity: Severity = "major"


def _pole(zh: str, en: str, name: str, behind: str = "(?!)", *, mild: str = "(?!)") -> Pole:
    cues, weak = (re.compile(rf"(?<![\w-])(?:{words})(?!\w)", re.IGNORECASE) for words in (en, mild))
    return Pole(re.compile(zh), cues, name, re.compile(behind), weak)


_RISE = (
    r"ris(?:e|es|ing|en)|rose|increas\w+|gr[eo]w(?:s|n|ing|th)?|up|climb\w*|expand\w*|surg\w+|jump\w*|soar\w*|gain\w*"
    r"|higher|rais\w+|lift\w*|pick\w* up|widen\w*|improv\w+|mount\w*|advanc\w+|add\w*|strengthen\w*|rebound\w*|recover\w*|hik(?:e|es|ed|ing)|upgrad\w*|boost\w*"
)
_FALL = (
    r"fall(?:s|en|ing)?|fell|decreas\w+|declin\w+|drop\w*|down|shr[iau]nk\w*|reduc\w+|lower\w*|cut|cuts|cutting|plung\w+"
    r"|slump\w*|contract(?:s|ed|ing|ion)|slid\w*|dip|dips|dipped|narrow\w*|weaken\w*|slow\w*|eas(?:e|es|ed|ing)|shed|ebb\w*"
    r"|lighten\w*|alleviat\w+|less|fewer|diminish\w*|curb\w*|relie\w+|sav(?:e|es|ed|ing)|decelerat\w+|abate\w*|down\w+|trim\w*|slash\w*"
)
_BETTER = (
    r"|enhanc\w+|promot\w+|enrich\w*|elevat\w+|better|refin\w+|optimi[sz]\w+|ameliorat\w+|deepen\w*|build\w*|develop\w*"
)
# Chinese of a rise or a fall that is often left unsaid: it explains an English word and asks for none.
_RISING = r"[涨增升]幅|增速|高[涨企]|走强|上[浮行扬]|[递倍剧]增|扩[产张]|增[产收]|升[高级温]|加[大强薪]|强劲|回暖|反弹|复苏|改善|好转|提升"
_FALLING = (
    r"[降跌减]幅|跌[价势]|[减停]产|减[收税缓弱]|走弱|下[行浮挫]|递减|缩[减水]|[削裁]减|降[温税薪级]|低迷|疲[软弱]|恶化"
)

_CARDINAL = (
    _pole(r"(?<![广山华河中])东部|以东|东侧|东面|向东(?![南北])|东起", r"east(?:ern|ward|wards)?", "east"),
    _pole(r"(?<![广山中])西部|以西|西侧|西面|向西(?![南北])|西至", r"west(?:ern|ward|wards)?", "west"),
    _pole(r"南部|以南|南侧|南面|南岸|向南|南起", r"south(?:ern|ward|wards)?", "south"),
    _pole(r"(?<!西)(?<!东)(?<!华)北部|以北|北侧|北面|北岸|向北|北至", r"north(?:ern|ward|wards)?", "north"),
)
_INTERCARDINAL = tuple(
    _pole(zh, rf"{first}-?{second}(?:er(?:n|ly))?(?:wards?)?", first + second)
    for zh, first, second in (
        ("东南", "south", "east"),
        ("西北", "north", "west"),
        ("东北", "north", "east"),
        ("西南", "south", "west"),
    )
)

PAIRS: tuple[Pair, ...] = (
    Pair(
        _pole(r"上升|增长|上涨|增加|提高|攀升|回升|走高|上调|调高|扩大(?!内需|开放)|抬升|飙升|[激猛]增|[升增涨]至|加息|[涨提]价", _RISE, "rise", _RISING),
        _pole(r"下降|减少|下跌|降低|回落|下滑|走低|萎缩|缩小|压减|收窄|下调|调低|降至|降到|负增长|减轻|降本|放缓|[跌减]至|[骤锐]减|骤降|暴跌|降[息准价]", _FALL, "fall", _FALLING),
    ),
    Pair(
        _pole(r"扩大(?!内需|开放)|拉大|走阔", r"widen\w*", "widen", r"[放拓加]宽", mild=r"expand\w*|enlarg\w+|larg\w+|big\w*|grew|grow(?:s|n|ing)|increas(?:ed|es|ing)|rose|ris(?:es|en|ing)|deep\w*|steep\w*|sharp\w*|more|faster|accelerat\w+|quicken\w*|up|extend\w*|broad\w*"),
        _pole(r"缩小|收窄|缩窄", r"narrow\w*", "narrow", r"[窄狭]", mild=r"shr[iau]nk\w*|small\w*|reduc\w+|less\w*|eas(?:e|es|ed|ing)|clos\w+|slow\w*|moderat\w+|cut|trim\w*|contract\w*|improv\w*|bridg\w+|decelerat\w+|lower\w*"),
    ),
    Pair(
        _pole(r"提升|改善|好转", _RISE + _BETTER, "improve", r"上升|增长|上涨|增加|提高|扩大|加强|增强"),
        _pole(
            r"恶化|变差|变坏",
            r"worse\w*|deteriorat\w+|declin(?:e|es|ed|ing)|f[ae]ll|fallen|drop(?:s|ped)|decreas\w+|weaken\w*|degrad\w+|aggravat\w+",
            "worsen",
            r"[降跌落衰滑减少缩弱低]",
        ),
    ),
    Pair(
        _pole(r"顺差", r"surplus(?:es)?", "surplus"),
        _pole(r"逆差|赤字", r"deficits?|shortfalls?", "deficit"),
        "critical",
    ),
    Pair(
        _pole(r"盈余|盈利|扭亏为盈", r"surplus(?:es)?|profit\w*|in the black", "profit"),
        _pole(r"亏损|亏空", r"loss(?:es)?|deficits?|in the red|los(?:e|t|ing) money", "loss"),
        "critical",
    ),
    Pair(
        _pole(r"(?<!进)出口(?!成章|处|通道)", r"export\w*|outbound|shipments?", "exports"),
        _pole(r"进口(?!处|通道|博览会)(?!国际)", r"import(?:s|ed|ing|er|ers|ation)?", "imports"),
        "critical",
    ),
    Pair(
        _pole(r"同比", r"year[- ]on[- ]year|year[- ]over[- ]year|y/y|yoy|(?:from|than|over) (?:a|one|the same period (?:of )?(?:last|the previous)) year(?: (?:ago|earlier|before))?|annual\w*|compared with (?:last year|the (?:same period|corresponding)[\w ]*)", "year on year"),
        _pole(r"环比", r"(?:month|quarter|week|period)[- ](?:on|over)[- ](?:month|quarter|week|period)|m/m|q/q|mom|qoq|(?:from|than|over) (?:a|one|the (?:previous|preceding)) (?:month|quarter|week)(?: (?:ago|earlier|before))?", "month on month"),
    ),
    Pair(
        _pole(r"(?<!不)(?<!不得)(?<!不应)(?<!不能)(?<!不可)(?<!不会)(?:高于|多于|大于|优于|好于)", r"higher|above|more|greater|better|over|exceed\w*|outpac\w+|surpass\w*|larger|faster|outperform\w*|ahead", "higher than"),
        _pole(r"(?<!不)(?<!不得)(?<!不应)(?<!不能)(?<!不可)(?<!不会)(?:低于|少于|小于|劣于)", r"lower|below|less|fewer|smaller|under|worse|slower|behind", "lower than"),
    ),
    *(Pair(first, second) for first, second in combinations(_CARDINAL, 2)),
    *(Pair(first, second) for first, second in combinations(_INTERCARDINAL, 2)),
    Pair(
        _pole(r"上游", r"upstream|upper(?: and \w+)? reach(?:es)?|upper", "upstream"),
        _pole(r"下游", r"downstream|lower(?: and \w+)? reach(?:es)?|lower", "downstream"),
    ),
    Pair(
        _pole(r"加快|加速|提速", r"accelerat\w+|speed\w*|quick\w*|fast\w*|expedit\w+|hasten\w*|sped|step\w* up|rapid\w*|pac\w+", "faster"),
        _pole(r"放慢|减速|放缓|减缓", r"slow\w*|decelerat\w+|eas(?:e|es|ed|ing)|mitigat\w+|moderat\w+", "slower"),
    ),
    Pair(
        _pole(r"流入", r"inflows?|inward|flow\w* in(?:to)?|influx", "inflow"),
        _pole(r"流出|外流", r"outflows?|outward|flow\w* out|drain\w*", "outflow"),
    ),
    Pair(
        _pole(r"收入", r"revenues?|incomes?|earnings?|receipts?|takings", "revenue"),
        _pole(r"支出|开支", r"expenditures?|spend\w*|expenses?|outlays?|spent|costs?", "expenditure"),
    ),
    Pair(
        _pole(r"支持|赞成|拥护", r"support\w*|back(?:s|ed|ing)?|favor\w*|favour\w*|endors\w+|agree\w*", "support"),
        _pole(r"反对", r"oppos\w+|against|object\w*|reject\w*", "oppose"),
        "critical",
    ),
    Pair(
        _pole(r"城镇|城市", r"urban|cit(?:y|ies)|towns?", "urban"),
        _pole(r"农村|乡村", r"rural|villages?|countryside", "rural"),
    ),
    Pair(
        _pole(r"买入|购买|采购", r"buy\w*|bought|purchas\w+|procur\w+", "buy"),
        _pole(r"卖出|出售|销售", r"s[eo]ll\w*|sold|sales?|market\w*", "sell"),
    ),
    Pair(
        _pole(r"开放(?!式)", r"open\w*", "open"),
        _pole(r"关闭", r"clos\w+|shut\w*", "close"),
    ),
    Pair(
        _pole(r"开幕", r"open\w*|start\w*|kick\w* off|begin\w*", "open"),
        _pole(r"闭幕", r"clos\w+|conclud\w+|end\w*", "close"),
    ),
    Pair(
        _pole(r"之前|以前", r"before|ago|prior to|previous\w*|ahead of|earlier|until|by", "before"),
        _pole(r"之后|以后", r"after\w*|following|later|since|once|upon|then", "after"),
    ),
    Pair(
        _pole(r"新(?=[增建设发型技一])", r"new\w*|fresh\w*|add\w*|emerg\w+|nov\w+|innovat\w+|another|latest", "new"),
        _pole(r"老旧|旧|老(?=[化区])", r"old\w*|aging|obsolete|former|outdated", "old"),
    ),
    Pair(
        _pole(r"最大(?![限程]度|化)", r"larg\w+|big\w*|great\w*|maxim\w+|most|highest|top", "largest"),
        _pole(r"最小", r"small\w*|minim\w*|least|tiniest", "smallest"),
    ),
    Pair(
        _pole(r"最高(?!人民|法院|检)", r"highest|top\w*|peak\w*|record|maximum|max|up to|at most|no more|capp?\w*|ceiling", "highest"),
        _pole(r"最低", r"lowest|least|minimum|min|bottom\w*|cheapest|floor", "lowest"),
    ),
    Pair(
        _pole(r"最早", r"earli\w+|first|oldest", "earliest"),
        _pole(r"最晚", r"lat\w+|last", "latest"),
    ),
    Pair(
        _pole(r"提前|早于", r"ahead|early|earlier|advance\w*|before", "earlier"),
        _pole(r"推迟|晚于|延后|延期", r"delay\w*|postpon\w+|late\w*|after|behind|defer\w*", "later"),
    ),
    Pair(
        _pole(r"月初|年初", r"earl(?:y|iest)|earlier(?= (?:this|in|next|last))|beginning|start|outset|first", "early in"),
        _pole(r"月底|年底|月末|年末", r"late\w*|end\w*|(?:year|month)[- ]end|close|last|by", "late in"),
    ),
    Pair(
        _pole(r"(?<!将)过去(?=[的一几十数多两三四五0-9]|，)", r"past|last|previous|over|former\w*|used to|in recent|history|formerly", "past"),
        _pole(r"未来|今后", r"future|coming|next|ahead|forward|upcoming|years to come", "future"),
    ),
    Pair(
        _pole(r"加入", r"join\w*|enter\w*|access\w*|becom\w*|member\w*|add\w*", "join"),
        _pole(r"退出", r"withdr\w+|exit\w*|quit\w*|leav\w+|left|pull\w* out|opt\w* out|phas\w+ out", "leave"),
    ),
    Pair(
        _pole(r"进入", r"enter\w*|into|step\w*|mov\w*|access\w*|join\w*|come|go\w*", "enter"),
        _pole(r"离开", r"lea[vf]\w*|left|depart\w*|out of|go|going|away", "leave"),
    ),
    Pair(
        _pole(r"开始", r"start\w*|beg[aiu]n\w*|kick\w*|launch\w*|since|initiat\w+|open\w*|from", "start"),
        _pole(r"结束", r"end\w*|conclud\w+|finish\w*|complet\w+|clos\w+|over|final\w*", "end"),
    ),
    Pair(
        _pole(r"建立|成立|设立", r"establish\w*|set\w* up|found\w*|creat\w+|form\w*|built|build\w*|launch\w*", "establish"),
        _pole(r"撤销|取消", r"abolish\w*|cancel\w*|clos\w+|remov\w+|revok\w+|eliminat\w+|scrap\w*|lift\w*", "abolish"),
    ),
    Pair(
        _pole(r"(?<!不)(?:包括|包含)", r"includ\w+|such as|contain\w*|compris\w+|cover\w*|among|with|consist\w*|rang\w+|involv\w+", "include"),
        _pole(r"不包括|不含|除外", r"exclud\w+|except\w*|not includ\w+|without|other than|apart from", "exclude"),
        "critical",
    ),
    Pair(
        _pole(r"同意", r"agree\w*|consent\w*|approv\w+|accept\w*|concur\w*", "agree"),
        _pole(r"拒绝", r"refus\w+|reject\w*|declin\w+|den(?:y|ied|ies)|turn\w* down", "refuse"),
        "critical",
    ),
    Pair(
        _pole(r"乐观", r"optimis\w+|upbeat|bright|positive", "optimism"),
        _pole(r"悲观", r"pessimis\w+|gloomy|bleak", "pessimism"),
        "critical",
    ),
    Pair(
        _pole(r"积极", r"positiv\w*|activ\w+|vigorous\w*|proactiv\w+|energetic\w*|constructive\w*|enthusias\w+|hard", "positive"),
        _pole(r"消极", r"negativ\w*|passiv\w+|adverse\w*", "negative"),
    ),
    Pair(
        _pole(r"有利", r"favou?rabl\w+|beneficial|advantag\w+|conduciv\w+|good|help\w*|benefit\w*", "favorable"),
        _pole(r"不利(?![己人他于]?己)", r"unfavou?rabl\w+|advers\w+|harm\w*|detriment\w*|disadvantag\w+|negative\w*", "unfavorable"),
    ),
    Pair(
        _pole(r"死亡|遇难", r"d(?:ie|ies|ied|ying)|deaths?|dead|kill\w*|fatal\w*|mortal\w*|perish\w*|lives", "death"),
        _pole(r"出生|生育", r"born|birth\w*|fertil\w+", "birth", mild=r"child\w*"),
        "critical",
    ),
    Pair(
        _pole(r"(?:绝?大)?多数", r"majorit\w+|most\w*|many|bulk", "majority"),
        _pole(r"极?少数", r"minorit\w+|few\w*|small number|handful", "minority"),
        "critical",
    ),
    Pair(
        _pole(r"相同|同样", r"same|identical\w*|equal\w*|similar\w*|alike|likewise|also|as|too", "same"),
        _pole(r"不同(?![您你我他于意])", r"differ\w+|dissimilar|various|vari\w+|distinct\w*|divers\w+|unlike|disparate", "different"),
    ),
    Pair(
        _pole(r"公共|公立", r"public\w*|state|common|communal|shared", "public"),
        _pole(r"私人|私营|民营|私立", r"privat\w+|individual", "private"),
    ),
    Pair(
        _pole(r"军事|军用", r"militar\w+|army|armed|defen[sc]e", "military"),
        _pole(r"民用", r"civil\w*|commercial", "civilian"),
    ),
    Pair(
        _pole(r"国内", r"domestic\w*|home|national\w*|in(?:side)? (?:the country|china)|internal\w*|China's|Chinese|local\w*|nationwide", "domestic"),
        _pole(r"国外|境外|海外", r"foreign\w*|abroad|overseas|international\w*|outside|other countries|offshore", "foreign"),
    ),
    Pair(
        _pole(r"批准|获批", r"approv\w+|ratif\w+|grant\w*|permi\w+|authori\w+|green light|endors\w+", "approval"),
        _pole(r"驳回|否决", r"reject\w*|veto\w*|dismiss\w*|overrul\w+|turn\w* down|strik\w+ down", "rejection"),
        "critical",
    ),
    Pair(
        _pole(r"胜利|获胜|战胜|击败", r"victor\w*|win\w*|won|beat\w*|defeat\w*|triumph\w*|success\w*", "victory"),
        _pole(r"失败|落败", r"fail\w*|los[est]\w*|defeat\w*|unsuccess\w+", "failure"),
        "critical",
    ),
    Pair(
        _pole(r"严格|严厉", r"strict\w*|string\w+|rigorous\w*|tough\w*|stern\w*|severe\w*|tight\w*|harsh\w*|rigid\w*", "strict"),
        _pole(r"宽松", r"loos\w+|eas\w+|lenient\w*|accommodat\w+|lax\w*|relax\w*", "loose"),
    ),
    Pair(
        _pole(r"紧缩|从紧|收紧", r"tight\w*|contraction\w*|austerity", "tight"),
        _pole(r"放松|放宽", r"relax\w*|eas\w+|loos\w+|lift\w*|widen\w*|broad\w*", "relaxed"),
    ),
    Pair(
        _pole(r"鼓励", r"encourag\w+|promot\w+|support\w*|urg\w+|incentiv\w+|motivat\w+", "encourage"),
        _pole(r"限制|遏制", r"restrict\w*|limit\w*|curb\w*|constrain\w*|contain\w*|discourag\w+|restrain\w*", "restrict"),
    ),
    Pair(
        _pole(r"富裕|富有", r"rich\w*|wealth\w*|prosper\w+|well-off|affluen\w+|better-off|better off", "rich"),
        _pole(r"贫困|贫穷", r"poor\w*|poverty|impoverish\w*|needy|disadvantag\w+", "poor"),
    ),
    Pair(
        _pole(r"暴雨|大雨", r"heavy|torrential|downpour\w*|rainstorm\w*|storm\w*|pour\w*", "heavy rain"),
        _pole(r"小雨", r"light|drizzl\w+", "light rain"),
    ),
    Pair(
        _pole(r"健康", r"health\w*|sound\w*|well\w*|fit\w*", "healthy"),
        _pole(r"患病|生病", r"ill\w*|sick\w*|diseas\w+|patient\w*", "ill"),
    ),
    Pair(
        _pole(r"安全", r"safe\w*|secur\w+", "safety"),
        _pole(r"危险", r"danger\w*|risk\w*|hazard\w*|peril\w*|unsafe", "danger"),
    ),
    Pair(
        _pole(r"主动", r"proactiv\w+|activ\w+|initiativ\w+|voluntar\w+|tak\w+ the initiative", "active"),
        _pole(r"被动", r"passiv\w+|reactiv\w+", "passive"),
    ),
    Pair(
        _pole(r"长期", r"long-term|long\w*|perennial|year\w*|decades|protracted|sustained|enduring|chronic|permanent", "long-term"),
        _pole(r"短期", r"short-term|short\w*|immediate|near-term|temporary", "short-term"),
    ),
    Pair(
        _pole(r"直接", r"direct\w*|straight\w*|immediate\w*", "direct"),
        _pole(r"间接", r"indirect\w*", "indirect"),
    ),
    Pair(
        _pole(r"合法", r"legal\w*|lawful\w*|legitimat\w+", "legal"),
        _pole(r"非法|违法", r"illegal\w*|unlawful\w*|illicit\w*|violat\w+|break\w* the law", "illegal"),
    ),
    Pair(
        _pole(r"卖方", r"sell\w*|vendor\w*", "seller"),
        _pole(r"买方", r"buy\w*|purchas\w+", "buyer"),
        "critical",
    ),
    Pair(
        _pole(r"较快|更快", r"fast\w*|quick\w*|rapid\w*|speed\w*|swift\w*|brisk|strong\w*", "faster"),
        _pole(r"较慢|更慢", r"slow\w*|sluggish", "slower"),
    ),
    Pair(
        _pole(r"附近|靠近|邻近", r"near\w*|close|adjacent|next to|around|vicinity|neighbou?r\w*|by|surround\w*", "near"),
        _pole(r"遥远", r"far\w*|distant|remote\w*|away", "far"),
    ),
    Pair(
        _pole(r"早期|早些时候", r"earl\w+|previous\w*|initial\w*", "earlier"),
        _pole(r"晚期|后期", r"later?|late-stage|advanced|subsequent\w*|terminal", "later"),
    ),
    Pair(
        _pole(r"年轻|青年|年幼", r"young\w*|youth\w*|junior", "young"),
        _pole(r"年老|老年|老年人", r"old\w*|elder\w*|senior\w*|aged", "old"),
    ),
    Pair(
        _pole(r"最初|起初|一开始", r"initial\w*|at first|first\w*|origin\w+|beginning|start\w*|early", "initially"),
        _pole(r"最终|最后(?!一)", r"eventual\w*|final\w*|ultimate\w*|last\w*|in the end|end\w*", "eventually"),
    ),
    Pair(
        _pole(r"早年|早些年", r"earl\w+|previous\w*|past", "early"),
        _pole(r"晚年|后来", r"lat\w+|afterwards|subsequent\w*|old age", "later"),
    ),
    Pair(
        _pole(r"小型|中小", r"small\w*|mini\w*|micro\w*|SMEs?|compact|little|light", "small"),
        _pole(r"大型|巨大|重大", r"large\w*|big\w*|major|giant|huge|massive|great\w*|significant\w*|heavy|enormous|substantial|immense", "large"),
    ),
    Pair(
        _pole(r"首次|首个|首届|首家|第一次", r"first\w*|inaugural|maiden|initial|never before|debut\w*|1st|one of the", "first"),
        _pole(r"末次|最后一", r"last|final\w*", "last"),
    ),
)  # fmt: skip
# What a word says more exactly than its pole does.
NAMES = {
    "缩小": "narrow",
    "收窄": "narrow",
    "下调": "lower",
    "调低": "lower",
    "降低": "lower",
    "放缓": "slow",
    "上调": "raise",
    "调高": "raise",
    "提高": "raise",
    "扩大": "expand",
    "改善": "improve",
    "提升": "improve",
    "多数": "most",
    "大多数": "most",
    "绝大多数": "the vast majority",
    "少数": "few",
    "极少数": "very few",
}
