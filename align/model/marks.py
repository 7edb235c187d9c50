"""Text with marked spans as HTML; spans may nest, touch and cross.

HTML elements nest, spans need not: a span that crosses another is closed and opened again at the other's edge, so it
may become several elements with the same reference. Nesting (and not one flat element a piece) lets a style sheet draw
the underlines of both spans under the text that they share.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from align.model.document import Span

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LAYOUT = frozenset("\t\n\r")
_HIDDEN_CATEGORIES = ("Cc", "Cs", "Zl", "Zp")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be marked: what it refers to (an element's id) and its style classes."""

    span: Span
    note: str
    style: str


def marked(text: str, marks: Sequence[Mark]) -> Markup:
    """Return the text, escaped, with ``<mark>`` elements around the spans. Spans are clipped to the text; empty ones
    are dropped.

    >>> marked("增长5%。", [Mark((2, 4), "issue-1", "major")])
    Markup('增长<mark class="major" data-note="issue-1">5%</mark>。')
    >>> print(marked("a<bc", [Mark((0, 3), "x", "minor"), Mark((2, 4), "y", "major")]))
    <mark class="minor" data-note="x">a&lt;<mark class="major" data-note="y">b</mark></mark><mark class="major" data-note="y">c</mark>
    """  # noqa: E501
    spans = [Mark((max(0, m.span[0]), min(len(text), m.span[1])), m.note, m.style) for m in marks]
    spans = sorted((m for m in spans if m.span[0] < m.span[1]), key=lambda m: (m.span[0], -m.span[1]))
    edges = sorted({0, len(text), *(edge for m in spans for edge in m.span)})
    out: list[Markup] = []
    opened: list[Mark] = []
    for start, end in pairwise(edges):
        wanted = [m for m in spans if m.span[0] <= start and end <= m.span[1]]
        shared = 0
        while shared < min(len(opened), len(wanted)) and opened[shared] is wanted[shared]:
            shared += 1
        out.append(_CLOSE * (len(opened) - shared))
        out.extend(_OPEN.format(m.style, m.note) for m in wanted[shared:])
        out.append(visible(text[start:end]))
        opened = wanted
    out.append(_CLOSE * len(opened))
    return Markup("").join(out)


def visible(text: str) -> Markup:
    r"""Return the text, escaped, with invisible control characters (bidi controls, NUL, line separators) named.

    >>> visible("5\u202e<")
    Markup('5<span class="control" title="RIGHT-TO-LEFT OVERRIDE">U+202E</span>&lt;')
    """
    if text.isascii() and text.isprintable():
        return escape(text)
    out, at = [], 0
    for k, c in enumerate(text):
        if c in _BIDI or (c not in _LAYOUT and unicodedata.category(c) in _HIDDEN_CATEGORIES):
            out += [escape(text[at:k]), _CONTROL.format(unicodedata.name(c, "CONTROL CHARACTER"), ord(c))]
            at = k + 1
    return Markup("").join([*out, escape(text[at:])])


_OPEN = Markup('<mark class="{}" data-note="{}">')
_CLOSE = Markup("</mark>")
_CONTROL = Markup('<span class="control" title="{}">U+{:04X}</span>')
