"""A data set in a folder: no leak, stable bytes, updates, the card."""

import json
import os
import random
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from publish.corpus import DATE, ROOT, SAMPLE, SETTINGS, figure, loads, project, seed, unit, verdict
from publish.test_duplicates import HAN, changed, near_by_force

from align.model.errors import InputError
from align.publish import card
from align.publish.build import to_folder
from align.publish.duplicates import WIDTHS
from align.publish.history import MANIFEST
from align.publish.loading import loaders
from align.publish.settings import CONFIGS, Settings


def rows(folder: Path, config: str, split: str = "*") -> list[dict]:
    found = sorted((folder / config).glob(f"{split}-*.parquet"))
    return [row for path in found for row in pq.read_table(path).to_pylist()]


def similar_documents(count: int = 12) -> list:
    """Documents of one genre: formulas that recur word for word, sentences that differ in a few characters."""
    rng = random.Random(3)
    stock = ["".join(rng.choices(HAN, k=rng.randint(2, 40))) for _ in range(60)]
    english = [" ".join("".join(rng.choices("aeioutrns", k=rng.randint(2, 7))) for _ in range(12)) for _ in range(60)]
    made = []
    for number in range(count):
        units = []
        for k in range(60):
            zh = changed(rng.choice(stock), rng, HAN) if rng.random() < 0.3 else "".join(rng.choices(HAN, k=30))
            en = changed(rng.choice(english), rng, "aeioutrns")
            units.append(unit(k, zh, en if rng.random() < 0.3 else f"{rng.random()} {rng.random()} {rng.random()}"))
            if rng.random() < 0.2:
                units[-1] = unit(k, zh, en, 0.5, issues=(figure("minor"),))
        made.append(project(f"document {number}", units))
    return made


def test_no_text_of_a_stricter_split_comes_near_one_of_a_laxer(tmp_path: Path) -> None:
    """By comparing all with all, over every configuration that shows a text."""
    settings = Settings("mit", shares=(50, 25, 25))
    built = to_folder(loads(*similar_documents()), settings, out=tmp_path / "out", date=DATE)
    assert built.tally.counts["withheld"]["near-duplicate"] > 50
    shown: dict[tuple[str, str], list[str]] = {}
    for split in ("train", "validation", "test"):
        for config in ("pairs", "issues"):
            for row in rows(tmp_path / "out", config, split):
                for side in ("zh", "en"):
                    shown.setdefault((split, side), []).append(row["translation"][side])
        for row in rows(tmp_path / "out", "documents", split):
            for bead in row["beads"]:
                for side in ("zh", "en"):
                    shown[split, side].append(bead[side] or "")
    for lax, strict in (("train", "validation"), ("train", "test"), ("validation", "test")):
        for side in ("zh", "en"):
            assert shown[lax, side]
            assert not near_by_force(shown[lax, side], shown[strict, side], WIDTHS[side])


def test_near_duplicates_say_of_what_and_the_test_split_is_whole(tmp_path: Path) -> None:
    to_folder(loads(*similar_documents()), Settings("mit", shares=(50, 25, 25)), out=tmp_path / "out", date=DATE)
    places = [(config, split) for config in ("pairs", "withheld") for split in ("validation", "test")]
    evaluated = {row["id"] for place in places for row in rows(tmp_path / "out", *place)}
    for row in rows(tmp_path / "out", "withheld"):
        if row["reason"] == "near-duplicate":
            assert re.fullmatch(r"of (.+) \((zh|en), (0\.[89][0-9]|1\.00)\)", row["detail"])[1] in evaluated
    assert all(row["reason"] != "near-duplicate" for row in rows(tmp_path / "out", "withheld", "test"))


def test_nothing_is_dropped_in_silence(tmp_path: Path) -> None:
    projects = similar_documents()
    to_folder(loads(*projects), Settings("mit"), out=tmp_path / "out", date=DATE)
    ids = [row["id"] for config in ("pairs", "withheld") for row in rows(tmp_path / "out", config)]
    assert len(ids) == len(set(ids)) == sum(len(p.bitext.units) for p in projects)
    beads = [b["id"] for row in rows(tmp_path / "out", "documents") for b in row["beads"]]
    assert sorted(beads) == sorted(ids)
    assert all(row["reason"] for config in ("pairs", "withheld") for row in rows(tmp_path / "out", config))


