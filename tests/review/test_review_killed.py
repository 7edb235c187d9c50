"""kill -9 of the server while reviewers decide: what was answered is stored, and the database is whole."""

import os
import queue
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from random import Random

import httpx
import pytest
from store.reviews import project

from align.store import Store

KILLS = 10
WRITERS = 3
SCRIPT = Path(__file__).with_name("killed_servers.py")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="servers are forked")
def test_ten_kills_lose_no_answered_decision(tmp_path: Path) -> None:
    path = tmp_path / "review.sqlite"
    store = Store.open(
        path, seed=project([(f"第{n}季度产值增长5%。", f"In quarter {n}, output grew 6%.") for n in range(1500)])
    )
    todo: queue.SimpleQueue[dict[str, object]] = queue.SimpleQueue()
    for state in store.units():
        todo.put({"key": state.key, "version": state.version, "issue": state.unit.issues[0].id})
    store.close()
    answered: list[str] = []
    begun: list[str] = []

    def write(url: str, csrf: str, project: str) -> None:
        headers = {"x-csrf-token": csrf, "x-project": project}
        with httpx.Client(base_url=url, headers=headers, trust_env=False) as client:
            while True:
                body = todo.get(timeout=60)
                key = str(body["key"])
                begun.append(key)
                try:
                    sent = {**body, "who": "Li", "since": 10**9, "decision": "confirmed", "comment": f"seen {key}"}
                    answer = client.post("/decide", json=sent)
                except httpx.TransportError:
                    return
                assert answer.status_code == 200, answer.text
                answered.append(key)

    random = Random(7)
    servers = subprocess.Popen(
        [sys.executable, str(SCRIPT), str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert servers.stdin is not None
    assert servers.stdout is not None
    for number in range(KILLS):
        servers.stdin.write("\n")
        servers.stdin.flush()
        pid, url = servers.stdout.readline().split()
        session = httpx.get(f"{url}session", trust_env=False, timeout=30).json()
        threads = [threading.Thread(target=write, args=(url, *session.values())) for _ in range(WRITERS)]
        before = len(answered)
        for thread in threads:
            thread.start()
        while len(answered) < before + 3:
            time.sleep(0.005)
        time.sleep(random.uniform(0, 0.1))
        os.kill(int(pid), signal.SIGKILL)
        for thread in threads:
            thread.join()
        assert todo.qsize() > 100, f"too few units for {number + 1} kills"
    servers.stdin.close()
    servers.wait(30)

    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    store = Store.open(path)
    comments = {state.key: [v.comment for v in state.verdicts.values()] for state in store.units()}
    decided = [key for key, said in comments.items() if said]
    written = [entry for entry in store.history(limit=10**6) if entry.action == "decide"]
    store.close()
    assert [key for key in answered if comments[key] != [f"seen {key}"]] == []
    assert set(decided) <= set(begun)
    assert len(decided) == len(written) <= len(answered) + KILLS * WRITERS
