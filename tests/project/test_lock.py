"""One writer at a time in a folder; a lock whose process is gone keeps nobody out."""

import json
import os
import platform
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from align.model.errors import InputError
from align.project.lock import LOCK, only_writer

HOLDER = """
import sys, time
from pathlib import Path
from align.project.lock import only_writer
with only_writer(Path(sys.argv[1]), "align run"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_second_is_told_who_the_first_is_until_it_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(InputError, match=rf"align run \(process {holder.pid} on .*since 20.*is writing here"):
        only_writer(folder, "align run").__enter__()
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert (folder / LOCK).exists()
    with only_writer(folder, "align run"):
        assert json.loads((folder / LOCK).read_text())["process"] == os.getpid()
    assert not folder.exists() or not list(folder.iterdir())


def test_a_lock_of_another_machine_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_text(json.dumps({"machine": f"not {platform.node()}", "process": 1}))
    with pytest.raises(InputError, match=rf"if it does not run any more, remove {re.escape(str(tmp_path / LOCK))}"):
        only_writer(tmp_path, "align run").__enter__()
    assert (tmp_path / LOCK).exists()


def test_a_lock_beside_a_folder_names_the_folder(tmp_path: Path) -> None:
    out = tmp_path / "data.set"
    held = pytest.raises(InputError, match="is writing here")
    with only_writer(out, "align publish", beside=True), held as refused:
        only_writer(out, "align publish", beside=True).__enter__()
    assert str(refused.value).startswith(f"{out}: ")


def test_a_link_in_its_place_has_no_other_file_emptied(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("mine")
    (tmp_path / LOCK).symlink_to(tmp_path / "other")
    signal.setitimer(signal.ITIMER_REAL, 20)  # followed, it would never be the file that stands there
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    try:
        with pytest.raises(OSError, match="symbolic"):
            only_writer(tmp_path, "align run").__enter__()
    except KeyboardInterrupt:
        pytest.fail("it waits for ever")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert (tmp_path / "other").read_text() == "mine"


def test_a_folder_that_got_nothing_goes_again(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), only_writer(tmp_path / "new", "align run"):
        raise ZeroDivisionError
    assert not (tmp_path / "new").exists()
