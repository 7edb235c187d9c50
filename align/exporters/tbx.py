"""A termbase as TBX-Basic, version 3 (ISO 30042:2019) or 2."""

from collections.abc import Iterator

from align.codecs import tbx
from align.codecs.xml_writing import ForbiddenCharacterError
from align.model.errors import InputError
from align.model.termbase import Termbase

CODES = ("zh-CN", "en-US")


def render(termbase: Termbase, *, version: tbx.Version = tbx.VERSIONS[0]) -> Iterator[bytes]:
    """Yield the file, entry by entry. Raises InputError for a term with a character that XML cannot hold."""
    concepts = (tbx.Concept((term.zh,), term.renderings) for term in termbase.terms)
    try:
        for part in tbx.write(concepts, version=version, codes=CODES):
            yield part.encode()
    except ForbiddenCharacterError as error:
        raise InputError(termbase.name or "the termbase", f"{error}; expected terms without it") from None
