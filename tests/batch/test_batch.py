"""``align batch``: the same output whatever happens on the way, and a pair that fails costs only itself."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest
from pyarrow.parquet import read_table
from typer.testing import CliRunner

from align.batch.engines import RUN
from align.batch.run import run_batch
from align.batch.settings import POISONED, Settings
from align.batch.workers import Workers
from align.cli import app
from align.model.errors import AlignError, InputError
from align.model.progress import silent
from align.model.unit_record import from_record
from align.project import batch_folder


def outputs(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in batch_folder.FILES}


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_what_a_batch_writes(undisturbed, manifest):
    failures = lines(undisturbed / "failures.jsonl")
    assert [(f["id"], Path(f["en"]).name) for f in failures] == [("4.zh", "4.en.txt")]
    assert "no such file" in failures[0]["reason"]
    documents = lines(undisturbed / "documents.jsonl")
    assert [d["id"] for d in documents] == [f"{n}.zh" for n in range(7) if n != 4]
    units = lines(undisturbed / "bitext.jsonl")
    assert len(units) == sum(d["units"] for d in documents)
    assert len({unit["id"] for unit in units}) == len(units)
    assert all(unit["id"].startswith(unit["document"] + ":") for unit in units)
    assert all(from_record(unit).zh_text == unit["zh_text"] for unit in units)
    assert not (undisturbed / "shards").exists()


def test_two_workers_write_what_one_writes(undisturbed, manifest, tmp_path):
    summary = run_batch(Settings(str(manifest), str(tmp_path)), workers=2)
    assert (summary.pairs, summary.failures) == (7, 1)
    assert outputs(tmp_path) == outputs(undisturbed)
    assert len(list((tmp_path / "logs").glob("memory-*.txt"))) == 2


def test_the_command_and_that_a_finished_batch_starts_nothing(aligned, manifest, tmp_path):
    command = ["batch", str(manifest), "-o", str(tmp_path), "--workers", "2", "--no-check"]
    first = CliRunner().invoke(app, command)
    assert first.exit_code == 1
    assert first.stdout.startswith("6 of 7 pairs done: ")
    assert "1 failed: " in first.output
    assert outputs(tmp_path) == outputs(aligned)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    again = CliRunner().invoke(app, command)
    assert (again.exit_code, again.stdout) == (1, first.stdout)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_a_batch_is_read_as_the_projects_of_its_pairs(aligned):
    projects = {name: load() for name, load in batch_folder.pairs_of(aligned).items()}
    documents = {d["id"]: d for d in lines(aligned / "documents.jsonl")}
    assert list(projects) == list(documents)
    for name, project in projects.items():
        assert (project.name, len(project.bitext.units)) == (name, documents[name]["units"])
        assert all(str(unit.id).startswith(f"{name}:") for unit in project.bitext.units)
        assert (project.bitext.date and project.bitext.date.isoformat()) == documents[name]["date"]


def test_a_batch_is_published_document_by_document(aligned, tmp_path):
    out = tmp_path / "out"
    result = CliRunner().invoke(app, ["publish", str(aligned), "--to-folder", str(out), "--license", "cc-by-4.0"])
    assert result.exit_code == 0, result.output
    assert re.search(r"documents: .*train [1-9]", result.output)
    found = {row for path in (out / "pairs").glob("*.parquet") for row in read_table(path)["document"].to_pylist()}
    assert found == {d["id"] for d in lines(aligned / "documents.jsonl")}


def test_another_batch_does_not_go_into_the_same_folder(aligned, manifest, tmp_path, monkeypatch):
    with pytest.raises(InputError, match="holds a batch with another --no-check; expected a new folder"):
        run_batch(Settings(str(manifest), str(aligned)))
    more = tmp_path / "more.csv"
    more.write_bytes(manifest.read_bytes() + b"8.zh.txt,8.en.txt\n")
    asked = Settings(str(more), str(aligned), encoder="other", check=False, profile=str(more))
    with pytest.raises(InputError, match="with another manifest, --encoder, --profile; expected"):
        run_batch(asked)
    monkeypatch.setattr("align.batch.settings.VERSION", "9")
    with pytest.raises(InputError, match="with another version; expected"):
        run_batch(Settings(str(manifest), str(aligned), check=False))


def test_facts_can_be_added_to_a_manifest_after_its_pairs_were_aligned(aligned, manifest, tmp_path):
    batch = shutil.copytree(aligned, tmp_path / "batch")
    texts = shutil.copytree(manifest.parent, tmp_path / "texts")
    asked = Settings(str(texts / manifest.name), str(batch), check=False)
    run_batch(asked)
    units = (batch / "bitext.jsonl").read_bytes()
    rows = manifest.read_text(encoding="utf-8").splitlines()
    with_facts = [f"{rows[0]},license,note", *(f"{row},CC BY 4.0,seen" for row in rows[1:3]), *rows[3:]]
    for told, states in ((with_facts, 2), (with_facts, 2), (rows, 0)):
        (texts / manifest.name).write_text("\n".join(told) + "\n", encoding="utf-8")
        assert (run_batch(asked).pairs, (batch / "bitext.jsonl").read_bytes()) == (7, units)
        assert list(batch_folder.facts_of(batch).values()) == [{"license": "CC BY 4.0"}] * states
    assert outputs(batch) == outputs(aligned)
    (texts / manifest.name).write_text("\n".join(rows[:-1]) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="with another manifest"):
        run_batch(asked)


def test_a_project_is_not_replaced_by_a_batch_nor_a_batch_by_a_project(manifest, tmp_path):
    from align.project.batch_folder import STATE

    project, batch = tmp_path / "project", tmp_path / "batch"
    for folder, name in ((project, "review.sqlite"), (batch, STATE)):
        folder.mkdir()
        (folder / name).write_text("{}")
    (project / "bitext.jsonl").write_text("reviewed\n")
    refused = CliRunner().invoke(app, ["batch", str(manifest), "-o", str(project)])
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
    assert "holds review.sqlite, which is not from a batch" in refused.stderr
    assert (project / "bitext.jsonl").read_text() == "reviewed\n"
    texts = [str(manifest.parent / f"0.{side}.txt") for side in ("zh", "en")]
    refused = CliRunner().invoke(app, ["run", *texts, "-o", str(batch)])
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
    assert "holds a batch" in refused.stderr
    assert [path.name for path in batch.iterdir()] == [STATE]


def test_a_finished_batch_whose_files_were_changed_is_not_done(aligned, manifest, tmp_path):
    folder = tmp_path / "changed"
    shutil.copytree(aligned, folder)
    run_batch(Settings(str(manifest), str(folder), check=False))
    with open(folder / "bitext.jsonl", "a") as file:
        file.write("{}\n")
    with pytest.raises(InputError, match="were changed since"):
        run_batch(Settings(str(manifest), str(folder), check=False))


def test_workers_that_are_killed(aligned, manifest, tmp_path):
    rng = Random(1)
    driver = start(manifest, tmp_path)
    killed = 0
    while driver.poll() is None:
        time.sleep(rng.uniform(0.3, 2.5))
        workers = children(driver.pid)
        if workers and killed < 3:
            os.kill(rng.choice(workers), signal.SIGKILL)
            killed += 1
    assert killed, "the batch was over before anything was killed"
    assert driver.returncode == 1, (tmp_path / "out.txt").read_text()
    assert outputs(tmp_path) == outputs(aligned)


def test_a_driver_that_is_killed(aligned, manifest, tmp_path):
    rng = Random(5)
    finished = tmp_path / "logs" / "completions"
    for least in (0, 1, 4):  # before any pair is done, after the first, after more than half
        driver = start(manifest, tmp_path)
        assert wait_for(lambda d=driver: children(d.pid) or d.poll() is not None, seconds=60)
        assert wait_for(lambda n=least: len(list(finished.glob("*"))) >= n, seconds=60)
        time.sleep(rng.uniform(0, 0.5))
        workers = children(driver.pid)
        driver.kill()
        driver.wait()
        assert wait_for(lambda w=workers: not any(map(alive, w))), "workers go on without their driver"
    assert start(manifest, tmp_path).wait() == 1
    assert outputs(tmp_path) == outputs(aligned)
    assert not list(tmp_path.rglob("*.part"))


def test_a_pair_on_which_processes_die_costs_only_itself(few_aligned, few, tmp_path, monkeypatch):
    """The text of pair 1 kills whoever segments it, as a fault in a library would."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os\n"
        "def poison():\n"
        "    import align.project.inputs as inputs\n"
        "    real = inputs.read_pair\n"
        "    def read_pair(paths, **options):\n"
        "        if paths[0].name == '1.zh.txt': os.kill(os.getpid(), 9)\n"
        "        return real(paths, **options)\n"
        "    inputs.read_pair = read_pair\n"
        "if os.environ.get('POISON'): poison()\n"
    )
    monkeypatch.setenv("POISON", "1")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    out = tmp_path / "out"
    summary = run_batch(Settings(str(few), str(out), check=False), workers=2)
    assert summary.failures == 2
    failures = {f["id"]: f["reason"] for f in lines(out / "failures.jsonl")}
    assert "the process died on it 4 times" in failures["1.zh"]
    expected = [unit for unit in few_aligned["bitext.jsonl"].splitlines(keepends=True) if b'"0.zh"' in unit]
    assert (out / "bitext.jsonl").read_bytes() == b"".join(expected) != b""


