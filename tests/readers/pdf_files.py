"""PDFs for tests: written by hand, every line where it is wanted, or printed by Chromium from a page."""

import subprocess
import zlib
from collections.abc import Sequence
from pathlib import Path

from machine import CHROMIUM

Placed = tuple[float, float, float, str]  # left, bottom and size in points, text


def written(*pages: Sequence[Placed], filters: bytes = b"/FlateDecode") -> bytes:
    """A PDF with text at given places, in Helvetica."""
    contents = ["".join(f"BT /F {s} Tf 1 0 0 1 {x} {y} Tm ({t}) Tj ET\n" for x, y, s, t in page) for page in pages]
    return of_streams([zlib.compress(c.encode("cp1252")) for c in contents], filters=filters)


def of_streams(streams: Sequence[bytes], *, filters: bytes = b"/FlateDecode") -> bytes:
    """A PDF whose pages have these contents, encoded as ``filters`` says."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * k) for k in range(len(streams)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(streams)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for k, stream in enumerate(streams):
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>"
        objects += [
            page % (5 + 2 * k),
            b"<</Filter[%s]/Length %d>>stream\n%s\nendstream" % (filters, len(stream), stream),
        ]
    return of_objects(objects)


def of_objects(objects: Sequence[bytes]) -> bytes:
    """A PDF of numbered objects, the first of which is its catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\n" % (size, table, size)
    return out + b"startxref\n%d\n%%%%EOF" % start


def printed(page: Path, folder: Path) -> Path:
    """A page as a PDF, with the heads and feet of a browser."""
    assert CHROMIUM
    target = folder / f"{page.name}.pdf"
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    subprocess.run([*command, f"--print-to-pdf={target}", page.as_uri()], capture_output=True, timeout=120, check=True)
    return target
