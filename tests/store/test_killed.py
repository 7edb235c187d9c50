"""kill -9 at any moment: what was acknowledged is there, and the database is whole."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from store.killed_writers import EACH
from store.reviews import project

from align.store import Store

KILLS = 50
SCRIPT = Path(__file__).with_name("killed_writers.py")
ROOT = SCRIPT.parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="writers are forked")
def test_fifty_kills_lose_nothing(tmp_path):
    path = tmp_path / "review.sqlite"
    pairs = [(f"第{n}季度产值增长5%。", f"In quarter {n}, output grew 6%.") for n in range(KILLS * EACH)]
    Store.open(path, seed=project(pairs)).close()
    command = [sys.executable, str(SCRIPT), str(path), str(KILLS), "7"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    acknowledged = [line.split("\t") for line in done.stdout.splitlines()]
    assert len(acknowledged) > 5 * KILLS, "they were killed before they wrote"
    store = Store.open(path)
    states = {state.key: state for state in store.units()}
    lost = [(key, text) for key, id, text in acknowledged if states[key].verdicts[id].comment != text]
    assert not lost
    written = [entry for entry in store.history(limit=10**6) if entry.action == "decide"]
    assert len(acknowledged) <= len(written) <= len(acknowledged) + KILLS, "each had at most one write under way"
    store.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
