"""``align publish --repo-id`` against a Hub that speaks the real protocol, read back by the real clients."""

import io
import json
import socket
from dataclasses import asdict
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from publish.corpus import figure, unit, write_projects
from publish.local_hub import LFS_SUFFIXES, TOKEN, LocalHub

from align.model.bitext import Bitext
from align.model.unit import Verdict
from align.project.folder import open_store, read_project, write_run

NAME = "tester/corpus"
READ = """
import json, os, sys
from datasets import get_dataset_config_names, load_dataset
out = {}
for config in get_dataset_config_names(sys.argv[1]):
    found = load_dataset(sys.argv[1], config)
    streamed = load_dataset(sys.argv[1], config, streaming=True)
    assert set(found) == set(streamed)
    for split, rows in found.items():
        assert list(streamed[split]) == rows.to_list(), (config, split)
        assert streamed[split].features == rows.features
        out.setdefault(config, {})[split] = rows.to_list()
print(json.dumps(out, default=str), flush=True)
os._exit(0)  # threads of pyarrow's that still read from a stream may take the interpreter down as it ends
"""


@pytest.fixture
def projects(tmp_path: Path) -> list[Path]:
    return write_projects(tmp_path / "projects")


def read(python, name: str = NAME) -> dict:
    return json.loads(python(READ, name).stdout.splitlines()[-1])


def published(hub: LocalHub) -> dict:
    """By configuration and split the rows of the parquet files on the Hub, as the clients read them (see the first)."""
    out: dict = {}
    for path, file in sorted(hub.head(NAME).files.items()):
        if path.endswith(".parquet"):
            config, name = path.split("/")
            found = out.setdefault(config, {}).setdefault(name.partition("-")[0], [])
            found += pq.read_table(io.BytesIO(file.content)).to_pylist()
    return out


def rows(data: dict, config: str) -> list[dict]:
    return [row for found in data[config].values() for row in found]


def test_four_documents_in_one_commit_come_back_with_every_field_and_a_card_without_remarks(
    hub: LocalHub, publish, python, projects: list[Path]
) -> None:
    done = publish(*projects, "--repo-id", NAME, "--splits", "50/25/25", "--allow-open", process=True)
    assert "revision 1" in done.stdout
    assert "warning" not in done.stderr.lower()
    assert hub.count("POST", "/api/validate-yaml") >= 1
    assert hub.warnings == []
    head = hub.head(NAME)
    assert head.parent is not None
    assert head.parent.title == "initial commit"
    assert all(file.lfs == path.endswith(LFS_SUFFIXES) for path, file in head.files.items())
    data = read(python)
    assert data == json.loads(json.dumps(published(hub), default=str))
    documents = {project.name: project for project in map(read_project, projects)}
    splits = [{row["document"] for row in found} for found in data["pairs"].values()]
    assert len(splits) == 3
    assert sum(map(len, splits)) == len(set().union(*splits)) == 4
    pairs, withheld = rows(data, "pairs"), rows(data, "withheld")
    assert len(pairs) + len(withheld) == sum(len(p.bitext.units) for p in documents.values())
    assert len({row["id"] for row in pairs + withheld}) == len(pairs) + len(withheld)
    for row in pairs:
        _is_the_unit(row, documents[row["document"]])
    for row in rows(data, "documents"):
        units = documents[row["document"]].bitext.units
        assert [bead["zh_segments"] for bead in row["beads"]] == [list(u.zh) for u in units]
        shown = [(b["zh"], b["en"]) for b in row["beads"] if b["withheld"] != "near-duplicate"]
        hidden = [b for b in row["beads"] if b["withheld"] == "near-duplicate"]
        assert set(shown) <= {(u.zh_text, u.en_text) for u in units}
        assert all(b["zh"] is None and b["en"] is None for b in hidden)
    planted = [i for p in documents.values() for u in p.bitext.units for i in u.issues]
    assert sorted(row["id"].split(":")[1] for row in rows(data, "issues")) == sorted(i.id for i in planted)
    assert {row["decision"] for row in rows(data, "issues")} == {"confirmed"}


