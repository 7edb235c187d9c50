import csv
import re
from pathlib import Path

import pytest
from conferences import conference

from align.project import batch_folder

FEW = "014"


@pytest.fixture(scope="session")
def manifest(tmp_path_factory) -> Path:
    """A manifest of seven small press conferences, one of which has no English file."""
    folder = tmp_path_factory.mktemp("pairs")
    rows = []
    for seed in range(7):
        made = conference(seed, sentences=12)
        for side, text in (("zh", made.zh), ("en", made.en)):
            if (seed, side) != (4, "en"):
                (folder / f"{seed}.{side}.txt").write_text(text, encoding="utf-8")
        rows.append((f"{seed}.zh.txt", f"{seed}.en.txt"))
    path = folder / "manifest.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("zh", "en"), *rows])
    return path


@pytest.fixture(scope="session")
def few(manifest) -> Path:
    """A manifest of three of them, one without English, for engines that start a process for each."""
    path = manifest.with_name("few.csv")
    rows = manifest.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(row for row in rows if row[0] in f"z{FEW}"), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def few_aligned(aligned) -> dict[str, bytes]:
    """The files of a batch of these three, without checking."""
    of_few = rb'"(?:document|id)": ?"[' + FEW.encode() + rb'][.]zh"'
    return {
        name: b"".join(line for line in (aligned / name).open("rb") if re.search(of_few, line))
        for name in batch_folder.FILES
    }


@pytest.fixture(scope="session")
def undisturbed(manifest, tmp_path_factory) -> Path:
    """The folder of a batch that nothing disturbed, with one worker."""
    from align.batch.run import run_batch
    from align.batch.settings import Settings

    folder = tmp_path_factory.mktemp("batch")
    run_batch(Settings(str(manifest), str(folder)))
    return folder


@pytest.fixture(scope="session")
def aligned(manifest, tmp_path_factory) -> Path:
    """The same without checking, which takes a third of the time: for what is about the batch and not its contents."""
    from align.batch.run import run_batch
    from align.batch.settings import Settings

    folder = tmp_path_factory.mktemp("aligned")
    run_batch(Settings(str(manifest), str(folder), check=False))
    return folder
