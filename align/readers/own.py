"""Refuses pages and workbooks that ``align`` itself wrote, since a report would be aligned with all its flags."""

import re
import zipfile

from align.model.errors import InputError
from align.readers.archives import read_member

_PAGE = b'<meta name="generator" content="align '
_SHEETS = frozenset((b"Issues", b"Pairs", b"About"))
_HEAD = 4000  # bytes of a page
_WORKBOOK, _MAX_WORKBOOK = "xl/workbook.xml", 1_000_000


def refuse_page(data: bytes, name: str) -> None:
    """Raise InputError for our report or errata."""
    if _PAGE in data[:_HEAD]:
        raise InputError(name, "is a page that align wrote; expected the text that it was made from")


def refuse_workbook(archive: zipfile.ZipFile, name: str) -> None:
    """Raise InputError for our review workbook."""
    if _WORKBOOK in archive.namelist():
        book = read_member(archive, _WORKBOOK, name, limit=_MAX_WORKBOOK)
        if set(re.findall(rb'<sheet [^<>]*?name="([^"]*)"', book)) >= _SHEETS:
            reason = "is a review workbook that align export wrote; use align import-verdicts to import its decisions"
            raise InputError(name, reason)