def _is_the_unit(row: dict, project) -> None:
    """Every field of a pair against the unit that it was made from."""
    bitext = project.bitext
    unit = bitext.units[row["number"]]
    assert row["id"].startswith(f"{project.name}:")
    assert row["translation"] == {"zh": unit.zh_text, "en": unit.en_text}
    assert (row["zh_speaker"], row["en_speaker"]) == (unit.zh_speaker, unit.en_speaker)
    assert row["bead_type"] == f"{len(unit.zh)}-{len(unit.en)}"
    assert (row["confidence"], row["reordered"]) == (unit.confidence, unit.reordered)
    assert (row["linked"], row["score"]) == (unit.scores.get("linked", unit.confidence), None)
    assert (row["flags"], row["lid"] > 0.5) == (len(unit.issues), True)
    assert {score["name"]: score["value"] for score in row["scores"]} == dict(unit.scores)
    assert row["date"] == (bitext.date.isoformat() if bitext.date else None)
    assert row["provenance"] == {
        "zh_source": bitext.zh.name if bitext.zh else "",
        "en_source": bitext.en.name if bitext.en else "",
        **dict.fromkeys(("zh_url", "en_url", "license"), ""),
        "zh_segments": list(unit.zh),
        "en_segments": list(unit.en),
        "zh_place": unit.zh_place,
        "en_place": unit.en_place,
        "signature": bitext.signature,
    }
    for found, issue in zip(row["issues"], unit.issues, strict=True):
        for key in ("id", "scorer", "type", "severity", "confidence", "zh_value", "en_value", "message", "suggestion"):
            assert found[key] == getattr(issue, key)
        assert found["zh_span"] == (list(issue.zh_span) if issue.zh_span else None)
        assert found["en_span"] == (list(issue.en_span) if issue.en_span else None)
        given = bitext.verdicts.get(issue.id)
        assert found["verdicts"] == ([_unnamed(given)] if given else [])
    whole = bitext.approved.get(unit.id)
    assert row["verdicts"] == ([_unnamed(whole)] if whole else [])
    assert row["state"] == bitext.state(unit)
    assert row["reason"] == ("approved" if whole else "filters")


def _unnamed(verdict: Verdict) -> dict:
    """As it is published unless names and comments are asked for: one reviewer is r1."""
    return {**asdict(verdict), "who": "r1", "comment": ""}


def test_publishing_the_same_again_adds_nothing(hub: LocalHub, publish, projects: list[Path]) -> None:
    publish(*projects, "--repo-id", NAME, "--allow-open")
    before = hub.head(NAME)
    assert "nothing changed" in publish(*projects, "--repo-id", NAME, "--allow-open").stdout
    assert hub.head(NAME) is before


def test_a_new_revision_keeps_ids_and_says_what_changed(hub: LocalHub, publish, projects: list[Path]) -> None:
    publish(*projects, "--repo-id", NAME, "--allow-open")
    before = {row["id"]: row for row in rows(published(hub), "pairs")}
    splits = {row["document"]: split for split, found in published(hub)["documents"].items() for row in found}
    news = projects[3].read_text(encoding="utf-8").splitlines()
    zh, en = news[1].split("\t")
    lines = [
        news[0],
        f"{zh}\t{en} Indeed.",
        *news[3:],
        "台风已经远去，港口恢复作业。\tThe typhoon is gone and the port works again.",
    ]
    projects[3].write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = publish(*projects, "--repo-id", NAME, "--allow-open")
    assert "1 added, 1 removed, 1 changed" in done.stdout
    after = {row["id"]: row for row in rows(published(hub), "pairs")}
    assert len(before.keys() - after.keys()) == len(after.keys() - before.keys()) == 1
    changed = [id for id in before.keys() & after.keys() if before[id]["digest"] != after[id]["digest"]]
    assert [after[id]["translation"]["en"] for id in changed] == [f"{en} Indeed."]
    assert {row["document"]: s for s, found in published(hub)["documents"].items() for row in found} == splits
    card = hub.head(NAME).files["README.md"].content.decode()
    assert "1 added, 1 removed, 1 changed" in card
    assert "### Revision 1" in card
    assert "documents with pairs changed: news" in card


def test_files_that_a_revision_no_longer_has_are_gone(hub: LocalHub, publish, projects: list[Path]) -> None:
    publish(*projects, "--repo-id", NAME, "--allow-open", "--splits", "50/25/25")
    assert any("validation" in path for path in hub.head(NAME).files)
    kept = [path for path in projects if path.stem in ("seeds-a", "seeds-b")]
    publish(*kept, "--repo-id", NAME, "--allow-open", "--allow-removals", "--splits", "50/0/50")
    manifest = json.loads(hub.head(NAME).files["publish.json"].content)
    there = {path for path in hub.head(NAME).files if path.endswith(".parquet")}
    assert there == set(manifest["files"])
    assert {row["document"] for row in rows(published(hub), "pairs")} == {"seeds-a", "seeds-b"}


