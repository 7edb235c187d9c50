"""A worker process. Its input is a line of settings, then a line per range of shards.

``python -m align.batch.worker``, started by :mod:`align.batch.workers`. Its reports go to its original standard output;
everything that libraries print goes to standard error.
"""

import os
import sys
import time
from threading import Thread

from align.model.garbage import collect_seldom

_LOOK_EVERY = 1.0  # seconds


def main() -> None:
    """Run ranges of shards until the input ends or the driver is gone."""
    reports = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    collect_seldom()
    settings_line = sys.stdin.readline()

    from align.batch.executor import WorkerExecutor
    from align.batch.settings import from_json

    settings = from_json(settings_line)

    def report(event: str, pair: str) -> None:
        reports.write(f"{event} {pair}\n")
        reports.flush()

    for line in sys.stdin:
        tasks, first, count = map(int, line.split())
        try:
            WorkerExecutor(settings, tasks=tasks, first=first, count=count, report=report).run()
        except Exception as error:
            report("failed", _why(error))  # not only to the log, which may be on the full disk
            raise
        report("range", "")


def _why(error: Exception) -> str:
    """Return an error as one line."""
    if isinstance(error, OSError) and error.strerror:
        return ": ".join(str(part) for part in (error.filename, error.strerror) if part)
    return " ".join(f"{type(error).__name__}: {error}".split())


def _end_with(driver: int) -> None:
    """End this process when its driver is gone, since the next driver's workers will redo its shards."""
    while os.getppid() == driver:
        time.sleep(_LOOK_EVERY)
    os._exit(1)


if __name__ == "__main__":
    main()
