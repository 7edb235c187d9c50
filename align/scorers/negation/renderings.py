"""What renders a negation without being one, and what looks as if it did. Own lists."""

import re

from align.scorers.negation.words import ADVERSE_ZH

# Affixes of a negation, which "increase", "district" and "mission" have not.
_AFFIXED = (
    r"un(?!i|d|til)[a-z]{4,}|in(?:jus|stab|secur|adequa|conven|equal|equit|appropr|suffic"
    r"|effect|comple|accura|correct|curab)|dis(?!c|tr|pl|pu|tin|ta)|mis(?!si)"
)
# Chinese words that are as good as a negation, and the English that takes them up. What both sides have is set off.
RENDERINGS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(zh), re.compile(rf"\b(?:{en})\w*", re.IGNORECASE))
    for zh, en in (
        ("[防避杜]", r"prevent|avoid|guard|defen|protect|control|proof|against|curb|eliminat|keep"),
        ("拒|谢绝", r"refus|reject|declin|turn(?:ed|s|ing)?\s+down|den[iy]|resist"),
        (
            "否认|否定|否决",
            r"den[iy]|negat|reject|veto|repudiat|disput|vot(?:e|es|ed|ing)\s+(?:down|against)|turn(?:ed|s|ing)?\s+down|defeat|overrul",
        ),
        ("不同|不一", r"differ|vari|divers|unlike|disparat|distinct|diverg|discrepan"),
        ("无症状", r"asymptomatic"),
        (
            "不足|缺|乏|欠",
            r"less\s+than|insufficien|lack|short|inadequa|under|fewer|deficien|want|absen|below|ill-|scarc|poor|missing|deprived",
        ),
        (
            "不[准得许]",
            r"offen[cs]e|illegal|unlawful|punishable|outlaw",
        ),
        ("禁", r"prohibit|ban(?![dkgn]\w|al)|banned|forb[ai]d|bar(?:s|red|ring)?\b|illegal|embargo|curfew|moratori"),
        ("免|豁", r"free|exempt|waiv|immun|duty-free|reliev|relief|spare|remov|dismiss|avoid"),
        ("反", r"oppos|against|anti|counter|object|reject|protest|contrary|rebel|turn|combat|fight|retort|repl"),
        (
            "非法|违法|不法|违[反背规章纪]",
            r"illegal|unlaw|illicit|criminal|violat|breach|break|contraven|against|contrary|wrong",
        ),
        (
            "不[满安幸平公当明利良稳]|未知",
            rf"{_AFFIXED}|advers|negativ|harm|anxi|worr|restless|vague|poor|bad|complain|angr|less|malign",
        ),
        ("无关", r"unrelat|irrelevan|nothing\s+to\s+do"),
        ("不小", r"considerab|great|large|big|significan|heavy|substantial|quite|much|strong|major|no\s+small"),
        ("未成年", r"minor|juvenil|under-?age|teen|child"),
        ("无人|无家", r"drone|unmanned|uncrewed|driverless|UAV|uninhabit|pilotless|homeless|self-driv"),
        ("无[条限穷尽边]", r"uncondition|boundless|endless|infinit|unlimited|limitless"),
        ("损失", r"los|damag|harm|cost"),
        ("失", r"fail|los|miss(?!ion)|mis(?!si)|disa|disq|disg|diso|unemploy|lapse"),
        (
            "[罕鲜少]",
            r"rare|unusual|uncommon|seldom|scarc|few|less|reduc|least|youth|juvenil|young|teen|minor|decreas|cut|missing|small"
            r"|fall|fell|drop|declin|down|shr[aiu]nk|lower|slump|eas(?!t)|sav|trim|lighten|under",
        ),
        (
            "难",
            r"difficult|hard|tough|challeng|trouble|disaster|refuge|accident|victim|suffer|ordeal|unlikely|strugg|crash|plight",
        ),
        (
            "停|中断|终止|中止|阻|制止",
            r"stop|halt|suspend|ceas|interrupt|end|terminat|disrupt|shut|block|park|thwart|deter|imped|obstruct|lockdown|moor|prevent",
        ),
        (
            "取消|撤|废|消除|解除",
            r"cancel|scrap|abolish|revok|call(?:s|ed|ing)?\s+off|drop|set(?:s|ting)?\s+aside|overturn|quash|repeal|dismiss|eliminat|lift|remov|withdr|evacuat|wast|discard|pull|rescind|annul|repeal",
        ),
        (
            "离不开|少不了|不可或缺|必不可少|缺一不可",
            r"indispens|essential|vital|inseparab|necess|crucial|integral",
        ),
        ("忌|[力严要须]戒|慎", r"avoid|refrain|guard|caution|careful|care|taboo|abstain|warn|stay\s+off|steer\s+clear"),
        (
            "徒劳|枉费|白费|落空|泡汤|破灭|流产|告吹",
            r"futil|vain|fail|wast|doom|collaps|fell|fall|dash|com\w+\s+to\s+naught|useless|pointless",
        ),
        ("持平|停滞", r"flat|stable|stagna|steady|level|same|stall"),
        ("忘", r"forg[eo]t"),
        ("弃", r"g[ia]v\w+\s+up|drop|relinquish|renounc|abandon|forgo|waiv|discard|desert"),
        ("只|仅|唯", r"only|just|sole|mere|alone|exclusiv|unique|simpl|nothing\s+but|purely"),
        ("才", r"only|until|just|then|talent|able|skill|recent"),
        (
            "除",
            r"except|besides|beyond|other\s+than|apart|outside|exclud|rul(?:e|es|ed|ing)\s+out|sav(?:e|ing)\s|remov|addition|eliminat|aside|but|besid|eve|expel|clear",
        ),
        ("零", r"zero|part|retail|spare|parts|piecemeal|odd"),
        ("何|什么|谁|哪|怎", r"what|who|whom|which|where|how(?!ever)|why|any|whatever|whoever|geometr|when"),
        ("消", r"consum|disappear|message|fire|news|eliminat|dispel|vanish|offset|pastim"),
        ("休", r"rest|retire|leave|holiday|leisure|vacation"),
    )
)
# Chinese words that negate nothing and the English that renders them with a word that might answer a negation.
ADVERSE_RENDERINGS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(zh), re.compile(rf"\b(?:{en})\w*", re.IGNORECASE))
    for zh, en in (
        ("结束|终结|完毕|终|[年月期][末底]|截至", "end|ceas"),
        ("破|断|裂|违", "break|broke"),
        ("困难|艰|辛|棘手", "difficult|hard"),
        ("超[出越过]|外", r"beyond|outside|out\s+of"),
        ("对[抗付阵]|打击|诉|兑|攻", "against"),
        ("挪用|侵占|滥用|误|虐待|错", "mis|wrong"),
        ("有限|限[于制额]", "limited|restrict"),
        ("短", "short"),
        ("依[然旧]|仍", "remain|still"),
        ("忽[视略]|无视|轻视|罔顾", "ignor|neglect|overlook|disregard"),
        ("幸免|逃[脱离过生]|幸存", "escap|spare|surviv"),
        ("[保留]存|存[活世]", "surviv"),
        ("失效|[到过]期|届满|作废", "expir|laps|void"),
        ("[穷贫差]", "poor|worse"),
    )
)
# What affirms answers a negation of something adverse alone (从不缺席 "always present", 未停牌 "trading went on").
AFFIRMED_ZH = re.compile(f"[不没未无][^，。；]{{0,4}}(?:[缺迟懈辍摇变褪衰减闲]|消退|退缩|{ADVERSE_ZH.pattern})")
AFFIRMING = re.compile(
    r"\b(?:always|continu\w*|(?:go|goes|going|went)\s+on|ke(?:ep|eps|pt)|remain\w*|persist\w*|still|endur\w*|h[eo]lds?|firm\w*|steadfast\w*"
    r"|constan\w+|consisten\w+|every(?:one|body)?|present|throughout|last(?:s|ed|ing)|surviv\w+|busy|around\s+the\s+clock|all\s+year(?:\s+round)?)\b",
    re.IGNORECASE,
)
# 没有像今年这样热的 is "the hottest ever"; 未经审批就 is "before it was approved".
BEYOND_ZH, BEYOND = (
    re.compile("(?:从[未没]|[未没])[^。；]{0,12}(?:像|如此|这[样么]|过)"),
    re.compile(r"\bever\b|\bfirst\s+time\b", re.IGNORECASE),
)
BEFORE_ZH, BEFORE = (
    re.compile("[未没不][^，。；在]{1,8}[就便先前]"),
    re.compile(r"\b(?:before|prior\s+to|ahead\s+of)\b", re.IGNORECASE),
)
OR, OR_ZH = re.compile(r"\bor\b", re.IGNORECASE), re.compile("或|、(?=[^、，。；或和与及]*(?:[，。；]|$))")
