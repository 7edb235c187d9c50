"""The words of modality in Chinese and in English: what states a class, and what may stand behind it.

Classes follow Palmer, *Mood and Modality* (2001): deontic necessity, permission, prohibition. Advice and order are what
verbs say of it. The cues are the modal verbs of the Chinese drafting rules for laws (立法技术规范（试行）（一）,
2009: 应当, 必须, 不得, 禁止, 可以) with their standard English renderings (shall, must, shall not, be prohibited,
may), and the everyday forms of both.
"""

import re
from typing import Literal

Modality = Literal["obligation", "permission", "prohibition", "exemption", "advice", "order", "willingness"]

ZH: dict[Modality, re.Pattern[str]] = {
    "obligation": re.compile(
        r"(?<!不是)(?:必须|务必|务须|应当|应该|理应|有义务|(?<![必无毋不务亟还])须(?![知臾弥要]))(?!不[得能可]?)"
    ),
    "permission": re.compile(
        r"(?<![不也])可以(?!说|看到|看出)|有权(?!威|力|益|限|属|重)|(?<!不)(?:允许|准许|获准)|鼓励"
    ),
    "prohibition": re.compile(
        r"不得(?!不|已|了|而知|[少低多高大小]于)|严禁|禁止|不准(?!确)|不许|不应[当该]|(?:必须|应当)不|切勿|不允许"
    ),
    "exemption": re.compile(
        r"(?:无|毋|不)(?:需要?|须)(?!求)|不必|不用|不需要|可以?不|不要求|免[于予]|没有?必要|没有?义务|用不着|不一定"
    ),
    "advice": re.compile(
        r"(?<![的条项点些个份提出多好类等])建议(?![书稿和与及、，。；：的是]|[^，。；]{0,12}[必应当务]|你[^，。；]{0,2}看)"
        r"|(?<!的)(?:提倡|倡导)(?![的，。；、者])"
    ),
    "willingness": re.compile(
        r"(?<![自意志心如夙祝许宏甘不情但])愿(?![景望力心者主意]|.{0,8}(?:平安|快乐|幸福|安息|世界))|(?<!不)愿意|(?<!不)乐意|打算|(?<![模虚比草])拟(?![定订合态人声真议稿])"
        r"|计划(?=[于在将今明年月到向对])"
    ),
    "order": re.compile(r"(?<!的)要求(?![，。；、的和与])|责令|命令(?=[^，。；])|强[制迫令]|迫使|勒令"),
}
EN: dict[Modality, re.Pattern[str]] = {
    "exemption": re.compile(
        r"\b(?:(?:need|needs)\s+not(?!\s+only)|needn['’]t|(?:do|does|did|will)(?:\s+not|n['’]t)\s+(?:have|need)\s+to"
        r"|no(?:\s+\w+){1,3}?\s+(?:needs?|has|have|had)\s+to"
        r"|(?:is|are|be|was|were)(?:\s+not|n['’]t)\s+(?:required|obliged|obligated)\s+to|under\s+no\s+obligation)\b",
        re.IGNORECASE,
    ),
    "prohibition": re.compile(
        r"\b(?:(?:must|shall|should|may|can|could|ought)(?:\s+(?:never|not)\b|n['’]t\b)|cannot\b"
        r"|(?:not|never|nor)\s+(?:be\s+)?(?:allowed|permitted)|no\s+\w+(?:\s+\w+){0,8}?\s+(?:may|shall|can|must|should)\b"
        r"|nor\s+(?:may|shall|can|must|should)\b|(?:may|shall|can|must|should)\s+neither\b|(?:prohibit|forbid)\w*|forbade|ban(?:s|ned|ning)?\b|barr(?:ed|ing)\b|bars\b|disallow\w*)",
        re.IGNORECASE,
    ),
    "obligation": re.compile(
        r"\b(?:[Mm]ust|[Ss]hall|[Ss]hould(?!\s+(?:ideally|preferably))|ought\s+to|(?:have|has|had|having)\s+to|needs?\s+to|needed\s+to"
        r"|(?:is|are|be|was|were)\s+(?:required|obliged|obligated|bound|mandated)\s+to|mandatory|compulsory)\b"
    ),
    "permission": re.compile(
        r"\b(?:may(?!(?:(?!\b(?:and|or|but|may|can)\b)[^.;])*\b(?:only|no\s+(?:more|fewer|less|later|earlier)\s+than)\b)|might|(?<!\.\s)(?<!in\s)May(?=\s+(?:I|we|he|she|it|they|the|this|be)\b)|can|could"
        r"|(?:is|are|be|was|were)\s+(?:allowed|permitted|entitled|authorized|free|encouraged)\s+to|optional|at\s+(?:its|their)\s+discretion"
        r"|(?:have|has|had)\s+the\s+right\s+to)\b"
    ),
    "advice": re.compile(
        r"\b(?:(?:is|are|be|was|were)\s+(?:advised|recommended|urged|invited|welcome)\s+to|(?:advis|recommend|suggest)(?:e?s|e?d)"
        r"|(?:it\s+is|would\s+be)\s+(?:advisable|best)\s+to|should\s+(?:ideally|preferably)|may\s+wish\s+to|had\s+better)\b",
        re.IGNORECASE,
    ),
    "willingness": re.compile(r"(?!)"),
    "order": re.compile(
        r"\b(?:(?:order|requir|oblig)(?:e?s|e?d)|(?:forc|compell?)(?:e?s|e?d))\s+(?!by|to|from|for|in|on)(?:[\w'’-]+\s+){1,5}to\b",
        re.IGNORECASE,
    ),
}
# Words that may stand behind a class without stating it; they only ever excuse.
ZH_EXCUSE: dict[Modality, re.Pattern[str]] = {
    "obligation": re.compile(
        r"要(?![求素点是])|需(?!求)|应(?![对用急付收届变])|须|必(?!要时|要的|然)|(?<![所不])得(?:[^到了出以起益])|宜|坚持|确保|离不开|责任|义务|只能|不得不|不能不|不可不"
    ),
    "permission": re.compile(
        r"可(?![是持靠])|能(?![源力量效耗])|(?<![社大协开宴机委])会(?![议谈员见场商])|或许|也许|允许|准许|有权|得以|便于"
    ),
    "prohibition": re.compile(r"不|没|未|无|禁|非|勿|莫|难"),
    "advice": re.compile(
        r"建议|推荐|提[倡议示]|倡[议导]|鼓励|希望|呼吁|劝|宜|最好|忠告|提醒|主张|表明|显示|告知|通知|认为|提出|欢迎"
    ),
    "willingness": re.compile("(?!)"),
    "order": re.compile("要求|责令|命令|强|迫|勒令|规定|[必应当须]|务|需|得|令|导致|使"),
}
EN_EXCUSE: dict[Modality, re.Pattern[str]] = {
    "obligation": re.compile(
        r"\b(?:need\w*|requir\w*|necess\w*|essential|imperative|vital|oblig\w*|duty|insist\w*|incumbent"
        r"|responsibilit\w*|urg\w*|demand\w*|oughta?|indispensable|called?\s+(?:on|for)|make\s+sure|be\s+sure)\b",
        re.IGNORECASE,
    ),
    "permission": re.compile(
        r"\b(?:encourag\w*|promot\w*|support\w*|incentiv\w*|urg\w*|motivat\w*|able|enabl\w*|allow\w*|permi\w*|entitl\w*|right|rights|possib\w*|option\w*|free|let|lets|authori\w+|eligible"
        r"|available|choose|opportunit\w*)\b",
        re.IGNORECASE,
    ),
    "prohibition": re.compile(
        r"\b(?:no|not|never|none|without|avoid\w*|refrain\w*|prevent\w*|stop\w*|illegal|unlawful|zero|neither|nor|free\s+of"
        r"|only\s+(?:with|after|if|when|upon|once|on)|closed\s+to|off\s+limits|out\s+of\s+bounds|\w+-free|outlaw\w*|strictly|crack\w*|refus\w*|off-limits|\w+n['’]t)\b|n['’]t\b",
        re.IGNORECASE,
    ),
    "exemption": re.compile(
        r"\b(?:need|needs|needn['’]t|unnecessar\w*|exempt\w*|waiv\w*|free|spared?|optional|voluntar\w*|(?:no|without)\s+(?:need|necessity|reason)"
        r"|no\s+longer|no\s+use|not\s+(?:requir|necess|oblig|mandat|compuls|worth)\w*|why|worr\w+|fear\w*|afraid|panic\w*|wait\w*)\b",
        re.IGNORECASE,
    ),
    "advice": re.compile(
        r"\b(?:advi[sc]\w*|recommend\w*|suggest\w*|propos\w*|urg\w*|call\w*|should|encourag\w*|appeal\w*|ask\w*|request\w*|better|best"
        r"|may|might|could|consider\w*|please|tips?|guid\w+|counsel\w*|hop\w+|advocat\w*|promot\w*|champion\w*|favou?r\w*)\b",
        re.IGNORECASE,
    ),
    "willingness": re.compile(
        r"\b(?:will\w*|wish\w*|would|ready|read(?:y|iness)|prepar\w*|hop\w+|want\w*|plan\w*|inten\w+|aim\w*|propos\w*|seek\w*|eager|happy|glad|keen|look\w*\s+forward"
        r"|consider\w*|volunteer\w*|like|schedul\w*|draft\w*|set\s+to|going\s+to|may|let|committed|pleased|stands?|due)\b",
        re.IGNORECASE,
    ),
    "order": re.compile(
        r"\b(?:requir|order|demand|ask|call|request|urg|t[eo]ll?\b|told|instruct|direct|must|should|shall|need|insist|command|forc|compel|oblig|mandat)\w*",
        re.IGNORECASE,
    ),
}
# Words of ``EN_EXCUSE`` that render something else (符合条件的 "eligible").
LITERAL: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(zh), re.compile(rf"\b(?:{en})\w*", re.IGNORECASE))
    for zh, en in (
        ("符合|资格|資格|合格|具备", "eligib"),
        ("责", "responsib"),
        ("支持|扶持|支撑", "support"),
        ("促进|推动|推进|晋升", "promot"),
        ("权利|权益|人权", "right"),
        ("自由|免费|自[由贸]", "free"),
    )
)
# 写不出 and its like: what is permitted elsewhere, one is not able to do.
UNABLE_ZH = re.compile("[\u4e00-\u9fff]不(?:[出了起住动完成掉]|下去|回来)")
NOT_ONE_ZH = re.compile("(?:没有|无)(?:哪|任何|一)[^，。；]{0,10}$")
# What must not be imposed need not be done.
IMPOSED = re.compile("不[得准许](?:违法|随意|擅自)?(?:要求|强制|强迫|强令|责令|规定|让|使)")
# "Without" is taken up by one of these, and then forbids nothing else.
WITHOUT_ZH = re.compile(r"[未非不]经|没有|未取得|无(?!论)|擅自")
WITHOUT_EN = re.compile(r"\bwithout\b", re.IGNORECASE)
# What forbids what need not be done; "should not worry" is a fair rendering of 不必担心, "may not" one of 不一定.
FORBIDS = re.compile(
    r"(?:must|may|shall)\s+(?:never|not)\b|mustn|allowed|permitted|^no\b|prohibit|forb[ai]d|\bban(?:s|ned|ning)?\b|\bbarred",
    re.IGNORECASE,
)
LEFT_OPEN = re.compile("不一定|可以?不")
