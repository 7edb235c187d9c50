"""Compares Chinese and English speaker labels, and matches turns.

Labels are compared by known facts (:mod:`align.language.outlets`, :mod:`align.language.names.pinyin`): the same
outlet, the same role, the same name in pinyin. Comparing transliterated strings, the obvious way, fails on 央视 and
CCTV, on 主持人 and the moderator's own name, and on every surname with two readings. If nothing is known the answer is
None, never a guess.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from align.language import outlets
from align.language.names import pinyin
from align.model.document import HAN, Document

_ASKERS = frozenset(("reporter", "question", "audience"))
_MARKS = re.compile(r"[*_#]+|[:：]\s*$")
_HAN = re.compile(f"[{HAN}]+")
_MAX_CELLS = 40_000_000
_MAX_LABELS = 250_000  # pairs of labels to be compared; a parliament of 500 speakers on both sides


def agree(zh_label: str, en_label: str) -> float | None:
    """Return 1.0 if two labels name the same speaker, 0.0 if different ones, None if unknown.

    Values between are probabilities: .6 for 记者 and "Reuters" (compatible), .8 for 金湘军 and "Mr. Jin".

    >>> agree("金湘军", "Jin Xiangjun"), agree("金湘军", "Chen Wenjun"), agree("主持人", "Chen Wenjun")
    (1.0, 0.0, None)
    >>> agree("中央广播电视总台央视记者", "CCTV"), agree("路透社记者", "Question from Bloomberg")
    (1.0, 0.0)
    """
    return _agree(_plain(zh_label), _plain(en_label))


def match_turns(zh: Document, en: Document) -> list[tuple[int, int]]:
    """Return pairs of corresponding turn numbers, ascending on both sides.

    Dynamic programming over the two label sequences: a pair gains by its agreement and by similar shares of text, a
    turn without a partner costs. A first pass learns which unknown labels go together (主持人 with the moderator's
    name, a foreign name with its transcription), and a second one uses it. A pair of contradicting labels is kept if
    the turns before and after it agree: that is a wrong label, not a gap. Turns without segments are left out. Returns
    [] where either side names no speaker at all.
    """
    left, right = _turns_with_text(zh), _turns_with_text(en)
    zh_labels = [_plain(zh.turns[t].speaker) for t, _ in left]
    en_labels = [_plain(en.turns[t].speaker) for t, _ in right]
    if not any(zh_labels) or not any(en_labels) or len(left) * len(right) > _MAX_CELLS:
        return []
    if len(set(zh_labels)) * len(set(en_labels)) > _MAX_LABELS:
        return []
    lengths = _length_evidence([n for _, n in left], [n for _, n in right])
    scores, path = _scores(zh_labels, en_labels, {}), []
    for _ in range(2):
        path = _best_path(scores + lengths)
        scores = _scores(zh_labels, en_labels, _learnt(path, zh_labels, en_labels))
    sure = [scores[i, j] > 0.5 for i, j in path]
    last = (len(left) - 1, len(right) - 1)
    kept = []
    for k, (i, j) in enumerate(path):
        before = (i, j) == (0, 0) or (k > 0 and sure[k - 1] and path[k - 1] == (i - 1, j - 1))
        after = (i, j) == last or (k + 1 < len(path) and sure[k + 1] and path[k + 1] == (i + 1, j + 1))
        if sure[k] or (before and after):
            kept.append((left[i][0], right[j][0]))
    return kept


@lru_cache(maxsize=65536)
def _agree(zh: str, en: str) -> float | None:
    if not zh or not en:
        return None
    if zh.casefold() == en.casefold():
        return 1.0
    left, right = outlets.read_label(zh), outlets.read_label(en)
    han, latin = pinyin.chinese_names(left.rest), pinyin.english_names(right.rest)
    person = _same_person(left.rest, han, latin)
    if person == 1.0:
        return 1.0
    outlet = _same_outlet(left.outlets, right.outlets)
    if outlet is not None:
        return outlet
    asks_zh = bool(left.outlets or left.roles & _ASKERS)
    asks_en = bool(right.outlets or right.roles & _ASKERS)
    role = _same_role(left, right, asks_zh, asks_en)
    if person is not None and (role is None or role < 1.0):
        return person
    if role is not None:
        return role
    full = any(len(name) > 1 for name in han)
    if full and right.outlets and not (left.roles or right.rest.strip()):
        return 0.0
    if left.outlets and not right.roles and any(" " in n and pinyin.looks_pinyin(n) for n in latin):
        return 0.0
    return None


def _same_person(rest: str, han: Sequence[str], latin: Sequence[str]) -> float | None:
    words = han or [word for word in _HAN.findall(rest) if 2 <= len(word) <= 4]
    windows = {w[k : k + n] for w in words for n in (2, 3, 4) for k in range(len(w) - n + 1)}
    if any(pinyin.is_pinyin_of(window, name) for window in windows for name in latin):
        return 1.0
    readable = [name for name in latin if pinyin.looks_pinyin(name)]
    full = [name for name in readable if " " in name]
    if len(han) != 1 or len(full or readable) != 1 or (not full and len(latin) > 1):
        return None
    name = (full or readable)[0]
    if full and len(han[0]) > 1:
        return 0.4 if pinyin.likeness(han[0], name) > 0.85 else 0.0
    # One side has the surname alone ("Mr. Jin", 金省长).
    return 0.8 if pinyin.is_pinyin_of(han[0][:1], name.split()[0]) else 0.0


def _same_outlet(left: frozenset[str], right: frozenset[str]) -> float | None:
    if not left or not right:
        return None
    if left & right:
        return 1.0 if left <= right or right <= left else 0.8
    if outlets.same_family(left, right):
        return 0.8 if outlets.is_parent_only(left) or outlets.is_parent_only(right) else 0.3
    return 0.0


def _same_role(left: outlets.LabelParts, right: outlets.LabelParts, asks_zh: bool, asks_en: bool) -> float | None:
    if left.roles & right.roles:
        return 1.0
    if asks_zh and asks_en:
        return 0.6
    known_zh, known_en = bool(left.roles) or asks_zh, bool(right.roles) or asks_en
    if not (known_zh and known_en):
        return None
    both = {*left.roles, *right.roles}
    if both == {"answer", "spokesperson"}:
        return 0.6
    if "audience" in both or both == {"moderator", "question"} or both == {"moderator", "spokesperson"}:
        return None
    return 0.0


def _plain(label: str) -> str:
    label = unicodedata.normalize("NFKC", label).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return " ".join(_MARKS.sub(" ", label).split()) if label.isascii() else _MARKS.sub("", label).strip()


def _turns_with_text(document: Document) -> list[tuple[int, int]]:
    sizes: Counter[int] = Counter()
    for segment in document.segments:
        sizes[segment.turn] += segment.span[1] - segment.span[0]
    return sorted(sizes.items())


def _length_evidence(left: Sequence[int], right: Sequence[int]) -> NDArray[np.float32]:
    """Return [n, m]: 0 for equal shares of the two texts, down to -.5 for shares that differ by a factor of 8."""
    x = np.log(np.maximum(np.array(left, np.float32) / sum(left), 1e-6))
    y = np.log(np.maximum(np.array(right, np.float32) / sum(right), 1e-6))
    gap: NDArray[np.float32] = np.abs(x[:, None] - y[None, :])
    evidence: NDArray[np.float32] = np.float32(-0.5) * np.minimum(gap / np.float32(np.log(8)), np.float32(1))
    return evidence


def _scores(zh: Sequence[str], en: Sequence[str], learnt: dict[tuple[str, str], float]) -> NDArray[np.float32]:
    """Return [n, m]: 1.5 for labels that agree, -.5 for labels that contradict each other, .3 for unknown ones."""
    zh_ids, en_ids = (
        {label: k for k, label in enumerate(dict.fromkeys(zh))},
        {label: k for k, label in enumerate(dict.fromkeys(en))},
    )
    table = np.zeros((len(zh_ids), len(en_ids)), np.float32)
    for a, i in zh_ids.items():
        for b, j in en_ids.items():
            value = learnt.get((a, b), agree(a, b))
            unlabelled = bool(a) != bool(b)
            table[i, j] = 0.3 - 0.2 * unlabelled if value is None else -0.5 + 2 * value
    rows = np.array([zh_ids[label] for label in zh])
    columns = np.array([en_ids[label] for label in en])
    return np.asarray(table[np.ix_(rows, columns)])


def _learnt(path: Sequence[tuple[int, int]], zh: Sequence[str], en: Sequence[str]) -> dict[tuple[str, str], float]:
    pairs = Counter((zh[i], en[j]) for i, j in path if zh[i] and en[j])
    of_zh, of_en = Counter(a for a, _ in pairs.elements()), Counter(b for _, b in pairs.elements())
    return {
        (a, b): 0.8
        for (a, b), n in pairs.items()
        if n >= 2 and n >= 0.7 * max(of_zh[a], of_en[b]) and agree(a, b) is None
    }


def _best_path(scores: NDArray[np.float32], *, gap: float = 0.35) -> list[tuple[int, int]]:
    """Return the monotone set of cells with the greatest sum, at a cost of ``gap`` for each omitted row or column."""
    n, m = scores.shape
    steps = gap * np.arange(m + 1, dtype=np.float64)
    best = -steps
    moves = np.zeros((n + 1, m + 1), np.int8)  # 0: leave out a column, 1: leave out a row, 2: pair
    for i in range(n):
        pair = np.concatenate(([-np.inf], best[:-1] + scores[i]))
        skip = best - gap
        choice = np.maximum(pair, skip)
        row = np.maximum.accumulate(choice + steps) - steps
        moves[i + 1] = np.where(row > choice + 1e-9, 0, np.where(pair >= skip, 2, 1))
        best = row
    path, i, j = [], n, m
    while i and j:
        move = moves[i, j]
        if move == 2:
            path.append((i - 1, j - 1))
        i -= move != 0
        j -= move != 1
    return path[::-1]
