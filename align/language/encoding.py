"""Which character encoding a file of Chinese or English text is in.

The obvious ways are wrong. A declaration is often stale (a page saved again as UTF-8 that still says ``gb2312``), and a
declared ``gb2312`` is GB18030 in practice. Detectors that count byte pairs need hundreds of characters: one sentence of
Big5 comes out as Johab or ISO-8859-5. And "it decodes" proves little: GB18030 decodes nearly any even run of high
bytes.

So every candidate decodes a sample, and the decodings are compared as text: each character costs its negative log
probability under a coarse model of Chinese and English (frequent characters, the first levels of GB 2312 and Big5, the
rest, typographic signs, junk), and the least sum wins. Sums over the same bytes compare fairly: two Latin letters must
be as cheap as the one Han character that the same two bytes would be. What the costs of characters do not tell: the
two bytes of an accented letter in UTF-8 ("García") are one frequent Han character in GB18030 or Big5. But such bytes
are seldom valid UTF-8 by chance, and Han characters seldom stand alone among ASCII: where a sample is valid UTF-8,
each one or two characters of another encoding that do cost more than the letter. Candidates are the encodings of
Chinese and English, the declared one (with a bonus) and what chardet proposes.

A file is decoded strictly or refused: no byte is replaced or dropped.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from align.model.errors import InputError

SAMPLE_BYTES = 1 << 16
_CHARACTERS = 1 << 14  # whose costs are remembered

# Natural logarithms of 1/probability, per character.
COST_ASCII, COST_FREQUENT, COST_LEVEL_1, COST_LEVEL_2, COST_RARE, COST_SIGN = 3.5, 6.5, 9.7, 13.5, 17.0, 5.0
COST_LATIN, COST_OTHER, COST_JUNK = 8.5, 13.0, 25.0
COST_ALONE = 12.0  # one or two characters among ASCII, whose bytes are valid UTF-8, in another encoding
DECLARED_BONUS = 1.15  # a declared encoding wins unless another is this many times cheaper
SHORT = 40.0  # allowance for texts of a few rare characters
UNREADABLE = 5.6  # cost per byte over which no decoding is text: random bytes cost 6 and more, text 2 to 4.5

# The characters that make up two thirds of running Chinese (counted in the word list of jieba), simplified, then the
# traditional forms of those.
_FREQUENT = frozenset(
    "一是人了不在有大中国和为这上他个地年来我会以到时要出的生学说道民家子也成行下们于后就发自之对得主长可过天"
    "作分方用多你着部能市等业全里工公经本都而高政法面门动日进区事代那去心小同北定开产前其军还然起种所如现理机"
    "体表力好外与文当两实重新三么只山水关明从化平建又制南内西没此将员名手最东头者月间无安看见各城十相但已些正"
    "口通想度加第她合院物性战由位常点海意场武使次二向治因立数样身情入原问把路被并利石老教万知级量任江及应省资"
    "委务元美特期世湖回系比气汉总展电科金先声提品设或义王社很统处四首共马形己儿司太目基领队直计别女权话少流命"
    "至报米给打变果书清活几州华解议更称程今决张导术府才保交放管结师便走达族反再题色五京河接条规式县白它改风光"
    "运信受什组听布百济党指论强做取技黄神选记斯真却职号界件花类何眼兵传带空干农边据集联古广完质阳难增历史专官"
    "每住商即步认车台林必死游举线言皇土团收考求德叫近备研争非具李众连调感转笑革该持始英克士尔让拉思根格造较际"
    "亲单朝红型价校约器字段周亚深候则功属积快图火千准究往极育装许参半令吃观鱼精办像帝八复影告促企稳坚推谢请绍"
    "闻媒友國爲這個來會時學說們於後發對長過業裏經門動進區開產軍還種現機體與當兩實麼關從內沒將員東頭間無見戰點"
    "場數樣問並萬級應資務氣漢總電聲設義統處馬兒領隊計別權話報給變書幾華議稱決張導術結師達題條規縣風運組聽濟黨"
    "論強黃選記卻職號類傳帶幹農邊據聯廣質陽難歷專認車臺遊舉線團備爭衆連調轉該爾讓較際親單紅價約亞則屬積圖準極"
    "裝許參喫觀魚辦復穩堅謝請紹聞"
)
_SIGNS = frozenset("，。、：；？！“”‘’（）《》〈〉「」『』【】—…·％～\u3000\u00a0–•©™€£°")
_CHINESE = ("gb18030", "big5hkscs", "cp950")
_ALIASES = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "cp936", "euc_cn"), ("gb18030",)),
    **dict.fromkeys(("big5", "big5hkscs", "cp950"), ("big5hkscs", "cp950")),
    **dict.fromkeys(("ascii", "iso8859-1", "cp1252"), ("cp1252",)),  # browsers read all three as windows-1252
    "utf-8-sig": ("utf-8",),
    "utf-16": ("utf-16-le", "utf-16-be"),
    "utf-32": ("utf-32-le", "utf-32-be"),
}
_NOT_OF_FILES = frozenset(("idna", "punycode", "unicode_escape", "raw_unicode_escape", "unicode-escape", "utf-7"))
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ALONE = re.compile(r"(?<![^\x00-\x7f])[^\x00-\x7f]{1,2}(?![^\x00-\x7f])")
_HIGH = re.compile(rb"[\x00\x80-\xff]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")


def decode(data: bytes, name: str, *, declared: str = "") -> tuple[str, str]:
    """Return the text of a file, without its byte order mark, and the Python name of its encoding.

    ``declared``: the encoding that the file declares (a ``charset``), "" if none; unknown names are ignored.
    Raises InputError if no encoding yields text (binary data), or if single bytes of an otherwise good text
    are broken: the message names their offset.

    >>> decode("記者：請問今年經濟增長如何？".encode("big5"), "a.txt")
    ('記者：請問今年經濟增長如何？', 'big5hkscs')
    >>> decode("It’s up 5%.".encode("cp1252"), "b.txt")
    ('It’s up 5%.', 'cp1252')
    """
    mark, marked = next(((mark, encoding) for mark, encoding in _BOMS if data.startswith(mark)), (b"", ""))
    data = data[len(mark) :]
    if marked and _is_valid(data, marked):
        return _checked(data.decode(marked), name), marked
    encoding, cost = _ranked(data, declared)[0]
    if cost > UNREADABLE * len(_sample(data)) + SHORT:
        raise InputError(name, "is binary data or text in an unknown encoding; expected Chinese or English text")
    try:
        return _checked(data.decode(encoding), name), encoding
    except UnicodeDecodeError as error:
        if encoding == "big5hkscs" and _is_valid(data, "cp950"):
            return _checked(data.decode("cp950"), name), "cp950"
        byte = f"byte 0x{data[error.start]:02x} at offset {error.start + len(mark)}"
        raise InputError(name, f"{byte} is not valid {encoding}, the encoding of the rest of the file") from None


def _checked(text: str, name: str) -> str:
    at = text.find("\0")
    if at >= 0:
        raise InputError(name, f"is binary data: character {at} is NUL; expected Chinese or English text")
    return text


def _ranked(data: bytes, declared: str) -> list[tuple[str, float]]:
    """Return the candidate encodings of bytes without a mark and their costs, the best first."""
    if not _HIGH.search(data) and not _CONTROL.search(data[:SAMPLE_BYTES]):
        return [("utf-8", 0.0)]  # plain ASCII
    sample = _sample(data)
    whole = len(sample) < SAMPLE_BYTES
    declared_names = _resolved(declared)
    valid = _is_valid(sample, "utf-8", whole=whole)
    costs = {}
    for encoding in _candidates(sample, declared_names):
        cost = _cost(sample, encoding, whole, alone=COST_ALONE if valid and encoding != "utf-8" else 0)
        costs[encoding] = cost / DECLARED_BONUS if encoding in declared_names else cost
    return sorted(costs.items(), key=lambda item: item[1])


def _sample(data: bytes) -> bytes:
    """Return the bytes that tell encodings apart: from shortly before the first non-ASCII byte, at an even offset."""
    found = _HIGH.search(data)
    start = max(0, found.start() - 256) & ~3 if found else 0
    return data[start : start + SAMPLE_BYTES]


def _resolved(declared: str) -> tuple[str, ...]:
    try:
        normal = codecs.lookup(declared.strip()).name
        "a".encode(normal)  # LookupError for codecs that are no character encodings: base64
    except (LookupError, ValueError):
        return ()
    if normal in _NOT_OF_FILES:
        return ()
    return _ALIASES.get(normal, (normal,))


def _candidates(sample: bytes, declared_names: tuple[str, ...]) -> Iterator[str]:
    """Yield candidate encodings, UTF-8 first, so that it wins ties."""
    seen = {"utf-8"}
    yield "utf-8"
    wide = ("utf-16-le", "utf-16-be") if len(sample) % 2 == 0 else ()
    for encoding in (*declared_names, *_CHINESE, "cp1252", *wide):
        if encoding not in seen:
            seen.add(encoding)
            yield encoding
    if not _is_valid(sample, "utf-8", whole=False):
        import chardet

        for encoding in _resolved(chardet.detect(sample)["encoding"] or ""):
            if encoding not in seen:
                yield encoding


def _is_valid(data: bytes, encoding: str, *, whole: bool = True) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(data, whole)
    except UnicodeDecodeError:
        return False
    return True


def _cost(sample: bytes, encoding: str, whole: bool, *, alone: float = 0) -> float:
    """Return the cost of a decoded sample; a character cut off at its end is free unless the sample is the whole.

    ``alone``: the cost of one or two characters among ASCII, beside their own.
    """
    text = codecs.getincrementaldecoder(encoding)("replace").decode(sample, whole)
    lone = sum(1 for _ in _ALONE.finditer(text)) if alone else 0
    return lone * alone + sum(_character_cost(character) * count for character, count in Counter(text).items())


@lru_cache(maxsize=_CHARACTERS)
def _character_cost(character: str) -> float:
    code = ord(character)
    if code < 0x80:
        return (
            COST_ASCII if code >= 0x20 or character in "\t\n\r" else COST_OTHER if character in "\f\x1a" else COST_JUNK
        )
    if character in _SIGNS:
        return COST_SIGN
    if character in _FREQUENT:
        return COST_FREQUENT
    if 0x4E00 <= code <= 0x9FFF:
        return _han_cost(character)
    if 0xC0 <= code <= 0xFF or 0xFF01 <= code <= 0xFF5E:
        return COST_LATIN
    if 0xA0 <= code < 0x250 or 0x2000 <= code < 0x2600 or 0x3000 <= code < 0x3100:
        return COST_OTHER if code != 0xFFFD else COST_JUNK
    if 0x250 <= code < 0x530 or 0x3400 <= code < 0x4DC0 or 0xAC00 <= code < 0xD7A4 or 0x20000 <= code < 0x32000:
        return COST_RARE
    return COST_JUNK


def _han_cost(character: str) -> float:
    """Return the cost by level in GB 2312 or Big5, whose first level holds the common characters of either script."""
    gb, big5 = character.encode("gb2312", "ignore"), character.encode("big5", "ignore")
    if (gb and gb < b"\xd8") or (big5 and big5 < b"\xc7"):
        return COST_LEVEL_1
    return COST_LEVEL_2 if gb or big5 else COST_RARE