@pytest.mark.parametrize(
    ("code", "limits", "reason"),
    [
        ("import time; print(flush=True); time.sleep(60)", {"minutes": 0.5}, "took longer than 0.5 minutes"),
        ("a = b'x' * 200_000_000; print(flush=True); input()", {"memory": 0.1}, "took more than 0.1 GB of memory"),
    ],
)
def test_a_pair_over_a_limit_fails_alone(manifest, tmp_path, code, limits, reason):
    """The worker is killed from outside: within, no handler runs as long as one call goes on."""
    settings = Settings(str(manifest), str(tmp_path), **limits)
    workers = Workers(settings, tasks=1, progress=silent)
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    process.stdout.readline()
    workers._processes[0], workers._at[0] = process, (time.monotonic() - 20, "5.zh")
    if "minutes" in limits:
        workers._end_those_over_a_limit()
        assert process.poll() is None
        workers._at[0] = time.monotonic() - 31, "5.zh"
    workers._end_those_over_a_limit()
    assert process.wait(timeout=30) == -signal.SIGKILL
    workers._killed("5.zh", [0])
    (told,) = lines(settings.shards / POISONED)
    assert (told["id"], told["reason"].partition(" (")[0]) == ("5.zh", reason)


def test_a_full_disk_is_named_and_no_pair_is_blamed(manifest, tmp_path, monkeypatch):
    """The worker's log may be on that disk, so the reason must come another way."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os\n"
        "def full():\n"
        "    import align.project.inputs as inputs\n"
        "    def read_pair(paths, **options): raise OSError(28, 'No space left on device')\n"
        "    inputs.read_pair = read_pair\n"
        "    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)\n"
        "if os.environ.get('FULL'): full()\n"
    )
    monkeypatch.setenv("FULL", "1")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    out = tmp_path / "out"
    result = CliRunner().invoke(app, ["batch", str(manifest), "-o", str(out), "--workers", "1", "--no-check"])
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1), result.stderr
    assert "gave up: No space left on device; finished shards stay" in result.stderr
    assert not list(out.rglob("*.part"))


def test_a_disk_that_is_full_at_the_end_keeps_no_part(manifest, tmp_path, monkeypatch):
    def done(settings, tasks, workers, progress):
        for rank in range(tasks):
            for path in (settings.shards / f"{rank:06d}.{name}" for name in batch_folder.FILES):
                path.parent.mkdir(exist_ok=True)
                path.touch()
            (settings.logs / "completions").mkdir(parents=True, exist_ok=True)
            (settings.logs / "completions" / f"{rank:05d}").touch()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(RUN, "local", done)
    monkeypatch.setattr("align.batch.run.shutil.copyfileobj", full)
    with pytest.raises(OSError, match="No space"):
        run_batch(Settings(str(manifest), str(tmp_path)))
    assert not list(tmp_path.glob(".*.part"))


def test_a_pair_that_takes_long_is_named(manifest, tmp_path, monkeypatch):
    worker = tmp_path / "worker"
    worker.write_text("#!/bin/sh\nread settings; read range\necho start 0.zh; sleep 1.5\necho done 0.zh; echo range\n")
    worker.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(worker))
    monkeypatch.setattr("align.batch.workers.SLOW", 0.5)
    stages = []
    Workers(Settings(str(manifest), str(tmp_path)), tasks=1, progress=lambda stage, *_: stages.append(stage)).run(1)
    assert "pairs (0.zh for 1 s)" in stages
    assert stages[-1] == "pairs"


def test_workers_that_cannot_work_end_the_batch(manifest, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(AlignError, match="gave up"):
        Workers(Settings(str(manifest), str(tmp_path)), tasks=1, progress=lambda *_: None).run(1)


def test_vectors_are_kept_for_the_next_run(few_aligned, few, tmp_path):
    cache = tmp_path / "cache"
    for name in ("one", "two"):
        run_batch(Settings(str(few), str(tmp_path / name), cache=str(cache), check=False))
        assert outputs(tmp_path / name) == few_aligned
    assert any(cache.iterdir())


@pytest.mark.parametrize(
    ("options", "reason"),
    [(("--engine", "slurm"), "needs sbatch"), (("--encoder", "no-such-model"), "no-such-model")],
)
def test_what_cannot_work_fails_at_once_and_leaves_nothing(manifest, tmp_path, monkeypatch, options, reason):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    result = CliRunner().invoke(app, ["batch", str(manifest), "-o", str(tmp_path / "out"), *options])
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1), result.stderr
    assert reason in result.stderr
    assert not (tmp_path / "out").exists()


def test_slurm_gets_a_job_array(manifest, tmp_path, monkeypatch):
    """``sbatch`` here keeps the script that it is given and names a job."""
    sbatch = tmp_path / "bin" / "sbatch"
    sbatch.parent.mkdir()
    sbatch.write_text(
        '#!/bin/sh\nfor last; do :; done\ncat "$last" >> "$JOBS"; echo ==== >> "$JOBS"\necho Submitted batch job 42\n'
    )
    sbatch.chmod(0o755)
    monkeypatch.setenv("PATH", str(sbatch.parent), prepend=os.pathsep)
    monkeypatch.setenv("JOBS", str(tmp_path / "jobs"))
    monkeypatch.setenv("ALIGN_SLURM_PARTITION", "long")
    out = tmp_path / "out"
    command = ["batch", str(manifest), "-o", str(out), "--no-check", "--engine", "slurm", "--workers", "4"]
    result = CliRunner().invoke(app, command)
    assert (result.exit_code, result.exception) == (0, None), result.output
    assert "submitted; run the same command again" in result.output
    script = (tmp_path / "jobs").read_text().split("====")[0]
    directives = dict(re.findall(r"#SBATCH --([\w-]+)=(\S+)", script))
    assert directives["array"] == "0-3%4"
    assert (directives["partition"], directives["cpus-per-task"], directives["mem-per-cpu"]) == ("long", "1", "2G")
    assert "export OMP_NUM_THREADS=1" in script
    assert re.search(rf"srun .*launch_pickled_pipeline {re.escape(str(out))}/logs/executor.pik", script)


def test_what_slurm_would_run_gives_the_same(few_aligned, few, tmp_path, monkeypatch):
    """The pickled executor of the submitted array, run as its jobs would run it, and collected by a second call."""
    for name, says in (("sbatch", "Submitted batch job 42"), ("scontrol", "node1")):
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\necho {says}\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    out = tmp_path / "out"
    command = ["batch", str(few), "-o", str(out), "--no-check", "--engine", "slurm", "--workers", "1"]
    assert CliRunner().invoke(app, command).exit_code == 0
    launcher, pickled = Path(sys.executable).parent / "launch_pickled_pipeline", out / "logs" / "executor.pik"
    job = {"RUN_OFFSET": "0", "SLURM_NODELIST": "node1", "SLURM_CPUS_PER_TASK": "1", "SLURM_MEM_PER_CPU": "2048"}
    for task in range(len(json.loads((out / "logs" / "ranks_to_run.json").read_text()))):
        environment = {**os.environ, **job, "SLURM_ARRAY_TASK_ID": str(task)}
        ended = subprocess.run([launcher, pickled], env=environment, capture_output=True, text=True)
        assert ended.returncode == 0, ended.stderr
    assert CliRunner().invoke(app, command).exit_code == 1
    assert outputs(out) == few_aligned


@pytest.mark.parametrize("address", ["127.0.0.1:1", "ray://127.0.0.1:1", "127.0.0.1:99999"])
def test_a_cluster_that_does_not_answer_is_said_at_once(few, tmp_path, monkeypatch, address):
    pytest.importorskip("ray")
    monkeypatch.setenv("RAY_ADDRESS", address)
    begin = time.monotonic()
    run = CliRunner().invoke(app, ["batch", str(few), "-o", str(tmp_path), "--no-check", "--engine", "ray"])
    assert run.exit_code == 2, run.output
    assert f"no Ray at RAY_ADDRESS={address}" in run.output
    assert time.monotonic() - begin < 30


def test_ray_gives_the_same(few_aligned, few, tmp_path):
    pytest.importorskip("ray")
    command = ["batch", str(few), "-o", str(tmp_path), "--no-check", "--engine", "ray", "--workers", "2"]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 1, result.output
    assert outputs(tmp_path) == few_aligned


def start(manifest: Path, folder: Path) -> "subprocess.Popen[bytes]":
    with open(folder / "out.txt", "ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "align", "batch", str(manifest), "-o", str(folder), "--workers", "2", "--no-check"],
            stdout=log,
            stderr=log,
        )


def children(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True).stdout.split()
    return [int(child) for child in found]


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_for(condition, seconds=20.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False
