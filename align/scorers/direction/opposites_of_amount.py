"""Opposites of amounts and places, for the ``direction`` scorer: rise and fall, surplus and deficit, exports, east.

See ``opposites`` for how a pair is chosen and written. Own work.
"""

from itertools import combinations

from align.scorers.direction.poles import Pair, pole

_RISE = (
    r"ris(?:e|es|ing|en)|rose|increas\w+|gr[eo]w(?:s|n|ing|th)?|up|climb\w*|expand\w*|surg\w+|jump\w*|soar\w*|gain\w*"
    r"|higher|rais\w+|lift\w*|pick\w* up|widen\w*|improv\w+|mount\w*|advanc\w+|add\w*|strengthen\w*|rebound\w*|recover\w*|hik(?:e|es|ed|ing)|upgrad\w*|boost\w*"
)
_FALL = (
    r"fall(?:s|en|ing)?|fell|decreas\w+|declin\w+|drop\w*|down|shr[iau]nk\w*|reduc\w+|lower(?! left| right| limb| reach| house| extremit| back| abdom| jaw| lip| leg| chamber| court| level| end| part)\w*|cut|cuts|cutting|plung\w+"
    r"|slump\w*|contract(?:s|ed|ing|ion)|slid\w*|dip|dips|dipped|narrow\w*|weaken\w*|slow\w*|eas(?:e|es|ed|ing)(?! (?:the |a |its )?(?:shortage|burden|pressure|congestion|strain|access))|shed|ebb\w*"
    r"|lighten\w*|alleviat\w+|less|fewer|diminish\w*|curb\w*|relie\w+|sav(?:e|es|ed|ing)|decelerat\w+|abate\w*|down\w+|trim\w*|slash\w*"
)
_BETTER = (
    r"|enhanc\w+|promot\w+|enrich\w*|elevat\w+|better|refin\w+|optimi[sz]\w+|ameliorat\w+|deepen\w*|build\w*|develop\w*"
)
# Chinese of a rise or a fall that is often left unsaid: it explains an English word and asks for none.
_RISING = r"[涨增升]幅|增速|高[涨企]|走强|上[浮行扬]|[递倍剧]增|扩[产张]|增[产收]|升[高温]|升级(?![后版])|加[大强薪]|强劲|回暖|反弹|复苏|改善|好转|提升"
_FALLING = r"[降跌减]幅|跌[价势]|[减停]产|减[收税缓弱]|走弱|下[行浮挫]|递减|缩[减水]|[削裁]减|降[温税薪级]|低迷|疲[软弱]|恶化|不[足到满及]|未满|[低少]于"

_CARDINAL = (
    pole(r"(?<![广山华河中])东部|以东|东侧|东面|向东(?![南北])|东起", r"east(?:ern|ward|wards)?", "east"),
    pole(r"(?<![广山中])西部|以西|西侧|西面|向西(?![南北])|西至", r"west(?:ern|ward|wards)?", "west"),
    pole(
        r"南部|以南|[苏皖鲁豫陕粤赣闽冀晋浙](?<!江)南(?![面部侧])|南侧|南面|南岸|向南|南起",
        r"south(?:ern|ward|wards)?",
        "south",
    ),
    pole(
        r"(?<!西)(?<!东)(?<!华)北部|以北|[苏皖鲁豫陕粤赣闽冀晋浙湘鄂]北(?![京面部侧])|北侧|北面|北岸|向北|北至",
        r"north(?!-south)(?:ern|ward|wards)?",
        "north",
    ),
)
_INTERCARDINAL = tuple(
    pole(zh, rf"{first}-?{second}(?:er(?:n|ly))?(?:wards?)?", first + second)
    for zh, first, second in (
        ("东南", "south", "east"),
        ("西北", "north", "west"),
        ("东北", "north", "east"),
        ("西南", "south", "west"),
    )
)

