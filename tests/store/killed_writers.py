"""Forks writers that decide as fast as they can, kills them with SIGKILL, and prints what they had acknowledged.

    python killed_writers.py REVIEW KILLS SEED

Several write at once, so that each dies while others hold or wait for the database. It prints a decision a line: key,
issue, text.
"""

import os
import random
import select
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from align.store import Store, UnitState

AT_ONCE = 3
EACH = 40
"""Decisions that a writer makes at most: each issue is decided by one writer only, so that nothing is overwritten."""


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
    acknowledged = bytearray()
    alive: list[int] = []
    begun = 0

    def listen(seconds: float) -> None:
        nonlocal acknowledged
        until = time.monotonic() + seconds
        while select.select([reading], [], [], max(0.0, until - time.monotonic()))[0]:
            acknowledged += os.read(reading, 1 << 16)

    for number in range(kills):
        while len(alive) < AT_ONCE and begun < kills:
            alive.append(fork(path, begun, writing, states))
            begun += 1
        while f"\t{number} ".encode() not in acknowledged:  # it is writing
            listen(0.01)
        listen(rng.uniform(0, 0.1))
        child = alive.pop(0)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL, "a writer ended by itself"
    listen(0)
    sys.stdout.write(acknowledged.decode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
