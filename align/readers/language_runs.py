"""Tells which stretches of a bilingual text are Chinese and which English.

Layout cannot be trusted: one file may have alternating paragraphs, both languages on one line, a table, and a run of
sentences without a break. Nor can the script of single characters: an English paragraph has 金湘军 in brackets and a
Chinese one has GDP, 5G and "Shanxi Night". So the text is read as a sequence of atoms (a run of Han characters, a
Latin word, a sign), each with a cost for standing in the other language, and a change of language costs little where
layouts change (blank line, line end, tab, pipe, slash, end of a sentence), much elsewhere and most inside brackets and
quotation marks. The cheapest path through the two states is the answer (Viterbi, linear in the text).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from align.model import document
from align.model.document import Language

# The costs of a change of language at a gap, and of an atom in the other language. Unit: one Latin word.
AT_BLANK_LINE, AT_LINE_END, AT_CELL, AT_SLASH, AT_SENTENCE_END = 0.0, 0.2, 0.2, 0.3, 0.45
AT_COLON, AT_BREAK, AT_SPACE, AT_MIDDLE, ELSEWHERE, INSIDE_BRACKETS = 2.0, 3.0, 4.0, 0.6, 6.0, 20.0
MAX_ENCLOSED = 80  # characters; quotation marks farther apart may enclose both languages
WORD, ACRONYM, HAN, WIDE_SIGN, NARROW_SIGN = 1.0, 0.3, 0.6, 0.5, 0.2
IN_BRACKETS = (
    0.5  # share of the cost outside: brackets and quotation marks hold names and originals in the other language
)
ONE_LINE_SHARE = 0.5  # share of the lines with letters from which a file counts as having both languages on one line

SEPARATORS = "|｜/／"

_HAN = rf"\u3007{document.HAN}"
_LATIN = r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_RULE = r"(?<![^\n])[ \t]*+(?=[^\n]*[|｜])(?=[^\n]*-)[|｜:\- \t]+(?![^\n])"
_ATOM = re.compile(
    rf"(?P<rule>{_RULE})|(?P<gap>[\s{SEPARATORS}])|(?P<han>[{_HAN}]+)"
    rf"|(?P<address>https?://[!-~]+|www\.[!-~]+|(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]++@[A-Za-z0-9.-]+)"
    rf"|(?P<word>[{_LATIN}]+(?:['’\-][{_LATIN}]+)*)|(?P<digits>[0-9]+)|(?P<sign>.)"
)
_ACRONYM = re.compile(r"[A-Z]+|[A-Za-z]")
_FIRST_HAN, _FIRST_WORD, _FIRST_LATIN = re.compile(rf"[{_HAN}]"), re.compile(r"[a-z]{2}"), re.compile(rf"[{_LATIN}]")
_WIDE_SIGNS = frozenset("，。、；：？！《》〈〉「」『』【】（）")
_NARROW_SIGNS = frozenset(".,;:!?")
_WIDE_ENDS, _NARROW_ENDS = frozenset("。！？；…"), frozenset(".!?;")
_BREAKS = frozenset("—–")
_CLOSERS = frozenset("”’\"'」』）)]】》")
_OPEN = dict(zip("(（[【《〈「『“", "))]]》〉」』”", strict=True))
_CLOSE = {"）": ")", "】": "]", "’": "’"} | {closing: closing for closing in _OPEN.values()}


@dataclass(frozen=True, slots=True)
class Atom:
    """The smallest piece of text in one language. Only white space and separators stand between two atoms."""

    start: int
    end: int
    kind: str
    text: str


def atoms_of(text: str) -> list[Atom]:
    """Return the atoms of a text, without white space, ``SEPARATORS`` and the rule rows of tables (``|---|---|``)."""
    return [
        Atom(found.start(), found.end(), found.lastgroup or "", found.group())
        for found in _ATOM.finditer(text)
        if found.lastgroup not in ("gap", "rule")
    ]


def languages_of(text: str, atoms: Sequence[Atom]) -> list[Language]:
    """Return the language of each atom. Neutral ones (digits, signs) go with their neighbours in the line.

    >>> text = "金湘军：GDP增长5%。 Jin Xiangjun (金湘军): GDP grew by 5%."
    >>> languages = languages_of(text, atoms_of(text))
    >>> "".join(a.text for a, language in zip(atoms_of(text), languages) if language == "zh")
    '金湘军：GDP增长5%。'
    """
    if not atoms:
        return []
    enclosed = _enclosed(text, atoms)
    costs = [_costs(atom, inside) for atom, inside in zip(atoms, enclosed, strict=True)]
    changes = _change_costs(text, atoms, costs, enclosed)
    zh = en = 0.0
    came_to_zh: list[bool] = []  # true if the best path to Chinese at this atom changes language just before it
    came_to_en: list[bool] = []
    for (in_zh, in_en), change in zip(costs, changes, strict=True):
        came_to_zh.append(en + change < zh)
        came_to_en.append(zh + change < en)
        zh, en = min(zh, en + change) + in_zh, min(en, zh + change) + in_en
    # At a tie the text ends in neutral atoms: they go with the last one that is not neutral.
    ends_in_chinese = next((in_zh < in_en for in_zh, in_en in reversed(costs) if in_zh != in_en), True)
    language: Language = "zh" if zh < en or (zh == en and ends_in_chinese) else "en"
    languages: list[Language] = []
    for from_en, from_zh in zip(reversed(came_to_zh), reversed(came_to_en), strict=True):
        languages.append(language)
        if language == "zh" and from_en:
            language = "en"
        elif language == "en" and from_zh:
            language = "zh"
    return languages[::-1]


def _costs(atom: Atom, inside: bool) -> tuple[float, float]:
    """Return the cost of an atom in a Chinese and in an English stretch."""
    scale = IN_BRACKETS if inside else 1.0
    if atom.kind == "han":
        return 0.0, scale * HAN * len(atom.text)
    if atom.kind == "word":
        return scale * (ACRONYM if _ACRONYM.fullmatch(atom.text) else WORD), 0.0
    if atom.kind == "address":
        return ACRONYM, 0.0
    if atom.text in _WIDE_SIGNS:
        return 0.0, scale * WIDE_SIGN
    return (scale * NARROW_SIGN if atom.text in _NARROW_SIGNS else 0.0), 0.0


def _change_costs(
    text: str, atoms: Sequence[Atom], costs: Sequence[tuple[float, float]], enclosed: Sequence[bool]
) -> list[float]:
    """Return the cost of a change of language before each atom."""
    middles = _middles(text, atoms, costs) if _is_one_line_layout(text) else set()
    changes = [0.0]
    end_of = ""  # what has just ended: a "wide" or "narrow" sentence, "colon", "break", or ""
    before = Atom(0, 0, "", "")
    for k in range(1, len(atoms)):
        earlier, before = before, atoms[k - 1]
        end_of = _ended(before, earlier, end_of)
        gap = text[before.end : atoms[k].start]
        if not gap and (atoms[k].text in _CLOSE or atoms[k].text == before.text):
            change = ELSEWHERE  # a closing mark stays with its sentence, and …… and —— stay together
        else:
            change = _gap_cost(gap, end_of, before_han=atoms[k].kind == "han" or atoms[k].text in _OPEN)
        if k in middles:
            change = min(change, AT_MIDDLE)
        changes.append(change + INSIDE_BRACKETS if enclosed[k] else change)
    return changes


def _middles(text: str, atoms: Sequence[Atom], costs: Sequence[tuple[float, float]]) -> set[int]:
    """Return, for each line, the atom after the space that best separates the two languages."""
    found = set()
    first = 0
    for k in range(1, len(atoms) + 1):
        if k < len(atoms) and "\n" not in text[atoms[k - 1].end : atoms[k].start]:
            continue
        bias = list(accumulate(in_zh - in_en for in_zh, in_en in costs[first:k]))  # of the atoms so far, to English
        spaces = [j for j in range(first + 1, k) if atoms[j - 1].end < atoms[j].start]
        if spaces:
            # The cut with most Chinese on one side and most English on the other.
            found.add(max(spaces, key=lambda j: abs(2 * bias[j - 1 - first] - bias[-1])))
        first = k
    return found


def _ended(atom: Atom, before: Atom, end_of: str) -> str:
    if atom.text in _CLOSERS:
        return end_of
    if atom.text in _WIDE_ENDS:
        return "wide"
    if atom.text in _NARROW_ENDS:
        numbering = atom.text == "." and before.kind == "digits"  # "1. Title"
        return "" if numbering else "narrow"
    if atom.text in _BREAKS:
        return "break"
    return "colon" if atom.text in (":", "：") else ""


def _gap_cost(gap: str, end_of: str, *, before_han: bool) -> float:
    lines = gap.count("\n")
    if lines:
        return AT_BLANK_LINE if lines > 1 else AT_LINE_END
    if "\t" in gap or "|" in gap or "｜" in gap:
        return AT_CELL
    if gap.strip():
        return AT_SLASH
    if end_of == "wide" or (end_of == "narrow" and (gap or before_han)):
        return AT_SENTENCE_END
    if end_of == "colon":
        return AT_COLON
    if end_of == "break":
        return AT_BREAK
    return AT_SPACE if gap else ELSEWHERE


def _enclosed(text: str, atoms: Sequence[Atom]) -> list[bool]:
    """Return a flag for each atom: True if the gap before it is inside short brackets or quotation marks."""
    depth_change = [0] * (len(atoms) + 1)
    opened: list[tuple[str, int]] = []
    for k, atom in enumerate(atoms):
        if k and "\n" in text[atoms[k - 1].end : atom.start]:
            opened.clear()
        if atom.text in _OPEN:
            opened.append((_OPEN[atom.text], k))
        elif atom.text in _CLOSE:
            closing = _CLOSE[atom.text]
            matches = [j for j in range(len(opened) - 1, max(-1, len(opened) - 9), -1) if opened[j][0] == closing]
            if matches and atom.end - atoms[opened[matches[0]][1]].start <= MAX_ENCLOSED:
                depth_change[opened[matches[0]][1] + 1] += 1
                depth_change[k + 1] -= 1
            if matches:
                del opened[matches[0] :]
    depth = 0
    enclosed = []
    for change in depth_change[: len(atoms)]:
        depth += change
        enclosed.append(depth > 0)
    return enclosed


def _is_one_line_layout(text: str) -> bool:
    """True if most lines are a piece in one language, a space and a piece in the other."""
    lettered = both = 0
    for line in text.split("\n"):
        han, latin = _FIRST_HAN.search(line), _FIRST_LATIN.search(line)
        lettered += bool(han or latin)
        if han and latin and _FIRST_WORD.search(line):
            late, later = (latin, _FIRST_HAN) if han.start() < latin.start() else (han, _FIRST_LATIN)
            early = line[: late.start()]
            cut_by_space = early.endswith((" ", "\u3000")) and early.rstrip(" \u3000")[-1] not in "\t" + SEPARATORS
            both += cut_by_space and later.search(line, late.start()) is None
    return lettered > 0 and both >= ONE_LINE_SHARE * lettered