def test_what_others_wrote_is_not_overwritten(hub: LocalHub, publish, projects: list[Path]) -> None:
    publish(*projects[2:], "--repo-id", NAME)
    theirs = hub.edit(NAME, "README.md", b"---\nlicense: mit\n---\nCorrected by hand.\n")
    done = publish(*projects, "--repo-id", NAME, "--allow-open", check=False)
    assert done.returncode == 2
    assert theirs.sha in done.stderr
    assert hub.head(NAME) is theirs
    done = publish(*projects, "--repo-id", NAME, "--allow-open", "--parent", "0" * 40, check=False)
    assert done.returncode == 2
    publish(*projects, "--repo-id", NAME, "--allow-open", "--parent", theirs.sha)
    assert hub.head(NAME).parent is theirs


def test_a_commit_that_comes_in_between_stops_ours(hub: LocalHub, publish, projects: list[Path]) -> None:
    publish(*projects[2:], "--repo-id", NAME)
    theirs = []

    def fail(method: str, path: str) -> None:
        if "/preupload/" in path and not theirs:
            theirs.append(hub.edit(NAME, "note.txt", b"between"))

    hub.fail = fail
    done = publish(*projects, "--repo-id", NAME, "--allow-open", check=False)
    assert done.returncode == 2
    assert "in the meantime" in done.stderr
    assert hub.head(NAME) is theirs[0]


def test_another_machine_must_say_what_it_replaces(
    hub: LocalHub, publish, projects: list[Path], tmp_path: Path
) -> None:
    publish(*projects[2:], "--repo-id", NAME)
    head = hub.head(NAME)
    elsewhere = {"XDG_STATE_HOME": str(tmp_path / "other")}
    done = publish(*projects[:3], "--repo-id", NAME, "--allow-open", check=False, **elsewhere)
    assert done.returncode == 2
    assert "--parent" in done.stderr
    parent = ("--parent", head.sha[:12])
    publish(*projects[:3], "--repo-id", NAME, "--allow-open", "--allow-removals", *parent, **elsewhere)


def test_a_500_for_the_commit_and_the_second_attempt_sends_no_file_again(
    hub: LocalHub, publish, projects: list[Path]
) -> None:
    hub.fail = lambda method, path: 500 if "/commit/" in path else None
    done = publish(*projects, "--repo-id", NAME, "--allow-open", check=False)
    assert done.returncode == 2
    assert "500" in done.stderr
    assert "Traceback" not in done.stderr
    assert hub.head(NAME).title == "initial commit"
    sent = hub.count("PUT", "/lfs/")
    assert sent == len(hub.large) > 5
    hub.fail = lambda method, path: None
    publish(*projects, "--repo-id", NAME, "--allow-open")
    assert hub.count("PUT", "/lfs/") == sent
    assert rows(published(hub), "pairs")


def test_an_upload_that_breaks_off_is_taken_up_where_it_was(hub: LocalHub, publish, projects: list[Path]) -> None:
    broken = set()

    def fail(method: str, path: str) -> int | None:
        if method != "PUT":
            return None
        if len(hub.large) >= 3 or path in broken:
            broken.add(path)
            return 403
        return None

    hub.fail = fail
    assert publish(*projects, "--repo-id", NAME, "--allow-open", check=False).returncode == 2
    arrived = set(hub.large)
    assert len(arrived) >= 3
    hub.fail, hub.requests = lambda method, path: None, []
    publish(*projects, "--repo-id", NAME, "--allow-open")
    assert {path.removeprefix("/lfs/") for method, path in hub.requests if method == "PUT"}.isdisjoint(arrived)


def test_a_500_that_passes_is_not_even_noticed(hub: LocalHub, publish, projects: list[Path]) -> None:
    failed = []

    def fail(method: str, path: str) -> int | None:
        if method == "PUT" and len(failed) < 2:
            failed.append(path)
            return 500
        return None

    hub.fail = fail
    publish(*projects, "--repo-id", NAME, "--allow-open")
    assert len(failed) == 2
    assert hub.head(NAME).title == "Revision 1"


def test_a_commit_whose_answer_was_lost_is_recognised(hub: LocalHub, publish, projects: list[Path]) -> None:
    hub.lose_answers = True
    assert publish(*projects, "--repo-id", NAME, "--allow-open", check=False).returncode == 2
    committed = hub.head(NAME)
    assert committed.title == "Revision 1"
    hub.lose_answers = False
    assert "nothing changed" in publish(*projects, "--repo-id", NAME, "--allow-open").stdout
    assert hub.head(NAME) is committed


def test_a_branch_and_a_private_repository(hub: LocalHub, publish, projects: list[Path]) -> None:
    publish(*projects[2:], "--repo-id", "corpus", "--private", "--revision", "draft")
    assert hub.repositories[NAME].private
    assert hub.head(NAME, "main").title == "initial commit"
    assert hub.head(NAME, "draft").title == "Revision 1"


