"""Samples of TMX and XLIFF in the manner of the tools that write them (``samples/``, ours), and their pairs."""

from pathlib import Path

PAIRS = {
    "omegat.tmx": [
        (0, "今年一季度，全省地区生产总值增长5%。", "In the first quarter the province's GDP grew by 5%."),
        (1, "谢谢。", "Thank you."),
    ],
    "trados.tmx": [
        ("7", "第一，要稳就业。", "First, keep jobs stable."),
        ("8", "第二，要保供给。", "Second, a < b & c."),
    ],
    "memoq.tmx": [(0, "根据《条例》第3条。", "Under article 3 of the Regulation.")],
    "okapi.xlf": [("tu1", "我们必须努力。", "We may work hard."), ("tu2", "谢谢。", "")],
    "studio.sdlxliff": [
        ("a-1/1", "第一句。", "The first."),
        ("a-1/2", "第二句五亿。", "The second,\n 500 million."),
    ],
    "two.xlf": [
        ("u1/s1", "第一句。", "The first."),
        ("u1/s2", "第二句。", "The second."),
        ("u2", "谢谢。", "Thanks."),
        ("u3", "再见。", ""),
    ],
    "prefixed.xlf": [("1", "谢谢。", "Thank you.")],
}


def encoded(name: str) -> bytes:
    """A sample as it is on the disk."""
    return (Path(__file__).parent / "samples" / name).read_bytes()
