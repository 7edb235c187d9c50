"""Files made to break a reader: one clear error or a right result, and never more than 500 MB.

Each runs in a process of its own, whose peak memory is measured.
"""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from align.model.errors import InputError
from align.readers import pairs

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n'
TU = '<tu><tuv lang="zh"><seg>一。</seg></tuv><tuv lang="en"><seg>One.</seg></tuv></tu>'.encode()
BODY = b'<tmx version="1.4"><header srclang="zh"/><body>'
END = b"</body></tmx>"
MB = 1_000_000
LIMIT = 500 * MB

RUN = """
import resource, sys
from pathlib import Path
from align.model.errors import InputError
from align.readers.pairs import read_bitext
from align.readers.termbase import read_termbase
path = Path(sys.argv[1])
try:
    found = len(read_termbase(path).terms) if path.suffix == ".tbx" else len(read_bitext(path).units)
    print("read", found)
except InputError as error:
    print("refused", error)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
status = Path("/proc/self/status")
if status.exists():  # there ru_maxrss of a process counts what the one that started it had
    peak = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
print(peak * 1024)
"""


def bomb() -> Iterator[bytes]:
    yield b'<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY a0 "aaaaaaaaaa">'
    for k in range(1, 12):
        yield f'<!ENTITY a{k} "{f"&a{k - 1};" * 10}">'.encode()
    yield b"]>" + BODY + TU.replace(b"One.", b"&a11;") + END


def names() -> Iterator[bytes]:
    yield HEAD + BODY
    for k in range(200_000):
        yield f"<e{k} a{k}=''/>".encode()
    yield TU + END


def memory(*, head: bytes = HEAD, doctype: bytes = b"", old: str = "", new: bytes = b"") -> bytes:
    """A memory of one unit, in which a text is replaced."""
    return head + doctype + BODY + TU.replace(old.encode(), new) + END


