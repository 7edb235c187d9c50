"""Real text in every layout: the sentences of the alignment sets, laid out as bilingual files, come apart again."""

import json
import re
from collections.abc import Callable

import pytest
from machine import EVAL

from align.model.document import Source, script_counts
from align.readers.interleaved import split, split_bilingual

Pairs = list[tuple[str, str]]

FILES = sorted((EVAL / "alignment").glob("*/*.json"))
LAYOUTS: dict[str, Callable[[Pairs], str]] = {
    "paragraphs": lambda pairs: "\n\n".join(f"{zh}\n\n{en}" for zh, en in pairs),
    "lines": lambda pairs: "\n".join(f"{zh}\n{en}" for zh, en in pairs),
    "English first": lambda pairs: "\n".join(f"{en}\n{zh}" for zh, en in pairs),
    "space": lambda pairs: "\n".join(f"{zh} {en}" for zh, en in pairs),
    "tab": lambda pairs: "\n".join(f"{zh}\t{en}" for zh, en in pairs),
    "table": lambda pairs: "\n".join(f"| {zh} | {en} |" for zh, en in pairs),
    "slash": lambda pairs: "\n".join(f"{zh} / {en}" for zh, en in pairs),
    "blocks of five": lambda pairs: "\n\n".join(
        "\n\n".join([zh for zh, _ in pairs[k : k + 5]] + [en for _, en in pairs[k : k + 5]])
        for k in range(0, len(pairs), 5)
    ),
    "run-on": lambda pairs: "".join(zh + en for zh, en in pairs),
}
# The least share of right anchors, and the greatest share of letters on the wrong side, over all files.
BARS = dict.fromkeys(LAYOUTS, (0.985, 0.0001)) | {"blocks of five": (0.95, 0.0001), "run-on": (0.88, 0.01)}

pytestmark = pytest.mark.skipif(not FILES, reason="the alignment sets are not here (set ALIGN_EVAL to their folder)")


def gold_pairs() -> list[Pairs]:
    found = []
    for path in FILES:
        content = json.loads(path.read_text(encoding="utf-8"))
        for document in content if isinstance(content, list) else [content]:
            pairs = [
                ("".join(document["zh"][k].strip() for k in zh), " ".join(document["en"][k].strip() for k in en))
                for zh, en in document["gold"]
                if zh and en
            ]
            found.append(pairs[:120])
    return found


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_real_sentences(layout: str) -> None:
    right = anchored = total = letters = misplaced = 0
    for pairs in gold_pairs():
        source = Source("both.txt", LAYOUTS[layout](pairs))
        assert split_bilingual(source)
        zh, en, anchors = split(source)
        for side, ours in ((0, zh.text), (1, en.text)):
            theirs = script_counts("".join(pair[side] for pair in pairs))
            letters += sum(theirs)
            misplaced += sum(abs(a - b) for a, b in zip(script_counts(ours), theirs, strict=True))
        gold = {(bare(a), bare(b)) for a, b in pairs}
        found = [(bare(zh.text[slice(*a.zh)]), bare(en.text[slice(*a.en)])) for a in anchors]
        right += sum(pair in gold for pair in found)
        anchored += len(found)
        total += len(pairs)
    least, greatest = BARS[layout]
    assert right >= least * total, f"{right} right of {anchored} anchors for {total} pairs"
    assert misplaced <= greatest * letters, f"{misplaced} of {letters} letters on the wrong side"
