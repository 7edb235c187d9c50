"""Negations, modals, bounds and directions turned round, by tables.

A rule applies only where the Chinese has a cue of what the English renders, so that what comes out is an error for
certain; what it turns round is not looked up in the links of words, so a rare edit may still leave a true sentence.
"""

import re
from collections.abc import Iterator

from error_injector.model import Edit, Rule, edits

_ANY = r"[\u4e00-\u9fff]"
_NUMBER = (
    r"(?=(?:RMB |US\$|\$)?[0-9]"
    r"|(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|half|a (?:third|quarter|dozen))\b)"
)

_AUXILIARY = "is|are|was|were|will|has|have|had|should|could|would|can"

_INSERTED: tuple[Rule, ...] = (
    (_ANY, rf"\b({_AUXILIARY})\b(?! (?:not|no|never|only|to)\b)(?= [a-z])(?![^.]*\?)", r"\1 not"),
    (_ANY, r"\b(shall|must)\b(?! not\b)(?= [a-z])", r"\1 not"),
    (_ANY, r"\brose\b", "did not rise"),
    (_ANY, r"\bfell\b", "did not fall"),
    (_ANY, r"\bsaid that\b", "did not say that"),
    (_ANY, r"\bshow(s?) that\b", r"fail\1 to show that"),
    (_ANY, r"\bagreed to\b", "refused to agree to"),
    (_ANY, r"\bincreased\b", "did not increase"),
    (_ANY, r"\bgrew\b", "did not grow"),
    (_ANY, r"\bwon\b", "never won"),
    (_ANY, r"\battended\b", "did not attend"),
    (_ANY, r"\bpledged\b", "refused"),
    (_ANY, r"\bresponded\b", "did not respond"),
)

_NO = r"[不没未无非禁拒否莫勿别]"
_DELETED: tuple[Rule, ...] = (
    (_NO, rf"\b({_AUXILIARY}|does|did|do|shall|must|may) not (?!(?:only|less|more|just)\b)", r"\1 "),
    (_NO, r"\b(is|are|was|were|has|have|had|does|did|do)n't ", r"\1 "),
    (_NO, r"\bcannot\b", "can"),
    (_NO, r"\bneed not\b", "need to"),
    (_NO, r"\bno longer\b", "still"),
    (_NO, r"\bno (?=[a-z])(?!longer|less|more|later|earlier|fewer|higher|lower|doubt|one\b|other)", "some "),
    (_NO, r"\bno one may\b", "everyone may"),
    (_NO, r"\bnone of\b", "some of"),
    (_NO, r"\bnever\b", "often"),
    (_NO, r"\bnothing\b", "something"),
    (_NO, r"\bwithout\b", "with"),
    (_NO, r"\bfailed to (?=[a-z])", "managed to "),
    (_NO, r"\bfails to (?=[a-z])", "manages to "),
    (_NO, r"\brefuse to\b", "agree to"),
    (_NO, r"\bneither\b(?= [a-z]+ nor)", "both"),
    (_NO, r"\bdenied\b", "confirmed"),
    (_NO, r"\bunrelated\b", "related"),
    (_NO, r"\bprohibited\b", "allowed"),
    (_NO, r"\bincomplete\b", "complete"),
)

_MODALITY: tuple[Rule, ...] = (
    (r"不得|禁止|严禁", r"\b(?:shall|must) not\b", "may"),
    (r"不得|禁止|严禁", r"\bno ([a-z]+(?: [a-z]+)?) may\b", r"any \1 may"),
    (r"不得|禁止|严禁", r"\b(is|are) prohibited\b", r"\1 permitted"),
    (r"必须|应当|应该|须", r"\b(?:shall|must)\b(?! not\b)", "may"),
    (r"应当|应该", r"\bshould\b(?! not\b)", "may"),
    (r"必须|须", r"\b(?<!that )(?:have|has) to\b", "may"),
    (r"可以", r"\b(?:may|can)\b(?! not\b)(?= )", "must"),
    (r"可以", r"\b(?:may|can)\b(?! not\b)(?= )", "shall not"),
    (r"有权", r"\bhave the right to\b", "are obliged to"),
    (r"义务", r"\bhave the duty to\b", "may"),
    (r"鼓励", r"\bare encouraged to\b", "are required to"),
)

_OVER = r"超过|以上|多|余|高于|不低于|不少于|至少|半数"
_UNDER = r"不超过|以下|以内|不足|少于|低于|不高于|至多|最高|之内|未满|不到"
_BOUNDS: tuple[Rule, ...] = (
    (_OVER, r"\b(?<!no )(?<!not )(?:more than|over|exceeding|above) " + _NUMBER, "less than "),
    (_OVER, r"\bat least " + _NUMBER, "at most "),
    (_OVER, r"\b(no|not) (?:less|fewer|lower) than " + _NUMBER, r"\1 more than "),
    (_OVER, r"\bor more\b", "or less"),
    (_UNDER, r"\b(no|not) (?:more|higher) than " + _NUMBER, r"\1 less than "),
    (_UNDER, r"\b(?<!no )(?<!not )(?:less than|under|below) " + _NUMBER, "more than "),
    (_UNDER, r"\b(?:up to|at most|within) " + _NUMBER, "at least "),
    (r"近|接近", r"\b(?:nearly|almost|close to) " + _NUMBER, "more than "),
)

