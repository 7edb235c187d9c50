"""How much better a pair fits as an issue would have it: with its suggestion, or without the missing Chinese."""

from collections.abc import Sequence

import numpy as np

from align.aligner.clauses import clause_spans
from align.embedders import Embedder
from align.model.document import Language, Span
from align.model.unit import Issue, TranslationUnit


def repair_gains(unit: TranslationUnit, issues: Sequence[Issue], embedder: Embedder) -> list[tuple[float, float]]:
    """Return what each issue's repair adds to the similarity of the pair, in twentieths: of the texts, of the clause.

    The English with the suggestion in place of what is marked; where the English is said to lack something, the Chinese
    without it, since where it should stand is not known. 0 of an issue that says neither.
    """
    zh, en = unit.zh_text, unit.en_text
    drafts: list[tuple[str, ...]] = []
    for issue in issues:
        if issue.suggestion and issue.en_span:
            a, b = _clause(en, issue.en_span, "en")
            drafts.append((zh, en, _replaced(en, issue.en_span, issue.suggestion, (0, len(en)))))
            drafts.append((zh, en[a:b], _replaced(en, issue.en_span, issue.suggestion, (a, b))))
        elif issue.zh_span and issue.zh_span != (0, len(zh)):
            a, b = _clause(zh, issue.zh_span, "zh")
            drafts.append((en, zh, _replaced(zh, issue.zh_span, "", (0, len(zh)))))
            drafts.append((en, zh[a:b], _replaced(zh, issue.zh_span, "", (a, b))))
        else:
            drafts += [(zh, en, en)] * 2
    texts = list(dict.fromkeys(text for draft in drafts for text in draft))
    vectors = dict(zip(texts, embedder.encode(texts), strict=True)) if texts else {}
    gains = [20 * float(np.dot(vectors[other], vectors[new] - vectors[old])) for other, old, new in drafts]
    return list(zip(gains[::2], gains[1::2], strict=True))


def _clause(text: str, span: Span, language: Language) -> Span:
    spans = clause_spans(text, language)
    return next(((a, b) for a, b in spans if a < max(span[1], span[0] + 1) and b > span[0]), (0, len(text)))


def _replaced(text: str, span: Span, new: str, within: Span) -> str:
    return text[within[0] : span[0]] + new + text[span[1] : max(within[1], span[1])]
