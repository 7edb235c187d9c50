r"""The bitext as ``bitext.jsonl``: one translation unit per line, with its verdicts.

JSON allows U+2028, U+2029 and U+0085 inside a string, but ``str.splitlines`` and many tools end a line there, and a
lone surrogate cannot be written as UTF-8: these are escaped, everything else stays readable.
"""

import json
import re

from align.codecs.record import full_record
from align.model.bitext import Bitext

_UNSAFE = re.compile("[\x85\u2028\u2029\ud800-\udfff]")


def render(bitext: Bitext) -> str:
    r"""Return the lines of a bitext, each ended by a line feed.

    >>> from align.model.unit import TranslationUnit
    >>> line = render(Bitext((TranslationUnit(0, (0,), (0,), "增长5%。", "Up 5%.\u2028"),)))
    >>> line[:77]
    '{"id": 0, "zh": [0], "en": [0], "zh_text": "增长5%。", "en_text": "Up 5%.\\u2028"'
    >>> line.count("\n"), len(line.splitlines())
    (1, 1)
    """
    return "".join(_line(json.dumps(full_record(unit, bitext), ensure_ascii=False)) for unit in bitext.units)


def _line(text: str) -> str:
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"