_UP, _DOWN = r"增|升|涨|多|高|扩", r"降|减|跌|少|低|回落|缩|收窄|疲"
_DIRECTIONS: tuple[Rule, ...] = (
    (_UP, r"\bup (?=[0-9]|by)", "down "),
    (_DOWN, r"\bdown (?=[0-9]|by|from)", "up "),
    (_UP, r"\b(?:rose|grew|climbed)\b", "fell"),
    (_UP, r"\bincreased\b", "decreased"),
    (_DOWN, r"\b(?:fell|dropped|declined|shrank|slowed)\b", "rose"),
    (_UP, r"\b(an?) (?:increase|rise) of\b", "a decrease of"),
    (_UP, r"\b(?:rise|increase|grow)\b(?! of)", "fall"),
    (_DOWN, r"\b(?:drop|fall|decrease|decline)\b", "rise"),
    (_UP, r"\brising\b", "falling"),
    (_DOWN, r"\bdecline\b", "increase"),
    (_UP, r"\bhigher\b", "lower"),
    (_DOWN, r"\blower\b", "higher"),
    (_UP, r"\bwiden(s|ed)\b", r"narrow\1"),
    (_DOWN, r"\bnarrower\b", "wider"),
    (r"顺差", r"\bsurplus\b", "deficit"),
    (r"出口", r"\bexports\b", "imports"),
    (r"进口", r"\bimports\b", "exports"),
    (r"进口", r"\bimported\b", "exported"),
    (r"同比", r"\byear on year\b", "month on month"),
    (r"环比", r"\bmonth on month\b", "year on year"),
    (r"上半年", r"\bfirst (half|six months)\b", r"second \1"),
    (r"下半年", r"\bsecond half\b", "first half"),
    (r"东部", r"\beastern\b", "western"),
    (r"西部", r"\bwestern\b", "eastern"),
    (r"北[部方边侧面]|[东西]北|北[至抵]", r"\bnorth(ern|east)?\b(?! (?:China|America))", r"south\1"),
    (r"南[部方边侧面]|[东西]南|南[至抵]", r"\bsouth(ern|east)?\b(?! Asia)", r"north\1"),
    (r"延长", r"\b(extend|lengthen)(ing|ed)\b", r"shorten\2"),
    (r"缩短", r"\bshortened\b", "lengthened"),
)

_OPPOSITES: tuple[Rule, ...] = (
    ("高", r"\bhigh\b(?! (?:school|court|street))", "low"),
    ("低", r"\blow\b", "high"),
    ("大|巨|重", r"\b(?:large|big|huge)\b", "small"),
    ("小|少", r"\bsmall\b", "large"),
    ("强", r"\bstrong\b", "weak"),
    ("弱|疲", r"\bweak\b", "strong"),
    ("长", r"\blong\b(?! (?:after|before|as)\b)", "short"),
    ("短", r"\bshort\b(?! of\b)", "long"),
    ("新", r"\bnew\b(?! (?:York|Year|Zealand|Delhi|South))", "old"),
    ("老|旧", r"\bold\b", "new"),
    ("早", r"\bearly\b", "late"),
    ("晚|末|下旬", r"\blate\b", "early"),
    ("好|良|佳", r"\bgood\b", "bad"),
    ("坏|差|不良|恶", r"\bbad\b", "good"),
    ("最好|最佳", r"\bbest\b", "worst"),
    ("成功", r"\bsuccess\b", "failure"),
    ("成功", r"\bsuccessful(ly)?\b", r"unsuccessful\1"),
    ("支持|赞成", r"\bsupport(s|ed)\b", r"oppose\1"),
    ("反对", r"\bopposed\b", "supported"),
    ("接受", r"\baccept(ed)?\b", r"reject\1"),
    ("拒", r"\brejected\b", "accepted"),
    ("开始|启动", r"\b(?:began|started)\b", "ended"),
    ("结束", r"\bended\b", "began"),
    ("安全", r"\bsafe\b", "dangerous"),
    ("危险", r"\bdangerous\b", "safe"),
    ("胜|赢|夺冠", r"\bwon\b", "lost"),
    ("败|输|失", r"\blost\b", "won"),
    ("买|购", r"\b(?:bought|purchased)\b", "sold"),
    ("卖|售", r"\bsold\b", "bought"),
    ("包括|含", r"\bincluding\b", "excluding"),
    ("国内", r"\bdomestic\b", "foreign"),
    ("国外|海外|外国", r"\bforeign\b", "domestic"),
    ("公共|公开|公立", r"\bpublic\b", "private"),
    ("私", r"\bprivate\b", "public"),
    ("男", r"\bman\b", "woman"),
    ("女", r"\bwom([ae])n\b", r"m\1n"),
    ("父", r"\bfather\b", "mother"),
    ("母|妈", r"\bmother\b", "father"),
    ("城", r"\burban\b", "rural"),
    ("农", r"\brural\b", "urban"),
    ("快|迅速", r"\b(quick|rapid)ly\b", "slowly"),
    ("容易|轻松", r"\beas(?:y|ily)\b", "difficult"),
    ("难", r"\bdifficult\b", "easy"),
    ("最后", r"\blast\b", "first"),
    ("首", r"\bfirst\b", "last"),
    ("敌", r"\benem(y|ies)\b", "friend"),
    ("开放", r"\bopen\b", "closed"),
    ("关闭", r"\bclosed\b", "open"),
    ("原告", r"\bplaintiff\b", "defendant"),
    ("被告", r"\bdefendant\b", "plaintiff"),
)

