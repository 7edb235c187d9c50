"""The typed columns of each configuration. Users of the data rely on these names."""

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datasets import Features

LANGUAGES = ["zh", "en"]


@cache
def features() -> "dict[str, Features]":
    """Return the features of the configurations, and under "units" those of their common source table."""
    from datasets import Features, List, Translation, Value

    text, number, real = Value("string"), Value("int32"), Value("float64")
    numbers = List(number)
    verdicts = List({"decision": text, "who": text, "when": text, "comment": text})
    issue: dict[str, Any] = {
        **dict.fromkeys(("id", "scorer", "type", "severity"), text),
        "confidence": real,
        "zh_span": numbers,
        "en_span": numbers,
        **dict.fromkeys(("zh_value", "en_value", "message", "suggestion"), text),
        "verdicts": verdicts,
    }
    whole: dict[str, Any] = {"document": text, "date": Value("date32"), "domain": text}
    speakers = {"zh_speaker": text, "en_speaker": text}
    judged: dict[str, Any] = {
        "bead_type": text,
        "confidence": real,
        "linked": real,
        "score": real,
        "lid": real,
        "length_ratio": real,
        "flags": number,
        "reordered": Value("bool"),
        "state": text,
        "severity": text,
        "scores": List({"name": text, "value": real}),
        "issues": List(issue),
        "verdicts": verdicts,
    }
    segments = {"zh_segments": numbers, "en_segments": numbers}
    places = {"zh_place": text, "en_place": text}
    urls = dict.fromkeys(("zh_url", "en_url", "license"), text)
    provenance = {"zh_source": text, "en_source": text, **urls, **segments, **places, "signature": text}
    structure = dict.fromkeys(("zh_turn", "en_turn", "zh_paragraph", "en_paragraph"), number)
    bead = {
        "id": text,
        "zh": text,
        "en": text,
        **speakers,
        "bead_type": text,
        "confidence": real,
        "linked": real,
        "score": real,
        "reordered": Value("bool"),
        **segments,
        **structure,
        "withheld": text,
    }
    pair = {"id": text, **whole, "number": number, "translation": Translation(LANGUAGES), **speakers, **judged}
    sources = dict.fromkeys(("zh_title", "en_title", "zh_source", "en_source", "zh_notice", "en_notice"), text)
    facts = {key: kind for key, kind in issue.items() if key not in ("id", "verdicts")}
    return {
        "pairs": Features({**pair, "reason": text, "provenance": provenance, "digest": text}),
        "documents": Features({**whole, **sources, **urls, "group": text, "signature": text, "beads": List(bead)}),
        "windows": Features({"id": text, **whole, "beads": List(bead)}),
        "issues": Features(
            {
                "id": text,
                "pair": text,
                **whole,
                "translation": Translation(LANGUAGES),
                "bead_type": text,
                **speakers,
                **facts,
                "decision": text,
                "verdicts": verdicts,
                "withheld": text,
            }
        ),
        "withheld": Features({"id": text, **whole, "number": number, "reason": text, "detail": text}),
        "units": Features(
            {
                "id": text,
                "number": number,
                "zh": text,
                "en": text,
                **speakers,
                **judged,
                **segments,
                **places,
                **structure,
                "reason": text,
                "withheld": text,
                "detail": text,
                "digest": text,
            }
        ),
    }
