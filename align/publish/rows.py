"""Converts a project into the columns from which everything is published: one row per translation unit.

Ids must survive a re-run, in which beads get new numbers, and a correction of the English. So the id of a unit is made
of its document and its Chinese (or its English, if there is no Chinese), not of its number.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date as Date  # noqa: N812
from typing import Any

from align.corpus.measures import measures
from align.language.tables import words
from align.model.bitext import Project
from align.model.document import Document
from align.model.unit import Issue, TranslationUnit, Verdict
from align.publish.gates import decide, highest_severity
from align.publish.settings import Settings

Columns = dict[str, list[Any]]
Rewrite = Callable[[str], str]
NAME = "name"
"""The place of a project's name in :func:`texts_of`. It is never rewritten, since ids begin with it."""


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """The published facts of a document."""

    document: str
    date: Date | None
    domain: str
    zh_title: str
    en_title: str
    zh_source: str
    en_source: str
    zh_notice: str
    en_notice: str
    zh_url: str
    en_url: str
    license: str
    group: str
    signature: str


DOCUMENT_KEYS = tuple(field.name for field in fields(DocumentFacts))


def document_facts(project: Project, settings: Settings, *, rewrite: Rewrite | None = None) -> DocumentFacts:
    """Return the facts of a project's document. The domain is from ``run.json``, else from the settings."""
    bitext = project.bitext
    zh, en, clean = bitext.zh, bitext.en, rewrite or _unchanged
    facts = facts_of(project)
    return DocumentFacts(
        document=project.name,
        date=bitext.date,
        domain=str(project.run.get("domain") or settings.domain),
        zh_title=clean(zh.metadata.title) if zh is not None else "",
        en_title=clean(en.metadata.title) if en is not None else "",
        zh_source=clean(zh.name) if zh is not None else "",
        en_source=clean(en.name) if en is not None else "",
        zh_notice=clean(zh.metadata.notice) if zh is not None else "",
        en_notice=clean(en.metadata.notice) if en is not None else "",
        zh_url=clean(facts.get("zh_url", facts.get("url", ""))),
        en_url=clean(facts.get("en_url", facts.get("url", ""))),
        license=facts.get("license", ""),
        group=facts.get("group", ""),
        signature=bitext.signature,
    )


def facts_of(project: Project) -> Mapping[str, str]:
    """Return what the manifest of a batch says of a document (:data:`align.pairing.manifest.FACTS`)."""
    facts: Mapping[str, str] = project.run.get("facts", {})
    return facts


def columns(project: Project, settings: Settings, *, rewrite: Rewrite | None = None) -> Columns:
    """Return the rows of a project, column by column. ``rewrite``: applied to every text written by a person."""
    bitext, clean = project.bitext, rewrite or _unchanged
    out: Columns = {name: [] for name in _NAMES}
    seen: dict[str, int] = {}
    for number, unit in enumerate(bitext.pairs):  # titles are columns of the document
        found = measures(unit)
        gate = decide(unit, bitext, found, settings.filters)
        issues = [_issue(issue, bitext.verdicts.get(issue.id), clean) for issue in unit.issues]
        approved = bitext.approved.get(unit.id)
        zh_turn, zh_paragraph = _structure(bitext.zh, unit.zh)
        en_turn, en_paragraph = _structure(bitext.en, unit.en)
        row = {
            "id": unit_id(project.name, unit, seen),
            "number": number,
            "zh": clean(unit.zh_text),
            "en": clean(unit.en_text),
            "zh_speaker": clean(unit.zh_speaker),
            "en_speaker": clean(unit.en_speaker),
            "bead_type": f"{len(unit.zh)}-{len(unit.en)}",
            "confidence": unit.confidence,
            "linked": found.linked,
            "score": found.score,
            "lid": found.lid,
            "length_ratio": found.length_ratio,
            "flags": found.flags,
            "reordered": unit.reordered,
            "state": bitext.state(unit),
            "severity": highest_severity(unit, bitext),
            "scores": [{"name": k, "value": float(v)} for k, v in unit.scores.items()],
            "issues": issues,
            "verdicts": [_verdict(approved, clean)] if approved else [],
            "zh_segments": unit.zh,
            "en_segments": unit.en,
            "zh_place": clean(unit.zh_place),
            "en_place": clean(unit.en_place),
            "zh_turn": zh_turn,
            "zh_paragraph": zh_paragraph,
            "en_turn": en_turn,
            "en_paragraph": en_paragraph,
            "reason": gate.passed or "",
            "withheld": gate.withheld or "",
            "detail": gate.detail,
        }
        row["digest"] = _digest(row)
        for name in _NAMES:
            out[name].append(row[name])
    return out


