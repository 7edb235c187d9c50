"""The words that negate in Chinese and in English. Own lists.

On the kinds of English negation (verbal, lexical, affixal, approximate) see Huddleston and Pullum, *The Cambridge
Grammar of the English Language* (2002), chapter 9.
"""

import re

from align.language.tables import words

# Neither a cue nor a trace: the characters are there, the negation is not.
IGNORED = re.compile(
    r"任何|没收|不打烊|不停歇|不夜城|拆除|减免|不[仅但断少久禁惜愧妨止只光单日时料]|(?<!再[好大多高妙])(?<![也都][大高多强快好])(?<![抵敌斗拗赢胜逃躲瞒])不过(?!的[^，。；]|去)|不知不觉|不由[得自]|[怪恨巴]不得|没[的问]题?|毫不逊色|不逊[色于]|不得(?:而知|已|了)|不[亚下]于"
    r"|(?:对|了|差|只)不[起多过]|好不容易|不好意思|不客气|不丹|[忍禁]不住|不[乏失]|决不?定|不谋而合|不计其数|不约而同"
    r"|毫不[犹动]\w|坚[定持]不[移懈]|锲而不舍|百折不[挠回]|始终不渝|矢志不渝|不遗余力|源源不[断绝]|络绎不绝|密不可分|不可分割"
    r"|不忘|不辜?负|不辱|不言[而自][喻明]|[无毋][需须]多?[言说赘]|不愧|不折不扣|前所未有|史无前例|前仆后继|毋庸置疑|毫无疑问|无疑|无一例外|概莫能外|无论|不论|不管|无锡|无数|无非|非常|非洲|南非|北非|东非|西非|除非"
    r"|是非|莫斯科|莫[大名]|特别|分别|差别|区别|类别|级别|性别|国别|识别|鉴别|派别|告别|离别|辞别|别墅|别[的人处样称致具]|个别|(?<![拒杜谢])绝[对大]|未来"
    r"|反[映应复馈响射思而正之过]|违约金|截止|止于|禁毒|免[费疫税签]|防[疫控务御灾]|国防|消防|预防|防洪|刚才|人才|才华|不约而同|不可(?:移动|再生|抗力|思议)|岂不|[了过成断去没]没有(?=[？?。！”’」]|$)|没有(?=呢|吗|[？?])|是吗"
    r"|不会?(?:超过|[高低多少大小早晚迟]于|[到足](?=[0-9０-９半一二两三四五六七八九十百千万几]))|失业"
    r"|停[车留泊]|休[斯息闲假克]|消[息费防]|[0-9一二两三四五六七八九十几数每这那][一]?只|什么都|这么|那么|怎么样|多么|无[人线]机|无线|(?<!不)仅供|不锈|不等式|不[动]产"
)
QUESTION = re.compile(r"(..?)不\1|有没有|有无|与否|[是能可]否")
CLAUSE_BREAK = re.compile(r"[.;!?]|\bbut\b")
CLAUSE_END = re.compile("[，；。！？,;!?]")
DOUBLE = re.compile(
    r"没有不(?![良适当同妥法明利足满安])|不得不|不能不|不可不|不会不|不无|无[一]?不(?![良适当同妥法明利])|莫不|未尝不|未必不|(?:没有|没|无)(?:一[个人种次位]|任何|人|谁|哪[个位])(?:会|能|是)?不|(?:并非|不是|绝非)(?:不|没有?|无)|别[^，。；]{1,8}不当|非[^，。；：！？]{1,8}不可"
)
NEGATOR = re.compile(
    "[不没未无非勿莫毋甭别否禁拒绝防避免缺乏欠难失反违停止阻废弃消撤除只仅唯才零罕鲜少忘哪怎岂何谁什么罢休懒]|那里|算了|沉默|缄默|搁置|空缺|闲置|忌(?!日)|[力严要须]戒|慎[用入行重]|徒劳|枉费|白费|白来|落空|泡汤|破灭|流产|告吹|幻灭|空白|空谈|空转|一空|空手|空空|摒弃|杜绝|脱离|脱节|持平|停滞|清零|两码事|外行|生疏|陌生|谈何|休想|妄|丧|婉|离不开|少不了|缺一不可|不可或缺|必不可少"
)
CUES = frozenset(
    words("""
        不 没 未 没有 没能 没什么 未能 未曾 未经 尚未 从未 从不 从没 并未 并不 并非 绝非 绝不 决不 永不 毫不 毫无 绝无
        不得 不准 不许 不可 不能 不会 不要 不必 不该 不应 不用 不是 不再 不予 不愿 不想 不存在 不属于 不允许 不可能
        不符 不含 无法 无权 无需 无须 不需 无力 禁止 严禁 拒绝 拒不 否认 切勿 请勿 不具备 不需要 不应该 不愿意 不同意
        不承认 不接受 不支持 不参加 不受 不在 不给 不让 决不允许 不知 不知道 不知情 不认为 没有人 无人 无一 无 不宜
        不适 不容 不足以
    """)
)
# Before 不, 没, 无 and 未 these make any word a statement of its own (并不知情).
FIRM = frozenset("并绝决毫")
# So do these before 没, 无 and 未 (概无, 均未); before 不 they do not (也不错).
STATED = re.compile("(?<=[并绝决毫概亦均皆尚既也仍暂俱])[没无未]|(?<=[并绝决毫])不")
# Words with 未 that state nothing; every other one does (未作, 未受).
UNDONE = re.compile("未(?![来來成满知必免婚遂尝老名详央])")
# 无人 that nobody steers or lives in: no statement.
UNMANNED = re.compile("无人(?=[机驾车艇船潜区岛店超商零值配系装平化农工码仓矿飞快物港巡战作设技售看货]|看守|集群)")
BANS = frozenset(
    ("不得", "不准", "不许", "禁止", "严禁", "切勿", "请勿", "不允许", "不可", "决不允许", "不应", "不该", "不应该")
)
# Chinese before which 不 is not a statement of its own (不一定, 不太, 不大).
MILD = (
    "一定",
    "太",
    "大",
    "很",
    "够",
    "全",
    "都",
    "包括",
    "包含",
    "含",
    "寻常",
    "起眼",
    "好意思",
    "同",
    "如",
    "利",
    "安",
    "低于",
    "少于",
    "超过",
)

