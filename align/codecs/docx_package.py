"""A .docx package: a part replaced in one that somebody else wrote, and a new one of a table of two columns."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from align.codecs.docx_revision import W, w

Element = Any
DOCUMENT, COMMENTS = "word/document.xml", "word/comments.xml"
RELATIONS, TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def parsed(data: bytes) -> Element:
    """Return the root of a part; nothing outside it is fetched and no entity is replaced."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def written(root: Element) -> bytes:
    """Return a part as bytes."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def with_comments(
    parts: Mapping[str, bytes], comments: Sequence[Element], document: str = DOCUMENT
) -> dict[str, bytes]:
    """Return the parts of a package that change if comments are added: theirs, its relation, its type."""
    if not comments:
        return {}
    folder, _, file = document.rpartition("/")
    place, relations = f"{folder}/comments.xml", f"{folder}/_rels/{file}.rels"
    if place in parts:
        root = parsed(parts[place])
        root.extend(comments)
        return {place: written(root)}
    root = etree.Element(w("comments"), nsmap={"w": W})
    root.extend(comments)
    related = parsed(parts.get(relations, f'<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()))
    etree.SubElement(
        related,
        f"{{{_PACKAGE}/relationships}}Relationship",
        {"Id": "rIdAlignComments", "Type": f"{_OFFICE}/comments", "Target": "comments.xml"},
    )
    types = parsed(parts[TYPES])
    kind = {"PartName": f"/{place}", "ContentType": f"{_WORD}.comments+xml"}
    etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override", kind)
    return {place: written(root), relations: written(related), TYPES: written(types)}


def replaced(archive: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    """Return a package with some parts replaced or added; the others stay as they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in archive.infolist():
            target.writestr(info, changed[info.filename] if info.filename in changed else archive.read(info))
        for name in changed.keys() - set(archive.namelist()):
            target.writestr(name, changed[name])
    return out.getvalue()


def bilingual(rows: Sequence[tuple[str, str]]) -> tuple[dict[str, bytes], Element, list[Element]]:
    """Return the parts of a new package, its document, and the English paragraph of each row of its table."""
    root = etree.Element(w("document"), nsmap={"w": W})
    body = etree.SubElement(root, w("body"))
    table = etree.SubElement(body, w("tbl"))
    look = etree.SubElement(table, w("tblPr"))
    etree.SubElement(look, w("tblW"), {w("w"): "5000", w("type"): "pct"})
    borders = etree.SubElement(look, w("tblBorders"))
    for side in ("top", "bottom", "insideH", "insideV"):
        etree.SubElement(borders, w(side), {w("val"): "single", w("sz"): "4", w("color"): "BFBFBF"})
    grid = etree.SubElement(table, w("tblGrid"))
    for width in ("4200", "5400"):
        etree.SubElement(grid, w("gridCol"), {w("w"): width})
    english = []
    for texts in rows:
        row = etree.SubElement(table, w("tr"))
        for text in texts:
            paragraph = etree.SubElement(etree.SubElement(row, w("tc")), w("p"))
            run = etree.SubElement(paragraph, w("r"))
            node = etree.SubElement(run, w("t"))
            node.text = text
            node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        english.append(paragraph)
    etree.SubElement(body, w("p"))
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="{DOCUMENT}"/>'
    types = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    types += f'<Override PartName="/{DOCUMENT}" ContentType="{_WORD}.document.main+xml"/>'
    parts = {
        TYPES: f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>'.encode(),
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relation}</Relationships>'.encode(),
    }
    return parts, root, english


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a new package of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()