_NAMES = words("""
    id number zh en zh_speaker en_speaker bead_type confidence linked score lid length_ratio flags reordered state
    severity scores issues verdicts
    zh_segments en_segments zh_place en_place zh_turn zh_paragraph en_turn en_paragraph reason withheld detail digest
""")


_TOLD = ("zh", "en", "zh_speaker", "en_speaker", "state", "issues", "verdicts", "withheld")


def unit_id(document: str, unit: TranslationUnit, seen: dict[str, int]) -> str:
    """Return the published id of a unit; ``seen`` counts equal ones in the document.

    >>> a = TranslationUnit(0, (0,), (0,), "谢谢。", "Thank you.")
    >>> b = TranslationUnit(7, (9,), (8,), "谢谢。", "Thanks.")
    >>> counts = {}
    >>> unit_id("news", a, counts), unit_id("news", b, counts)
    ('news:a4bd3ba17063', 'news:a4bd3ba17063-2')
    """
    side = f"zh\x1f{unit.zh_text}" if unit.zh_text else f"en\x1f{unit.en_text}"
    name = f"{document}:{hashlib.blake2b(side.encode(), digest_size=6).hexdigest()}"
    seen[name] = seen.get(name, 0) + 1
    return name if seen[name] == 1 else f"{name}-{seen[name]}"


def texts_of(project: Project) -> Iterable[tuple[str, str]]:
    """Yield every text to be published, with its place, to be searched for personal data."""
    bitext = project.bitext
    yield NAME, project.name
    for side in (bitext.zh, bitext.en):
        if side is not None:
            yield f"source ({side.language})", side.name
            yield f"title ({side.language})", side.metadata.title
            yield f"notice ({side.language})", side.metadata.notice
    for name, value in facts_of(project).items():
        yield name, value
    for number, unit in enumerate(bitext.pairs, 1):
        yield f"pair {number} (zh)", unit.zh_text
        yield f"pair {number} (en)", unit.en_text
        for speaker in (unit.zh_speaker, unit.en_speaker):
            yield f"pair {number} (speaker)", speaker
        for place in (unit.zh_place, unit.en_place):
            yield f"pair {number} (place)", place
        for issue in unit.issues:
            yield f"pair {number} (message)", issue.message
            yield f"pair {number} (suggestion)", issue.suggestion
            for value in (issue.zh_value, issue.en_value):
                yield f"pair {number} (value)", value
        if (approval := bitext.approved.get(unit.id)) is not None:
            yield f"approval of pair {number} (comment)", approval.comment
            yield f"approval of pair {number} (reviewer)", approval.who
    for id, verdict in bitext.verdicts.items():
        yield f"verdict on {id} (comment)", verdict.comment
        yield f"verdict on {id} (reviewer)", verdict.who


def _structure(document: Document | None, segments: Sequence[int]) -> tuple[int | None, int | None]:
    """Return turn and paragraph of the first segment of a side."""
    if document is None or not segments or segments[0] >= len(document.segments):
        return None, None
    first = document.segments[segments[0]]
    return first.turn, first.paragraph


def _issue(issue: Issue, verdict: Verdict | None, clean: Rewrite) -> dict[str, Any]:
    return {
        "id": issue.id,
        "scorer": issue.scorer,
        "type": issue.type,
        "severity": issue.severity,
        "confidence": issue.confidence,
        "zh_span": issue.zh_span,
        "en_span": issue.en_span,
        "zh_value": clean(issue.zh_value),
        "en_value": clean(issue.en_value),
        "message": clean(issue.message),
        "suggestion": clean(issue.suggestion),
        "verdicts": [_verdict(verdict, clean)] if verdict else [],
    }


def _verdict(verdict: Verdict, clean: Rewrite) -> dict[str, str]:
    return {
        "decision": verdict.decision,
        "who": clean(verdict.who),
        "when": verdict.when,
        "comment": clean(verdict.comment),
    }


def _digest(row: Mapping[str, Any]) -> str:
    """Return a digest of texts, issues, verdicts and gates, independent of numbers and scores."""
    told = repr([row[name] for name in _TOLD])
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _unchanged(text: str) -> str:
    return text
