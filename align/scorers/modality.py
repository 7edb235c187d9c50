"""Modality: an obligation that became a permission, a permission that became an obligation, a ban that became advice.

Chinese and English mark modality in too many ways for "the cue has no counterpart" to mean much: 必须 may be an
imperative, 可以 a plain present. What is a discrepancy is a cue of one class gone *and* a cue of a wrong class in its
place. So the classes are counted on both sides: an issue needs a surplus of a class that the Chinese does not state,
and either a deficit of the one that it does, or that the surplus stands where the right word should. Words that can
stand for several classes (要, 能, 会) excuse and never accuse. A ban that became anything else, or came from it, is a
matter of negation, and typed as such: ``negation`` says the same of the same words, and is heard once.

Classes follow Palmer, *Mood and Modality* (2001): deontic necessity, permission, prohibition. The cues are the modal
verbs of the Chinese drafting rules for laws (立法技术规范（试行）（一）, 2009: 应当, 必须, 不得, 禁止, 可以) with their
standard English renderings (shall, must, shall not, be prohibited, may), and the everyday forms of both.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from align.document import Span
from align.scorers.base import Context, Scorer, issue_on
from align.scorers.negation_links import Attachment
from align.scorers.spans import touches
from align.translation_unit import Issue, Severity, TranslationUnit

Modality = Literal["obligation", "permission", "prohibition", "exemption"]

_ZH: dict[Modality, re.Pattern[str]] = {
    "obligation": re.compile(
        r"(?<!不是)(?:必须|务必|务须|应当|应该|理应|有义务|(?<![必无毋不务亟还])须(?![知臾弥要]))(?!不[得能可]?)"
    ),
    "permission": re.compile(
        r"(?<![不也])可以(?!说|看到|看出)|有权(?!威|力|益|限|属|重)|(?<!不)(?:允许|准许|获准)|鼓励"
    ),
    "prohibition": re.compile(
        r"不得(?!不|已|了|而知)|严禁|禁止|不准(?!确)|不许|不应[当该]|(?:必须|应当)不|切勿|不允许"
    ),
    "exemption": re.compile(
        r"(?:无|毋|不)[需须](?!求)|不必|不用|不需要|可以?不|不要求|免[于予]|没有?必要|没有?义务|用不着|不一定"
    ),
}
_EN: dict[Modality, re.Pattern[str]] = {
    "exemption": re.compile(
        r"\b(?:(?:need|needs)\s+not(?!\s+only)|needn['’]t|(?:do|does|did|will)(?:\s+not|n['’]t)\s+(?:have|need)\s+to"
        r"|no(?:\s+\w+){1,3}?\s+(?:needs?|has|have|had)\s+to"
        r"|(?:is|are|be|was|were)(?:\s+not|n['’]t)\s+(?:required|obliged|obligated)\s+to|under\s+no\s+obligation)\b",
        re.IGNORECASE,
    ),
    "prohibition": re.compile(
        r"\b(?:(?:must|shall|should|may|can|could|ought)(?:\s+(?:never|not)\b|n['’]t\b)|cannot\b"
        r"|(?:not|never|nor)\s+(?:be\s+)?(?:allowed|permitted)|no\s+\w+(?:\s+\w+){0,8}?\s+(?:may|shall|can|must|should)\b"
        r"|(?:prohibit|forbid|forbade|ban|bar)\w*|disallow\w*)",
        re.IGNORECASE,
    ),
    "obligation": re.compile(
        r"\b(?:[Mm]ust|[Ss]hall|[Ss]hould|ought\s+to|(?:have|has|had|having)\s+to|needs?\s+to|needed\s+to"
        r"|(?:is|are|be|was|were)\s+(?:required|obliged|obligated|bound|mandated)\s+to|mandatory|compulsory)\b"
    ),
    "permission": re.compile(
        r"\b(?:may(?!(?:(?!\b(?:and|or|but|may|can)\b)[^.;])*\bonly\b)|might|(?<!\.\s)(?<!in\s)May(?=\s+(?:I|we|he|she|it|they|the|this|be)\b)|can|could"
        r"|(?:is|are|be|was|were)\s+(?:allowed|permitted|entitled|authorized|free|encouraged)\s+to|optional|at\s+(?:its|their)\s+discretion"
        r"|(?:have|has|had)\s+the\s+right\s+to)\b"
    ),
}
# Words that may stand behind a class without stating it; they only ever excuse.
_ZH_EXCUSE: dict[Modality, re.Pattern[str]] = {
    "obligation": re.compile(
        r"要(?![求素点是])|需(?!求)|应(?![对用急付收届变])|须|必(?!要时|要的|然)|(?<!所)得(?:[^到了出以起益])|宜|坚持|确保|离不开|责任|义务|只能|不得不|不能不|不可不"
    ),
    "permission": re.compile(
        r"可(?![是持靠])|能(?![源力量效耗])|(?<![社大协开宴机委])会(?![议谈员见场商])|或许|也许|允许|准许|有权|得以|便于"
    ),
    "prohibition": re.compile(r"不|没|未|无|禁|非|勿|莫|难"),
}
_EN_EXCUSE: dict[Modality, re.Pattern[str]] = {
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
        r"|strictly|crack\w*|refus\w*|off-limits|\w+n['’]t)\b|n['’]t\b",
        re.IGNORECASE,
    ),
}
# What must not be imposed need not be done.
_IMPOSED = re.compile("不[得准许](?:违法|随意|擅自)?(?:要求|强制|强迫|强令|责令|规定|让|使)")
# "Without" is taken up by one of these, and then forbids nothing else.
_WITHOUT_ZH = re.compile(r"[未非不]经|没有|未取得|无(?!论)|擅自")
_WITHOUT_EN = re.compile(r"\bwithout\b", re.IGNORECASE)
_IN_PLACE: dict[Modality, tuple[Modality, ...]] = {
    "obligation": ("permission",),
    "permission": ("obligation", "prohibition"),
    "prohibition": ("permission", "obligation", "exemption"),
}
_SAYS: dict[Modality, str] = {
    "obligation": "requires",
    "permission": "permits",
    "prohibition": "forbids",
    "exemption": "exempts",
}
_SUGGESTIONS: dict[Modality, str] = {"obligation": "must", "permission": "may", "prohibition": "must not"}
_SPEAKER = re.compile("我|咱|大家|你们|您")  # 应当 is "should" of those, "shall" of others
_NEARER = 0.05
_LEGAL = re.compile(r"第[一二三四五六七八九十百零〇0-9]+[条款]|条例|本[法规办法]|违反|规定|依法|依照")


@dataclass(frozen=True, slots=True)
class _Cues:
    zh: dict[Modality, list[Span]]
    en: dict[Modality, list[Span]]


def find(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """At most one issue for each class that the Chinese states."""
    if not unit.zh_text or not unit.en_text:
        return
    cues = _cues(unit)
    for stated in ("prohibition", "obligation", "permission"):
        if not cues.zh[stated] or (not cues.en[stated] and _rendered(unit, cues, stated)):
            continue
        short = len(cues.zh[stated]) > len(cues.en[stated])
        for instead in _IN_PLACE[stated]:
            if len(cues.en[instead]) <= len(cues.zh[instead]):
                continue
            wrong = [
                cue
                for cue in cues.en[instead]
                if (short or _takes_its_place(unit, cue, cues, stated))
                and (instead == "exemption" or not _excused(unit, cue, cues.zh[stated], instead))
                and not (instead == "exemption" and _IMPOSED.search(unit.zh_text))
                and not _elsewhere(unit, context, cue, cues.zh[stated])
            ]
            if wrong:
                yield _issue(unit, stated, instead, _nearest(unit, cues.zh[stated], wrong[-1]), wrong[-1])
                break


def _cues(unit: TranslationUnit) -> _Cues:
    zh: dict[Modality, list[Span]] = {}
    en: dict[Modality, list[Span]] = {}
    for found, text, patterns in ((zh, unit.zh_text, _ZH), (en, unit.en_text, _EN)):
        taken: list[Span] = []
        for modality in ("exemption", "prohibition", "obligation", "permission"):
            spans = [m.span() for m in patterns[modality].finditer(text)]
            found[modality] = [s for s in spans if not any(s[0] < end and start < s[1] for start, end in taken)]
            taken += found[modality]
    return _Cues(zh, en)


def _rendered(unit: TranslationUnit, cues: _Cues, stated: Modality) -> bool:
    """Whether the English has a word that may say what was stated without being one of its cues."""
    en = unit.en_text
    taken = list(cues.en["exemption"])
    if stated == "prohibition" and _WITHOUT_ZH.search(unit.zh_text):
        taken += [m.span() for m in _WITHOUT_EN.finditer(en)]
    return any(not touches(m.span(), taken) for m in _EN_EXCUSE[stated].finditer(en))


def _elsewhere(unit: TranslationUnit, context: Context, cue: Span, stated: list[Span]) -> bool:
    """Whether word links put the verb of an English cue into a Chinese clause that states none of the class."""
    provider = context.resources.links
    return provider is not None and Attachment(provider(unit), unit).elsewhere(cue, stated)


def _takes_its_place(unit: TranslationUnit, cue: Span, cues: _Cues, stated: Modality) -> bool:
    """Whether an English cue of another class stands nearer to what was stated than any of the right class."""
    place = _nearest(unit, cues.zh[stated], cue)[0] / len(unit.zh_text)
    distances = [abs(right[0] / len(unit.en_text) - place) for right in cues.en[stated]]
    return abs(cue[0] / len(unit.en_text) - place) + _NEARER < min(distances, default=1.0)


def _excused(unit: TranslationUnit, cue: Span, stated: list[Span], instead: Modality) -> bool:
    """Whether a Chinese word that can stand for the other class is nearer to the English cue than what was stated.

    Both languages keep clauses in much the same order, so places are compared as shares of the text.
    """
    place = cue[0] / len(unit.en_text)

    def distance(span: Span) -> float:
        return abs(span[0] / len(unit.zh_text) - place)

    excuses = [
        match.span()
        for match in _ZH_EXCUSE[instead].finditer(unit.zh_text)
        if not any(start < match.end() and match.start() < end for start, end in stated)
    ]
    return bool(excuses) and min(map(distance, excuses)) < min(map(distance, stated)) + _NEARER


def _nearest(unit: TranslationUnit, spans: list[Span], cue: Span) -> Span:
    place = cue[0] / len(unit.en_text)
    return min(spans, key=lambda span: abs(span[0] / len(unit.zh_text) - place))


def _issue(unit: TranslationUnit, stated: Modality, instead: Modality, zh_span: Span, en_span: Span) -> Issue:
    zh_cue, en_cue = unit.zh_text[slice(*zh_span)], unit.en_text[slice(*en_span)]
    severity: Severity = "critical" if _LEGAL.search(unit.zh_text) and stated == "prohibition" else "major"
    return issue_on(
        unit,
        zh_span,
        en_span,
        scorer="modality",
        kind="mistranslation/negation" if "prohibition" in (stated, instead) else "mistranslation/modality",
        severity=severity,
        confidence=0.85,
        message=f'The Chinese {_SAYS[stated]} ({zh_cue}); the English {_SAYS[instead]} ("{en_cue}").',
        suggestion=_suggestion(unit, stated, zh_cue),
    )


def _suggestion(unit: TranslationUnit, stated: Modality, zh_cue: str) -> str:
    """The standard English of a Chinese modal verb: of laws, which speak of nobody present, "shall"."""
    if zh_cue == "鼓励":
        return "encourage"
    if zh_cue == "应当" or (zh_cue == "不得" and _LEGAL.search(unit.zh_text)):
        modal = "should" if _SPEAKER.search(unit.zh_text) else "shall"
        return f"{modal} not" if stated == "prohibition" else modal
    return "should" if zh_cue in ("应该", "理应") else _SUGGESTIONS[stated]


SCORER = Scorer(
    id="modality",
    checks="Obligation, permission and prohibition keep their force (must, may, must not)",
    example=("企业应当公开信息。", "Companies may disclose information."),
    types=("mistranslation/modality", "mistranslation/negation"),
    severities=("major", "critical"),
    find=find,
    zh_name="语气",
    zh_messages={
        'The Chinese {force} ({zh}); the English {other_force} ("{en}").': (
            "中文表示{force}（“{zh}”），英文表示{other_force}（“{en}”）。"
        ),
    },
)
