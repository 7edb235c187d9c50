"""English sentences, as spans.

Rules decide the clear cases: ! and ? before a capital, a full stop after a lower-case word, the abbreviations of
official English. nupunkt (Punkt trained on legal text) decides the rest: other abbreviations, initials, names. Alone it
misses one boundary in fifty on novels (it takes "hard. Suddenly" for an abbreviation), splits after the number
of a list item and does not know "9:30 a.m. The meeting". Measured in ``tests/segmenters/test_measured.py``.
"""

import re

from align.language.quotes import CLOSERS, STRAIGHT, Holder, Quotations, pairs
from align.language.tables import words
from align.model.document import Span
from align.segmenters.cuts import after_space, tidy

_MARKS = re.compile(
    r"[.!?\u2026\u3002\uff01\uff1f]+(?: \.)*"
    # speech that breaks off: "But I—" "You what?"
    "|[\u2013\u2014](?=[\"'\u201d\u2019] +[\"'\u201c\u2018])"
)
_MARKS_AND_SEMICOLONS = re.compile(rf";|{_MARKS.pattern}")
_WORD = re.compile(r"[^\s(\[\"\u201c\u2018]*$")
_NUMBER = re.compile(r"(?:(?:Figure|Table|Section|Chapter|Article|Part) )?\d{1,3}(?:\.\d{1,3})*|[ivx]{1,4}|[A-Za-z]")

# Before a name, a figure or a citation: never the end of a sentence.
_NEVER = """
mr mrs ms messrs dr prof gen lt col maj capt cmdr adm sgt sen rep gov pres rev hon mt st ft fig figs art arts vs cf e.g
i.e eg ie viz approx ca c vol vols pp p para paras sec sect ch chap app ed eds trans tel no nos dept univ
"""
# Inside a sentence or at its end; a capitalised function word after them starts a new one.
_MAY_END = """
co corp ltd inc bros llc plc jr sr etc al sq km m cm mm kg g t ha mu sec min hr hrs yr yrs bn mn tn mln bln
jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
a.m p.m am pm u.s u.k u.n e.u u.a.e d.c p.r.c ph.d m.d b.a m.a d.p.r.k r.o.k hq govt intl
"""
_FIGURE_AFTER = "no nos art arts fig figs vol vols pp p ch chap para paras sec sect app"
_INSIDE, _EITHER, _BEFORE_FIGURE = (frozenset(words.split()) for words in (_NEVER, _MAY_END, _FIGURE_AFTER))
_OPENERS = words("""
    The We It In This These That Those There They He She I You Our His Her Their Its At On As For
    But And So However Meanwhile Moreover Furthermore Therefore Then If When While After Before Since By From To With
    What How Why Who Where Which Please Thank Thanks First Firstly Second Secondly Third Thirdly Fourth Finally Next
    Last Now Today Also All Both Each Some Many Most An A No Not Over Through During Among According Regarding Under
    In_addition Here Let
""")
_STARTERS = re.compile(rf"[\"'\u201c\u2018(\[]*(?:{'|'.join(_OPENERS).replace('_', ' ')})(?![A-Za-z.])")


