"""XLIFF 1.2, 2.0 and 2.1: source and target, whichever of them is Chinese."""

from typing import Any

from align.bitext import TranslationUnit
from align.errors import InputError
from align.readers.units import unit_of_pair, with_distinct_ids
from align.readers.xml_pairs import XML_LANG, events, inline_text, language_of, local_name

CODES = frozenset(("bpt", "ept", "it", "ph"))
_OTHER = {"zh": "en", "en": "zh"}


def parse(data: bytes, name: str) -> tuple[TranslationUnit, ...]:
    """The units of an .xlf file: one for each ``trans-unit`` (1.2) or ``segment`` (2.x), targets missing ones included.

    ``id`` is that of the ``trans-unit`` or ``unit`` ("unit/segment" where a unit has several segments), else the
    0-based number. The languages are those of ``xml:lang``, the ``file`` or the root; where only one of them is
    stated, the other is taken to be the counterpart. Raises InputError where they are not Chinese and English.
    """
    units: list[TranslationUnit] = []
    source_code = target_code = ""
    for event, element in events(data, name, starts=("xliff", "file"), ends=("trans-unit", "unit")):
        kind = local_name(element)
        if event == "start":
            source_code = element.get("srcLang") or element.get("source-language") or source_code
            target_code = element.get("trgLang") or element.get("target-language") or target_code
            continue
        for id, holder in _segments(element, kind):
            source, target = _child(holder, "source"), _child(holder, "target")
            if source is None and target is None:
                continue
            codes = _code(source, source_code), _code(target, target_code)
            source_is_zh = _source_is_chinese(*codes, name=name)
            texts = [inline_text(side, CODES) if side is not None else "" for side in (source, target)]
            zh, en = texts if source_is_zh else reversed(texts)
            units.append(unit_of_pair(len(units), zh, en, id=id or None))
    return with_distinct_ids(units)


def _segments(element: Any, kind: str) -> list[tuple[str, Any]]:
    id = element.get("id") or ""
    if kind == "trans-unit":
        return [(id, element)]
    segments = [child for child in element if local_name(child) == "segment"]
    if len(segments) == 1:
        return [(id, segments[0])]
    return [(f"{id}/{segment.get('id') or number}", segment) for number, segment in enumerate(segments, 1)]


def _child(element: Any, name: str) -> Any | None:
    return next((child for child in element if local_name(child) == name), None)


def _code(side: Any | None, default: str) -> str:
    return (side.get(XML_LANG) if side is not None else None) or default


def _source_is_chinese(source_code: str, target_code: str, *, name: str) -> bool:
    source, target = language_of(source_code), language_of(target_code)
    if not target_code:
        target = _OTHER.get(source, "")
    elif not source_code:
        source = _OTHER.get(target, "")
    if {source, target} != {"zh", "en"}:
        found = f"{source_code or 'nothing'} to {target_code or 'nothing'}"
        raise InputError(name, f"expected Chinese and English; the file says {found}")
    return source == "zh"
