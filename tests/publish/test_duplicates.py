"""No leak between splits: the index finds every near-duplicate that comparing all with all finds."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.publish.duplicates import THRESHOLD, WIDTHS, Index
from align.publish.shingles import common, shingle

HAN = "增长经济发展高质量推动建设社会主义现代化国家中国人民政府工作报告"


def sets(texts: list[str], width: int) -> list[set[int]]:
    """Shingle sets by the definition, one text at a time: letters and digits, folded, with the windows past the end."""
    out = []
    for text in texts:
        plain = "".join(c for c in text.lower() if c.isalnum()) + "\0" * (width - 1)
        out.append({plain[k : k + width] for k in range(len(plain) - width + 1)})
    return out


def near_by_force(asked: list[str], held: list[str], width: int) -> set[int]:
    mine, theirs = sets(asked, width), sets(held, width)
    return {k for k, a in enumerate(mine) if a and any(len(a & b) >= THRESHOLD * len(a | b) for b in theirs if b)}


def changed(text: str, rng: random.Random, alphabet: str) -> str:
    """A text with up to four characters replaced, taken out or put in."""
    out = list(text)
    for _ in range(rng.randint(0, 4)):
        if out:
            at = rng.randrange(len(out))
            out[at : at + 1] = rng.choice(["", rng.choice(alphabet), rng.choice(alphabet) + rng.choice(alphabet)])
    return "".join(out)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(("side", "alphabet", "longest"), [("zh", HAN, 60), ("en", "abcdefgh ij", 200)])
def test_finds_exactly_what_comparing_all_with_all_finds(seed: int, side: str, alphabet: str, longest: int) -> None:
    rng = random.Random(seed)
    held = ["".join(rng.choices(alphabet, k=rng.randint(0, longest))) for _ in range(200)]
    asked = [changed(rng.choice(held), rng, alphabet) for _ in range(300)]
    found = {f.number for f in Index(held, WIDTHS[side]).near(asked)}
    assert found == near_by_force(asked, held, WIDTHS[side])
    assert 0 < len(found) < len(asked)


@given(st.lists(st.text("ab1 。", max_size=12), max_size=8), st.lists(st.text("ab1 。", max_size=12), max_size=8))
@settings(max_examples=100, deadline=None)
def test_short_and_repetitive_texts_too(held: list[str], asked: list[str]) -> None:
    assert {f.number for f in Index(held, 3).near(asked)} == near_by_force(asked, held, 3)


def test_case_width_punctuation_and_spaces_make_no_difference() -> None:
    index = Index(["GDP增长5%。", "Exports rose by 5% in May."], 5)
    assert {f.number for f in index.near(["ＧＤＰ增长５％！", "exports rose, by 5 % in MAY", "进口下降。"])} == {0, 1}


def test_names_the_first_of_equal_texts_and_may_be_limited_to_the_first() -> None:
    index = Index(["谢谢大家。", "下面开始提问。", "谢谢大家。"], 3)
    assert [(f.number, f.other, f.similarity) for f in index.near(["谢谢大家！"])] == [(0, 0, 1.0)]
    assert list(index.near(["下面开始提问"], before=1)) == []


def test_common_counts_shared_shingles() -> None:
    texts = shingle(["一二三四", "二三四五", "六"], 2)
    assert common(texts, np.array([0, 0]), texts, np.array([1, 2])).tolist() == [2, 0]