def test_the_same_bytes_again_and_in_any_number_of_processes(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("align.publish.staging.CHUNK", 2)
    monkeypatch.setattr("align.publish.staging.MANY", 2)
    one = to_folder(loads(*similar_documents()), SETTINGS, out=tmp_path / "one", date=DATE, location="here")
    two = to_folder(loads(*similar_documents()), SETTINGS, out=tmp_path / "two", date=DATE, location="here", workers=2)
    assert one.fingerprint == two.fingerprint
    for path in one.files:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes(), path


def test_an_update_keeps_ids_and_splits_and_takes_away_what_is_gone(tmp_path: Path) -> None:
    out, projects = tmp_path / "out", similar_documents(6)
    to_folder(loads(*projects), SETTINGS, out=out, date=DATE)
    before, splits = {r["id"] for r in rows(out, "pairs")}, {r["document"]: s for s, r in _documents(out)}
    (out / "notes.txt").write_text("ours")
    with pytest.raises(InputError, match=r"published pairs would be removed, of document 0: .*--allow-removals"):
        to_folder(loads(*projects[1:]), SETTINGS, out=out, date="2026-12-01")
    assert {r["id"] for r in rows(out, "pairs")} == before
    allowed = replace(SETTINGS, allow_removals=True)
    built = to_folder(loads(*projects[1:]), allowed, out=out, date="2026-12-01")
    after = {row["id"] for row in rows(out, "pairs")}
    assert (built.revision.number, built.revision.date) == (2, "2026-12-01")
    assert len(before - after) == built.revision.removed > 0
    assert {row["document"]: s for s, row in _documents(out)} == {k: s for k, s in splits.items() if k != "document 0"}
    assert (out / "notes.txt").read_text() == "ours"
    named = set(json.loads((out / MANIFEST).read_text())["files"])
    assert named == {str(p.relative_to(out)) for p in out.rglob("*.parquet")}


def _documents(out: Path) -> list[tuple[str, dict]]:
    return [(s, row) for s in ("train", "validation", "test") for row in rows(out, "documents", s)]


def test_ids_outlive_a_new_numbering_and_a_corrected_english(tmp_path: Path) -> None:
    old = [unit(0, "一月出口增长。", "Exports rose."), unit(1, "二月进口下降。", "Imports fell.")]
    new = [
        unit(0, "新的一句话。", "New."),
        unit(1, "一月出口增长。", "Exports grew."),
        unit(2, "二月进口下降。", "Imports fell."),
    ]
    to_folder(loads(project("march", old)), Settings("mit"), out=tmp_path / "out", date=DATE)
    before = {row["translation"]["zh"]: row["id"] for row in rows(tmp_path / "out", "pairs")}
    built = to_folder(loads(project("march", new)), Settings("mit"), out=tmp_path / "out", date=DATE)
    after = {row["translation"]["zh"]: row["id"] for row in rows(tmp_path / "out", "pairs")}
    assert {zh: after[zh] for zh in before} == before
    assert (built.revision.added, built.revision.removed, built.revision.changed) == (1, 0, 1)


def _texts(made) -> tuple[str, str]:
    return made.zh_text, made.en_text


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    with pytest.raises(InputError, match=r"holds no publish\.json"):
        to_folder(loads(*similar_documents(3)), SETTINGS, out=tmp_path / "out", date=DATE)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["thesis.txt"]


def test_a_failure_leaves_the_last_revision_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "out"
    to_folder(loads(*similar_documents(3)), SETTINGS, out=out, date=DATE)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    bad = project("bad", [unit(0, "投资5亿元。", "5 million.", issues=(figure(),))])
    with pytest.raises(InputError):
        to_folder(loads(*similar_documents(3), bad), SETTINGS, out=out, date=DATE)
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert list(tmp_path.iterdir()) == [out]


def test_two_projects_of_one_name_are_refused(tmp_path: Path) -> None:
    for place in ("a/out", "b/out"):
        (tmp_path / place).mkdir(parents=True)
    with pytest.raises(InputError, match="rename one"):
        loaders([tmp_path / "a" / "out", tmp_path / "b" / "out"])


def test_a_reviewed_project_stands_in_place_of_the_pair_of_a_batch(tmp_path: Path) -> None:
    from align.model.bitext import Bitext
    from align.model.unit_record import as_record
    from align.project.folder import write_run

    batch, reviewed = tmp_path / "batch", tmp_path / "reviewed" / "a"
    batch.mkdir()
    made = unit(0, "共三人。", "There are three.")
    lines = [{"document": name, **as_record(replace(made, id=f"{name}:0"))} for name in "ab"]
    (batch / "bitext.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (batch / "documents.jsonl").write_text('{"id": "a"}\n{"id": "b"}\n', encoding="utf-8")
    (batch / "failures.jsonl").write_text("", encoding="utf-8")
    write_run(reviewed, Bitext((replace(made, en_text="Reviewed."),)))
    for places in ([batch, reviewed], [reviewed, batch]):
        found = loaders(places)
        assert list(found) == ["a", "b"]
        assert found["a"]().bitext.units[0].en_text == "Reviewed."
    with pytest.raises(InputError, match=r"batch/a; rename one"):
        loaders([batch, batch.parent / "reviewed" / ".." / "batch"])


def test_the_card_counts_what_the_training_pairs_repeat(tmp_path: Path) -> None:
    texts = [("谢谢大家。", "Thank you."), ("现在休会。", "We adjourn."), ("谢谢大家。", "Thanks, all.")]
    made = [project(f"d{n}", [unit(k, *text) for k, text in enumerate(texts)]) for n in range(3)]
    kept = replace(SETTINGS, shares=(100, 0, 0), duplicates="keep")
    to_folder(loads(*made), kept, out=tmp_path / "o", date=DATE)
    card_text = (tmp_path / "o" / "README.md").read_text(encoding="utf-8")
    assert "- 6 training pairs repeat an earlier one word for word" in card_text


def test_the_card_tells_reviewers_decisions_and_the_prevailing_text(tmp_path: Path) -> None:
    found = seed("a")
    notice = "In case of any discrepancy the Chinese version prevails."
    side = replace(found.bitext.en, metadata=replace(found.bitext.en.metadata, notice=notice))
    ids = [issue.id for u in found.bitext.units for issue in u.issues]
    verdicts = {id: verdict("false positive" if k % 2 else "fixed") for k, id in enumerate(ids)}
    bitext = replace(found.bitext, en=side, verdicts=verdicts, approved={})
    to_folder(
        loads(replace(found, bitext=bitext)),
        Settings("other", "House", "https://e.org/l", reviewers=True),
        out=tmp_path / "o",
        date=DATE,
    )
    text = (tmp_path / "o" / "README.md").read_text(encoding="utf-8")
    card.validate(text)
    assert f'- "{notice}" (1 document)' in text
    assert "| Li | 30 | 21% |" in text
    figures = [verdicts[i.id].decision for u in found.bitext.units for i in u.issues if i.scorer == "figures"]
    wrong, fixed = figures.count("false positive"), figures.count("fixed")
    assert f"| `figures` | 0 | {wrong} | {fixed} | 0 | {fixed / 18:.0%} |" in text
    assert "license_name: House" in text
    assert "[House](https://e.org/l)" in text


@pytest.mark.parametrize(
    ("old", "new"),
    [("license: cc-by-4.0", "license: free"), ("- zh\n", ""), ("n<1K", "few"), ("path: pairs/train-*", "path: {}")],
)
def test_a_card_with_a_fault_is_no_valid_card(tmp_path: Path, old: str, new: str) -> None:
    to_folder(loads(*similar_documents(3)), SETTINGS, out=tmp_path / "out", date=DATE)
    text = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    card.validate(text)
    assert old in text
    with pytest.raises(InputError, match="not a valid card"):
        card.validate(text.replace(old, new, 1))


def test_the_sample_is_what_its_script_makes(tmp_path: Path) -> None:
    projects = {f"seeds-{s}": (lambda s=s: seed(s)) for s in SAMPLE["SEEDS"]}
    built = to_folder(projects, SAMPLE["SETTINGS"], out=tmp_path / "new", date=DATE, location="corpora/sample")
    sample = ROOT / "corpora" / "sample"
    for config in CONFIGS:
        assert rows(sample, config) == rows(tmp_path / "new", config)
    for path in ("README.md",):
        assert _without_sizes(sample / path) == _without_sizes(tmp_path / "new" / path)
    assert built.revision.number == 1
    assert sum(path.stat().st_size for path in sample.rglob("*")) < 500_000


def _without_sizes(path: Path) -> str:
    """A card without the sizes that other versions of the parquet library give."""
    return re.sub(r"(num_bytes|download_size|dataset_size): [0-9]+", "", path.read_text(encoding="utf-8"))


def test_the_sample_loads_as_the_readme_says(tmp_path: Path) -> None:
    code = """
from datasets import load_dataset
pairs = load_dataset("corpora/sample")
print({split: rows.num_rows for split, rows in pairs.items()})
print(load_dataset("corpora/sample", "issues")["test"][0]["decision"], pairs["train"][0]["translation"]["zh"])
"""
    env = {**os.environ, "HF_HOME": str(tmp_path), "HF_HUB_OFFLINE": "1"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[0] == "{'train': 85, 'test': 121}"
    assert done.stdout.splitlines()[1].startswith("confirmed ")


def test_the_command_takes_as_many_processes_as_it_may(publish, tmp_path, monkeypatch) -> None:
    taken = []
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2, 3, 4}, raising=False)
    monkeypatch.setattr("align.publish.build.to_folder", lambda *_, workers, **__: taken.append(workers))
    publish(ROOT / "corpora" / "clean-news.tsv", "--to-folder", tmp_path / "out", check=False)
    assert taken == [5]


def test_a_card_of_pairs_alone_says_nothing_of_turns_nor_of_what_the_sources_say(tmp_path: Path) -> None:
    to_folder(loads(project("a", [unit(0, "出口增长。", "Exports grew.")])), SETTINGS, out=tmp_path / "out", date=DATE)
    text = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert "| `documents` | a document: its beads in order |" in text
    assert "What the sources say of it was not kept." in text


def test_the_card_tells_the_licences_that_the_documents_state(tmp_path: Path) -> None:
    made = [project(name, [unit(0, f"共{name}。", f"It is {name}.")]) for name in "abc"]
    stated = [replace(p, run={"facts": {"license": "CC BY-NC 4.0"}}) for p in made[:2]]
    to_folder(loads(*stated, made[2]), SETTINGS, out=tmp_path / "out", date=DATE)
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert "in `provenance` of each pair: CC BY-NC 4.0 (2), none stated (1)." in card
    to_folder(loads(*made), SETTINGS, out=tmp_path / "none", date=DATE)
    assert "none stated" not in (tmp_path / "none" / "README.md").read_text(encoding="utf-8")
