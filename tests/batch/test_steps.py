"""The steps of a shard on systems that have less than Linux."""

import json
import pickle
import subprocess
import sys
from collections import deque
from types import SimpleNamespace

import pytest

from align.batch import steps
from align.batch.settings import Settings
from align.batch.shards import cut
from align.model.bitext import Bitext
from align.model.document import Document, Segment, Turn
from align.model.unit import Bead, unit_of
from align.pairing.manifest import read_manifest
from align.publish.loading import groups_of, loaders
from align.publish.rows import columns, document_facts
from align.publish.settings import Settings as Publishing

WINDOWS = """
import sys
sys.modules["resource"] = None
from align.batch.settings import Settings
from align.batch.steps import _note_memory
_note_memory(Settings("m.csv", sys.argv[1]))
"""


def test_where_the_system_counts_no_memory_none_is_noted(tmp_path):
    subprocess.run([sys.executable, "-c", WINDOWS, str(tmp_path)], check=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("system", "mebibytes"), [("linux", 2048), ("darwin", 2)])
def test_memory_is_noted_in_mebibytes_whatever_the_system_counts(system, mebibytes, tmp_path, monkeypatch):
    usage = SimpleNamespace(RUSAGE_SELF=0, getrusage=lambda _: SimpleNamespace(ru_maxrss=2 << 20))
    monkeypatch.setitem(sys.modules, "resource", usage)
    monkeypatch.setattr(steps.sys, "platform", system)
    steps._note_memory(Settings("m.csv", str(tmp_path)))
    assert [int(path.read_text()) for path in (tmp_path / "logs").glob("memory-*.txt")] == [mebibytes]


def test_a_shard_that_is_begun_again_does_only_the_pairs_that_it_lacks(aligned, manifest, tmp_path, monkeypatch):
    """A book in a shard: what was done before the process was killed at it is not done again, and the bytes are the
    same."""
    settings, made, real = Settings(str(manifest), str(tmp_path), check=False), [], steps._bitext

    def bitext(entry, settings):
        made.append(entry.id)
        if len(made) == 3:
            raise KeyboardInterrupt
        return real(entry, settings)

    def run():
        data = None
        for step in steps.steps(settings):
            data = step.run(data, 0, 1)
        deque(data, maxlen=0)

    monkeypatch.setattr(steps, "_bitext", bitext)
    with pytest.raises(KeyboardInterrupt):
        run()
    run()
    assert made == ["0.zh", "1.zh", "2.zh", "2.zh", "3.zh", "4.zh", "5.zh", "6.zh"]
    for name in ("bitext.jsonl", "documents.jsonl", "failures.jsonl"):
        assert (settings.shards / f"000000.{name}").read_bytes() == (aligned / name).read_bytes()
    assert not list(settings.shards.glob("*.pair"))


def test_a_book_is_a_shard_of_its_own_and_the_short_documents_are_shared_out():
    starts = cut([30] * 25 + [1500] + [30] * 25, 2, most=16, rounds=4)
    assert {25, 26} <= set(starts)
    assert len(starts) >= 8
    assert max(b - a for a, b in zip(starts, [*starts[1:], 51], strict=True)) <= 16


def test_turns_paragraphs_and_the_facts_of_the_manifest_reach_what_is_published(tmp_path):
    """Of a batch, whose documents have no text any more; each project is read in another process."""
    path = tmp_path / "manifest.csv"
    header = "zh,en,url,en_url,license,group,notes\n"
    path.write_text(
        header + "1.zh.txt,1.en.txt,https://a.cn/1,https://a.cn/en/1,cc-by-4.0,book,mine\n", encoding="utf-8"
    )
    (entry,) = read_manifest(path)
    text = "他来了。她也来了。我走了。"
    segments = tuple(Segment(n, span, n, n // 2) for n, span in enumerate(((0, 4), (4, 9), (9, 13))))
    zh = Document("zh", "1.zh.txt", text, segments, ((0, 4), (4, 9), (9, 13)), (Turn(0, "甲"), Turn(1, "乙")))
    en = Document("en", "1.en.txt", "He came. I left.", (Segment(0, (0, 8)), Segment(1, (9, 16), 1, 1)), turns=zh.turns)
    units = tuple(
        unit_of(k, bead, zh, en) for k, bead in enumerate((Bead((0, 1), (0,)), Bead((2,), (1,), 0.9, linked=1)))
    )
    bitext = Bitext(units, zh, en, "signature")
    (tmp_path / "bitext.jsonl").write_text("".join(steps._lines(entry, bitext)), encoding="utf-8")
    (tmp_path / "documents.jsonl").write_text(json.dumps(steps._record(entry, bitext)) + "\n", encoding="utf-8")
    (tmp_path / "failures.jsonl").write_text("", encoding="utf-8")
    project = pickle.loads(pickle.dumps(loaders([tmp_path])["1.zh"]))()
    made = columns(project, Publishing("mit"))
    assert (made["zh_turn"], made["zh_paragraph"]) == ([0, 1], [0, 2])
    assert (made["en_turn"], made["en_paragraph"]) == ([0, 1], [0, 1])
    assert (made["confidence"][1], made["linked"][1]) == (0.9, 1.0)
    facts = document_facts(project, Publishing("mit"))
    assert (facts.zh_url, facts.en_url, facts.license) == ("https://a.cn/1", "https://a.cn/en/1", "cc-by-4.0")
    assert groups_of([tmp_path]) == {"1.zh": "book"}