def test_a_new_branch_starts_from_main_and_every_revision_has_a_tag(hub: LocalHub, publish, projects) -> None:
    publish(*projects[2:], "--repo-id", NAME)
    first = hub.head(NAME)
    done = publish(*projects[2:], "--repo-id", NAME, "--revision", "clean", "--linked", "0", "--title", "Clean")
    assert "tag clean-revision-2" in done.stdout
    assert hub.head(NAME) is first
    assert hub.head(NAME, "clean").parent is first
    done = publish(*projects[2:], "--repo-id", NAME, "--title", "Again")
    tags = hub.repositories[NAME].tags
    assert set(tags) == {"revision-1", "clean-revision-2", "revision-2"}
    assert tags["revision-1"] is first
    assert tags["revision-2"] is hub.head(NAME)
    tags.clear()  # the answer to the tag was lost
    assert "nothing changed" in publish(*projects[2:], "--repo-id", NAME, "--title", "Again").stdout
    assert set(tags) == {"revision-2"}


@pytest.mark.parametrize("step", ["wrong token", "no right", "whoami", "preupload", "/lfs/", "/commit/", "none"])
def test_the_token_is_never_shown(hub: LocalHub, publish_talkatively, projects: list[Path], step: str) -> None:
    """The Hub repeats in every refusal what it was sent; nothing of that may reach the terminal."""
    canary = "hf_CANARYcanaryCANARYcanaryCANARYcan" if step == "wrong token" else TOKEN
    if step not in ("wrong token", "no right", "none"):
        hub.fail = lambda method, path: 400 if step in path and method in ("GET", "POST", "PUT") else None
    name = "somebody/else" if step == "no right" else NAME
    done = publish_talkatively(*projects[2:], "--repo-id", name, HF_TOKEN=canary)
    assert done.returncode == (0 if step == "none" else 2)
    assert canary not in done.stdout + done.stderr
    assert canary[10:] not in done.stdout + done.stderr
    assert "internal error" not in done.stderr
    assert "curl" in done.stderr or step == "nothing", "the clients are talkative"


def test_no_token_says_how_to_log_in(hub: LocalHub, publish, projects: list[Path]) -> None:
    done = publish(*projects[2:], "--repo-id", NAME, check=False, HF_TOKEN="")
    assert done.returncode == 2
    assert "hf auth login" in done.stderr
    assert hub.count("POST", "create") == 0


def test_a_hub_that_cannot_be_reached_is_no_error_of_ours(publish, projects: list[Path]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    done = publish(*projects, "--repo-id", NAME, check=False, HF_ENDPOINT=url)
    assert done.returncode == 2
    assert f"{NAME}: the Hub could not be reached (ConnectError). Run the command again" in done.stderr


def test_the_gates_refuse_before_anything_is_sent(hub: LocalHub, publish, tmp_path: Path) -> None:
    units = (unit(0, "投资5亿元。", "Investment reached 5 million yuan.", issues=(figure(),)),)
    write_run(tmp_path / "march", Bitext(units))
    done = publish(tmp_path / "march", "--repo-id", NAME, check=False)
    assert done.returncode == 2
    assert "march, pair 1: figures: 5亿 is not that" in done.stderr
    assert hub.count("POST", "") == 0


def test_what_reviewers_decided_is_published(hub: LocalHub, publish, tmp_path: Path) -> None:
    wrong = unit(0, "投资5亿元。", "Investment reached 5 million yuan.", issues=(figure(),))
    units = (wrong, unit(1, "共有3亿人。", "There are 300 million.", confidence=0.5, issues=(figure("major", "3亿"),)))
    write_run(tmp_path / "march", Bitext(units))
    store = open_store(tmp_path / "march")
    first, second = store.units()
    store.decide(first.key, first.unit.issues[0].id, "false positive", who="Li", version=first.version)
    store.approve(second.key, True, who="Wang", version=second.version)
    store.close()
    publish(tmp_path / "march", "--repo-id", NAME)
    found = {row["number"]: row for row in rows(published(hub), "pairs")}
    assert [(v["decision"], v["who"]) for v in found[0]["issues"][0]["verdicts"]] == [("false positive", "r1")]
    assert [v["who"] for v in found[1]["verdicts"]] == ["r2"]
    assert (found[0]["severity"], found[1]["reason"]) == ("", "approved")
    card = hub.head(NAME).files["README.md"].content.decode()
    assert "| `figures` | 0 | 1 | 0 | 1 | 0% |" in card
    assert "Wang" not in card
