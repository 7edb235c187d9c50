"""Gettext catalogues (.po): msgid and msgstr as pairs, whichever of them is Chinese."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from align.codecs.record import Decided
from align.language.encoding import decode
from align.model.document import script_counts
from align.model.errors import InputError
from align.readers.languages import leans_chinese
from align.readers.text import normalise, require_text
from align.readers.units import unit_of_pair

_LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[([0-9]{1,2})\])?[ \t]*)?"((?:[^"\\]|\\.)*)"[ \t]*')
_ESCAPE = re.compile(r"\\([0-7]{1,3}|x[0-9A-Fa-f]{1,2}|.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_CHARSET = re.compile(rb"charset=([\w.:-]+)")


@dataclass(slots=True)
class _Entry:
    """A message. ``line``: the 1-based line of its ``msgid``; ``strings``: what each keyword has."""

    line: int = 0
    strings: dict[str, list[str]] = field(default_factory=dict)

    def text(self, key: str) -> str:
        return "".join(self.strings.get(key, ()))


def parse(stream: BinaryIO, name: str) -> Iterator[Decided]:
    """Yield the units of a .po file; ``id`` is the 0-based number of the message, "3[1]" for a second plural form.

    The header and obsolete messages (``#~``) are skipped; a message without a translation has an empty side. Raises
    InputError, with the line, for a line that cannot be in a catalogue.
    """
    data = stream.read()
    declared = _CHARSET.search(data[:4096])
    text, _ = decode(data, name, declared=declared[1].decode("ascii") if declared else "")
    text = normalise(text)
    require_text(text, name)
    pairs = [
        (f"{number}[{form}]" if form else number, entry.line, source, target)
        for number, entry in enumerate(e for e in _entries(text, name) if e.text("msgid"))
        for form, source, target in _forms(entry)
    ]
    source_is_zh = _source_is_chinese(pairs)
    for number, (id, line, source, target) in enumerate(pairs):
        zh, en = (source, target) if source_is_zh else (target, source)
        unit = unit_of_pair(number, zh, en, id=id)
        place = f"line {line}"
        yield Decided(replace(unit, zh_place=place if unit.zh else "", en_place=place if unit.en else ""))


def _entries(text: str, name: str) -> Iterator[_Entry]:
    entry = _Entry()
    key = ""
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip(" \t")
        if not line or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        keyword = found[1] if found else None
        if found is None or (keyword is None and not key):
            raise InputError(
                name, f'line {number} is not part of a catalogue; expected msgid "...", msgstr "..." or "..."'
            )
        if keyword:
            starts = keyword == "msgctxt" or (keyword == "msgid" and key != "msgctxt")
            if starts and entry.strings:
                yield entry
                entry = _Entry()
            if keyword == "msgid":
                entry.line = number
            key = f"{keyword}[{found[2]}]" if found[2] else keyword
        entry.strings.setdefault(key, []).append(_ESCAPE.sub(_unescaped, found[3]))
    if entry.strings:
        yield entry


def _forms(entry: _Entry) -> Iterator[tuple[int, str, str]]:
    """Yield number, source and target of each form: Chinese has one form, which is the plural of what has two."""
    forms = sorted(key for key in entry.strings if key.startswith("msgstr["))
    if not forms:
        yield 0, entry.text("msgid"), entry.text("msgstr")
    for number, key in enumerate(forms):
        is_singular = number == 0 and len(forms) > 1
        yield number, entry.text("msgid" if is_singular else "msgid_plural") or entry.text("msgid"), entry.text(key)


def _source_is_chinese(pairs: Sequence[tuple[object, int, str, str]]) -> bool:
    han, latin = script_counts("\n".join(source for _, _, source, _ in pairs))
    return han > 0 and leans_chinese(han, latin)


def _unescaped(found: re.Match[str]) -> str:
    """Return the character of an escape.

    >>> _ESCAPE.sub(_unescaped, r"a\\nb \\"c\\" \\x41 \\101")
    'a\\nb "c" A A'
    """
    code = found[1]
    if code[0] == "x" and len(code) > 1:
        return chr(int(code[1:], 16))
    if code[0] in "01234567":
        return chr(int(code, 8))
    return _ESCAPES.get(code, code)
