"""The blocks of an HTML tree: paragraphs as a browser lays them out without style sheets.

Walks the tree without recursion: pages nest thousands deep where tags are never closed.
"""

import re
from dataclasses import dataclass
from typing import Any

_UNSEEN = frozenset(
    re.findall(
        r"\w+", "script style noscript template head title iframe object embed svg math canvas audio video datalist"
    )
)
BLOCK = frozenset(
    re.findall(
        r"\w+",
        "html body address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure "
        "footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre search "
        "section select summary table tbody tfoot thead tr td th caption ul",
    )
)
_CHROME = frozenset(re.findall(r"\w+", "nav footer aside form select menu"))
_CHROME_ROLES = frozenset(re.findall(r"\w+", "navigation banner contentinfo complementary search"))
_VERBATIM = frozenset(("pre", "textarea"))
_INSERTED = frozenset(("table", "figure"))
_BREAK = "\N{LINE SEPARATOR}"  # stands for <br> until white space is collapsed
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WIDE = r"\u2e80-\u303f\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff“”‘’…—"
_SOFT_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t\f]*\n[ \t\f\n]*(?=[{_WIDE}])")
_SPACES = re.compile(r"[ \t\n\f\v\u00a0\u1680\u2000-\u200a\u202f\u205f]+")
_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff]")
_AROUND_BREAK = re.compile(rf"(?<![ \u3000])[ \u3000]*{_BREAK}[ \u3000]*")
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph. ``parent``: the number of the element that holds it, equal for siblings (for cells, the table).

    ``around``: of what stands in a table or a figure the number of the element that holds the outermost one, else that
    of ``parent``. ``chrome``: true in navigation, a footer or a form. ``hidden``: true if a browser does not show it.
    ``linked``: the number of its characters that are link text.
    """

    text: str
    parent: int = 0
    chrome: bool = False
    hidden: bool = False
    linked: int = 0
    around: int = 0


def blocks_of(root: Any) -> list[Block]:
    """Return the blocks of an lxml tree, in document order; none is empty."""
    walk = _Walk()
    for event, element in _events(root):
        if event == "start":
            walk.start(element)
        else:
            walk.end(element)
    walk.flush()
    return walk.blocks


def collapse(raw: str) -> str:
    """Collapse white space as a browser does: runs become one space, and none stays at the ends or at line ends
    between two Chinese characters. Full-width indentation goes; inside a line U+3000 stays.

    >>> collapse("\\n\\u3000\\u3000山西\\n省  GDP\\n growth ")
    '山西省 GDP growth'
    """
    text = _SOFT_BREAK.sub("", _INVISIBLE.sub("", raw))
    text = _AROUND_BREAK.sub("\n", _SPACES.sub(" ", text))
    return _BLANK_LINES.sub("\n\n", text).strip(" \u3000\n")


def _events(root: Any) -> Any:
    """Yield start and end of each element, without the children of invisible ones."""
    from lxml import etree

    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        yield event, element
        if event == "start" and element.tag in _UNSEEN:
            walker.skip_subtree()


class _Walk:
    """The state of one pass: text of the open block, open tables, and what the open elements imply."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._raw: list[str] = []
        self._parents: list[int] = [0]
        self._around: list[int] = []  # for each open table and figure: the number of the element that holds it
        self._count = 0
        self._chrome = self._hidden = self._links = self._verbatim = 0
        self._linked = 0
        self._rows: list[list[int]] = []  # for each open row: the block numbers at which its cells begin

    def start(self, element: Any) -> None:
        tag = element.tag
        if tag in _UNSEEN:
            return
        if tag in BLOCK:
            self.flush()
            if tag in _INSERTED:
                self._around.append(self._parents[-1])
            self._count += 1
            self._parents.append(self._count)
        self._chrome += _is_chrome(element)
        self._hidden += _is_hidden(element)
        self._links += tag == "a"
        self._verbatim += tag in _VERBATIM
        if tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th") and self._rows:
            self._rows[-1].append(len(self.blocks))
        elif tag == "br":
            self._raw.append(_BREAK)
        self._add(element.text)

    def end(self, element: Any) -> None:
        tag = element.tag
        if tag not in _UNSEEN:
            if tag in BLOCK:
                self.flush()
                self._parents.pop()
            if tag in _INSERTED:
                self._around.pop()
            if tag == "tr" and self._rows:
                self._join_cells(self._rows.pop())
            self._verbatim -= tag in _VERBATIM
            self._links -= tag == "a"
            self._hidden -= _is_hidden(element)
            self._chrome -= _is_chrome(element)
        self._add(element.tail)

    def flush(self) -> None:
        """End the open block."""
        text = collapse("".join(self._raw))
        if text:
            # The element itself is on top of the stack where it is a leaf; what holds its siblings is below it.
            parent = self._parents[-2] if len(self._parents) > 1 else 0
            linked = min(self._linked, len(text))
            around = self._around[0] if self._around else parent
            self.blocks.append(Block(text, parent, self._chrome > 0, self._hidden > 0, linked, around))
        self._raw = []
        self._linked = 0

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._links:
            self._linked += len(text.strip())
        self._raw.append(text.replace("\n", _BREAK) if self._verbatim else text)

    def _join_cells(self, starts: list[int]) -> None:
        """Join a row whose cells hold at most one line each into one line; other rows stay as they are."""
        if not starts:
            return
        ends = [*starts[1:], len(self.blocks)]
        if any(end - start > 1 for start, end in zip(starts, ends, strict=True)):
            return
        cells = self.blocks[starts[0] :]
        if len(cells) < 2 or any("\n" in cell.text for cell in cells):
            return
        parent = self._parents[-1]
        chrome, hidden = all(c.chrome for c in cells), all(c.hidden for c in cells)
        linked = sum(c.linked for c in cells)
        text = "\t".join(cell.text for cell in cells)
        self.blocks[starts[0] :] = [Block(text, parent, chrome, hidden, linked, cells[0].around)]


def _is_chrome(element: Any) -> bool:
    return element.tag in _CHROME or element.get("role", "").lower() in _CHROME_ROLES


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))
