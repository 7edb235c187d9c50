"""How the fuzzer breaks an input: by bits, pieces, repetitions, encodings, names; members of packages one by one."""

import io
import random
import zipfile
from collections.abc import Sequence

from fuzzing.samples import Sample

SUFFIXES = (
    ".txt",
    ".html",
    ".md",
    ".tsv",
    ".srt",
    ".vtt",
    ".ass",
    ".docx",
    ".xlsx",
    ".pdf",
    ".tmx",
    ".xlf",
    ".po",
    ".jsonl",
    ".json",
    ".zip",
    ".xml",
    "",
)
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5", "cp1252", "utf-7", "shift_jis")
TOKENS = (
    "<p>",
    "</p>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&amp;",
    "&#0;",
    "&#xd800;",
    "&x;",
    "<table><tr><td>",
    "<?x?>",
    "<!DOCTYPE x>",
    '<?xml version="1.0" encoding="latin-1"?>',
    "<meta charset=big5>",
    "<seg>",
    "<tuv>",
    "<tu>",
    "\0",
    "\ufeff",
    "\u2028",
    "\x85",
    "\xa0",
    "\u3000",
    "\u202e",
    "\U00020000",
    "\ud83d",
    "\r",
    "\r\n",
    "\t",
    "1\n00:00:01,000 --> 00:00:02,000\n",
    "WEBVTT\n\n",
    "msgid ",
    "msgstr[1] ",
    '"',
    "\\",
    "\\u",
    "{",
    "}",
    "[",
    "1e999",
    "-1",
    "NaN",
    "99999999999999999999",
    "²",
    "①",
    "１",
    "〇",
    "½",
    "%",
    "亿",
    "万",
    "十",
    "-",
    "/",
    ".",
    "第",
    "年",
    "月",
    "日",
    "至",
    "billion",
    "half",
    "of",
    "%PDF-",
    "endobj",
    "stream",
    "PK\3\4",
    "_x000D_",
    "#",
    " ",
    "\n",
    "\n\n",
    "true",
    "null",
    "[]",
    "{}",
    "\v",
    "\u0301",
    "\u200d",
    "(",
    ")",
    "：",
    "。",
    "’",
    "“",
    ",",
    "|",
    "不",
    "not ",
    "5",
    "0",
)
_MOST = 400_000  # bytes; what grows beyond is cut, so that time goes into many inputs


def mutated(rng: random.Random, samples: Sequence[Sample], *, keep_name: bool) -> Sample:
    """A sample, broken in one to five places. ``keep_name``: the name says what the content is for."""
    name, data = rng.choice(samples)
    if data.startswith(b"PK") and rng.random() < 0.8:
        data = _package(rng, data, samples)
    else:
        data = _broken(rng, _piece(rng, data), [other for _, other in samples])
    if not keep_name and rng.random() < 0.1:
        name = name.split(".")[0] + rng.choice(SUFFIXES)
    return name, data[:_MOST]


def _piece(rng: random.Random, data: bytes) -> bytes:
    """Half of the time some lines only: short inputs are read a hundred times as often."""
    if len(data) < 4000 or rng.random() < 0.5:
        return data
    start = data.find(b"\n", rng.randrange(len(data))) + 1
    return data[start : start + rng.randrange(50, 3000)]


def _broken(rng: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    for _ in range(rng.choice((1, 1, 2, 3, 5))):
        data = _once(rng, data, others)
    return data


def _once(rng: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """One change."""
    size = len(data)
    at = _boundary(data, rng.randrange(size + 1))
    end = _boundary(data, min(size, at + rng.choice((1, 2, 8, 64, 1024))))
    kind = rng.randrange(11)
    if kind == 0 and at < size:
        return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]
    if kind == 1:
        return data[:at] + data[end:]
    if kind == 2:
        return data[:at] + data[at:end] * rng.choice((2, 2, 3, 50, 50, 5_000)) + data[end:]
    if kind == 3:
        other = rng.choice(others)
        start = rng.randrange(len(other) + 1)
        return data[:at] + other[start : start + rng.choice((4, 40, 400))] + data[end if rng.random() < 0.5 else at :]
    if kind == 4:
        return data[:at]
    if kind == 5:
        return data[:at] + rng.randbytes(end - at) + data[end:]
    if kind == 6 and rng.random() < 0.5:
        return data.decode("utf-8", "replace").encode(rng.choice(ENCODINGS), "replace")
    if kind == 7:  # two places change with each other
        there = _boundary(data, rng.randrange(size + 1))
        a, b, c, d = sorted((at, end, there, min(size, there + end - at)))
        return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]
    token = rng.choice(TOKENS) * rng.choice((1, 1, 1, 1, 1, 1, 2, 30, 30, 20_000))
    return data[:at] + token.encode("utf-8", "surrogatepass") + data[at if rng.random() < 0.7 else end :]


def _boundary(data: bytes, at: int) -> int:
    """The next place at which a character of UTF-8 may begin: what breaks in the middle is mostly just refused."""
    for place in range(at, min(at + 4, len(data))):
        if data[place] & 0xC0 != 0x80:
            return place
    return at


def _package(rng: random.Random, data: bytes, samples: Sequence[Sample]) -> bytes:
    """A package with a member or two broken, gone, doubled or under another's name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    for _ in range(rng.choice((1, 1, 2))):
        at = rng.randrange(len(members))
        kind = rng.randrange(8)
        if kind == 0:
            del members[at]
        elif kind == 1:
            members.append(members[at])
        elif kind == 2:
            members[at] = (rng.choice(members)[0], members[at][1])
        else:
            members[at] = (members[at][0], _broken(rng, members[at][1], [other for _, other in members]))
        if not members:
            return rng.choice(samples)[1]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()
