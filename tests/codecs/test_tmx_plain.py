"""Units that are cut out of the bytes are those that the parser makes of them, whatever stands around them."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from align.codecs import tmx, tmx_plain
from align.model.errors import InputError

PLAIN = '<tu tuid="{0}"><tuv xml:lang="zh"><seg>第{0}句。</seg></tuv><tuv xml:lang="en"><seg>No. {0}.</seg></tuv></tu>'
SEG = '<tu tuid="s"><tuv xml:lang="zh"><seg>一{0}</seg></tuv><tuv xml:lang="en"><seg>one</seg></tuv></tu>'
TU = '<tu {0}><tuv xml:lang="zh"><seg>一</seg></tuv><tuv xml:lang="en"><seg>one</seg></tuv></tu>'
TUV = "<tu><tuv {0}><seg>一</seg></tuv><tuv xml:lang='en'><seg>one</seg></tuv></tu>"
CHILD = '<tu>{0}<tuv xml:lang="zh"><seg>一</seg></tuv>{0}<tuv xml:lang="en"><seg>one</seg></tuv></tu>'

TEXTS = [
    "&amp;lt;",
    "&lt;b&gt;",
    "&quot;&apos;",
    "&#13;",
    "&#x85;",
    "&#x4e00;",
    "&nbsp;",
    "&",
    "\r\n",
    "\r",
    "\n",
    "\t",
    "]]>",
    "}",
]
TEXTS += [
    "<ph>x</ph>",
    "<hi>二</hi>",
    "<!-- c -->",
    "<![CDATA[</seg></tuv></tu>]]>",
    "<?p </tu>?>",
    "\0",
    "\ufffe",
    "𠀀",
]
ATTRIBUTES = [
    "tuid='q'",
    'tuid="a b"',
    'tuid=" tuid="',
    'tuid="a=b"',
    'tuid="&lt;"',
    'tuid="a\nb"',
    'tuid="1" tuid="2"',
]
ATTRIBUTES += ['creationdate="2026" tuid="x"', 'tuid="x"\n changeid="y>"', 'made-up="1"', 'x:tuid="1"', 'id="5"', ""]
ATTRIBUTES += ['creationid=" tuid=" datatype="x"', 'xmlns="other"', 'xmlns="urn:a"', 'xml:lang="fr"']
LANGUAGES = ['lang="zh"', 'xml:lang="zh" lang="fr"', 'lang="fr" xml:lang="zh"', 'xml:lang=""', 'xml:lang="" lang="zh"']
LANGUAGES += [
    'creationid="x" xml:lang="zh" changeid="y"',
    'xml:lang = "zh"',
    'xmlns="other" xml:lang="zh"',
    "",
    "xml:lang",
]
CHILDREN = ["<note>n &amp; m</note>", '<prop type="t">v</prop>', "<prop>v</prop>", '<note type="t">n</note>', "\r\n\t"]
CHILDREN += [
    "<prop type='t'>v</prop>",
    '<prop type="a=b">v</prop>',
    "<note>a</prop>",
    "<note><note>b</note></note>",
    "x",
]
CHILDREN += ["<!-- c -->", "<ude/>", "<tuv/>", '<tuv xml:lang="de"><seg>eins</seg></tuv>', PLAIN, "\x0c", "\x0b"]
AROUND = ["<!-- {0} -->", "<![CDATA[{0}]]>", "<?p {0}?>", "<x>{0}</x>", "<x:y xmlns:x='other'>{0}</x:y>", "\ufeff{0}"]
AROUND += [
    "<x xmlns='other'>{0}</x>",
    "<x xmlns='urn:a'>{0}</x>",
    "<x xmlns=''>{0}</x>",
    "<!-- {0}",
    "</body><body>{0}",
]
AROUND += [
    "{0}</tu>",
    "<tu>{0}",
    "{0}\r\n",
    "text{0}",
    "<x:tu xmlns:x='urn:a'>{0}</x:tu>",
    "<x:tu xmlns:x='o'>{0}</x:tu >",
]
AROUND += ["</body></tmx>{0}"]

UNITS = [PLAIN.format(7), *(SEG.format(t) for t in TEXTS), *(TU.format(a) for a in ATTRIBUTES)]
UNITS += [
    *(TUV.format(a) for a in LANGUAGES),
    *(CHILD.format(c) for c in CHILDREN),
    TU.format("").replace("/tu>", "/tu >"),
]
STARTS = [
    "<tmx>",
    "<tmx xmlns='urn:a'>",
    "<x:tmx xmlns:x='urn:a'>",
    "<x:tmx xmlns:x='urn:a' xmlns='o'>",
    "<!DOCTYPE tmx SYSTEM 'tmx14.dtd'><tmx>",
]
STARTS += ['<!DOCTYPE tmx [<!ATTLIST tu tuid CDATA "d"><!ATTLIST tuv lang CDATA "zh">]><tmx>', "\ufeff<tmx>"]


def outcome(data: bytes, *, parsed: bool) -> list[object] | str:
    """All that is read, or what the error says."""
    try:
        items = list(tmx.read(io.BytesIO(data), "x", offsets=parsed))  # offsets: only the parser knows them
    except InputError as error:
        return str(error)
    return [item if isinstance(item, tmx.Header) else (item.id, *map(list, item[1:4])) for item in items]


def memory(start: str, body: str) -> bytes:
    root = start[start.rindex("<") + 1 : -1].split()[0]
    return f"{start}<header srclang='zh'/><body>{body}</body></{root}>".encode("utf-8", "surrogatepass")


def same(data: bytes) -> None:
    assert outcome(data, parsed=False) == outcome(data, parsed=True)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("start", STARTS)
def test_each_way_to_write_a_unit(start: str, unit: str) -> None:
    same(memory(start, PLAIN.format(1) + PLAIN.format(2) + unit + PLAIN.format(3)))


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("start", STARTS)
def test_a_unit_that_stands_where_none_can_be(start: str, around: str) -> None:
    plain = PLAIN.format(1)
    same(memory(start, plain + plain + around.format(plain + plain) + plain + plain))
    same(memory(start, around.format(plain + plain) + plain + plain))


WELL_FORMED = [unit for unit in UNITS if not isinstance(outcome(memory("<tmx>", unit), parsed=True), str)]


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(STARTS), st.lists(st.sampled_from([*AROUND, *WELL_FORMED, *(["{0}"] * 30)]), max_size=12), st.data()
)
def test_any_order_of_them(start: str, parts: list[str], data: st.DataObject) -> None:
    units = st.sampled_from([*WELL_FORMED, *([PLAIN.format(1)] * 30)])
    same(memory(start, "".join(part.replace("{0}", data.draw(units)) for part in parts)))


@pytest.mark.parametrize("length", [1, 2, 50, 5000])
def test_units_at_the_edges_of_what_is_read_at_once(length: int) -> None:
    units = "".join(SEG.format("二" * (length + k % 7)) for k in range(30_000 // length + 3))
    assert len(outcome(memory("<tmx>", units), parsed=False)) > 3
    same(memory("<tmx>", units))
    same(memory("<tmx>", units)[:-30])


def test_a_long_unit_whose_namespace_is_read_before_the_rest_of_it() -> None:
    long = TU.format('xmlns="urn:a"').replace("一", "一" * 10_000)
    same(memory("<x:tmx xmlns:x='urn:a' xmlns='o'>", long + PLAIN.format(1) + PLAIN.format(2)))


@pytest.mark.parametrize(
    "unit", [PLAIN, *(SEG.format(t) for t in ["&amp;", "\r\n", "\n"]), PLAIN.replace("<tuv", "<note>n</note>\n<tuv", 1)]
)
def test_plain_ones_are_cut(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other tests here would pass if none were."""
    cut = []
    real = tmx_plain.cut
    monkeypatch.setattr(tmx_plain, "cut", lambda *given: [cut.extend((found := real(*given))[0]), found][1])
    outcome(memory("<tmx xmlns='urn:a'>", unit * 5), parsed=False)
    assert len(cut) == 3  # not the first, with which the namespace came, nor the second, with which one starts
