"""The words that say that a figure follows from others: "in total", 其余, "the next day", in both languages."""

import re

from align.language.kept_patterns import compiled
from align.language.lexicon import hedge, hedged
from align.model.document import Language

Words = dict[Language, re.Pattern[str]]


def _words(zh: str, en: str) -> Words:
    return {"zh": compiled(zh), "en": compiled(en, re.IGNORECASE)}


_HEDGES_EN = rf"(?:{hedge('en')}| (?:the|a|an|RMB|US\$?|HK\$?))* ?[$¥€£]?$"
_HEDGES_ZH = hedged("zh") + "$"
CHANGED = _words(
    "(?:增长?|涨|升|降|跌|减|提高|扩大|缩小|[高低多少长短]|超[出过]?|相?差|领先|落后|回落|[上下]调|浮|除)[幅加少了]?"
    + _HEDGES_ZH,
    r"\b(?:by|up|down|all but|except(?: for)?|(?:rose|rise\w*|fell|fall\w*|grew|grow\w*|gain\w*|lost|los[es]\w*"
    r"|increas\w*|decreas\w*|declin\w*|drop\w*|rais\w*|cut\w*|reduc\w*|shrank|jump\w*"
    r"|slump\w*|climb\w*|difference|lead|margin)(?: of)?)(?: another| a further)?" + _HEDGES_EN,
)
BASE = _words(
    "(?:[从由比较]|原[价有为来]?|此前|之前|上[次年月]|去年)[^，。；0-9]{0,8}$",
    r"\b(?:from|against|than|(?:compared|comparing) (?:with|to)|versus|was|were|had been"
    r"|previous(?:ly)?(?: \w+)?)" + _HEDGES_EN,
)
COMPARED = _words(
    "[个名人位元米岁年分票席场]?(?:的?差距|之差|以上的?差)",
    r"[ -](?:\w+[ -]){0,2}(?:more|fewer|less|higher|lower|above|below|over|under|ahead|behind|longer|shorter|older"
    r"|younger|places?|spots?|positions?|beyond|short of|too many|too few|others?|remain\w*|rise|fall|increase|drop"
    r"|margin|lead)\b",
)
WHOLE = _words(
    "(?:[共总合]计|一?共|总[共数]|合[共在]|累计|加起来|两者)[^，。；]{0,10}$",
    r"\b(?:total\w*|tally|haul|altogether|in all|combined|overall|together|both)\b[^.;]{0,50}$",
)
IN_ALL = _words("(?!)", r"(?: [a-z]+){0,4} (?:in total|in all|altogether|combined|overall)\b")
PART = _words("其中", r"\bof (?:them|whom|which|these|those)\b|\bincluding\b")
REST = _words(
    "(?:其余|其他|余下|剩余?|另外?|未|没|[原以]来?[有先]?的|[降减跌][^，。；]{0,4}[至到])[^，。；]{0,14}$",
    r"\b(?:remain\w*|others?|rest|balance|not|without|fail\w*|(?:fell|down|cut|reduced) to)\b[^.;]{0,50}$",
)
LESS = _words("(?!)", r" (?:less|fewer|lower|smaller|cheaper|of (?:what|its|the (?:previous|former|original)))\b")
LOST = _words("[亏负减降跌]", r"\b(?:loss|deficit|shortfall|down|fall|fell|decline|decrease|negative)[^.;]{0,110}$")
PLANNED = _words("(?:[划標标务務同期]|[去上]年)的", r"(?:percent|per cent|%) of\b")
BEYOND = _words("超", r"\b(?:exceed|surpass|beat|top|overfulfil|above|over|beyond|more|higher|greater|ahead)\w*\b")
EACH = _words("[每/][^，。；0-9]{0,8}$", r"\b(?:each|every) [a-z]+[^,.;]{0,30}$")
PER = _words("[/每](?:亩|公顷)", r" (?:per|an?|each) (?:mu|hectare|acre)\b")
DAY_BESIDE = _words(
    "[次翌]日|第二天|[隔明]天|前[一1]?[天日]|[前昨]日",
    r"\b(?:next|following|previous|preceding) (?:day|evening|night)|day (?:after|before|earlier)|overnight|\beve\b",
)
MONTH_BESIDE = _words(
    "[上下次]个?月", r"\b(?:next|following|previous|preceding|last) month|month (?:before|after|earlier|later)"
)
YEAR_BESIDE = _words(
    "[上次翌去明]年|前一年",
    r"\b(?:next|following|previous|preceding|last) year|year (?:before|after|earlier|later|ago)",
)
END = _words("末|底|年中", r"\bend\b|mid-?year|middle of|close of|year-?end")
FROM_TWELVE = _words(
    "(?:午夜|零[点时]|正午|中午)(?:[之以]?[前后]|还有|[差过])|[距离差]",
    r"\bminutes? (?:to|past|before|after) (?:noon|midnight)\b",
)
