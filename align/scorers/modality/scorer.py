"""Modality: an obligation that became a permission, a permission that became an obligation, a ban that became advice.

Chinese and English mark modality in too many ways for "the cue has no counterpart" to mean much: 必须 may be an
imperative, 可以 a plain present. What is a discrepancy is a cue of one class gone *and* a cue of a wrong class in its
place. So the classes are counted on both sides: an issue needs a surplus of a class that the Chinese does not state,
and either a deficit of the one that it does, or that the surplus stands where the right word should. Words that can
stand for several classes (要, 能, 会) excuse and never accuse. A ban that became anything else, or came from it, is a
matter of negation, and typed as such: ``negation`` says the same of the same words, and is heard once.

What is supposed and what is certain (可能, 必将) is told apart in ``align.scorers.modality.certainty``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from align.language.spans import touches
from align.model.document import Span
from align.model.unit import Issue, TranslationUnit
from align.scorers.base import Context, Scorer, issue_on
from align.scorers.modality.certainty import find_certainty
from align.scorers.modality.words import (
    EN,
    EN_EXCUSE,
    FORBIDS,
    IMPOSED,
    LEFT_OPEN,
    LITERAL,
    NOT_ONE_ZH,
    UNABLE_ZH,
    WITHOUT_EN,
    WITHOUT_ZH,
    ZH,
    ZH_EXCUSE,
    Modality,
)
from align.scorers.negation.links import Attachment

_IN_PLACE: dict[Modality, tuple[Modality, ...]] = {
    "obligation": ("permission", "advice"),
    "permission": ("obligation", "prohibition", "order"),
    "exemption": ("prohibition",),
    "advice": ("obligation", "order"),
    "order": ("advice",),
    "prohibition": ("permission", "obligation", "exemption"),
    "willingness": ("obligation",),
}
_IN_TURN: tuple[Modality, ...] = (
    "exemption",
    "prohibition",
    "obligation",
    "permission",
    "advice",
    "order",
    "willingness",
)
_SUGGESTIONS: dict[Modality, str] = {
    "obligation": "must",
    "permission": "may",
    "prohibition": "must not",
    "exemption": "need not",
    "advice": "be advised to",
    "order": "require",
    "willingness": "be willing to",
}
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
    for stated in _IN_PLACE:
        if not cues.zh[stated] or (not cues.en[stated] and _rendered(unit, cues, stated)):
            continue
        short = len(cues.zh[stated]) > len(cues.en[stated])
        for instead in _IN_PLACE[stated]:
            if len(cues.en[instead]) <= len(cues.zh[instead]):
                wrong = [cue for cue in cues.en[instead] if _governed(unit, context, cue, stated, cues)]
                if wrong:
                    yield _issue(unit, stated, instead, _nearest(unit, cues.zh[stated], wrong[0]), wrong[0])
                    break
                continue
            wrong = [
                cue
                for cue in cues.en[instead]
                if (short or _takes_its_place(unit, cue, cues, stated))
                and (instead == "exemption" or not _excused(unit, cue, cues.zh[stated], instead))
                and not (instead == "prohibition" and stated == "permission" and _unable(unit, cue))
                and not (instead == "exemption" and IMPOSED.search(unit.zh_text))
                and (stated != "exemption" or _forbids(unit, cue))
                and not _elsewhere(unit, context, cue, cues.zh[stated])
            ]
            if wrong:
                yield _issue(unit, stated, instead, _nearest(unit, cues.zh[stated], wrong[-1]), wrong[-1])
                break
    yield from find_certainty(unit)


def _cues(unit: TranslationUnit) -> _Cues:
    zh: dict[Modality, list[Span]] = {}
    en: dict[Modality, list[Span]] = {}
    for found, text, patterns in ((zh, unit.zh_text, ZH), (en, unit.en_text, EN)):
        taken: list[Span] = []
        for modality in _IN_TURN:
            spans = [m.span() for m in patterns[modality].finditer(text)]
            found[modality] = [s for s in spans if not any(s[0] < end and start < s[1] for start, end in taken)]
            taken += found[modality]
    zh["permission"] = [span for span in zh["permission"] if not NOT_ONE_ZH.search(unit.zh_text, 0, span[0])]
    return _Cues(zh, en)


def _rendered(unit: TranslationUnit, cues: _Cues, stated: Modality) -> bool:
    """Whether the English has a word that may say what was stated without being one of its cues."""
    en = unit.en_text
    taken = list(cues.en["exemption"])
    taken += [m.span() for zh, word in LITERAL if zh.search(unit.zh_text) for m in word.finditer(en)]
    if stated == "prohibition" and WITHOUT_ZH.search(unit.zh_text):
        taken += [m.span() for m in WITHOUT_EN.finditer(en)]
    return any(not touches(m.span(), taken) for m in EN_EXCUSE[stated].finditer(en))


def _forbids(unit: TranslationUnit, cue: Span) -> bool:
    """Whether an English cue of a ban surely bans what the Chinese exempts from."""
    return bool(FORBIDS.search(unit.en_at(cue))) and not LEFT_OPEN.search(unit.zh_text)


def _unable(unit: TranslationUnit, cue: Span) -> bool:
    """Whether "cannot" renders what one is not able to do (写不出)."""
    return bool(UNABLE_ZH.search(unit.zh_text)) and unit.en_at(cue).lower().startswith(("can", "could"))


def _elsewhere(unit: TranslationUnit, context: Context, cue: Span, stated: list[Span]) -> bool:
    """Whether word links put the verb of an English cue into a Chinese clause that states none of the class."""
    provider = context.resources.links
    return provider is not None and Attachment(provider(unit), unit).elsewhere(cue, stated)


def _governed(unit: TranslationUnit, context: Context, cue: Span, stated: Modality, cues: _Cues) -> bool:
    """Whether the verb of an English cue is the one that the Chinese permits, by word links: 可以约定 "must agree".

    That tells where counting does not, since another clause has the other class (支付应当支付的违约金).
    """
    provider = context.resources.links
    if provider is None or stated != "permission" or cues.en[stated]:
        return False
    return Attachment(provider(unit), unit).governed(cue, cues.zh[stated])


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
        for match in ZH_EXCUSE[instead].finditer(unit.zh_text)
        if not any(start < match.end() and match.start() < end for start, end in stated)
    ]
    return bool(excuses) and min(map(distance, excuses)) < min(map(distance, stated)) + _NEARER


def _nearest(unit: TranslationUnit, spans: list[Span], cue: Span) -> Span:
    place = cue[0] / len(unit.en_text)
    return min(spans, key=lambda span: abs(span[0] / len(unit.zh_text) - place))


def _issue(unit: TranslationUnit, stated: Modality, instead: Modality, zh_span: Span, en_span: Span) -> Issue:
    negates = "prohibition" in (stated, instead) and stated != "exemption"
    return issue_on(
        unit,
        "modality.force",
        zh_span,
        en_span,
        severity="critical" if _LEGAL.search(unit.zh_text) and stated == "prohibition" else "major",
        confidence=0.85,
        values={"stated": stated, "instead": instead},
        kind="mistranslation/negation" if negates else "",
        suggestion=_suggestion(unit, stated, unit.zh_at(zh_span)),
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
    checks="Obligation, permission, prohibition and advice keep their force; what is supposed is not asserted",
    example=("企业应当公开信息。", "Companies may disclose information."),
    severities=("minor", "major", "critical"),
    find=find,
    zh_name="语气",
)
