"""The command line as a user meets it: real files, contracts and exit codes.

A process of its own reads all libraries and encoders, which takes it five seconds of processor time. So one is started
where the process is the point: its streams, its encoding, its exit code.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from align.cli import app

ROOT = Path(__file__).resolve().parents[2]
ZH = (
    "金湘军：\n\n谢谢你的提问。去年，山西向京津冀地区输送电力884亿千瓦时，占全省外送电量的56%。\n\n"
    "山西没有退缩。黄河流经山西965公里。\n\n陈文俊：\n\n发布会到此结束，再见。\n"
)
EN = (
    "Jin Xiangjun:\n\nThank you for your question. Last year, Shanxi supplied 8.84 billion kilowatt-hours of "
    "electricity to the Beijing-Tianjin-Hebei region, accounting for 56% of the province's exported electricity.\n\n"
    "Shanxi has not backed down. The Yellow River flows for 965 kilometers through Shanxi.\n\n"
    "Chen Wenjun:\n\nThat concludes today's press conference. Goodbye.\n"
)


def process(*arguments, given=None, **environment):
    """Run the command as a user does."""
    command = [sys.executable, "-m", "align", *map(str, arguments)]
    env = {**os.environ, **environment}
    done = subprocess.run(command, input=given, capture_output=True, text=True, env=env, check=False)
    return SimpleNamespace(returncode=done.returncode, stdout=done.stdout, stderr=done.stderr)


def align(*arguments, **environment):
    """Run the command in this process."""
    result = CliRunner().invoke(app, list(map(str, arguments)), prog_name="align", env=environment)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return SimpleNamespace(returncode=result.exit_code, stdout=result.stdout, stderr=result.stderr)


def written(folder):
    zh, en = folder / "c.zh.txt", folder / "c.en.txt"
    zh.write_text(ZH, encoding="utf-8")
    en.write_text(EN, encoding="utf-8")
    return zh, en


@pytest.fixture
def pair(tmp_path):
    return written(tmp_path)


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """What ``align run`` said of the pair, and its folder."""
    folder = tmp_path_factory.mktemp("run")
    return process("run", *written(folder), "-o", folder / "out"), folder / "out"


def lines_of(path):
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def test_run_finds_the_figure_that_is_ten_times_too_small(ran):
    result, out = ran
    assert result.returncode == 0, result.stderr
    units = lines_of(out / "bitext.jsonl")
    assert [n for u in units for n in u["zh"]] == list(range(5))
    (issue,) = [i for u in units for i in u["issues"] if i["severity"] == "critical"]
    (unit,) = [u for u in units if issue in u["issues"]]
    assert "884亿" in unit["zh_text"][slice(*issue["zh_span"])]
    assert "8.84 billion" in unit["en_text"][slice(*issue["en_span"])]
    assert "88.4 billion" in issue["suggestion"]
    assert (unit["zh_speaker"], unit["en_speaker"]) == ("金湘军", "Jin Xiangjun")
    assert str(out / "report.html") in result.stdout
    assert "8.84 billion" in (out / "report.html").read_text(encoding="utf-8")
    assert sorted(p.name for p in out.iterdir()) == ["bitext.jsonl", "documents.json", "report.html", "run.json"]


def test_issue_ids_survive_a_re_run(ran, pair, tmp_path):
    align("run", *pair, "-o", tmp_path / "again")
    ids = [
        [i["id"] for u in lines_of(folder / "bitext.jsonl") for i in u["issues"]]
        for folder in (ran[1], tmp_path / "again")
    ]
    assert ids[0]
    assert ids[0] == ids[1]


def test_sentences_are_not_segmented_again(tmp_path):
    zh, en = tmp_path / "zh", tmp_path / "en"
    zh.write_text("他来了。他走了。\n\n再见。\n", encoding="utf-8")
    en.write_text("He came. He left.\n\nGoodbye.", encoding="utf-8")
    assert align("run", zh, en, "--sentences", "--no-check", "-o", tmp_path / "o").returncode == 0
    units = lines_of(tmp_path / "o" / "bitext.jsonl")
    assert sorted(n for u in units for n in u["zh"]) == [0, 1, 2]
    assert sorted(n for u in units for n in u["en"]) == [0, 1, 2]
    assert all(u["issues"] == [] for u in units)


def test_one_bilingual_file(tmp_path):
    paragraphs = [p for p in zip(ZH.split("\n\n"), EN.split("\n\n"), strict=True) for p in p]
    path = tmp_path / "both.txt"
    path.write_text("\n\n".join(paragraphs), encoding="utf-8")
    result = align("run", path, "-o", tmp_path / "o")
    assert result.returncode == 0, result.stderr
    units = lines_of(tmp_path / "o" / "bitext.jsonl")
    assert any("884亿" in u["zh_text"] and "8.84 billion" in u["en_text"] for u in units)


def test_check_keeps_line_numbers(tmp_path):
    path = tmp_path / "pairs.tsv"
    path.write_text("共5亿元。\tA total of 5 million yuan.\n三人。\tThree people.\n", encoding="utf-8")
    result = align("check", path)
    assert result.returncode == 0, result.stderr
    units = [json.loads(line) for line in result.stdout.splitlines()]
    assert [u["id"] for u in units] == [0, 1]
    assert [i["severity"] for i in units[0]["issues"]] == ["critical"]
    assert units[1]["issues"] == []
    assert align("check", path, "--fail-on", "major").returncode == 1
    assert align("check", path, "-o", tmp_path / "x.jsonl").returncode == 0
    assert lines_of(tmp_path / "x.jsonl") == units


def test_check_reads_stdin(tmp_path):
    pairs = "出口2亿元。\tExports were 2 million yuan.\n"
    done = process("check", "-", "-o", tmp_path / "b.tmx", given=pairs)
    assert (done.returncode, "1 pair checked" in done.stdout) == (0, True), done.stderr
    again = align("check", tmp_path / "b.tmx", "--fail-on", "critical")
    assert (again.returncode, json.loads(again.stdout)["zh_text"]) == (1, "出口2亿元。"), again.stderr


def test_check_refuses_an_ending_of_no_format_and_takes_a_dash_for_stdout(tmp_path):
    path = tmp_path / "b.tsv"
    path.write_text("出口2亿元。\tExports were 200 million yuan.\n", encoding="utf-8")
    assert_refused(align("check", path, "-o", tmp_path / "x.csv"), "x.csv")
    assert not (tmp_path / "x.csv").exists()
    assert json.loads(align("check", path, "-o", "-").stdout)["zh_text"] == "出口2亿元。"


def test_a_terminal_without_chinese_and_file_names_that_are_not_utf_8(tmp_path):
    ascii_only = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    zh, en = (tmp_path / os.fsdecode(name) for name in ("发布会.txt".encode("gbk"), "英.txt".encode()))
    zh.write_text("出口5亿元。\n", encoding="utf-8")
    en.write_text("Exports were 5 million yuan.\n", encoding="utf-8")
    run = process("run", zh, en, "-o", tmp_path / "out", **ascii_only)
    assert run.returncode == 0, run.stderr
    assert "\\udce8" in run.stdout
    assert json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["zh"]["name"] == zh.name
    shown = process("export", tmp_path / "out", "--to", "jsonl", "-o", "-", **ascii_only)
    assert json.loads(shown.stdout)["zh_text"] == "出口5亿元。"
    assert "\\u6295" in process("scorers", **ascii_only).stdout


def test_termbase(tmp_path):
    (tmp_path / "t.csv").write_text("新质生产力,new quality productive forces\n", encoding="utf-8")
    (tmp_path / "p.tsv").write_text("发展新质生产力。\tDevelop new productivity.\n", encoding="utf-8")
    result = align("check", tmp_path / "p.tsv", "--termbase", tmp_path / "t.csv")
    assert json.loads(result.stdout)["issues"][0]["scorer"] == "terms"


def test_evaluate_prints_the_contract(tmp_path):
    gold = {"id": "1", "set": "mine", "zh": ["他来了。", "下雨了。"], "en": ["He came and it rained."]}
    path = tmp_path / "gold.json"
    path.write_text(json.dumps({**gold, "gold": [[[0, 1], [0]]]}), encoding="utf-8")
    result = align("evaluate", path, "--json")
    assert result.returncode == 0, result.stderr
    printed = json.loads(result.stdout)
    row = printed["sets"]["mine"]
    assert {"strict", "strict_with_nulls", "lax", "null", "documents", "sentences", "seconds"} <= set(row)
    assert (row["documents"], row["sentences"], row["strict"]["f1"]) == (1, 3, 1.0)
    assert "encoder:" in printed["signature"]


def test_evaluate_takes_beads_or_an_encoder(tmp_path):
    path = tmp_path / "gold.json"
    path.write_text("{}", encoding="utf-8")
    for option in ("", "against-"):
        result = align("evaluate", path, f"--{option}encoder", "bundled-e5", f"--{option}beads", path)
        assert result.returncode == 2
        assert f"--{option}encoder and --{option}beads are both given; expected one of them" in result.stderr


def test_scorers_table():
    result = align("scorers")
    assert result.returncode == 0
    assert {"figures", "omission", "speaker", "terms"} <= set(result.stdout.split())


@pytest.mark.parametrize("closed", ["1>&-", "2>&-", "1>&- 2>&-"])
def test_what_is_written_to_a_closed_stream_goes_nowhere(closed):
    done = subprocess.run(["sh", "-c", f'exec "$0" -m align scorers {closed}', sys.executable], capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


BAD = {
    "missing": (lambda d: d / "none.txt", "none.txt"),
    "empty": (lambda d: write(d / "empty.txt", b""), "empty.txt"),
    "blank": (lambda d: write(d / "blank.txt", b"\xef\xbb\xbf \n\t\n"), "blank.txt"),
    "wrong language": (lambda d: write(d / "wrong.txt", EN.encode()), "wrong.txt"),
    "binary": (lambda d: write(d / "junk.txt", bytes(range(256)) * 50), "junk.txt"),
    "folder": (lambda d: d, ""),
    "huge line": (lambda d: write(d / "huge.txt", "山西".encode() * 6_700_000), "huge.txt"),
}


def write(path, data):
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_one_clear_line(kind, pair, tmp_path):
    make, name = BAD[kind]
    out = tmp_path / "out"
    result = align("run", make(tmp_path), pair[1], "-o", out)
    assert_refused(result, name)
    assert not out.exists()


def test_the_same_file_twice(pair, tmp_path):
    assert_refused(align("run", pair[0], pair[0], "-o", tmp_path / "out"), "c.zh.txt")
    assert not (tmp_path / "out").exists()


def test_an_unknown_encoder(pair, tmp_path):
    result = align("run", *pair, "-o", tmp_path / "out", "--encoder", "no-such-model", HF_HUB_OFFLINE="1")
    assert_refused(result, "no-such-model")
    assert not (tmp_path / "out").exists()


def test_a_file_where_the_folder_should_be(pair):
    assert_refused(align("run", *pair, "-o", pair[0]), "c.zh.txt")


def test_bad_arguments():
    result = process("run")
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def assert_refused(result, name):
    assert result.returncode == 2, result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert name in result.stderr
    assert result.stdout == ""


def test_a_reference_is_scored_and_what_changed_is_noted(pair, tmp_path):
    earlier = tmp_path / "earlier.txt"
    earlier.write_text(EN.replace("Shanxi has not backed down.", "The province never gave up."), encoding="utf-8")
    result = align("run", *pair, "-o", tmp_path / "out", "--reference", earlier)
    assert result.returncode == 0, result.stderr
    assert "compared with earlier.txt: chrF " in result.stdout
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["reference"]
    assert 0 < record["ter"] < 20 < record["bleu"] < record["chrf"] < 100
    assert record["signatures"]["bleu"].startswith("nrefs:1|")
    units = lines_of(tmp_path / "out" / "bitext.jsonl")
    changed = [u["en_text"] for u in units if any(i["scorer"] == "reference" for i in u["issues"])]
    assert len(changed) == 1
    assert "backed down" in changed[0]
    assert_refused(align("run", *pair, "-o", tmp_path / "no", "--reference", pair[0]), "c.zh.txt")


def test_a_profile_decides_what_is_said(pair, tmp_path):
    profile, pairs = tmp_path / "p.toml", tmp_path / "pairs.tsv"
    pairs.write_text("共5亿元。\tA total of 5 million yuan.\n共6亿元。\tA total of 6 million yuan.\n", encoding="utf-8")
    profile.write_text('[severity]\nfigures = "minor"\n[alarms]\nfigures = 50\n', encoding="utf-8")
    result = align("check", pairs, "--profile", profile)
    issues = [i for line in result.stdout.splitlines() for i in json.loads(line)["issues"]]
    assert [i["severity"] for i in issues] == ["minor"]
    assert "1 alarm beyond the profile's limits was held back (figures 1)" in result.stderr
    profile.write_text('off = ["figures"]\n', encoding="utf-8")
    assert align("run", *pair, "-o", tmp_path / "out", "--profile", profile).returncode == 0
    assert not any(u["issues"] for u in lines_of(tmp_path / "out" / "bitext.jsonl"))
    profile.write_text('off = ["sums"]\n', encoding="utf-8")
    assert_refused(align("check", pairs, "--profile", profile), "p.toml: off: unknown scorer 'sums'")


def test_terms_are_mined_into_a_termbase(tmp_path):
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("沁州黄小米好。\tQinzhou millet is good.\n" * 3 + "下雨了。\tIt rains.\n", encoding="utf-8")
    mined = align("mine-terms", pairs, "-o", tmp_path / "terms.csv")
    assert (mined.returncode, " proposed from 4 pairs: " in mined.stdout) == (0, True), mined.stderr
    assert (tmp_path / "terms.csv").read_text(encoding="utf-8").startswith("zh,en,count,consistency,examples\n")
    assert_refused(align("mine-terms", tmp_path / "none", "-o", tmp_path / "t.csv"), "none")
    (tmp_path / "empty").mkdir()
    assert_refused(align("mine-terms", tmp_path / "empty", "-o", tmp_path / "t.csv"), "bitext.jsonl")
