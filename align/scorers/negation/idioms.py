"""What negates without a "not" in one language and is rendered with one, or without one, in the other. Own lists.

``ANSWERED``: a Chinese negation, and the English that says it without negating (西街禁止通行 "is closed to").
``ALSO_SAID``: an English negation, and the Chinese that says it without negating (免办 "do not need").
"""

import re

from align.model.document import Span

_BAN = "不得|禁止|严禁|嚴禁|不准|不许|不許|不能|不可|不允许|切勿|请勿|请不要"
_NO_BAN = (
    r"clos(?:ed|ure)\s+to|shut\s+to|off[\s-]limits|out\s+of\s+bounds|no-go|lock-?ups?|[a-z]+-free"
    r"|(?:is|are|be|been|was|were)\s+(?:also\s+)?(?:strictly\s+|expressly\s+)?(?:forbidden|banned|prohibited|barred|outlawed)"
    r"|(?:banned|forbidden)\s+(?:outright|altogether|entirely)|nor\s+(?:may|shall|can|must|should)|neither"
    r"|no\s+more\s+than|at\s+most|only\s+(?:with|when|if|after|once|by|on|upon|to|for)|(?:open|reserved|available)\s+only"
    r"|(?:shall|must|may)\s+not\s*:"
)
ANSWERED: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(zh), re.compile(rf"\b(?:{en})\b", re.IGNORECASE))
    for zh, en in (
        (rf"{_BAN}|[未非]经[^，。；]{{1,14}}(?={_BAN}|，(?:{_BAN}))", _NO_BAN),
        ("没有|无|不含|不带", r"[a-z]+-free"),
        ("(?:切勿|请勿|不要|不可|不得|不能)[^，。；]{0,4}(?:立即|马上|立刻|过早|提前|急于)", r"wait|before"),
        (
            "不[能得可应会]?[^，。；]{0,14}(?:相同|一样|雷同|重复|一致|重合)",
            r"different(?:ly)?|differ(?:s|ed)?|distinct|unique|varied|afresh",
        ),
        (
            "(?<=[停终结])(?<=.)[^。]{0,20}不再|不再(?=[^。]{0,20}[停终结])",
            r"(?:end|stop|ceas|discontinu)\w*[^.]*\b(?:end|stop|ceas)\w*",
        ),
        (
            "未[能]?(?:按[时期约]|如期|准时|及时|依约|按规定时间)",
            r"late|later|lateness|delay(?:s|ed|ing)?|overdue|belated(?:ly)?|tard\w+",
        ),
        ("而不(?!是)", r"over|rather\s+than|instead\s+of|in\s+place\s+of"),
        (
            "(?:不|不会|不能|不可|无可|从不)(?:否认|讳言)",
            r"acknowledg\w*|admit\w*|recogni[sz]\w*|conced\w*|accept\w*|true",
        ),
        ("更?不(?:会|能|可)?低估", r"(?:less|hardly|least)\s+(?:\w+\s+)?(?:inclined|likely|willing)[^.;]*"),
    )
)
_NOT = r"(?:not|n['’]t|cannot|never|no)"
ALSO_SAID: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(zh), re.compile(rf"\b(?:\w+\s+)?(?:{en})", re.IGNORECASE))
    for zh, en in (
        (
            "免[办交检征收提试签于除]|豁免|免[^，。；]{0,6}手续",
            rf"{_NOT}\s+(?:\w+\s+){{0,2}}?(?:need\w*|requir\w*|pay|have)\b",
        ),
        (
            "有待|尚[在待需]|[仍还]待|亟待|悬而|待(?=[^，。；]{0,6}(?:批准|确认|核实|审批|公布|查明))",
            rf"{_NOT}\s+(?:\w+\s+){{0,2}}?yet\b|{_NOT}\s+(?:yet\s+)?(?:been|known|clear|certain|decided|settled)\b",
        ),
        ("拒绝|拒不|婉拒|谢绝|回避|[缄沉]", rf"{_NOT}\s+(?:be\s+drawn|comment|say|discuss|respond|answer)\b"),
        ("(?:之|以)外|除外", rf"{_NOT}\s+(?:on|in|part|among|covered|included|within|listed|subject)\b"),
        (
            "全[部都]|[都均]已?|悉数|清零|无不|无一|所有",
            r"not\s+(?:one|a\s+single|a)\b(?=[^.;]*\b(?:remain\w*|left|miss\w*|absent|unmoved|exception|behind)\b)",
        ),
        ("[后时方才](?:方可|才能|才可|可)|方[可能]|才[可能会]", rf"{_NOT}\b(?=[^.;]*\b(?:until|before|unless)\b)"),
        ("不[低高少多大小]于", rf"{_NOT}\s+(?:below|above|under)\b"),
        ("零的突破|空白|[从由]零", rf"{_NOT}\s+(?:\w+\s+){{0,2}}?(?:single|yet|one)\b"),
        ("[哪岂何][有能会敢来]|怎[么能会敢]", rf"{_NOT}\b"),
    )
)

_CONSENT = "(?:consent|permission|approval|authori[sz]ation)"
_WITHOUT_CONSENT = re.compile("未[经获取][^，。；]{0,14}(?:同意|许可|批准|授权|允许)")
_WITH_CONSENT = re.compile(
    rf"\b(?:not|no)\b[^.;,]{{1,80}}?(?<!only )(?<!except )(?<!save )\b(?P<with>with)\s+(?:\w+\s+){{0,3}}?{_CONSENT}\b",
    re.IGNORECASE,
)
_CONSENT_SAVED = re.compile(
    r"\b(?:without|unless|until|only|absent|lack\w*|un(?:authori|approv|licen)\w+|except\s+with|save\s+with|obtain\w*)\b",
    re.IGNORECASE,
)


def consent_turned(zh: str, en: str) -> tuple[Span, Span] | None:
    """未经同意 and the "with" of an English ban that has nothing to say it.

    >>> consent_turned("未经同意，不得卸货。", "A carrier shall not unload with the consent of the shipper.")
    ((0, 4), (27, 31))
    """
    stated, turned = _WITHOUT_CONSENT.search(zh), _WITH_CONSENT.search(en)
    if stated is None or turned is None or _CONSENT_SAVED.search(en):
        return None
    return stated.span(), turned.span("with")


def answered(zh: str, en: str) -> list[Span]:
    """The Chinese negations that the English says without negating.

    >>> answered("节日期间西街禁止通行。", "West Street is closed to traffic during the festival.")
    [(6, 8)]
    """
    return [m.span() for chinese, english in ANSWERED if english.search(en) for m in chinese.finditer(zh)]


def also_said(zh: str, en: str) -> list[Span]:
    """The English negations that the Chinese says without negating.

    >>> also_said("审批仍有待完成。", "It has not yet been approved.")
    [(3, 14)]
    """
    return [m.span() for chinese, english in ALSO_SAID if chinese.search(zh) for m in english.finditer(en)]
