"""The tables of a band against what they abbreviate, over random bands and vectors."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from align.aligner.cells import TABLE_SIZES, cells_of, dots, stretch, sum_tables
from align.aligner.side import Side, side_of
from align.model.document import from_sentences


def random_side(language: str, size: int, rng: np.random.Generator) -> Side:
    sentence = {"zh": "经济增长。", "en": "The economy grew. "}[language]
    sentences = [sentence * int(rng.integers(1, 4)) for _ in range(size)]
    vectors = rng.normal(size=(size, 7)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return side_of(from_sentences(sentences, language), vectors)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 30), st.integers(1, 30), st.integers(0, 2), st.integers(0, 2**32 - 1))
def test_a_cell_is_the_cosine_of_the_sums_of_its_two_spans(n: int, m: int, width: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    zh, en = random_side("zh", n, rng), random_side("en", m, rng)
    middle = np.sort(rng.integers(0, m + 1, n + 1)).astype(np.int32)
    middle[0], middle[-1] = 0, m
    lo, hi = np.maximum(middle - width, 0).astype(np.int32), np.minimum(middle + width, m).astype(np.int32)
    cells = cells_of(lo, hi, m)
    products = dots(zh.vectors * zh.weights[:, None], en.vectors * en.weights[:, None], cells)
    part = stretch(cells, n // 3, n)
    tables, first, last = sum_tables(products, zh, en, part), part.first, part.last
    known = 0
    for i in range(first, last):
        for j in range(cells.lo[i], cells.hi[i]):
            at = cells.off[i] - cells.off[first] + j - cells.lo[i]
            for t, (a, b) in enumerate(TABLE_SIZES):
                rows, columns = range(i - a + 1, i + 1), range(j - b + 1, j + 1)
                there = rows[0] >= first and all(cells.lo[r] <= columns[0] and j < cells.hi[r] for r in rows)
                assert np.isnan(tables[t, at]) != there, (i, j, a, b)
                if there:
                    known += 1
                    sums = [(s.vectors * s.weights[:, None])[list(k)].sum(0) for s, k in ((zh, rows), (en, columns))]
                    cosine = sums[0] @ sums[1] / np.prod([np.linalg.norm(s) for s in sums])
                    assert abs(tables[t, at] - cosine) < 1e-4
    assert known
