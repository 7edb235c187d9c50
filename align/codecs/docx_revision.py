"""Write tracked changes and comments into a Word document: runs that nothing touches stay as they are.

Text is addressed by characters of a paragraph as a reader sees it, the same as in :mod:`align.readers.docx`: without
what is deleted or hidden. A run is cut in two where a change begins or ends inside it; both parts have its formatting.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from align.model.document import Span

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_XML = "http://www.w3.org/XML/1998/namespace"
NOT_SHOWN = frozenset(("moveFrom", "del", "rt", "Fallback"))
"""Elements whose text a reader of the final document does not see."""
OFF = frozenset(("0", "false", "off"))
"""The values of a property that is switched off."""
_SIGNS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-"}

Element = Any


def w(name: str) -> str:
    """Return a name of WordprocessingML as lxml writes it."""
    return f"{{{W}}}{name}"


def local(element: Element) -> str:
    """Return the name of an element without its namespace, "" for a comment or an instruction."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


@dataclass(frozen=True, slots=True)
class Replacement:
    """Other words in place of a span of a paragraph, and who wrote them when."""

    span: Span
    text: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on a span of a paragraph."""

    span: Span
    text: str
    who: str
    when: str


@dataclass(slots=True)
class Revision:
    """The changes and comments of one document. ``clean``: changes are made, not tracked, and nothing is remarked."""

    clean: bool = False
    next_id: int = 1
    comments: list[Element] = field(default_factory=list)

    def revise(self, paragraph: Element, replacements: Sequence[Replacement], remarks: Sequence[Remark]) -> None:
        """Put replacements, which do not overlap, and comments into a paragraph; spans count its characters."""
        if not self.clean:
            for remark in remarks:
                self._remark(paragraph, remark)
        for replacement in sorted(replacements, key=lambda one: one.span, reverse=True):
            self._replace(paragraph, replacement)

    def _replace(self, paragraph: Element, change: Replacement) -> None:
        runs = _cut(paragraph, change.span)
        before = runs[0] if runs else _run_before(paragraph, change.span[0])
        if change.text:
            new = etree.Element(w("r"))
            if before is not None and (look := before.find(w("rPr"))) is not None:
                new.append(deepcopy(look))
            _write(new, change.text)
            after = runs[-1] if runs else before
            wrapped = new if self.clean else self._tracked("ins", change, [new])
            _insert(paragraph, wrapped, after)
        for run in runs:
            parent = run.getparent()
            if not self.clean:
                mark = self._tracked("del", change, [])
                parent.replace(run, mark)
                mark.append(run)
                for text in run.iter(w("t")):
                    text.tag = w("delText")
            else:
                parent.remove(run)

    def _tracked(self, kind: str, change: Replacement, runs: Sequence[Element]) -> Element:
        mark = etree.Element(w(kind), {w("id"): str(self._id()), w("author"): change.who or "align"})
        if change.when:
            mark.set(w("date"), _instant(change.when))
        mark.extend(runs)
        return mark

    def _remark(self, paragraph: Element, remark: Remark) -> None:
        runs = _cut(paragraph, remark.span) or list(_runs(paragraph))[-1:]
        number = str(self._id())
        begin, end = (etree.Element(w(f"commentRange{name}"), {w("id"): number}) for name in ("Start", "End"))
        reference = etree.Element(w("r"))
        etree.SubElement(reference, w("commentReference"), {w("id"): number})
        if runs:
            runs[0].addprevious(begin)
            runs[-1].addnext(end)
        else:
            paragraph.extend([begin, end])
        end.addnext(reference)
        initials = "".join(part[:1] for part in remark.who.split())[:4]
        comment = etree.Element(w("comment"), {w("id"): number, w("author"): remark.who, w("initials"): initials})
        if remark.when:
            comment.set(w("date"), _instant(remark.when))
        for line in remark.text.split("\n"):
            _write(etree.SubElement(etree.SubElement(comment, w("p")), w("r")), line)
        self.comments.append(comment)

    def _id(self) -> int:
        self.next_id += 1
        return self.next_id - 1


def text_of(paragraph: Element) -> str:
    """Return the text of a paragraph as a reader sees it."""
    return "".join(character for _, character in _characters(paragraph))


def paragraphs_in(root: Element) -> Iterator[Element]:
    """Yield the paragraphs of a part in the order in which they end, without those in what is not shown."""
    for _, element in etree.iterwalk(root, events=("end",), tag=w("p")):
        if not any(local(above) in NOT_SHOWN for above in element.iterancestors()):
            yield element


def _characters(paragraph: Element) -> Iterator[tuple[Element, str]]:
    """Yield each visible character of a paragraph with the element that holds it."""
    for run in _runs(paragraph):
        for child in run:
            name = local(child)
            if name == "t":
                for character in child.text or "":
                    yield child, character
            elif name in _SIGNS:
                yield child, _SIGNS[name]
            elif name == "br" and child.get(w("type"), "textWrapping") == "textWrapping":
                yield child, "\n"


def _runs(paragraph: Element) -> Iterator[Element]:
    """Yield the visible runs of a paragraph; what stands in a text box inside it is a paragraph of its own."""
    for run in paragraph.iter(w("r")):
        above = []
        for element in run.iterancestors():
            if element is paragraph:
                break
            above.append(local(element))
        hidden = run.find(f"{w('rPr')}/{w('vanish')}")
        shown = hidden is None or hidden.get(w("val"), "") in OFF
        if shown and "p" not in above and not NOT_SHOWN.intersection(above):
            yield run


def _cut(paragraph: Element, span: Span) -> list[Element]:
    """Return the runs that hold exactly a span, cut out of those that hold more."""
    for place in span:
        _cut_at(paragraph, place)
    found: list[Element] = []
    for at, (element, _) in enumerate(_characters(paragraph)):
        run = element.getparent()
        if span[0] <= at < span[1] and (not found or found[-1] is not run):
            found.append(run)
    return found


def _cut_at(paragraph: Element, place: int) -> None:
    characters = list(_characters(paragraph))
    if not 0 < place < len(characters):
        return
    before, after = characters[place - 1][0], characters[place][0]
    run = after.getparent()
    if before.getparent() is not run:
        return
    rest = etree.Element(run.tag, dict(run.attrib))
    if (look := run.find(w("rPr"))) is not None:
        rest.append(deepcopy(look))
    moving = [after, *after.itersiblings()]
    if before is after:
        start = place - next(at for at, (element, _) in enumerate(characters) if element is after)
        text = after.text or ""
        second = etree.Element(w("t"))
        _set(after, text[:start])
        _set(second, text[start:])
        moving = [second, *after.itersiblings()]
    rest.extend(moving)
    run.addnext(rest)


def _run_before(paragraph: Element, place: int) -> Element | None:
    """Return the run behind which an insertion goes, cut there; None at the very beginning."""
    _cut_at(paragraph, place)
    found = None
    for at, (element, _) in enumerate(_characters(paragraph)):
        if at >= place:
            break
        found = element.getparent()
    return found


def _insert(paragraph: Element, new: Element, after: Element | None) -> None:
    if after is None:
        look = paragraph.find(w("pPr"))
        paragraph.insert(0 if look is None else paragraph.index(look) + 1, new)
        return
    place = after
    while local(place.getparent()) == "ins":  # an insertion does not stand in another
        place = place.getparent()
    place.addnext(new)


def _write(run: Element, text: str) -> None:
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, w("br"))
        if line:
            _set(etree.SubElement(run, w("t")), line)


def _set(element: Element, text: str) -> None:
    element.text = text
    element.set(f"{{{_XML}}}space", "preserve")


def _instant(when: str) -> str:
    return when[:19] + "Z" if len(when) >= 19 else when
