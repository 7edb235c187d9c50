"""A user's own sentence-transformers model, by its folder: a tiny one, made here."""

import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from align.embedders import load
from align.embedders.model_name import model_name
from align.embedders.token_encoders import load_token_encoder
from align.model.errors import EncoderError


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    torch.manual_seed(1)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"山西煤炭", "coal", "##s", "from"]
    inner = Tokenizer(models.WordPiece({word: n for n, word in enumerate(words)}, unk_token="[UNK]"))
    inner.normalizer = normalizers.BertNormalizer()  # sets Han characters apart
    inner.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    inner.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    marks = {f"{name}_token": f"[{name.upper()}]" for name in ("pad", "unk", "cls", "sep")}
    made = tmp_path_factory.mktemp("bert")
    PreTrainedTokenizerFast(tokenizer_object=inner, model_max_length=16, **marks).save_pretrained(made)
    config = BertConfig(
        vocab_size=len(words), hidden_size=24, num_hidden_layers=3, num_attention_heads=2, intermediate_size=32
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(made)
    place = tmp_path_factory.mktemp("model")
    SentenceTransformer(modules=[Transformer(str(made), max_seq_length=16), Pooling(24)], device="cpu").save(str(place))
    return place


def test_sentences(folder):
    encoder = load(str(folder))
    texts = ["coals from 山西", "煤炭", "", "coal"]
    vectors = encoder.encode(texts)
    assert vectors.shape == (4, 24)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(vectors[3], encoder.encode(["coal"])[0], atol=1e-5)
    assert encoder.token_counts(texts).tolist() == [5, 2, 0, 1]
    assert encoder.encode([]).shape == (0, 24)
    assert re.fullmatch(re.escape(folder.name) + "@[0-9a-f]{12}", encoder.name)


def test_states_of_a_layer(folder):
    text = "coals from 山西"
    first, third = (load_token_encoder(str(folder), layer=n).states([text, "煤炭 " * 20]) for n in (1, 3))
    assert [text[a:b] for a, b in first[0].spans] == ["coal", "s", "from", "山", "西"]
    assert first[0].states.shape == (5, 24)
    assert not np.allclose(first[0].states, third[0].states)
    assert not first[0].cut
    assert first[1].cut


def test_a_name_stands_for_one_model_wherever_it_lies(folder, tmp_path, monkeypatch):
    name = model_name(str(folder))
    copy = shutil.copytree(folder, tmp_path / folder.name)
    monkeypatch.chdir(tmp_path)
    assert {model_name(str(copy)), model_name(folder.name), model_name(f"./{folder.name}/")} == {name}
    weights = copy / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"x")
    assert model_name(str(copy)) != name


def test_a_model_of_the_hub_is_named_with_its_revision(tmp_path, monkeypatch):
    revision = "836121a0533e5664b21c7aacc5d22951f2b8b25b"
    config = tmp_path / "models--sentence-transformers--LaBSE" / "snapshots" / revision / "config.json"

    def cached(name, file):
        return str(config) if name == "sentence-transformers/LaBSE" else None

    monkeypatch.setattr("huggingface_hub.try_to_load_from_cache", cached)
    assert (
        model_name("LaBSE") == model_name("sentence-transformers/LaBSE") == "sentence-transformers/LaBSE@836121a0533e"
    )


def without(*names):
    def change(folder):
        for name in names:
            (folder / name).unlink()

    return change


def cut_weights(folder):
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:5000])


REFUSED = {
    "no tokenizer": (without("tokenizer.json", "tokenizer_config.json"), "its tokenizer knows no words"),
    "no settings": (without("modules.json", "config.json"), "expected a modules.json or a config.json"),
    "cut weights": (cut_weights, "its weights file is damaged or truncated"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_model_that_lacks_something_is_refused(folder, tmp_path, name):
    change, said = REFUSED[name]
    change(shutil.copytree(folder, tmp_path / "model"))
    with pytest.raises(EncoderError, match=said) as caught:
        load(str(tmp_path / "model"))
    assert "\n" not in str(caught.value)


def test_names_that_are_near_and_files(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EncoderError, match=r"did you mean bundled-e5\?"):
        load("bundled_e5")
    (tmp_path / "file").touch()
    with pytest.raises(EncoderError, match="is a file"):
        load(str(tmp_path / "file"))


def test_a_folder_without_a_model(tmp_path):
    with pytest.raises(EncoderError, match="no model in this folder") as caught:
        load(str(tmp_path))
    assert "\n" not in str(caught.value)
