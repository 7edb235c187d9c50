"""The lines of the pages of a PDF.

PDFium is a large C++ program, and a PDF is itself a program: streams inflate without end, a few bytes draw a page of
millions of objects. So another process reads it, with limits on memory and time, and returns text; if it is killed,
nothing else is.
"""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from align.model.errors import InputError

TIMEOUT = 600.0  # seconds

_HALF = re.compile("[\ud800-\udfff]")  # halves of surrogate pairs; whole pairs have become characters
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of a line. Coordinates in points, from the lower left corner. ``first``: the width of its first word.

    A soft hyphen at the end marks a hyphen that PDFium takes for a break inside a word.
    """

    page: int
    text: str
    left: float
    right: float
    bottom: float
    height: float
    first: float

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.bottom + self.height


def pages_of(data: bytes, name: str) -> list[list[Line]]:
    """Return the lines of each page, in the order of the file.

    Raises InputError if the file is damaged or encrypted, and if it exceeds the limits in
    :mod:`align.readers.pdf_process`, which no PDF of a transcript does.
    """
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "align.readers.pdf_process"],
            input=data,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
            env={**os.environ, "PYTHONPATH": path},
        )
    except subprocess.TimeoutExpired:
        raise InputError(name, f"cannot be read in {TIMEOUT:.0f} seconds; expected one transcript") from None
    if done.returncode:
        raise InputError(name, "is a damaged PDF, or takes more memory or time than one transcript does")
    pages: list[list[Line]] = []
    for number, record in enumerate(done.stdout.splitlines()):
        page = json.loads(record)
        if isinstance(page, str):
            raise InputError(name, page)
        pages.append([Line(number, _HALF.sub("\N{REPLACEMENT CHARACTER}", text), *at) for text, *at in page])
    return pages
