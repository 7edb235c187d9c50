"""Translation memories: TMX 1.1 to 1.4."""

from itertools import product
from typing import Any

from align.bitext import TranslationUnit
from align.errors import InputError
from align.readers.units import unit_of_pair, with_distinct_ids
from align.readers.xml_pairs import XML_LANG, events, inline_text, language_of, local_name

CODES = frozenset(("bpt", "ept", "it", "ph", "ut"))


def parse(data: bytes, name: str) -> tuple[TranslationUnit, ...]:
    """The units of a .tmx file; ``id`` is the ``tuid``, else the 0-based number of the TU.

    Text in ``hi`` and ``sub`` is kept; what ``bpt``, ``ept``, ``it``, ``ph`` and ``ut`` hold are codes and is not.
    A TU that lacks one language has that side empty; one with several variants of a language (zh-CN and zh-TW) becomes
    a unit for each pairing, the first under its own id. A TU in other languages only is none of ours and is skipped.
    Raises InputError where no TU has Chinese or none has English: the message names the languages there are.
    """
    units: list[TranslationUnit] = []
    codes_seen: set[str] = set()
    languages: set[str] = set()
    for number, (_, element) in enumerate(events(data, name, ends=("tu",))):
        texts: dict[str, list[str]] = {"zh": [], "en": []}
        for code, text in _variants(element):
            codes_seen.add(code)
            language = language_of(code)
            if language:
                languages.add(language)
                texts[language].append(text)
        if texts["zh"] or texts["en"]:
            id = element.get("tuid") or number
            pairs = product(texts["zh"] or [""], texts["en"] or [""])
            units += [unit_of_pair(number, zh, en, id=id) for zh, en in pairs]
    if len(languages) < 2:
        found = ", ".join(sorted(codes_seen)) or "none"
        raise InputError(name, f"expected Chinese and English; the languages in it are: {found}")
    return with_distinct_ids(units)


def _variants(tu: Any) -> list[tuple[str, str]]:
    found = []
    for tuv in tu:
        if local_name(tuv) == "tuv":
            code = tuv.get(XML_LANG) or tuv.get("lang") or ""
            segs = (child for child in tuv if local_name(child) == "seg")
            found += [(code, inline_text(seg, CODES)) for seg in segs]
    return found