HARD = re.compile(
    r"\b(?:(?:ca|could|would|should|might|must|do|does|did|is|are|was|were|has|have|had|wo|sha|need|dare|ai)n['’]t"
    r"|not|never|cannot|no(?!\.\s?\d)|none|nobody|nothing|neither|without|no\s+one)\b",
    re.IGNORECASE,
)
# A verb that is negated; what follows keeps out "not only" and "cannot help", what precedes "may or may not".
NEGATED_VERB = re.compile(
    r"(?<!\bor )\b(?:(?:ca|could|would|should|might|must|do|does|did|is|are|was|were|has|have|had|wo|sha|need)n['’]t"
    r"|cannot|(?:can|could|would|should|might|may|must|do|does|did|is|are|was|were|has|have|had|will|shall)\s+not"
    r"|fail(?:s|ed)?\s+to)\b"
    r"(?![^.;]{1,60}\buntil\b)"
    r"(?!\s+(?:only|just|merely|simply|solely|least|until|till|all|every\w*|necessarily|always|so|to|the\s+(?:only|least)"
    r"|long|help|do\s+so\b|but|exceed\w*|more|less|mind|forget|before|again|I|you|he|she|it|we|they)\b)",
    re.IGNORECASE,
)
# No statement of a negation, though they answer one.
HARMLESS = re.compile(
    r"\bnot\s+(?:only|just|merely|simply|solely|least|until|till|unlike|unless|to\s+mention)\b"
    r"|\b(?:or|if|why|whether)\s+not\b|\bNo\.?\s?\d|\bno(?=,)|\b(?:nobody|nothing|no|none|never|not|cannot|no\s+one|n['’]t)\s[^.;,]{1,40}\bwithout\b|\bwithout\b[^.;]{1,60}\b(?:no|not|never|cannot|impossible)\b|\bno\s+(?:less|fewer|more|later|earlier|lower|higher|better|sooner)\b"
    r"|\bsecond\s+to\s+none\b|\bnone\s+the\s+(?:less|worse)\b"
    r"|\bno\s+(?:longer|doubt|matter|wonder|problem)\b|\b(?:nothing|none|no\s+one|nobody|no\s+\w+(?:\s+\w+)?)\s+(?:else\s+)?(?:but|except|other\s+than)\b"
    r"|\b(?:cannot|can['’]t|can\s+not|could\s*n[o'’]t)\s+(?:but|help)\b|\bnever\s+(?:mind|before|again|guess|fear|(?:tires?|wear(?:y|ies)|ceases?|fails?|stops?|misses|miss)\s+(?:of|to|in)?)\b|n[\'’]t\b[^.;]{0,60}\b(?:until|till)\b|\b(?:no|not|nothing|never|n[\'’]t)\s+(?:at\s+all\s+|too\s+|much\s+(?:of\s+an?\s+)?|an?\s+|in\s+the\s+least\s+)?(?:unusual|untoward|amiss|wrong|bad|trouble|trifle|joke|mistake|mean\s+feat|surprise|accident|coincidence|limit)\b|\bno\s+(?:other\s+)?(?:choice|alternative|option)\b"
    r"|\bnot\b[^.;,]{0,60}\b(?:until|till|but)\b|\bnot\s+(?:long|so)\b|\bnothing\s+more\s+than\b|\bno\s+time\b|\bnot\s+(?:a\s+few|at\s+all|so\s+much|uncommon|unusual|unreasonable|infrequent)\b|\bthan\s+(?:ever|never)\b"
    r"|\b(?:do|does|did|is|are|was|were|has|have|had|ca|could|would|wo|should)n['’]t\s+(?:I|you|he|she|it|we|they|this|that|there|the|[A-Z]\w*)\b(?=[^.;]*[?!])"
    r"|\bwithout\s+(?:doubt|question|fail|exception|delay|hesitation|a\s+doubt|interruption|discrimination|distinction|reservation|reserve|pause|let-?up)\b|\bno\s+(?:stranger|exception|secret|small|mean)\b"
    r"|\bdon['’]t\s+(?:mind|forget)\b|\bdo\s+not\s+forget\b|\bnot\s+\w+\s+(?:but)\b|\bcould(?:\s+not|n['’]t)\s+(?:be|have\s+been|agree|ask\s+for|wish\s+for|hope\s+for)\s+(?:an?\s+)?(?:more|less|better|\w+ier|prouder|clearer)\b|\b(?:more|less|fewer|better|worse)\b[^.;]{0,40},?\s+not\s+(?:less|more|fewer|worse|better)\b|\bleave\s+no\b|\bspare\s+no\b|\bno\s+effort\b|\bnothing\s+new\b",
    re.IGNORECASE,
)
# 不对 is wrong; before a noun (不对外开放) it is a negated preposition. 没有比它更高的 is the highest.
MILD_TO = re.compile("对(?=[，。；！？的劲称等头路口]|$)|比(?![赛例较分重价])")

