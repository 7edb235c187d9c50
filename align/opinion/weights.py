"""A folder of weights, or a model of the Hub, run in this process by transformers: causal models and translators.

A causal model reads a prompt and the text in one; a translator (NLLB, MADLAD, Opus-MT: an encoder and a decoder) reads
the source and is asked for its probability of the target, which is what it was trained for. The same sums either way:
the log-probabilities of the tokens of the text.
"""

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from align.model.errors import InputError
from align.opinion.fingerprint import fingerprint
from align.opinion.reader import Capability, Question, UnansweredError
from align.opinion.spec import Spec

if TYPE_CHECKING:
    import torch

CONTEXT = 4096  # tokens, if a model does not say how many it reads
_ANSWER = 400  # tokens
_LANGUAGES = (("zho_Hans", "eng_Latn"), ("zh_CN", "en_XX"))  # how NLLB and mBART name them


class WeightsReader:
    """A model of transformers, loaded when first asked."""

    together = 1

    def __init__(self, spec: Spec) -> None:
        """Raises InputError if there is no such model, or no transformers."""
        try:
            from transformers import AutoConfig

            self._config: Any = AutoConfig.from_pretrained(spec.model)
        except ImportError:
            raise InputError(spec.model, "needs transformers and torch") from None
        except (OSError, ValueError) as error:
            reason = str(error).strip().split("\n")[0]
            raise InputError(spec.model, f"cannot be loaded by transformers: {reason}") from None
        self.name = f"{spec.name}:{getattr(self._config, '_commit_hash', None) or _of_folder(Path(spec.model))}"
        self._spec = spec
        self._model: Any = None
        self._tokenizer: Any = None
        self._lock = threading.Lock()

    @property
    def can(self) -> frozenset[Capability]:
        """Log-probabilities; of a model that has learnt to chat, answers too."""
        self._load()
        chats = not self._config.is_encoder_decoder and bool(getattr(self._tokenizer, "chat_template", None))
        return frozenset(("logprob", "answer")) if chats else frozenset(("logprob",))

    def logprob(self, prompt: str, text: str) -> float:
        """Return the log-probability of a text after a prompt (:class:`align.opinion.reader.Reader`)."""
        import torch

        self._load()
        with self._lock, torch.inference_mode():
            if self._config.is_encoder_decoder:
                source, target = self._translated(prompt, text)
                logits = self._model(input_ids=source, labels=target).logits[0]
                return _summed(logits, target[0])
            head = self._ids(prompt, special=True)
            tail = self._ids(text, special=False)
            both = torch.cat((head, tail), dim=1)
            self._require(both.shape[1])
            logits = self._model(input_ids=both).logits[0, head.shape[1] - 1 : -1]
            return _summed(logits, tail[0])

    def answer(self, question: Question) -> str:
        """Return the most probable answer of a chat model; nothing holds it to the schema but what it was asked."""
        import torch

        self._load()
        messages = [{"role": "system", "content": question.system}, {"role": "user", "content": question.text}]
        with self._lock, torch.inference_mode():
            try:
                ids = self._tokenizer.apply_chat_template(
                    messages, add_generation_prompt=True, return_tensors="pt", return_dict=True
                )
                self._require(ids["input_ids"].shape[1] + _ANSWER)
                end = self._tokenizer.eos_token_id  # which not every folder of weights repeats beside them
                made = self._model.generate(**ids, max_new_tokens=_ANSWER, do_sample=False, eos_token_id=end)
            except (ValueError, RuntimeError, IndexError, TypeError) as error:
                raise UnansweredError(f"the model has no answer: {type(error).__name__}") from None
            return str(self._tokenizer.decode(made[0, ids["input_ids"].shape[1] :], skip_special_tokens=True))

    def _load(self) -> None:
        with self._lock:
            if self._model is not None:
                return
            from transformers import AutoModelForCausalLM, AutoModelForSeq2SeqLM, AutoTokenizer

            kind = AutoModelForSeq2SeqLM if self._config.is_encoder_decoder else AutoModelForCausalLM
            try:
                self._tokenizer = AutoTokenizer.from_pretrained(self._spec.model)
                self._model = kind.from_pretrained(self._spec.model).eval()
            except (OSError, ValueError, ImportError, KeyError) as error:
                reason = str(error).strip().split("\n")[0]
                raise InputError(self._spec.model, f"cannot be loaded by transformers: {reason}") from None

    def _ids(self, text: str, *, special: bool) -> "torch.Tensor":
        ids: torch.Tensor = self._tokenizer(text, return_tensors="pt", add_special_tokens=special)["input_ids"]
        return ids

    def _translated(self, prompt: str, text: str) -> "tuple[torch.Tensor, torch.Tensor]":
        """The tokens of source and target: what stands in the prompt between its labels, and the text."""
        source, target = prompt.partition(": ")[2].rpartition("\n")[0], text.strip()
        chinese = prompt.startswith("Chinese")
        known = self._tokenizer.get_vocab()
        ours, theirs = next((codes for codes in _LANGUAGES if codes[0] in known), ("", ""))
        if ours:
            codes = (ours, theirs) if chinese else (theirs, ours)
            self._tokenizer.src_lang, self._tokenizer.tgt_lang = codes
        elif not chinese:
            raise UnansweredError("this translator reads Chinese only")
        read = self._tokenizer(source, return_tensors="pt")["input_ids"]
        written = self._tokenizer(text_target=target, return_tensors="pt")["input_ids"]
        self._require(max(read.shape[1], written.shape[1]))
        return read, written

    def _require(self, tokens: int) -> None:
        most = getattr(self._config, "max_position_embeddings", None) or CONTEXT
        if tokens > most:
            raise UnansweredError(f"{tokens} tokens; the model reads {most}")


def _of_folder(folder: Path) -> str:
    """What tells a folder of weights from another of the same name."""
    try:
        return fingerprint(path for path in folder.iterdir() if path.is_file())
    except OSError:
        return "local"


def _summed(logits: "torch.Tensor", tokens: "torch.Tensor") -> float:
    """The sum of the log-probabilities of tokens, each by its row of logits."""
    rows = logits.float().log_softmax(dim=-1)
    return float(rows.gather(1, tokens.unsqueeze(1)).sum())
