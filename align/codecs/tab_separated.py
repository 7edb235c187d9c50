r"""Cells of tab-separated lines that may themselves contain tabs and line ends.

Unescaped, these would end the cell; quoted as in CSV, half of the tools would read the quotes as text.
So ``\t``, ``\n``, ``\r`` and ``\\`` stand for them, as PostgreSQL and others write it. A cell that begins with ``=``,
``+``, ``-`` or ``@`` would be a formula to Excel, and a formula can start programs: a backslash stands before it.
A text id that looks like a number is quoted, to distinguish it from a number.
"""

import json
import re

COLUMNS = ("zh", "en", "id", "zh_speaker", "en_speaker", "confidence", "state", "severity", "issues")
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_UNESCAPES = {written: character for character, written in _ESCAPES.items()}
_SPECIAL = re.compile(r"[\\\t\n\r]")
_WRITTEN = re.compile(r"^\\[=+@-]|\\[\\tnr]")
_FORMULA = ("=", "+", "-", "@")
_NUMBER = re.compile(r"-?[0-9]+")


def cell(text: str) -> str:
    r"""Return a text as a cell.

    >>> cell("a\tb\\n"), uncell("a\\tb\\\\n") == "a\tb\\n"
    ('a\\tb\\\\n', True)
    >>> cell("=1+1"), uncell(cell("=1+1")), uncell(cell("\\=")) == "\\="
    ('\\=1+1', '=1+1', True)
    """
    written = _SPECIAL.sub(lambda match: _ESCAPES[match[0]], text) if _SPECIAL.search(text) else text
    return f"\\{written}" if written.startswith(_FORMULA) else written


def uncell(text: str) -> str:
    """Return the text of a cell."""
    return _WRITTEN.sub(lambda match: _UNESCAPES.get(match[0], match[0][1:]), text) if "\\" in text else text


def id_text(id: int | str) -> str:
    """Return an id as text.

    >>> id_text(7), id_text("7"), id_text("u7"), [id_of(text) for text in ("7", '"7"', "u7")]
    ('7', '"7"', 'u7', [7, '7', 'u7'])
    """
    if isinstance(id, int):
        return str(id)
    return json.dumps(id, ensure_ascii=False) if _NUMBER.fullmatch(id) or id.startswith('"') else id


def id_of(text: str) -> int | str:
    """Return the id that a text stands for."""
    if _NUMBER.fullmatch(text):
        return int(text) if len(text) < 20 else text
    if text.startswith('"'):
        try:
            value = json.loads(text)
        except ValueError:
            return text
        return value if isinstance(value, str) else text
    return text
