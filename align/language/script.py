"""Simplified and Traditional Chinese: detection and conversion.

Word lists, tables and cues are in Simplified; a Traditional document is aligned and shown as it is, and converted only
where it is compared with them, character for character, so that every span holds in both.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

from align.model.document import HAN, Script

if TYPE_CHECKING:
    from opencc import OpenCC

MIN_SHARE = 0.8  # of the characters that show it
SAMPLE = 50_000  # characters

_HAN = re.compile(f"[{HAN}]")


def script_of(text: str, *, least: int = 2) -> Script:
    """Return "Hans" (Simplified), "Hant" (Traditional), or "" if under ``least`` characters decide or they disagree.

    A character that only one of the two national character sets has decides: 国 is in GB 2312 but not in Big5, 國 the
    other way round, 人 in both.

    >>> script_of("国务院新闻办公室"), script_of("國務院新聞辦公室"), script_of("人口")
    ('Hans', 'Hant', '')
    """
    counts: dict[Script, int] = {"Hans": 0, "Hant": 0, "": 0}
    for character in _HAN.findall(text[:SAMPLE]):
        counts[_shown_by(character)] += 1
    shown = counts["Hans"] + counts["Hant"]
    best: Script = "Hans" if counts["Hans"] >= counts["Hant"] else "Hant"
    return best if shown >= least and counts[best] >= MIN_SHARE * shown else ""


def simplified(text: str) -> str:
    """Return a Traditional text in Simplified characters, of the same length, so that offsets stay.

    >>> simplified("記者：國內生產總值增長5%。")
    '记者：国内生产总值增长5%。'
    """
    converter = _converter()
    converted: str = converter.convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(one if len(one := converter.convert(character)) == 1 else character for character in text)


@cache
def _converter() -> "OpenCC":
    from opencc import OpenCC

    return OpenCC("t2s")


@cache
def _shown_by(character: str) -> Script:
    simplified, traditional = character.encode("gb2312", "ignore"), character.encode("big5", "ignore")
    return "" if bool(simplified) == bool(traditional) else "Hans" if simplified else "Hant"
