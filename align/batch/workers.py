"""The processes of the local engine: starts them, gives them shards, watches them, and restarts dead ones.

A worker (``python -m align.batch.worker``) reads shard numbers from its standard input and reports each pair, or the
reason for giving up, on its standard output. When it dies, the driver knows on which pair. A pair on which workers died
``TRIES`` times is recorded as poisoned: the next worker records it as failed and goes on. A worker whose driver is gone
ends within a second or two.
"""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock

from align.batch.settings import POISONED, Settings
from align.batch.shards import bounds, sizes_of
from align.model.errors import AlignError
from align.model.progress import Progress
from align.pairing.manifest import read_manifest

TRIES = 4
"""Enough that processes killed by chance, or by a scheduler, do not fail a pair."""
SLOW = 30.0
"""Seconds after which progress names the current pair of a worker."""
_LOOK_EVERY = 1.0  # seconds
_SHARES = 3
"""A worker first gets this part of its share of the shards, so that all finish at about the same time."""


class WorkerError(AlignError):
    """The worker processes cannot work."""


class Workers:
    """The driver. ``run`` returns when every shard is done."""

    def __init__(self, settings: Settings, *, tasks: int, progress: Progress) -> None:
        self._settings, self._tasks, self._progress = settings, tasks, progress
        self._lock, self._stop = Lock(), Event()
        self._deaths: Counter[str] = Counter()
        self._idle_deaths = 0
        entries = read_manifest(Path(settings.manifest))
        self._pairs = [entry.id for entry in entries]
        self._bounds, sizes = bounds(settings, len(entries)), sizes_of(entries)
        self._sizes = [sum(sizes[first:last]) for first, last in self._bounds]
        self._todo = sorted(set(range(tasks)) - settings.completed())
        self._done_pairs: set[str] = set()
        self._at: dict[int, tuple[float, str]] = {}
        self._processes: dict[int, subprocess.Popen[str]] = {}
        self._over: dict[str, str] = {}

    def run(self, workers: int) -> None:
        """Run all remaining shards in ``workers`` processes. Raises WorkerError if they cannot work."""
        for rank in set(range(self._tasks)) - set(self._todo):
            self._done_pairs.update(self._pairs[slice(*self._bounds[rank])])
        self._tell()
        with ThreadPoolExecutor(workers) as pool:
            jobs = [pool.submit(self._drive, number, workers) for number in range(workers)]
            try:
                while wait(jobs, _LOOK_EVERY, FIRST_EXCEPTION).not_done:
                    for job in filter(Future.done, jobs):
                        job.result()
                    self._end_those_over_a_limit()
                    self._tell()
                for job in jobs:
                    job.result()
            except BaseException:
                self._stop.set()
                raise

    def _drive(self, number: int, workers: int) -> None:
        """Run a worker and, when it dies, its successors."""
        while not self._stop.is_set():
            ranks = self._take(workers)
            if not ranks:
                return
            process = self._processes[number] = self._start(number)
            try:
                while ranks and not self._stop.is_set() and self._give(number, process, ranks):
                    ranks = self._take(workers)
            finally:
                assert process.stdin is not None
                with suppress(BrokenPipeError):
                    process.stdin.close()
                if self._stop.is_set():
                    process.kill()
                process.wait()

    def _take(self, workers: int) -> list[int]:
        """Return consecutive shards that nobody has: much text at first, a shard at a time towards the end."""
        with self._lock:
            if not self._todo:
                return []
            most = sum(self._sizes[rank] for rank in self._todo) / (_SHARES * workers)
            count, size = 1, self._sizes[self._todo[0]]
            while count < len(self._todo) and self._todo[count] == self._todo[0] + count:
                size += self._sizes[self._todo[count]]
                if size > most:
                    break
                count += 1
            taken, self._todo = self._todo[:count], self._todo[count:]
            return taken

    def _start(self, number: int) -> "subprocess.Popen[str]":
        self._settings.logs.mkdir(parents=True, exist_ok=True)
        with open(self._log(number), "ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "align.batch.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
                env={**os.environ, **self._settings.limits},
            )
        assert process.stdin is not None
        with suppress(BrokenPipeError):
            process.stdin.write(self._settings.as_json() + "\n")
            process.stdin.flush()
        return process

    def _give(self, number: int, process: "subprocess.Popen[str]", ranks: list[int]) -> bool:
        """Let a worker run shards. Return False if it was killed, so that they must be requeued.

        Raises WorkerError if it gave up, with the reason.
        """
        assert process.stdin is not None
        assert process.stdout is not None
        current = why = ""
        with suppress(BrokenPipeError):
            process.stdin.write(f"{self._tasks} {ranks[0]} {len(ranks)}\n")
            process.stdin.flush()
            for line in process.stdout:
                event, _, pair = line.rstrip("\n").partition(" ")
                if event == "range":
                    return True
                if event == "failed":
                    why = pair
                    break
                current = pair if event == "start" else ""
                self._at[number] = time.monotonic(), current
                if event == "done":
                    self._done(pair)
        self._at.pop(number, None)
        if process.wait() >= 0:
            self._stop.set()
            reason = ": ".join(filter(None, ("a worker process gave up", why or _last_line(self._log(number)))))
            raise WorkerError(
                f"{reason}; finished shards stay, run the same command again to resume; see {self._settings.logs}"
            )
        self._killed(current, ranks)
        return False

    def _killed(self, pair: str, ranks: list[int]) -> None:
        """Requeue the shards of a dead worker, and count a failure against the pair that may have killed it."""
        with self._lock:
            self._todo = sorted({*self._todo, *(set(ranks) - self._settings.completed())})
            if not pair:
                self._idle_deaths += 1
                if self._idle_deaths >= TRIES * 2:
                    self._stop.set()
                    raise WorkerError(f"worker processes end before they start working; see {self._settings.logs}")
                return
            self._deaths[pair] += 1
            if pair in self._over or self._deaths[pair] == TRIES:
                self._settings.shards.mkdir(parents=True, exist_ok=True)
                died = f"the process died on it {TRIES} times (out of memory, or a fault in a library)"
                reason = self._over.get(pair, died)
                with open(self._settings.shards / POISONED, "a", encoding="utf-8") as file:
                    file.write(json.dumps({"id": pair, "reason": reason}, ensure_ascii=False) + "\n")

    def _end_those_over_a_limit(self) -> None:
        """Kill workers whose pair takes too long or too much: no handler within would run during one long call."""
        for number, (since, pair) in list(self._at.items()):
            if not pair or pair in self._over:
                continue
            reason = ""
            if time.monotonic() - since > 60 * self._settings.minutes:
                reason = f"took longer than {self._settings.minutes:g} minutes (--pair-minutes)"
            elif _resident(self._processes[number].pid) > self._settings.memory * 1e9:
                reason = f"took more than {self._settings.memory:g} GB of memory (--pair-memory)"
            if reason and self._at.get(number) == (since, pair):
                self._over[pair] = reason
                self._processes[number].kill()

    def _done(self, pair: str) -> None:
        with self._lock:
            self._done_pairs.add(pair)
            self._idle_deaths = 0
        self._tell()

    def _tell(self) -> None:
        since, pair = min((at for at in list(self._at.values()) if at[1]), default=(time.monotonic(), ""))
        took = time.monotonic() - since
        at = f" ({pair} for {took:.0f} s)" if pair and took >= SLOW else ""
        self._progress(f"pairs{at}", len(self._done_pairs), len(self._pairs))

    def _log(self, number: int) -> Path:
        return self._settings.logs / f"worker-{number}.log"


def _resident(process: int) -> int:
    """Return the memory of a process in bytes, or 0 if the system does not say (it is Linux that does)."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _last_line(path: Path) -> str:
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
