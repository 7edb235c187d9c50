"""Finds the page in a zip archive of a page with its files."""

import re
import zipfile

from align.model.errors import InputError
from align.readers.formats import PAGE_NAMES, TEXT_NAMES

_BESIDE = re.compile(
    r"(?:^|/)(?:__MACOSX|\.[^/]*|[^/]*[_.]files|css|js|scripts?|images?|img|fonts?)(?:/|$)", re.IGNORECASE
)
_UTF8 = 0x800  # the flag of a member whose name is UTF-8


def main_member(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    """Return the member with the text: the only page outside the folders of its files, else the only document.

    Of several pages it is the index, else the one with a folder of files. Raises InputError if there is none, or if
    several could be it; the message names them.
    """
    members = [info for info in archive.infolist() if not info.is_dir() and not _BESIDE.search(_path(info))]
    with_files = _with_files(archive)
    for suffixes in (PAGE_NAMES, TEXT_NAMES):
        found = [info for info in members if info.filename.lower().endswith(suffixes)]
        depth = min((_path(info).count("/") for info in found), default=0)
        found = [info for info in found if _path(info).count("/") == depth]
        for narrowed in (
            found,
            [i for i in found if _stem(i).lower() == "index"],
            [i for i in found if i.filename.rpartition(".")[0] in with_files],
        ):
            if len(narrowed) == 1:
                return narrowed[0]
        if found:
            several = ", ".join(shown_name(info) for info in found[:4])
            raise InputError(name, f"holds several texts ({several}); expected one page with its files")
    raise InputError(name, "is a zip archive without a page or a text in it; expected one page with its files")


def shown_name(info: zipfile.ZipInfo) -> str:
    """Return the path of a member. Chinese systems write it in GBK without declaring it."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _stem(info: zipfile.ZipInfo) -> str:
    return info.filename.rpartition("/")[2].rpartition(".")[0]


def _with_files(archive: zipfile.ZipFile) -> frozenset[str]:
    """Return the paths, without their endings, of pages that have a folder of files."""
    found = set()
    for path in archive.namelist():
        for mark in ("_files/", ".files/"):
            stem, there, _ = path.partition(mark)
            if there:
                found.add(stem)
    return frozenset(found)


def _path(info: zipfile.ZipInfo) -> str:
    """Return the path of a member as people know it: some programs begin each with ``./``."""
    return info.filename.removeprefix("./")
