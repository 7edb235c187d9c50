"""Words and tags are jieba's to the last, and its dictionary is read from the user's own folder alone."""

import csv
import marshal
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from align.language.words import cut, cut_with_tags, dictionary_words

CODE = "from align.language.words import cut; print('|'.join(cut('去年山西输送电力')))"
ODD = "的一不ab1 .,%-+#&_。，\r\t\u3000龘𠮷Ａ９㐀\ud800é王小二月日"


def texts() -> list[str]:
    """Sentences of ours, the same with odd characters put in, and characters in no order."""
    random = Random(1)
    root = Path(__file__).resolve().parents[2]
    with open(root / "corpora" / "clean-news.tsv", encoding="utf-8", newline="") as file:
        plain = [text for row in csv.reader(file, delimiter="\t") for text in row[:2]]
    mixed = [f"{text[:at]}{''.join(random.choices(ODD, k=3))}{text[at:]}" for text in plain for at in [len(text) // 3]]
    noise = ["".join(random.choices(ODD, k=random.randint(0, 12))) for _ in range(200)]
    han = ["".join(chr(random.randrange(0x4E00, 0x9FD6)) for _ in range(8)) for _ in range(200)]
    return [*plain, *mixed, *noise, *han]


def test_words_and_tags_are_those_of_jieba() -> None:
    import jieba.posseg

    jieba.setLogLevel(60)
    for text in texts():
        assert list(cut(text)) == jieba.lcut(text), text
        assert list(cut_with_tags(text)) == [(pair.word, pair.flag) for pair in jieba.posseg.lcut(text)], text
        listed, at = [], 0
        for word in jieba.lcut(text, HMM=False):
            listed += [(at, at + len(word))] if len(word) > 1 else []
            at += len(word)
        assert list(dictionary_words(text)) == listed, text


@pytest.mark.parametrize("writable", [True, False])
def test_a_planted_dictionary_changes_nothing(tmp_path: Path, writable: bool) -> None:
    shared, cache = tmp_path / "shared", tmp_path / "cache"
    shared.mkdir()
    (shared / "jieba.cache").write_bytes(marshal.dumps(({"去": 1, "年": 1}, 2)))
    os.utime(shared / "jieba.cache", (4e9, 4e9))
    if not writable:
        cache.write_text("no folder can be made here")
    env = {**os.environ, "TMPDIR": str(shared), "ALIGN_CACHE": str(cache)}
    done = subprocess.run([sys.executable, "-c", CODE], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "去年|山西|输送|电力"
    assert done.stderr == ""
    assert cache.is_dir() == writable
