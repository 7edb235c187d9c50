"""Boundary F1 on the re-joined sentences of public gold alignments, where these are at hand.

A lower bound on what is measured (see the ids); headings that lost their line break cost recall on ``aca``.
"""

import json

import pytest
from machine import EVAL

from align.segmenters import chinese, english

ALIGNMENT = EVAL / "alignment"
SPLITTERS = {"zh": chinese.sentence_spans, "en": english.sentence_spans}


@pytest.mark.skipif(not ALIGNMENT.is_dir(), reason="the alignment development data is not here (set ALIGN_EVAL)")
@pytest.mark.parametrize(
    ("name", "language", "quotations", "precision", "recall"),
    [
        ("mac-dev", "zh", "split", 0.998, 0.984),
        ("mac-dev", "en", "split", 0.997, 0.993),
        ("aca", "zh", "split", 0.998, 0.944),
        ("aca", "en", "split", 0.994, 0.943),
        ("mac-dev", "zh", "whole", 0.998, 0.867),
        ("mac-dev", "en", "whole", 0.998, 0.863),
    ],
)
def test_boundaries(name, language, quotations, precision, recall):
    right = found = wanted = 0
    for path in sorted((ALIGNMENT / name).glob("*.json")):
        sentences = [s.strip() for s in json.loads(path.read_text(encoding="utf-8"))[language]]
        between = "" if language == "zh" else " "
        text = between.join(sentences)
        gold, at = set(), 0
        for sentence in sentences:
            at += len(sentence)
            gold.add(at)
            at += len(between)
        ends = {end for _, end in SPLITTERS[language](text, quotations=quotations)}
        right, found, wanted = right + len(gold & ends), found + len(ends), wanted + len(gold)
    assert wanted
    assert right / found >= precision
    assert right / wanted >= recall
