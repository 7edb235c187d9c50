"""The recipe: filters, duplicates, decontamination, groups and windows, and that a card's recipe rebuilds its set."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from publish.corpus import DATE, loads, project, unit
from publish.test_build import rows, similar_documents
from typer.testing import CliRunner

from align.cli import app
from align.corpus.filters import Filters
from align.model.document import Document, Segment, Turn
from align.model.errors import InputError
from align.project.folder import write_run
from align.publish import recipe
from align.publish.build import to_folder
from align.publish.settings import Settings

REGION, REGION_EN = "中部地区和西部地区各省的", "the provinces in the central region and in the western region"
PLAIN = Settings("mit", shares=(100, 0, 0))


def built(folder: Path, settings: Settings, *projects, **more) -> dict[str, dict]:
    """Publish; return the withheld rows by number."""
    to_folder(loads(*projects), settings, out=folder, date=DATE, **more)
    return {row["number"]: row for row in rows(folder, "withheld")}


@pytest.mark.parametrize(
    ("filters", "zh", "en", "reason"),
    [
        (Filters(score=0.5), "出口增长。", "Exports grew.", "low score"),
        (Filters(confidence=0.99), "出口增长。", "Exports grew.", "low confidence"),
        (Filters(lid=0.5), "輸出は昨年増えました。", "Exports grew.", "other language"),
        (Filters(length_zh=(1, 8)), "去年全国出口增长百分之五。", "Exports grew by five percent.", "length"),
        (Filters(length_en=(9, 99)), "增长。", "Growth.", "length"),
        (Filters(length_ratio=(1, 8)), "增长。", "Exports grew by five percent last year.", "length ratio"),
        (Filters(repetition=0.5), "买买买。", "buy now buy now buy now buy now", "repetition"),
    ],
)
def test_each_filter_withholds_and_gives_its_reason(tmp_path: Path, filters, zh: str, en: str, reason: str) -> None:
    made = [unit(0, zh, en, 0.95), unit(1, "共有三个人。", "There are three people.", 1.0)]
    made = [replace(made[0], scores={"linked": 1.0, "score": 0.2}), replace(made[1], scores={"linked": 1, "score": 1})]
    withheld = built(tmp_path / "out", replace(PLAIN, filters=filters), project("march", made))
    assert {number: row["reason"] for number, row in withheld.items()} == {0: reason}
    assert [row["score"] for row in rows(tmp_path / "out", "pairs")] == [1.0]


def test_a_pair_without_a_score_does_not_pass_a_threshold(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="low score 1"):
        built(tmp_path / "out", replace(PLAIN, filters=Filters(score=0.1)), project("a", [unit(0, "好。", "Good.")]))


def test_duplicates_of_training_pairs_go_exactly_or_nearly(tmp_path: Path) -> None:
    texts = [
        (f"去年{REGION}出口总额增长了。", f"Last year the total value of the exports of {REGION_EN} grew."),
        (f"去年{REGION}出口总额增长了", f"Last year, the total value of the exports of {REGION_EN} grew"),
        (f"今年{REGION}出口总额增长了。", f"This year the total value of the exports of {REGION_EN} grew."),
        ("请大家提问。", "The floor is open for questions."),
    ]
    made = project("march", [unit(k, *pair) for k, pair in enumerate(texts)])
    for kind, gone in (("keep", set()), ("exact", {1}), ("near", {1, 2})):
        withheld = built(tmp_path / kind, replace(PLAIN, duplicates=kind), made)
        assert {number for number, row in withheld.items() if row["reason"] == "duplicate"} == gone
    first = rows(tmp_path / "near", "pairs")[0]["id"]
    assert {row["detail"].split(" ")[1] for row in withheld.values()} == {first}
    assert [bead["zh"] for bead in rows(tmp_path / "near", "documents")[0]["beads"]] == [zh for zh, _ in texts]


def test_texts_of_a_named_list_are_kept_out_and_shown_nowhere(tmp_path: Path) -> None:
    test = tmp_path / "newstest.tsv"
    english = "Shanxi has not backed down from the fight against poverty in its villages"
    test.write_text(f"山西没有退缩，\t{english}.\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["fingerprint", str(test), "-o", str(tmp_path / "newstest.hashes")])
    assert done.output.startswith("2 sentences"), done.output
    assert "Shanxi" not in (tmp_path / "newstest.hashes").read_text()
    made = [unit(0, "山西一直没有退缩。", f"{english} yet."), unit(1, "好的。", "Fine.")]
    settings = replace(PLAIN, decontaminate=(recipe.list_of(tmp_path / "newstest.hashes"),))
    withheld = built(tmp_path / "out", settings, project("march", made))
    assert (withheld[0]["reason"], withheld[0]["detail"][:24]) == ("contaminated", "newstest.hashes, line 3 ")
    assert [bead["en"] for bead in rows(tmp_path / "out", "documents")[0]["beads"]] == [None, "Fine."]
    (tmp_path / "newstest.hashes").write_text("山西", encoding="utf-8")
    with pytest.raises(InputError, match=r"newstest\.hashes: cannot be read"):
        built(tmp_path / "other", settings, project("march", made))


@pytest.mark.parametrize("text", ["", " \n\n", '{"zh": "山西", "en": "Shanxi"}\n', '\n<?xml version="1.0"?>\n', "[\n"])
def test_a_test_set_in_which_no_sentence_is_found_makes_no_list(tmp_path: Path, text: str) -> None:
    (tmp_path / "test.txt").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(app, ["fingerprint", str(tmp_path / "test.txt"), "-o", str(tmp_path / "list")])
    assert (done.exit_code, "expected sentences" in done.stderr) == (2, True)
    assert not (tmp_path / "list").exists()


def test_one_list_without_brackets_and_a_key_without_a_value(tmp_path: Path) -> None:
    (tmp_path / "a.hashes").write_text("align fingerprints 1\n", encoding="utf-8")
    (tmp_path / "r.yaml").write_text("license: mit\ndecontaminate: a.hashes\nfilters:\n  # score: 0.5\n")
    made = recipe.read_recipe(tmp_path / "r.yaml")
    assert [Path(entry.file).name for entry in made["decontaminate"]] == ["a.hashes"]
    assert "filters" not in made


def test_documents_of_a_group_go_into_one_split_in_every_revision(tmp_path: Path) -> None:
    books = [replace(p, name=f"book{n % 4}-{n}") for n, p in enumerate(similar_documents(12))]
    settings = Settings("mit", shares=(50, 25, 25), groups=r"(book[0-9]+)-")
    for some in (books[:8], books):
        to_folder(loads(*some), settings, out=tmp_path / "out", date=DATE)
        found: dict[str, set[str]] = {}
        for split in ("train", "validation", "test"):
            for row in rows(tmp_path / "out", "documents", split):
                found.setdefault(row["document"].partition("-")[0], set()).add(split)
        assert all(len(splits) == 1 for splits in found.values())
        assert set().union(*found.values()) == {"train", "validation", "test"}
    stated = {"a": "one", "b": "one", "c": "two"}
    made = [project(name, [unit(0, f"共{name}。", f"It is {name}.")]) for name in stated]
    to_folder(loads(*made), Settings("mit", shares=(50, 0, 50)), out=tmp_path / "stated", date=DATE, groups=stated)
    tests = {row["document"] for row in rows(tmp_path / "stated", "documents", "test")}
    assert tests in ({"a", "b"}, {"c"})


def test_windows_are_runs_of_pairs_with_turns_and_paragraphs(tmp_path: Path) -> None:
    made = [unit(k, f"这是第{k}句话。", f"This is sentence {k}.") for k in range(8)]
    made[5] = replace(made[5], scores={"linked": 0.1})
    segments = tuple(Segment(k, (0, 0), paragraph=k // 2, turn=k // 4) for k in range(8))
    zh = Document("zh", "a", "", segments, turns=(Turn(0), Turn(1)))
    both = [project(name, made, zh=zh) for name in "ab"]
    built(tmp_path / "out", replace(PLAIN, windows=2, duplicates="keep"), *both)
    found = [(row["document"], [bead["zh"][3] for bead in row["beads"]]) for row in rows(tmp_path / "out", "windows")]
    assert found == [(name, run) for name in "ab" for run in (["0", "1"], ["2", "3"], ["6", "7"])]
    last = rows(tmp_path / "out", "windows")[-1]["beads"][0]
    assert (last["zh_turn"], last["zh_paragraph"], last["en_turn"], last["withheld"]) == (1, 3, None, "")


def test_the_recipe_of_a_card_makes_the_same_files_again(tmp_path: Path) -> None:
    for found in similar_documents(6):
        write_run(tmp_path / "projects" / found.name.replace(" ", "-"), found.bitext)
    (tmp_path / "test.txt").write_text("这是一个测试句子。\n", encoding="utf-8")
    projects = sorted(map(str, (tmp_path / "projects").iterdir()))
    run = CliRunner().invoke
    run(app, ["fingerprint", str(tmp_path / "test.txt"), "-o", str(tmp_path / "test.hashes")])
    (tmp_path / "first.yaml").write_text(
        "license: cc-by-4.0\ntitle: Speeches\nfilters: {linked: 0.4, length_zh: [2, 40], length_ratio: [0.1, 90]}\n"
        "duplicates: near\ndecontaminate: [test.hashes]\nshares: 50/25/25\ngroups: '(.+)-'\nwindows: 3\nmask: true\n",
        encoding="utf-8",
    )
    publish = ["publish", *projects, "--to-folder"]
    done = run(app, [*publish, str(tmp_path / "one"), "--recipe", str(tmp_path / "first.yaml")])
    assert done.exit_code == 0, done.output
    card = (tmp_path / "one" / "README.md").read_text(encoding="utf-8")
    (tmp_path / "second.yaml").write_text(re.search(r"```yaml\n(.+?)```", card, re.DOTALL)[1], encoding="utf-8")
    done = run(
        app, ["publish", *projects, "--to-folder", str(tmp_path / "two"), "--recipe", str(tmp_path / "second.yaml")]
    )
    assert done.exit_code == 0, done.output
    files = {path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.parquet")}
    assert {path.parts[0] for path in files} >= {"pairs", "windows"}
    for path in files:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes()
    (tmp_path / "test.hashes").write_text("align fingerprints 1\n", encoding="utf-8")
    with pytest.raises(InputError, match="its sha256 differs"):
        recipe.read_recipe(tmp_path / "second.yaml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("licence: mit", "unknown key 'licence'; choose one of author"),
        ("filters: {liked: 1}", "unknown key 'liked'; choose one of confidence, flags"),
        ("filters: {linked: 2}", "linked: is 2"),
        ("filters: {length_zh: [9, 1]}", "expected the lower end first"),
        ("windows: 1", "windows: is 1"),
        ("duplicates: some", "is not a recipe"),
        ("groups: '('", "not a regular expression"),
        ("decontaminate: [gone.hashes]", "cannot be read"),
        ("- a", "expected keys and values"),
        ("a: [", "expected YAML"),
    ],
)
def test_a_recipe_with_a_fault_says_what_it_is(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "r.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        recipe.read_recipe(tmp_path / "r.yaml")
    assert message in str(refused.value)
