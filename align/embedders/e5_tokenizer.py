"""The tokenizer of multilingual-e5-small, for the ``tokenizers`` library."""

from typing import TYPE_CHECKING

from align.embedders.e5_file import E5File

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_DROPPED = r"[\x01-\x08\x0b\x0e-\x1f\x7f\u008f\u009f]"
_SPACES = r"[\t\n\f\r\u00a0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2581\u3000\ufeff\ufffd]"  # zero-width ones too
_KEPT, _STAND_IN = "\N{FULLWIDTH TILDE}", "\ue000"  # the only common character that NFKC changes and the model does not


def build_tokenizer(file: E5File) -> "Tokenizer":
    """Return a tokenizer with the pieces, normalisation and marks of the model's training.

    The model's character map is NFKC without control characters, and with all kinds of space made one (a test compares
    it with the map in the file). Offsets count characters of the original text. Takes seconds: save the result.
    """
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    shape = file.shape
    tokenizer = Tokenizer(models.Unigram(file.pieces, unk_id=shape.unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_DROPPED), ""),
            normalizers.Replace(Regex(_SPACES), " "),
            normalizers.Replace(_KEPT, _STAND_IN),
            normalizers.NFKC(),
            normalizers.Replace(_STAND_IN, _KEPT),
            normalizers.Replace(Regex(" {2,}"), " "),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    begin, end = file.pieces[shape.begin][0], file.pieces[shape.end][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}", special_tokens=[(begin, shape.begin), (end, shape.end)]
    )
    return tokenizer
