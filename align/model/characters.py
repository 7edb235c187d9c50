r"""Characters that files and databases do not hold, taken out of what people write.

XML 1.0, and with it TMX, XLIFF and workbooks, forbids most control characters; PostgreSQL forbids U+0000. One of them
in one comment, pasted from a terminal, and no export would be possible any more. Nobody sees them, so they go; Word's
own line break, U+000B, is a line break.
"""

import re

_BREAKS = re.compile("[\x0b\x0c\x85\u2028]")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def storable(text: str) -> str:
    r"""Return a text as any file can hold it.

    >>> storable("one\x0btwo\x00"), storable("中文，English")
    ('one\ntwo', '中文，English')
    """
    return _FORBIDDEN.sub("", _BREAKS.sub("\n", text))