def sentence_spans(
    text: str,
    *,
    start: int = 0,
    end: int | None = None,
    quotations: Quotations = "split",
    semicolons: bool = False,
) -> list[Span]:
    """Return the sentences of one paragraph, ``text[start:end]``, as ascending spans without outer white space.

    Options as in :func:`align.segmenters.chinese.sentence_spans`; use the same values for both sides.

    >>> text = 'At 9:30 a.m. The Acme Co., Ltd. board met. "Why now?" he asked. Mr. Li of No. 3 Plant: "Go! Now."'
    >>> [text[a:b] for a, b in sentence_spans(text)]
    ['At 9:30 a.m.', 'The Acme Co., Ltd. board met.', '"Why now?" he asked.', 'Mr. Li of No. 3 Plant: "Go!', 'Now."']
    >>> [text[a:b] for a, b in sentence_spans(text, quotations="whole")][-1]
    'Mr. Li of No. 3 Plant: "Go! Now."'

    In lower-case text cut into tokens a mark that stands alone ends a sentence.

    >>> text = "mr . li , of the u.s . , rose by 2.5 percent . why is that ? it is so"
    >>> [text[a:b] for a, b in sentence_spans(text)]
    ['mr . li , of the u.s . , rose by 2.5 percent .', 'why is that ?', 'it is so']
    """
    end = len(text) if end is None else end
    found = pairs(text, (start, end))
    closing = {pair.closes for pair in found}
    holder = Holder(found, quotations)
    doubtful: frozenset[int] | None = None
    lower: bool | None = None
    cuts = [start]
    first = after_space(text, start, end)
    for match in (_MARKS_AND_SEMICOLONS if semicolons else _MARKS).finditer(text, start, end):
        at = _after_closers(text, match.end(), end, closing)
        follows = after_space(text, at, end)
        if at <= cuts[-1] or follows == end:
            continue
        if lower is None:
            lower = text[start:end].islower()
        alone = lower and match.end() - match.start() == 1 and text[match.start() - 1 : match.start()].isspace()
        ends = _token_ends if alone else _ends
        verdict = ends(text, match.span(), (at, follows), (first, end))
        if verdict is None:
            if doubtful is None:
                doubtful = _by_nupunkt(text, (start, end))
            verdict = match.end() in doubtful or at in doubtful
        if verdict and not holder.holds((match.start(), at), first):
            cuts.append(at)
            first = follows
    cuts.append(end)
    return tidy(text, cuts)


def _after_closers(text: str, at: int, end: int, closing: set[int]) -> int:
    while at < end:
        straight = text[at] in STRAIGHT or text[at] == "'"
        if not (at in closing or text[at] in CLOSERS or (straight and (at + 1 == end or text[at + 1].isspace()))):
            break
        at += 1
    return at


def _ends(text: str, marks: Span, gap: Span, sentence: Span) -> bool | None:
    """True if marks end a sentence, None if these rules cannot tell. ``gap``: the white space after the closers."""
    at, follows = gap
    run, end = text[marks[0] : marks[1]], sentence[1]
    if run[-1] in "\u3002\uff01\uff1f;":
        return True
    if at == follows:
        return False
    initial = next((c for c in text[follows : min(end, follows + 4)] if c.isalnum()), "")
    if initial.islower() or text[follows] in ",;:":
        return False
    if run[-1] in "!?\u2013\u2014" or (at > marks[1] and text[follows] in "\"'\u201c\u2018"):
        return True
    if len(run) > 1 or run == "\u2026":
        return at > marks[1] or initial.isupper() or None
    return _full_stop_ends(text, marks[0], follows, sentence)


def _token_ends(text: str, marks: Span, gap: Span, sentence: Span) -> bool:
    """True if a mark that is a token of its own, in a text without capitals, ends a sentence: "it is . we will"."""
    follows = gap[1]
    before = text[sentence[0] : marks[0]].split()
    last = before[-1] if before else ""
    if not last or text[follows] in ",;:\"'" or (last[-1].isdigit() and text[follows].isdigit()):
        return False
    return last not in _INSIDE | _EITHER and (len(before) > 1 or not _NUMBER.fullmatch(last))


def _full_stop_ends(text: str, stop: int, follows: int, sentence: Span) -> bool | None:
    first, end = sentence
    found = _WORD.search(text, max(first, stop - 40), stop)
    written = found[0] if found else ""
    word = written.casefold()
    starter = _STARTERS.match(text, follows, end) is not None
    if _NUMBER.fullmatch(text, first, stop):
        return False  # the number of a list: "1. We will"
    if word in _BEFORE_FIGURE:
        return starter and not text[follows].isdigit()
    if word in _INSIDE:
        return False
    if word in _EITHER:
        return starter
    if written == "I":
        return starter
    if len(word) == 1 and word.isalpha():
        return None if written.islower() else False
    if word.isalpha() and written.islower():
        return True
    return True if word[-1:] in ")%\u201d\u2019\"'" else None


def _by_nupunkt(text: str, span: Span) -> frozenset[int]:
    import nupunkt

    return frozenset(span[0] + end for _, end in nupunkt.sentence_spans(text[span[0] : span[1]]))