AMOUNTS: tuple[Pair, ...] = (
    Pair(
        pole(r"上升|增长|上涨|增加|提高|攀升|回升|走高|上调|调高|调升|扩大(?!内需|开放)|抬升|飙升|[激猛]增|[升增涨]至|加息|[涨提]价", _RISE, "rise", _RISING),
        pole(r"下降|减少|下跌|降低|回落|下滑|走低|萎缩|缩小|压减|收窄|下调|调低|调降|降至|降到|负增长|减轻|降本|放缓|[跌减]至|[骤锐]减|骤降|暴跌|降[息准价]", _FALL, "fall", _FALLING),
    ),
    Pair(
        pole(r"扩大(?!内需|开放)|拉大|走阔", r"widen\w*", "widen", r"[放拓加]宽", mild=r"expand\w*|enlarg\w+|larg\w+|big\w*|grew|grow(?:s|n|ing)|increas(?:ed|es|ing)|rose|ris(?:es|en|ing)|deep\w*|steep\w*|sharp\w*|more|faster|accelerat\w+|quicken\w*|up|extend\w*|broad\w*"),
        pole(r"缩小|收窄|缩窄", r"narrow\w*", "narrow", r"[窄狭]", mild=r"shr[iau]nk\w*|small\w*|reduc\w+|less\w*|eas(?:e|es|ed|ing)|clos\w+|slow\w*|moderat\w+|cut|trim\w*|contract\w*|improv\w*|bridg\w+|decelerat\w+|lower\w*"),
    ),
    Pair(
        pole(r"幅[^，。；、]{0,10}(?:收窄|缩小|缩窄)", r"(?:smaller|milder|slower)(?=\s+(?:\w+\s+)?(?:declin|decreas|drop|f[ae]ll|ris|increas|gain))", "smaller", mild=r"narrow\w*|less\w*|lower|slow\w*|eas(?:e|es|ed|ing)|shr[iau]nk\w*|contract\w*|smaller|improv\w+"),
        pole(r"幅[^，。；、]{0,10}(?:扩大|加大|走阔)", r"(?:larger|bigger|steeper|sharper|greater)(?=\s+(?:\w+\s+)?(?:declin|decreas|drop|f[ae]ll|ris|increas|gain))", "larger", mild=r"larger|bigger|steep\w*|sharp\w*|greater|wide\w*|expand\w*|accelerat\w+|more|faster|deep\w*|grew"),
    ),
    Pair(
        pole(r"提升|改善|好转", _RISE + _BETTER, "improve", r"上升|增长|上涨|增加|提高|扩大|加强|增强"),
        pole(
            r"恶化|变差|变坏",
            r"worse\w*|deteriorat\w+|declin(?:e|es|ed|ing)|f[ae]ll|fallen|drop(?:s|ped)|decreas\w+|weaken\w*|degrad\w+|aggravat\w+",
            "worsen",
            r"[降跌落衰滑减少缩弱低]",
        ),
    ),
    Pair(
        pole(r"顺差", r"surplus(?:es)?", "surplus"),
        pole(r"逆差|赤字", r"deficits?|shortfalls?", "deficit"),
        "critical",
    ),
    Pair(
        pole(r"盈余|盈利|扭亏为盈", r"surplus(?:es)?|profit\w*|in the black", "profit"),
        pole(r"亏损|亏空", r"loss(?:es)?|deficits?|in the red|los(?:e|t|ing) money", "loss"),
        "critical",
    ),
    Pair(
        pole(r"(?<!进)出口(?!成章|处|通道)", r"export\w*|outbound|shipments?", "exports"),
        pole(r"进口(?!处|通道|博览会)(?!国际)", r"import(?:s|ed|ing|er|ers|ation)?", "imports"),
        "critical",
    ),
    Pair(
        pole(r"同比", r"year[- ]on[- ]year|year[- ]over[- ]year|y/y|yoy|(?:from|than|over) (?:a|one|the same period (?:of )?(?:last|the previous)) year(?: (?:ago|earlier|before))?|annual\w*|compared with (?:last year|the (?:same period|corresponding)[\w ]*)", "year on year"),
        pole(r"环比", r"(?:month|quarter|week|period)[- ](?:on|over)[- ](?:month|quarter|week|period)|m/m|q/q|mom|qoq|(?:from|than|over) (?:a|one|the (?:previous|preceding)) (?:month|quarter|week)(?: (?:ago|earlier|before))?", "month on month"),
    ),
    Pair(
        pole(r"(?<!不)(?<!不得)(?<!不应)(?<!不能)(?<!不可)(?<!不会)(?:高于|多于|大于|优于|好于)", r"higher|above|more|greater|better|over|exceed\w*|outpac\w+|surpass\w*|larger|faster|outperform\w*|ahead", "higher than"),
        pole(r"(?<!不)(?<!不得)(?<!不应)(?<!不能)(?<!不可)(?<!不会)(?:低于|少于|小于|劣于)", r"lower|below|less|fewer|smaller|under|worse|slower|behind", "lower than"),
    ),
    *(Pair(first, second) for first, second in combinations(_CARDINAL, 2)),
    *(Pair(first, second) for first, second in combinations(_INTERCARDINAL, 2)),
    Pair(
        pole(r"上游", r"upstream|upper(?: and \w+)? reach(?:es)?|upper", "upstream"),
        pole(r"下游", r"downstream|lower(?: and \w+)? reach(?:es)?|lower", "downstream"),
    ),
    Pair(
        pole(r"加快|加速|提速", r"accelerat\w+|speed\w*|quick\w*|fast\w*|expedit\w+|hasten\w*|sped|step\w* up|rapid\w*|pac\w+", "faster"),
        pole(r"放慢|减速|放缓|减缓", r"slow\w*|decelerat\w+|eas(?:e|es|ed|ing)|mitigat\w+|moderat\w+", "slower"),
    ),
    Pair(
        pole(r"走强|升值|走高", r"strengthen\w*|appreciat\w+|firm\w*|ris(?:e|es|ing|en)|rose|gain\w*|higher|up|climb\w*|advanc\w+|strong\w*|rall\w+|edg\w+ up", "strengthen", r"[升涨增强]"),
        pole(r"走弱|贬值", r"weaken\w*|depreciat\w+|devalu\w+|fall\w*|fell|lost|los(?:e|es|ing)|lower|down|slid\w*|eas(?:e|es|ed|ing)|soften\w*|weak\w*|retreat\w*", "weaken", r"[跌降落弱贬]"),
    ),
    Pair(
        pole(r"流入", r"inflows?|inward|flow\w* in(?:to)?|influx", "inflow"),
        pole(r"流出|外流", r"outflows?|outward|flow\w* out|drain\w*", "outflow"),
    ),
    Pair(
        pole(r"收入", r"revenues?|incomes?|earnings?|receipts?|takings", "revenue"),
        pole(r"支出|开支", r"expenditures?|spend\w*|expenses?|outlays?|spent|costs?", "expenditure"),
    ),
    Pair(
        pole(r"越高(?=[，。；！”]|$)", r"higher", "higher", mild=r"greater|more|larger|better|better off|ris\w+|rose|increas\w+|up"),
        pole(r"越低(?=[，。；！”]|$)", r"lower", "lower", mild=r"less|fewer|smaller|worse|f[ae]ll\w*|declin\w+|drop\w*|decreas\w+|down|reduc\w+"),
    ),
    Pair(
        pole(r"越大(?=[，。；！”]|$)", r"larger|greater|bigger", "larger", mild=r"more|higher|wider|broader|older|heavier|increas\w+|ris\w+|grow\w*"),
        pole(r"越小(?=[，。；！”]|$)", r"smaller", "smaller", mild=r"less|lower|fewer|narrower|younger|lighter|decreas\w+|declin\w+|shr\w+|f[ae]ll\w*"),
    ),
    Pair(
        pole(r"越快(?=[，。；！”]|$)", r"faster|quicker", "faster", mild=r"sooner|more|rapid\w*|swift\w*|speed\w*|accelerat\w+|earlier"),
        pole(r"越慢(?=[，。；！”]|$)", r"slower", "slower", mild=r"longer|less|slow\w*|later"),
    ),
    Pair(
        pole(r"越强(?=[，。；！”]|$)", r"stronger", "stronger", mild=r"more|greater|better|higher|tougher|strengthen\w*"),
        pole(r"越弱(?=[，。；！”]|$)", r"weaker", "weaker", mild=r"less|fainter|poorer|lower|worse|smaller|weak\w*"),
    ),
    Pair(
        pole(r"越长(?=[，。；！”]|$)", r"longer", "longer", mild=r"more|greater|later|higher"),
        pole(r"越短(?=[，。；！”]|$)", r"shorter", "shorter", mild=r"less|fewer|sooner|quicker|briefer|lower"),
    ),
)  # fmt: skip
