"""A tiny causal model and a tiny translator, made here, give the sums that are got by hand, a word at a time."""

import math
import shutil
from importlib import import_module

import pytest

from align.model.errors import InputError
from align.model.unit import Issue, TranslationUnit
from align.opinion.ratio import comparisons
from align.opinion.reader import UnansweredError
from align.opinion.spec import Spec, parse
from align.opinion.weights import WeightsReader

UNIT = TranslationUnit(0, (0,), (0,), "投资5亿元。", "It invested 5 million yuan.")
FLAG = Issue("figures", "mistranslation/number", "critical", 0.9, "", (2, 5), (12, 21), suggestion="500 million")
TEXT = "Chinese : 投资5亿元。 English It invested 5 500 million yuan ."
SIZES = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2}


# Fixtures, since importing them takes seconds in each process that looks for tests.
@pytest.fixture(scope="module")
def torch():
    return import_module("torch")


@pytest.fixture(scope="module")
def transformers():
    return import_module("transformers")


def tokenizer(*, end: bool):
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    words = ["<pad>", "</s>", "<unk>", *dict.fromkeys(TEXT.split())]
    made = Tokenizer(models.WordLevel({word: k for k, word in enumerate(words)}, unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Split(".", "isolated"), pre_tokenizers.Split(":", "isolated")]
    )
    if end:
        made.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    return PreTrainedTokenizerFast(tokenizer_object=made, pad_token="<pad>", eos_token="</s>", unk_token="<unk>")


@pytest.fixture(scope="module")
def causal(torch, transformers, tmp_path_factory):
    folder = tmp_path_factory.mktemp("causal")
    torch.manual_seed(1)
    words = tokenizer(end=False)
    config = transformers.LlamaConfig(vocab_size=len(words), max_position_embeddings=64, num_key_value_heads=2, **SIZES)
    transformers.LlamaForCausalLM(config).save_pretrained(folder)
    words.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def translator(torch, transformers, tmp_path_factory):
    folder = tmp_path_factory.mktemp("translator")
    torch.manual_seed(2)
    words = tokenizer(end=True)
    config = transformers.T5Config(
        vocab_size=len(words), d_model=16, d_kv=8, d_ff=32, num_layers=1, num_heads=2, decoder_start_token_id=0
    )
    transformers.T5ForConditionalGeneration(config).save_pretrained(folder)
    words.save_pretrained(folder)
    return folder


def softmax(logits: list[float], token: int) -> float:
    return math.log(math.exp(logits[token]) / sum(map(math.exp, logits)))


def test_a_causal_model(torch, transformers, causal):
    reader, words = WeightsReader(parse(str(causal))), tokenizer(end=False)
    model = transformers.LlamaForCausalLM.from_pretrained(causal).eval()

    def by_hand(prompt: str, text: str) -> float:
        read, total = words(prompt)["input_ids"], 0.0
        for token in words(text)["input_ids"]:
            with torch.no_grad():
                total += softmax(model(torch.tensor([read])).logits[0, -1].tolist(), token)
            read = [*read, token]
        return total

    (compared,) = comparisons(UNIT, FLAG)
    assert reader.logprob(*compared.now) == pytest.approx(by_hand(*compared.now), abs=1e-4)
    gained = reader.logprob(*compared.repaired) - reader.logprob(*compared.now)
    assert gained == pytest.approx(by_hand(*compared.repaired) - by_hand(*compared.now), abs=1e-4)
    assert abs(gained) > 0.01
    with pytest.raises(UnansweredError, match="the model reads 64"):
        reader.logprob("Chinese: x\nEnglish:", " yuan" * 100)


def test_a_translator(torch, transformers, translator):
    reader, words = WeightsReader(parse(str(translator))), tokenizer(end=True)
    model = transformers.T5ForConditionalGeneration.from_pretrained(translator).eval()
    assert reader.can == {"logprob"}

    def by_hand(target: str) -> float:
        source, written, total = torch.tensor([words(UNIT.zh_text)["input_ids"]]), [0], 0.0
        for token in words(target)["input_ids"]:
            with torch.no_grad():
                logits = model(input_ids=source, decoder_input_ids=torch.tensor([written])).logits[0, -1]
            total += softmax(logits.tolist(), token)
            written = [*written, token]
        return total

    (compared,) = comparisons(UNIT, FLAG)
    gained = reader.logprob(*compared.repaired) - reader.logprob(*compared.now)
    assert gained == pytest.approx(by_hand("It invested 500 million yuan.") - by_hand(UNIT.en_text), abs=1e-4)
    assert abs(gained) > 0.01
    with pytest.raises(UnansweredError, match="reads Chinese only"):
        reader.logprob("English: yuan .\nChinese:", " 投资5亿元。")


def test_models_of_one_name_have_caches_of_their_own(torch, transformers, causal, tmp_path):
    """Two folders "model" that differ in the weights alone."""
    names = set()
    for seed in (1, 2):
        folder = tmp_path / str(seed) / "model"
        shutil.copytree(causal, folder)
        model = transformers.LlamaForCausalLM.from_pretrained(folder)
        torch.manual_seed(seed)
        torch.nn.init.normal_(model.lm_head.weight)
        model.save_pretrained(folder)
        names.add(WeightsReader(parse(str(folder))).name)
    assert len(names) == 2
    assert all(name.startswith("model:") for name in names)


def test_what_cannot_be_loaded_is_said(tmp_path):
    (tmp_path / "config.json").write_text('{"model_type": "no such"}', encoding="utf-8")
    with pytest.raises(InputError, match="cannot be loaded by transformers"):
        WeightsReader(Spec("transformers", str(tmp_path)))
