"""Forks writers that decide as fast as they can, kills them with SIGKILL, and prints what they had acknowledged.

    python killed_writers.py REVIEW KILLS SEED

Several write at once, so that each dies while others hold or wait for the database. A writer dies soon after a number
of decisions that chance chose, not after a time: a slow machine makes the same number of them. It prints a decision a
line: key, issue, text.
"""

import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from align.store import Store, UnitState

AT_ONCE = 3
EACH = 16
"""Issues of a writer: each is decided by one writer only, so that nothing is overwritten."""
MOST = 12
"""Decisions that a writer may have made before it is killed; the rest is what it makes until the kill arrives."""
A_WRITE = 0.006
"""About the seconds of a decision: the kill comes at any moment of the next one."""


def write(path: Path, number: int, pipe: int, states: Sequence[UnitState]) -> None:
    store = Store.open(path)
    for state in states[number * EACH : (number + 1) * EACH]:
        text = f"{number} {state.key}"
        id = state.unit.issues[0].id
        store.decide(state.key, id, "confirmed", who=f"writer {number}", version=state.version, comment=text)
        os.write(pipe, f"{state.key}\t{id}\t{text}\n".encode())
    time.sleep(60)


def fork(path: Path, number: int, pipe: int, states: Sequence[UnitState]) -> int:
    child = os.fork()
    if child == 0:
        try:
            write(path, number, pipe, states)
        finally:
            os._exit(1)
    return child


def main(path: Path, kills: int, seed: int) -> None:
    rng = random.Random(seed)
    store = Store.open(path)
    states = store.units()
    store.close()
    reading, writing = os.pipe()
    lines = os.fdopen(reading, encoding="utf-8")
    alive: dict[int, int] = {}
    due: dict[int, int] = {}
    made: Counter[int] = Counter()

    def start() -> None:
        number = len(due)
        due[number] = rng.randint(1, MOST)
        alive[number] = fork(path, number, writing, states)

    for _ in range(min(AT_ONCE, kills)):
        start()
    while alive:
        line = lines.readline()
        sys.stdout.write(line)
        number = int(line.rpartition("\t")[2].split()[0])
        made[number] += 1
        if number not in alive or made[number] < due[number]:
            continue
        time.sleep(rng.uniform(0, A_WRITE))
        child = alive.pop(number)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL, "a writer ended by itself"
        if len(due) < kills:
            start()
    os.close(writing)
    sys.stdout.write(lines.read())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
