"""Issues in the terms of ITS 2.0, whose ``locQualityIssue`` XLIFF carries: type, severity, and if they still count."""

from align.model.unit import Decision, Severity

# MQM error types, as scorers give them, to the values of locQualityIssueType (ITS 2.0, section 8.17). A finer kind
# after the slash that is not listed falls under what stands before the slash.
TYPES: dict[str, str] = {
    "accuracy": "mistranslation",
    "mistranslation": "mistranslation",
    "mistranslation/number": "numbers",
    "mistranslation/percentage": "numbers",
    "omission": "omission",
    "addition": "addition",
    "untranslated": "untranslated",
    "terminology": "terminology",  # an inconsistent term too: ITS keeps "inconsistency" for other words
    "style": "style",
    "style/inconsistent": "inconsistency",
    "punctuation": "typographical",
    "typography": "typographical",
    "encoding": "characters",
    "spelling": "misspelling",
    "grammar": "grammar",
    "fluency": "style",
    "register": "register",
    "duplication": "duplication",
    "locale-convention": "locale-violation",
    "markup": "markup",
    "whitespace": "whitespace",
    "length": "length",
    "changed": "uncategorized",  # differs from an earlier version: not necessarily wrong
}
SEVERITIES: dict[Severity, int] = {"neutral": 0, "minor": 25, "major": 60, "critical": 100}  # on a scale of 0 to 100


def type_of(mqm: str) -> str:
    """Return the ITS type of an MQM error type; "other" for one that the table lacks.

    >>> type_of("mistranslation/number"), type_of("omission/list"), type_of("gremlins")
    ('numbers', 'omission', 'other')
    """
    return TYPES.get(mqm) or TYPES.get(mqm.partition("/")[0]) or "other"


def enabled(decision: Decision | None) -> bool:
    """True if an issue still counts, that is, is neither a false positive nor fixed."""
    return decision not in ("false positive", "fixed")