AFFIXED = re.compile(r"(?:un(?!i|d|til)|ir(?=r[er])|il(?=l[eo])|im(?=p[oer])|in(?=[aceos]))[a-z]{5,}$", re.IGNORECASE)
NOT_OVER = re.compile(
    r"\b(?:not|n['’]t)\s+(?:\w+\s+)?(?:(?:more|less|fewer|higher|lower|greater|smaller|later|earlier)\s+than|exceed\w*)|\bwithout\s+exceeding",
    re.IGNORECASE,
)
# After a double negative in the Chinese: 并非不愿 "not unwilling".
NOT_UN = re.compile(
    r"\b(?:not|n['’]t|never)\s+(?:un|in|im|ir|il|dis|reluctant)[a-z]+"
    r"|\b(?:not|no|none|nobody|nothing|no\s+one)\b(?=[^.;,]{1,60}\b(?:un(?!i|der|til)[a-z]{4,}|without|fail\w*|dislike\w*)\b)",
    re.IGNORECASE,
)
NOT_BUT = re.compile(r"\b(?:not|n['’]t)\b[^.;]{0,160}\bbut\b", re.IGNORECASE)
CONTRAST = re.compile("不[仅只单光但]|而[是非]")
LIMIT = re.compile(r"[早晚迟]于|最[多高少低]|至[多少]|以[内下上]|上限|之内|为限|不[足到]|[低高少多大小]于|不超过")
# Verbs that are negative themselves: before one, a "not" is not what renders the Chinese word that it stands for.
NEGATIVE_VERB = re.compile(
    r"(?:fail|refus|reject|declin|prohibit|forb[ai]d|prevent|avoid|stop|ceas|halt|oppos|exclud|abandon|cancel|suspend|den[iy]"
    r"|violat|breach|deactivat|f[ea]ll|drop|decreas|shr[aiu]nk|reduc|cut|los[et]|ban|bar|lack|miss|lift|remov|scrap|abolish)",
    re.IGNORECASE,
)
# Words for what one would not have: negated, they say something good.
ADVERSE = re.compile(
    r"(?:slacken|waver|relent|falter|tir(?:e|ed|ing)$|yield|surrender|forg[eo]t|defeat|neglect|ignor|divid|separat|sever(?:ed)?$|revers"
    r"|shak|deter|defer|delay|postpon|put$|left$|behind$|hesitat|compromis|interrupt|imped|obstruct|hinder|harm|undermin|fail|stop|ceas"
    r"|refus|miss|abandon|spar(?:e|ed)$|doubt|discriminat|interfer|exception|rest$)",
    re.IGNORECASE,
)
ADVERSE_ZH = re.compile("[断停驳拒失败误延违弃阻妨碍害损漏忘忽止歇扰搁置]|分裂|歧视")
VERBAL = re.compile(r"(?:^not|^never|^cannot|n['’]t)$", re.IGNORECASE)
SOFT = re.compile(
    r"\b(?:un(?!ited|ity|ions?\b|if[iy]|ivers|ique|its?\b|der(?!e)|til|less|iform|anim|esco|icef|cles?\b)[a-z]{4,}"
    r"|in(?:ab|accura|deci|decent|activ|adequa|appropria|capab|comple|consisten|correct|defini|differen|direct|effecti|efficien|equal|equit|evitab|finit"
    r"|justic|secur|stabil|sufficien|tolerab|toleran|valid|visib|vincib|compatib|alienab|convenien|discrimina|separab|advertent|accessib|action|divisib)\w*"
    r"|(?:in|im|ir|il)[a-z]+(?:able|ible|ably|ibly|ability)|im(?:possib|balanc|mov|mobil|mortal|matur|partial|patien|perfect|proper|measurab|mun|mutab|prudent|polite)\w*"
    r"|ir(?:regular|relevan|responsib|reversib|reconcilab|replaceab|respective|refutab)\w*|il(?:legal|litera|licit|logical|legitim)\w*"
    r"|dis(?:obed|agree|allow|approv|connect|continu|courag|honest|hono|illusion|integrat|interest|like|obey|order|parag|prov|regard|satisf|trust|unity"
    r"|advantage|believ|band|miss|pens|qualif|content|claim|please|pute|advis|incl)\w*|mis[a-z]{4,}|(?:non|anti)-?[a-z]+|[a-z]{3,}less(?:ly|ness)?|asymptomatic"
    r"|(?:fail|refus|reject|declin|lack|prohibit|forb[ai]d|prevent|avoid|refrain|stop|ceas|halt|exempt|except|oppos|resist|abstain|exclud|abandon"
    r"|neglect|ignor|overlook|cancel|los[est]|reluct|veto|block|withh[oe]ld|suspend|restrict|restrain|deter|forgo|waiv|shun|defy|defi|escap)\w*"
    r"|den(?:y|ies|ied|ying|ial)|absen\w+|bans?|banned|bar|bars|barred|free\s+(?:from|of)|hardly|barely|scarcely|rarely|seldom|little|few|fewer"
    r"|unless|instead|rather|only|otherwise|nor|miss(?:ed|ing)|yet\s+to|short|beyond|against|out\s+of|far\s+from|silen\w+|in\s+vain|elud\w+|elusive|less|end|ended|difficult\w*"
    r"|hard|gone|outside|limited|g[ia]ve\w*\s+up|stay\w*|instead|keep\w*\s+\w+\s+(?:from|out)|off-limits|pending|remain\w*\s+(?:open|to)|stay\s+out|zero|turn\w*\s+down|crack\w*|regardless|grudg\w*|wonder\w*|disdain\w*|vanish\w*|faltered|ceased"
    r"|despite|minor|minors|outstanding|strangers?|secondary|away|object(?:s|ed|ing)|expir\w+|walk-ins?|bumpy|rough|patchy|deplor\w+|still|punishable|offences?|offenses?|void|waiting|survives?|duty-bound|foreign\s+to|a\s+far\s+cry|last\s+(?:thing|person)|immune|proof|clear\s+of|devoid|bereft|overdue|idle|intact|spared?|safe|failing|write\w*\s+off|written\s+off|wrote\s+off|dodg\w+|duck\w*|nil|negligib\w+|in\s+default|defaults?|at\s+odds|anything\s+but|too\b(?=[^.;,]{1,30}\bto\b)|half-finished|half-hearted|left\s+(?:out|behind|with)|better\s+than|drag\w*\s+on|linger\w*|tough|steep|forg[eo]t\w*|stem|curb\w*|stalled|wrong\w*|unable|averse|break\w*|broke\w*|worse|poor\w*|blind|deadlock\w*|quit\w*|nowhere|other\s+than|deactivat\w*)\b(?!-)",
    re.IGNORECASE,
)
COUNTERPARTS = re.compile(
    r"\b(?:allow(?:ed|s)?|permit(?:ted|s)?|free\s+to|may|can|could|able|might|must|shall|should|will|would|admit\w*|confirm\w*|acknowledg\w*)\b"
)