_TIMES: tuple[Rule, ...] = (
    (r"前", r"\bbefore\b", "after"),
    (r"后", r"\bafter\b", "before"),
    (r"起|以来|之后", r"\bsince\b", "until"),
)
_ALL, _MANY = "所有|全部|一切|全体|各|每", "大多数|大部分|多数|许多|很多|众多"
_SOME, _FEW = "一些|部分|有些|某些|几", "少数|个别|少量"
_EXTENTS: tuple[Rule, ...] = (
    (_ALL, r"\ball (?!but\b|too\b|over\b|along\b|in all\b)(?=[a-z])", "some "),
    (_ALL, r"\b(?:every|each) (?=[a-z])(?!other\b|one\b)", "some "),
    ("都|均|全", r"\ball of\b", "some of"),
    ("完全|彻底|充分|全面", r"\b(?:fully|completely|entirely)\b", "partly"),
    ("总是|一直|始终", r"\balways\b", "sometimes"),
    (_MANY, r"\bmost\b(?= (?:of|[a-z]+s)\b)(?! (?:important|likely))", "few"),
    (_MANY, r"\bmany\b", "few"),
    (_MANY, r"\bthe majority of\b", "a minority of"),
    (_SOME, r"\b(?:some|certain) (?=[a-z]+s\b)", "all "),
    (_SOME, r"\bsome of\b", "all of"),
    (_FEW, r"\b(?:a )?few\b", "most"),
    ("全国|全中国", r"\b(across|in|around|throughout) the country\b", r"\1 the region"),
    ("全国", r"\bnationwide\b", "citywide"),
    ("全国", r"\bnational\b", "provincial"),
    ("全球|全世界|世界各地", r"\b(across|in|around|throughout) the world\b", r"\1 the country"),
    ("全球", r"\bglobal\b", "national"),
)
_NEGATIVE = re.compile(r"\b(?:no|not|nor|neither|nothing|none|never)\b", re.IGNORECASE)
_CLAUSE_START = re.compile(r"[,;:.] | (?:and|but|that|which|while) ")


def negation_inserted(zh: str, en: str) -> Iterator[Edit]:
    """A "not" where the Chinese states something; never a second one in a clause, which would say nothing."""
    for edit in edits(_INSERTED, zh, en):
        starts = [match.end() for match in _CLAUSE_START.finditer(en, 0, edit.start)]
        before = en[starts[-1] if starts else 0 : edit.start]
        if not _NEGATIVE.search(before) and not _NEGATIVE.match(en, edit.end + 1):
            yield edit


def negation_deleted(zh: str, en: str) -> Iterator[Edit]:
    """The English states what the Chinese negates."""
    return edits(_DELETED, zh, en)


def modality(zh: str, en: str) -> Iterator[Edit]:
    """Duty, permission and ban taken for each other."""
    return edits(_MODALITY, zh, en)


def bounds(zh: str, en: str) -> Iterator[Edit]:
    """More for less, at least for at most, nearly for more than."""
    return edits(_BOUNDS, zh, en)


def directions(zh: str, en: str) -> Iterator[Edit]:
    """Rise for fall, exports for imports, east for west."""
    return edits(_DIRECTIONS, zh, en)


def opposites(zh: str, en: str) -> Iterator[Edit]:
    """High for low, public for private, the plaintiff for the defendant."""
    return edits(_OPPOSITES, zh, en)


def times(zh: str, en: str) -> Iterator[Edit]:
    """Before for after."""
    return edits(_TIMES, zh, en)


def extents(zh: str, en: str) -> Iterator[Edit]:
    """Some for all, few for most, and the reverse."""
    return edits(_EXTENTS, zh, en)
