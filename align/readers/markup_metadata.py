"""The title and the date in the markup of a page.

Chinese government sites use ``ArticleTitle`` and ``PubDate``, others Open Graph, Dublin Core, schema.org or ``<time>``.
The visible text is not searched here.
"""

import re
from datetime import date as Date  # noqa: N812
from typing import Any

from align.language.tables import words
from align.model.document import Metadata
from align.readers.blocks import collapse

_TITLES = ("articletitle", "og:title", "dc.title", "dcterms.title", "twitter:title")
_DATES = words("""
    pubdate publishdate publish-date publish_date article:published_time datepublished og:release_date
    og:published_time weibo:article:create_at dc.date dc.date.issued dcterms.date dcterms.issued date
""")
_SEPARATOR = re.compile(r"\s*[_|]\s*|\s+[-–—]{1,2}\s+|--|——")
_YMD = re.compile(r"(?<!\d)([12]\d{3})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d{1,5}(?!\d))")
_MONTHS = words("""
    january february march april may june july august september october november december
""")
_MDY = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+([12]\d{3})")
_DMY = re.compile(r"(\d{1,2})\s+([A-Za-z]{3,9})\.?,?\s+([12]\d{3})")
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')


def metadata_of(root: Any) -> Metadata:
    """Return title and date from the markup of an lxml tree, empty if there are none."""
    named = _named(root)
    return Metadata(title=_title(root, named), date=_date(root, named))


def parse_date(text: str) -> Date | None:
    """Return the first date in the value of an attribute, or None if there is none or it is impossible.

    >>> parse_date("2024-07-03T10:00:00+08:00"), parse_date("2024年7月3日"), parse_date("July 3, 2024")
    (datetime.date(2024, 7, 3), datetime.date(2024, 7, 3), datetime.date(2024, 7, 3))
    """
    found = _YMD.search(text) or _COMPACT.search(text)
    if found:
        return _real(int(found[1]), int(found[2]), int(found[3]))
    for pattern, day, month in ((_MDY, 2, 1), (_DMY, 1, 2)):
        found = pattern.search(text)
        number = _month(found[month]) if found else 0
        if found and number:
            return _real(int(found[3]), number, int(found[day]))
    return None


def _month(name: str) -> int:
    """Return the number of a month by its name or an abbreviation of three letters or more, else 0."""
    name = name.lower()
    return next((number for number, month in enumerate(_MONTHS, 1) if len(name) >= 3 and month.startswith(name)), 0)


def _real(year: int, month: int, day: int) -> Date | None:
    try:
        return Date(year, month, day)
    except ValueError:
        return None


def _named(root: Any) -> dict[str, str]:
    """Return the first content of each meta name, in lower case."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("name") or meta.get("property") or meta.get("itemprop") or ""
        content = collapse(meta.get("content") or "")
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _title(root: Any, named: dict[str, str]) -> str:
    for name in _TITLES:
        if name in named:
            return named[name]
    headings = [text for h1 in root.iter("h1") if (text := collapse("".join(h1.itertext())))]
    element = next(root.iter("title"), None)
    title = collapse("".join(element.itertext())) if element is not None else ""
    # Sites add their name to <title>. The heading of the page is the article's title; else its first part is, unless
    # that is short beside another: "Site - The title of the article".
    inside = [heading for heading in headings if heading in title]
    if inside or not title:
        return max(inside or headings[:1], key=len, default="")
    parts = [part.strip() for part in _SEPARATOR.split(title)]
    longest = max(parts, key=len)
    return parts[0] if 2 * len(parts[0]) >= len(longest) else longest


def _date(root: Any, named: dict[str, str]) -> Date | None:
    values = [named[name] for name in _DATES if name in named]
    for element in root.iter("time"):
        values += [element.get("datetime") or "", "".join(element.itertext())]
    values += [found for script in root.iter("script") for found in _PUBLISHED.findall(script.text or "")]
    return next((day for value in values if (day := parse_date(value)) is not None), None)
