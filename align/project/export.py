"""Exports a project in a format to a file, for ``align export``."""

import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from align.codecs import tbx as tbx_codec
from align.exporters import EXPORTERS, Exporter, tbx
from align.exporters.templating import ENGLISH, Words
from align.model.bitext import BITEXT, REPORT, Bitext, Project
from align.model.errors import InputError
from align.model.termbase import Term, Termbase, merged
from align.project import atomic, folder
from align.readers import open_file
from align.readers.pairs import MAX_BYTES
from align.readers.termbase import read_termbase

_Version = TypeVar("_Version", bound=str)


@dataclass(frozen=True, slots=True)
class Content:
    """A file to be written: its name without a suffix, the suffix, the bytes or text, and a description."""

    name: str
    suffix: str
    data: str | Iterable[bytes]
    what: str


def project(
    place: Path,
    format: str,
    *,
    version: str | None = None,
    onto: Path | None = None,
    output: Path | None = None,
    words: Words = ENGLISH,
) -> Content:
    """Return a project in a format of ``EXPORTERS``, or the file ``onto`` with the project's issues in it.

    ``output``: the file that the user named, for what is said of it. ``words``: the language of our own words.

    Raises InputError if the place holds no project, and for an unknown version of the format.
    """
    exporter = EXPORTERS.get(format)
    if exporter is None:
        raise InputError(format, f"unknown format; choose one of {', '.join(EXPORTERS)}")
    chosen = _version(format, version, exporter.versions)
    found = folder.read_project(place)
    if format.startswith("docx") and place.is_dir():
        found = replace(found, original=folder.original_of(place, found.run))
    if onto is None:
        return Content(found.name, exporter.suffix, exporter.render(found, chosen, words), exporter.what)
    if exporter.annotate is None or version is not None:
        raise InputError(str(onto), "--onto works only with tmx and xliff, in the version of the file")
    name = f"{onto.stem}.checked"
    said = _said_of(found.bitext, place, onto, output or Path(f"{name}{onto.suffix}"))
    return Content(name, onto.suffix, _annotated(exporter, found.bitext, onto), said)


def require_format(output: Path) -> None:
    """Raise InputError for a file name with an unsupported extension."""
    known = [exporter.suffix for exporter in EXPORTERS.values()]
    if _suffix(output) not in known:
        raise InputError(str(output), f"unsupported file extension; choose one of {', '.join(known)}")


def _suffix(path: Path) -> str:
    return ".xlf" if path.suffix.lower() == ".xliff" else path.suffix.lower()


def for_file(bitext: Bitext, output: Path, *, source: Path) -> str | Iterable[bytes]:
    """Return the contents of a file in the format of its extension. Raises InputError as :func:`require_format` does.

    If the bitext was read from ``source``, which has the same format and can take issues, the contents are the source
    with the issues.
    """
    require_format(output)
    suffix, of = _suffix(output), _suffix(source)
    exporter = next(e for e in EXPORTERS.values() if e.suffix == suffix)
    if exporter.annotate is not None and suffix == of:
        return _annotated(exporter, bitext, source)
    return exporter.render(Project(source.stem, bitext, {}), exporter.versions[0])


def termbase(place: Path, *, version: str | None = None) -> Content:
    """Return a termbase file as TBX-Basic; of a project folder, the terms that reviewers added."""
    chosen = _version("tbx", version, tbx_codec.VERSIONS)
    base = _review_terms(place) if place.is_dir() else read_termbase(place)
    name = place.resolve().name if place.is_dir() else place.stem
    return Content(name, ".tbx", tbx.render(base, version=chosen), f"TBX-Basic {chosen}")


def write(content: Content, place: Path, *, output: Path | None, sources: Sequence[Path]) -> Path:
    """Write a file, by default into the project folder or beside the file that was exported; return its path.

    Raises InputError if it would take the place of a file that it was made from.
    """
    home = place if place.is_dir() else place.parent
    target = output or home / f"{content.name}{content.suffix}"
    own = [BITEXT, REPORT] if place.is_dir() else []
    taken = [*sources, *(place / name for name in own)]
    if any(target.exists() and source.exists() and target.samefile(source) for source in taken):
        raise InputError(str(target), "is the file to be exported itself; choose another name (-o)")
    if output is None:  # in a folder that may be a stranger's, where a link under this name is replaced, not followed
        atomic.require_folder(target.parent)
        atomic.write_files(target.parent, {target.name: content.data})
    else:
        atomic.require_place(target)
        atomic.write_file(target, content.data)
    return target


def _annotated(exporter: Exporter, bitext: Bitext, source: Path) -> Iterator[bytes]:
    assert exporter.annotate is not None
    with open_file(source, limit=MAX_BYTES) as stream:
        yield from exporter.annotate(bitext, stream, source.name)


def _said_of(bitext: Bitext, place: Path, onto: Path, output: Path) -> str:
    """Return what a copy of ``onto`` holds; for pairs that may never have been checked, how to check them."""
    count = sum(len(unit.issues) for unit in bitext.units)
    said = f"{onto} with {count:,} issue{'' if count == 1 else 's'}"
    if count or place.is_dir():
        return said
    command = shlex.join(["align", "check", str(place), "-o", str(output)])
    return f"{said} (export checks nothing; to check: {command})"


def _review_terms(place: Path) -> Termbase:
    store = folder.open_store(place)
    try:
        base = merged((Term(term.zh, (term.en,)) for term in store.terms()), place.name)
    finally:
        store.close()
    if not base.terms:
        raise InputError(str(place), "its review has no terms; add some, or give a termbase file (CSV, TSV, TBX)")
    return base


def _version(format: str, asked: str | None, versions: Sequence[_Version]) -> _Version:
    if asked is None:
        return versions[0]
    for version in versions:
        if version == asked != "":
            return version
    expected = f"expected {' or '.join(versions)}" if versions[0] else "it has only one version"
    raise InputError(f"--version {asked}", f"unknown version of {format}; {expected}")