def many(start: bytes, piece: bytes, times: int, end: bytes = b"") -> Callable[[], Iterator[bytes]]:
    def pieces() -> Iterator[bytes]:
        yield start
        for _ in range(times // 1000):
            yield piece * 1000
        yield end

    return pieces


def declared(encoding: bytes) -> bytes:
    return HEAD.replace(b"UTF-8", encoding)


ENTITIES = "refused .* declares XML entities"
BROKEN = "refused .* is not well-formed XML"
KB, TUV = b"x" * 1000, b'<tuv lang="zh"><seg>a</seg></tuv><tuv lang="en"><seg>b</seg></tuv>'
XLIFF = b'<xliff version="2.0" srcLang="zh" trgLang="en"><file><unit id="1">'
GROWTH = "经济增长"
TERMBASE = b'<!DOCTYPE martif [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><martif><text/></martif>'

CASES: dict[str, tuple[bytes | Callable[[], Iterator[bytes]], str]] = {
    "entity bomb": (bomb, ENTITIES),
    "entity behind a long comment": (
        memory(doctype=b"<!--" + b" " * 200_000 + b'--><!DOCTYPE tmx [<!ENTITY x "y">]>'),
        ENTITIES,
    ),
    "external entity": (
        memory(doctype=b'<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]>', old="One", new=b"&x;"),
        ENTITIES,
    ),
    "parameter entity": (memory(doctype=b'<!DOCTYPE tmx [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]>'), ENTITIES),
    "entity of a DTD that is not read": (
        memory(doctype=b'<!DOCTYPE tmx SYSTEM "tmx14.dtd">', old="One", new=b"&nbsp;"),
        "refused .* uses the entity 'nbsp', which it does not declare, line 2",
    ),
    "external DTD": (memory(doctype=b'<!DOCTYPE tmx SYSTEM "http://127.0.0.1:9/x">'), "read 1"),
    "termbase with an entity bomb.tbx": (TERMBASE, ENTITIES),
    "truncated": (HEAD + BODY + TU + TU[:40], BROKEN + ".*line 2"),
    "truncated inside a character": (HEAD + BODY + TU[:28], BROKEN),
    "declares UTF-8, is GB18030": (memory(old="一", new=GROWTH.encode("gb18030")), BROKEN),
    "declares GB2312, is UTF-8": (memory(head=declared(b"GB2312"), old="一", new=GROWTH.encode() * 3), "read 1"),
    "declares UTF-16, is UTF-8": (memory(head=declared(b"UTF-16")), "read 1"),
    "declares UTF-8, is UTF-16": (memory().decode().encode("utf-16"), "read 1"),
    "declares nonsense": (memory(head=declared(b"klingon")), "read 1"),
    "a NUL": (memory(old="One", new=b"O\0e"), BROKEN),
    "nothing but NULs": (bytes(10 * MB), "refused .* only NUL"),
    "a character that XML has not": (memory(old="One", new=b"&#0;"), BROKEN),
    "8 million empty elements": (many(BODY, b"<x/>", 8_000_000, TU + END), "read 1"),
    "8 million elements in one unit": (many(BODY + b"<tu>", b"<x/>", 8_000_000), "refused .* unit of more than 2,000"),
    "nested 5 million deep": (many(BODY, b"<a>", 5_000_000), "refused .* deeper than 256"),
    "200,000 names": (names, "refused .* 20,000 names"),
    "an attribute of 40 MB": (many(BODY + b'<tu tuid="', KB, 40_000, b'">'), "refused .* tag or comment"),
    "a comment of 40 MB": (many(BODY + b"<!--", KB, 40_000, b"-->" + TU + END), "refused .* tag or comment"),
    "a segment of 40 MB": (many(BODY + b"<tu><tuv><seg>", KB, 40_000), "refused .* unit of more than 2,000"),
    "40 MB of text outside of units": (many(BODY, KB, 40_000, TU + END), "read 1"),
    "25 million pairings": (many(BODY + b"<tu>", TUV, 5000, b"</tu>"), "refused .* more than 100 pairings"),
    "600,000 segments.xlf": (many(XLIFF, b"<segment><source>a</source></segment>", 600_000), "refused .* unit of more"),
    "larger than what is read": (many(BODY, KB, 210_000, END), "refused .* larger than 200,000,000"),
    "legacy encoding, 60 MB": (many(declared(b"GBK") + BODY, KB, 60_000, END), "refused .* in GBK and larger than 50,"),
}


@pytest.mark.parametrize("name", CASES)
def test_hostile_file(tmp_path: Path, name: str) -> None:
    content, expected = CASES[name]
    path = tmp_path / f"a{Path(name).suffix or '.tmx'}"
    with path.open("wb") as out:
        out.writelines([content] if isinstance(content, bytes) else content())
    run = subprocess.run([sys.executable, "-c", RUN, str(path)], capture_output=True, text=True, timeout=120)
    path.unlink()
    assert run.returncode == 0, run.stderr
    said, peak = run.stdout.rstrip().rsplit("\n", 1)
    assert int(peak) < LIMIT, f"{int(peak) / MB:.0f} MB"
    assert "\n" not in said
    assert re.match(expected, said), said


def test_more_units_than_fit_into_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "MAX_UNITS", 10)
    (tmp_path / "a.tmx").write_bytes(BODY + TU * 10 + END)
    assert len(pairs.read_bitext(tmp_path / "a.tmx").units) == 10
    (tmp_path / "a.tmx").write_bytes(BODY + TU * 11 + END)
    with pytest.raises(InputError, match="more than 10 pairs"):
        pairs.read_bitext(tmp_path / "a.tmx")


def test_one_id_for_all_units(tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_bytes(BODY + TU.replace(b"<tu>", b'<tu tuid="x">') * 20_000 + END)
    start = time.process_time()
    units = pairs.read_bitext(tmp_path / "a.tmx").units
    assert units[-1].id == "x-20000"
    assert time.process_time() - start < 10, "telling ids apart must not be quadratic: then it takes minutes"
