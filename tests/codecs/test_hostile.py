"""Files made to break a reader: one clear error or a right result, and never more than 500 MB.

Each runs in a process of its own, whose peak memory is measured.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n'
TU = '<tu><tuv lang="zh"><seg>一。</seg></tuv><tuv lang="en"><seg>One.</seg></tuv></tu>'.encode()
BODY = b'<tmx version="1.4"><header srclang="zh"/><body>'
END = b"</body></tmx>"
MB = 1_000_000
LIMIT = 500 * MB

RUN = """
import resource, sys
from pathlib import Path
from align.errors import InputError
from align.readers.pairs import read_bitext
from align.termbase import read_termbase
path = Path(sys.argv[1])
try:
    found = len(read_termbase(path).terms) if path.suffix == ".tbx" else len(read_bitext(path).units)
    print("read", found)
except InputError as error:
    print("refused", error)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


def bomb() -> Iterator[bytes]:
    yield b'<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY a0 "aaaaaaaaaa">'
    for k in range(1, 12):
        yield f'<!ENTITY a{k} "{f"&a{k - 1};" * 10}">'.encode()
    yield b"]>" + BODY + TU.replace(b"One.", b"&a11;") + END


def repeated(start: bytes, piece: bytes, times: int, end: bytes) -> Callable[[], Iterator[bytes]]:
    def pieces() -> Iterator[bytes]:
        yield start
        for _ in range(times // 1000):
            yield piece * 1000
        yield end

    return pieces


def names() -> Iterator[bytes]:
    yield HEAD + BODY
    for k in range(200_000):
        yield f"<e{k} a{k}=''/>".encode()
    yield TU + END


VARIANTS = repeated(
    BODY + b"<tu>", b'<tuv lang="zh"><seg>a</seg></tuv><tuv lang="en"><seg>b</seg></tuv>', 5000, b"</tu>"
)
NESTED_ROWS = b'<xliff version="2.0" srcLang="zh" trgLang="en"><file><unit id="1">'
CASES: dict[str, tuple[str, Callable[[], Iterator[bytes]], str]] = {
    "entity bomb": ("a.tmx", bomb, r"refused a\.tmx: declares XML entities \('a0'\)"),
    "entity bomb behind a long comment": (
        "a.tmx",
        lambda: iter([HEAD, b"<!--" + b" " * 200_000 + b"-->", b'<!DOCTYPE tmx [<!ENTITY x "y">]>', BODY, TU, END]),
        "refused .* declares XML entities",
    ),
    "external entity": (
        "a.tmx",
        lambda: iter([HEAD, b'<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]>', BODY, TU.replace(b"One", b"&x;"), END]),
        "refused .* declares XML entities",
    ),
    "parameter entity": (
        "a.tmx",
        lambda: iter([HEAD, b'<!DOCTYPE tmx [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]>', BODY, TU, END]),
        "refused .* declares XML entities",
    ),
    "entity of a DTD that is not read": (
        "a.tmx",
        lambda: iter([HEAD, b'<!DOCTYPE tmx SYSTEM "tmx14.dtd">', BODY, TU.replace(b"One", b"&nbsp;"), END]),
        "refused .* uses the entity 'nbsp', which it does not declare, line 2",
    ),
    "external DTD": ("a.tmx", lambda: iter([HEAD, b'<!DOCTYPE tmx SYSTEM "http://127.0.0.1:9/x">', BODY, TU, END]), "read 1"),
    "truncated": ("a.tmx", lambda: iter([HEAD, BODY, TU, TU[:40]]), "refused .* not well-formed XML: .*line 2"),
    "truncated inside a character": ("a.tmx", lambda: iter([HEAD, BODY, TU[:28]]), "refused .* not well-formed"),
    "declares UTF-8, is GB18030": (
        "a.tmx",
        lambda: iter([HEAD, BODY, TU.decode().replace("一", "经济增长").encode("gb18030"), END]),
        "refused .* not well-formed XML",
    ),
    "declares GB2312, is UTF-8": ("a.tmx", lambda: iter([HEAD.replace(b"UTF-8", b"GB2312"), BODY, TU.decode().replace("一", "今年经济增长").encode(), END]), "read 1"),
    "declares UTF-16, is UTF-8": ("a.tmx", lambda: iter([HEAD.replace(b"UTF-8", b"UTF-16"), BODY, TU, END]), "read 1"),
    "declares UTF-8, is UTF-16": (
        "a.tmx",
        lambda: iter([(HEAD + BODY + TU + END).decode().encode("utf-16")]),
        "read 1",
    ),
    "declares nonsense": ("a.tmx", lambda: iter([HEAD.replace(b"UTF-8", b"klingon"), BODY, TU, END]), "read 1"),
    "a NUL": ("a.tmx", lambda: iter([HEAD, BODY, TU.replace(b"One", b"O\0e"), END]), "refused .* not well-formed"),
    "nothing but NULs": ("a.tmx", lambda: iter([bytes(10 * MB)]), "refused .* nothing but NUL"),
    "a character that XML has not": ("a.tmx", lambda: iter([HEAD, BODY, TU.replace(b"One", b"&#0;"), END]), "refused"),
    "8 million empty elements": ("a.tmx", repeated(BODY, b"<x/>", 8_000_000, TU + END), "read 1"),
    "8 million elements in one unit": ("a.tmx", repeated(BODY + b"<tu>", b"<x/>", 8_000_000, b"</tu>" + END), "refused .* unit of more than 2,000,000 bytes"),
    "nested 5 million deep": ("a.tmx", repeated(BODY, b"<a>", 5_000_000, b""), "refused .* deeper than 256"),
    "200,000 names": ("a.tmx", names, "refused .* 20,000 names"),
    "an attribute of 40 MB": ("a.tmx", repeated(BODY + b'<tu tuid="', b"x" * 1000, 40_000, b'">'), "refused .* tag or comment"),
    "a comment of 40 MB": ("a.tmx", repeated(BODY + b"<!--", b"x" * 1000, 40_000, b"-->" + TU + END), "refused .* tag or comment"),
    "a segment of 40 MB": ("a.tmx", repeated(BODY + b'<tu><tuv lang="zh"><seg>', b"x" * 1000, 40_000, b"</seg>"), "refused .* unit of more than 2,000,000 bytes"),
    "text of 40 MB outside of units": ("a.tmx", repeated(BODY, b"x" * 1000, 40_000, TU + END), "read 1"),
    "25 million pairings": ("a.tmx", VARIANTS, "refused .* TU 1 has more than 100 pairings"),
    "600,000 units": ("a.tmx", repeated(BODY, TU, 600_000, END), "refused .* more than 500,000 pairs"),
    "600,000 segments": ("a.xlf", repeated(NESTED_ROWS, b"<segment><source>a</source></segment>", 600_000, b"</unit></file></xliff>"), "refused"),
    "larger than what is read": ("a.tmx", repeated(BODY, b"x" * 1000, 210_000, END), "refused .* larger than 200,000,000"),
    "legacy encoding, 60 MB": (
        "a.tmx",
        repeated(HEAD.replace(b"UTF-8", b"GBK") + BODY, b"x" * 1000, 60_000, END),
        "refused .* is in GBK and larger than 50,000,000",
    ),
    "a termbase with an entity bomb": (
        "a.tbx",
        lambda: iter([b'<!DOCTYPE martif [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><martif><text/></martif>']),
        "refused .* declares XML entities",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_hostile_file(tmp_path: Path, name: str) -> None:
    file, pieces, expected = CASES[name]
    path = tmp_path / file
    with path.open("wb") as out:
        out.writelines(pieces())
    run = subprocess.run([sys.executable, "-c", RUN, str(path)], capture_output=True, text=True, timeout=120)
    path.unlink()
    assert run.returncode == 0, run.stderr
    said, peak = run.stdout.rstrip().rsplit("\n", 1)
    assert int(peak) < LIMIT, f"{int(peak) / MB:.0f} MB"
    assert "\n" not in said
    assert re.match(expected, said), said
