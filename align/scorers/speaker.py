"""Speaker: turns that the English attributes to a different speaker than the Chinese.

Comparing the two labels unit by unit, the obvious way, reports one wrong label once for every sentence below it, and
every sentence that the aligner put on the wrong side of a turn boundary. So labels are compared over runs of units, in
the context of the whole document: which labels go together elsewhere, and is a run a turn or the frayed edge of one?
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from align.language.names.pinyin import chinese_names, is_pinyin_of
from align.language.names.spelling import misread_surname, spell, surname_length
from align.model.unit import Issue, TranslationUnit
from align.scorers.base import Context, Scorer
from align.scorers.catalogue import flagged
from align.segmenters.speakers import agree

_NAME = re.compile(r"[A-Z][a-z']+(?: [A-Z][a-z'\-]+)+")


@dataclass(frozen=True, slots=True)
class _Run:
    """Consecutive units under one pair of labels."""

    zh: str
    en: str
    positions: tuple[int, ...]
    confidence: float


def find(_unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """Yield the issue of the turn that begins with this unit, if its labels contradict each other."""
    issues: Mapping[int, Issue] = context.once("speaker.issues", lambda: _issues(context.units))
    if context.position in issues:
        yield issues[context.position]


def _issues(units: Sequence[TranslationUnit]) -> dict[int, Issue]:
    runs = _runs(units)
    together = Counter((run.zh, run.en) for run in runs)
    issues = {}
    for k, run in enumerate(runs):
        if agree(run.zh, run.en) != 0.0 or _is_custom(run, together):
            continue
        before = runs[k - 1] if k else None
        after = runs[k + 1] if k + 1 < len(runs) else None
        if _is_frayed_edge(run, before, after):
            continue
        issues[run.positions[0]] = flagged(
            "speaker.turn",
            None,
            None,
            severity="major",
            confidence=0.95 * run.confidence,
            values={"zh": units[run.positions[0]].written_speaker or run.zh, "en": run.en},
            suggestion=_english_label(run.zh, together, units),
        )
    return issues


def _runs(units: Sequence[TranslationUnit]) -> list[_Run]:
    both = [k for k, unit in enumerate(units) if unit.zh_text.strip() and unit.en_text.strip()]
    runs = []
    for (zh, en), group in groupby(both, key=lambda k: (units[k].zh_speaker, units[k].en_speaker)):
        positions = tuple(group)
        runs.append(_Run(zh, en, positions, sum(units[k].confidence for k in positions) / len(positions)))
    return runs


def _is_custom(run: _Run, together: Counter[tuple[str, str]]) -> bool:
    """True if the document always names a speaker so: a pen name, an odd romanisation, another name of an outlet."""
    count = together[run.zh, run.en]
    of_zh = sum(n for (zh, _), n in together.items() if zh == run.zh)
    of_en = sum(n for (_, en), n in together.items() if en == run.en)
    return count >= 2 and count > 0.7 * max(of_zh, of_en)


def _is_frayed_edge(run: _Run, before: _Run | None, after: _Run | None) -> bool:
    """True if sentences only slipped over a turn boundary: the labels of one side continue where the other's change."""
    slipped = any(
        other is not None and (other.zh == run.zh or other.en == run.en) and (agree(other.zh, other.en) or 0) > 0.5
        for other in (before, after)
    )
    few = len(run.positions) <= 2
    if slipped:
        whole = all(other is None or other.zh != run.zh for other in (before, after))
        return run.confidence < 0.7 or (few and not whole)
    return few and run.confidence < 0.5


def _english_label(zh: str, together: Counter[tuple[str, str]], units: Sequence[TranslationUnit]) -> str:
    """Return the form of a Chinese label in this English, or "" if there is none or it is uncertain.

    A person needs the whole name, as a label or in the text; a name that only occurs with a misread surname is spelt
    correctly. Any other label needs a single English one that agrees.
    """
    full = [name for name in chinese_names(zh) if len(name) > surname_length(name) > 0]
    labels = {label for _, label in together}
    if not full:
        agreeing = [label for label in labels if (agree(zh, label) or 0) >= 0.8]
        return agreeing[0] if len(agreeing) == 1 else ""
    name, misread = full[-1], False
    for text in (*sorted(labels), *(unit.en_text for unit in units)):
        for latin in _latin_names(text):
            if misread_surname(name, latin):
                misread = True
            elif is_pinyin_of(name, latin):
                return latin
    return spell(name) if misread else ""


def _latin_names(text: str) -> Iterator[str]:
    for match in _NAME.finditer(text):
        words = match[0].split()
        yield from (" ".join(words[k : k + 2]) for k in range(len(words) - 1))


SCORER = Scorer(
    id="speaker",
    checks="Turns that the English attributes to another speaker",
    example=("仇丽萍：下面我来回答。", "Zeng Guodong: Let me answer this question."),
    severities=("major",),
    find=find,
    zh_name="发言人",
)
