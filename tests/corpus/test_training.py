"""``align export`` of a corpus: every form loads, filters hold, and reviewed pairs stand for unreviewed ones."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from align.cli import app
from align.corpus.filters import Filters
from align.corpus.training import FORMS, export
from align.model.bitext import Bitext
from align.model.unit import Issue, TranslationUnit, identify
from align.model.unit_record import as_record
from align.project.folder import open_store, write_run


def unit(number: int, zh: str, en: str, **scores: float) -> TranslationUnit:
    return TranslationUnit(number, (number,), (number,), zh, en, confidence=0.99, scores=scores)


UNITS = [
    unit(0, "共有三个人。\u2028很好。", "There are\nthree people.", linked=0.99, score=0.98),
    unit(1, "出口增长了5%。", "Imports fell.", linked=0.97, score=0.12),
    unit(2, "请大家提问。", "The floor is open for questions.", linked=0.3, score=0.9),
    TranslationUnit(3, (3,), (), "谢谢。", ""),
]


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    """A batch of two documents with the same texts, the second reviewed: one pair edited, one approved, one wrong."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    lines = [{"document": name, **as_record(u), "id": f"{name}:{u.id}"} for name in "ab" for u in UNITS]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "bitext.jsonl").write_text(text, encoding="utf-8")
    (folder / "documents.jsonl").write_text('{"id": "a"}\n{"id": "b"}\n', encoding="utf-8")
    (folder / "failures.jsonl").write_text("", encoding="utf-8")
    critical = Issue("figures", "mistranslation/number", "critical", 0.9, "wrong", zh_value="5%")
    wrong = replace(UNITS[1], issues=identify(UNITS[1], (critical,)))
    write_run(folder / "reviewed" / "b", Bitext((UNITS[0], wrong, *UNITS[2:])))
    store = open_store(folder / "reviewed" / "b")
    first, second, third, _ = store.units()
    store.edit(first.key, "Three people in all.", (), who="Li", version=first.version)
    store.decide(second.key, second.unit.issues[0].id, "confirmed", who="Li", version=second.version)
    store.approve(third.key, True, who="Li", version=third.version)
    store.close()
    return folder


def loaded(form: str, files: list[Path]) -> list[tuple[str, str]]:
    """The pairs of an export, as ``load_dataset`` reads them."""
    from datasets import load_dataset

    names, cache = [str(path) for path in files], str(files[0].parent / "cache")
    if form == "moses":
        sides = [
            load_dataset("text", data_files=[n for n in names if side in n], cache_dir=cache) for side in (".zh", ".en")
        ]
        return list(zip(*(side["train"]["text"] for side in sides), strict=True))
    if form == "wmt-tsv":
        columns = ["zh", "en", "linked", "score", "id"]
        told = {"delimiter": "\t", "column_names": columns, "quoting": 3}
        rows = load_dataset("csv", data_files=names, cache_dir=cache, **told)["train"]
        return list(zip(rows["zh"], rows["en"], strict=True))
    rows = load_dataset("parquet" if form == "parquet" else "json", data_files=names, cache_dir=cache)["train"]
    return [tuple(" ".join(row["translation"][side].split()) for side in ("zh", "en")) for row in rows]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_loads_and_holds_what_the_review_says(batch: Path, tmp_path: Path, form: str, packed: bool) -> None:
    done = export(batch, form, tmp_path / "train", filters=Filters(linked=0.9, score=0.0), packed=packed, shard=2)
    assert (done.pairs, done.left) == (4, {"no English": 2, "not linked": 1, "confirmed critical issue": 1})
    assert len(done.files) == 2 * len(FORMS[form].suffixes)
    assert all(
        ("-of-00002" in path.name) and (path.suffix == ".gz") == (packed and form != "parquet") for path in done.files
    )
    assert loaded(form, list(done.files)) == [
        ("共有三个人。 很好。", "There are three people."),
        ("出口增长了5%。", "Imports fell."),
        ("共有三个人。 很好。", "Three people in all."),
        ("请大家提问。", "The floor is open for questions."),
    ]
    assert not list(tmp_path.glob(".*"))


def test_the_command_filters_and_says_what_it_left_out(batch: Path) -> None:
    done = CliRunner().invoke(app, ["export", str(batch), "--to", "wmt-tsv", "--min-score", "0.5", "--gzip"])
    assert done.exit_code == 0, done.output
    assert "left out: low score: 2" in done.output
    with gzip.open(batch / "corpus.train.tsv.gz", "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    assert [row[2:] for row in rows] == [
        ["0.9900", "0.9800", "a:0"],
        ["0.3000", "0.9000", "a:2"],
        ["0.3000", "0.9000", "b:2"],
    ]


def test_what_only_training_forms_take_is_refused_elsewhere(batch: Path) -> None:
    done = CliRunner().invoke(app, ["export", str(batch), "--to", "tmx", "--min-score", "0.5"])
    assert done.exit_code == 2
    assert "--shard are for parquet, moses" in done.output
