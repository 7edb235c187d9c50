"""Random bitexts with every awkward character that a transcript may hold, and what XML cannot."""

from hypothesis import strategies as st

from align.model.bitext import Bitext
from align.model.unit import DECISIONS, SEVERITIES, ClosedIssue, Comment, Issue, Revision, TranslationUnit, Verdict

AWKWARD = (
    "&",
    "<",
    ">",
    '"',
    "'",
    "]]>",
    "<![CDATA[",
    "&amp;",
    "&#13;",
    "<seg>",
    "</seg>",
    "<!--",
    "-->",
    "<?x?>",
    *"\t\n\r \u3000\u00a0\u2028\u2029\x85\ufeff\u200b",  # white space
    "\r\n",
    "  ",
    *"\u202e\u2066\u2069\u200e\u061c",  # bidi
    *"\u0301\u20dd\ufe0f",  # combining
    "e\u0301",
    "\U0001f468\u200d\U0001f469",  # joined
    *"\U00020000\U0002a6d6\U00030000㐀﨎",  # Han outside the basic block
    "=1+1",
    "@SUM(A1)",
    "#N/A",
    "_x000D_",
    "_x0041_",
    "\\n",
    "\\t",
    "\\",
    '"7"',
    "7",
    "null",
    "5亿元",
    "经济增长5%。",
    "The economy grew by 5%.",
    "\ue000",
    "\U0010fffd",
    "\x7f",
)
FORBIDDEN = "\x00\x01\x08\x0b\x0c\x0e\x1f\ufffe\uffff\ud800\udfff"
CHARACTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters=FORBIDDEN)
TEXTS = st.lists(st.one_of(st.sampled_from(AWKWARD), st.text(CHARACTERS, max_size=6)), max_size=6).map("".join)
SHARES = st.integers(0, 10_000).map(lambda n: n / 10_000)
TYPES = ("mistranslation/number", "omission", "terminology/inconsistent", "untranslated/chinese", "encoding", "odd")
VERDICTS = st.builds(Verdict, st.sampled_from(DECISIONS), TEXTS, TEXTS, TEXTS)
COMMENTS = st.lists(st.builds(Comment, TEXTS, TEXTS, TEXTS), min_size=1, max_size=2).map(tuple)
NUMBERS = st.lists(st.integers(0, 10**6), max_size=3).map(tuple)


@st.composite
def spans(draw, text):
    if draw(st.booleans()):
        return None
    start = draw(st.integers(0, len(text)))
    return start, draw(st.integers(start, len(text)))


@st.composite
def issues(draw, zh, en, id):
    return Issue(
        scorer=draw(st.sampled_from(("figures", "omission", "names"))),
        type=draw(st.sampled_from(TYPES)),
        severity=draw(st.sampled_from(SEVERITIES)),
        confidence=draw(SHARES),
        message=draw(TEXTS),
        zh_span=draw(spans(zh)),
        en_span=draw(spans(en)),
        zh_value=draw(TEXTS),
        en_value=draw(TEXTS),
        suggestion=draw(TEXTS),
        id=id,
    )


@st.composite
def bitexts(draw, max_size=4):
    """Ids are distinct, also once they are text: 7 and "7" in one bitext are one id to some formats."""
    ids = st.one_of(st.integers(0, 10**9), TEXTS)
    units, verdicts, approved, comments, revisions, signed = [], {}, {}, {}, {}, {}
    for number, id in enumerate(draw(st.lists(ids, unique=True, min_size=1, max_size=max_size))):
        zh, en = draw(TEXTS), draw(TEXTS)
        found = [draw(issues(zh, en, f"i{number}-{k}")) for k in range(draw(st.integers(0, 2)))]
        unit = TranslationUnit(
            id=id,
            zh=draw(NUMBERS),
            en=draw(NUMBERS),
            zh_text=zh,
            en_text=en,
            zh_speaker=draw(TEXTS),
            en_speaker=draw(TEXTS),
            confidence=draw(SHARES),
            scores=draw(st.dictionaries(st.sampled_from(("align", "chrF")), SHARES, max_size=1)),
            issues=tuple(found),
            reordered=draw(st.booleans()),
            zh_place=draw(TEXTS),
            en_place=draw(TEXTS),
        )
        units.append(unit)
        verdicts |= {issue.id: draw(VERDICTS) for issue in found if draw(st.booleans())}
        if draw(st.booleans()):
            approved[id] = draw(VERDICTS)
            if draw(st.booleans()):
                signed[id] = draw(VERDICTS)
        if draw(st.booleans()):
            comments[id] = draw(COMMENTS)
        if draw(st.booleans()):
            closed = []
            for k in range(draw(st.integers(0, 2))):
                issue = draw(issues(zh, en, f"c{number}-{k}"))
                closed.append(ClosedIssue(issue, draw(TEXTS), draw(TEXTS), zh, en, draw(st.none() | VERDICTS)))
            revisions[id] = Revision(draw(TEXTS), draw(TEXTS), draw(TEXTS), tuple(closed))
    about = {"verdicts": verdicts, "approved": approved, "comments": comments, "revisions": revisions}
    return Bitext(tuple(units), **about, signed=signed)
