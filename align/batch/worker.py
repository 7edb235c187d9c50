"""A worker process: the settings on the first line of its input, then a range of shards a line.

``python -m align.batch.worker``, started by :mod:`align.batch.workers`. What it reports goes to the file descriptor
that was its standard output; everything that libraries print goes to standard error.
"""

import os
import sys
import time
from threading import Thread

_LOOK_EVERY = 1.0  # seconds


def main() -> None:
    """Run ranges of shards until the input ends or the driver is gone."""
    reports = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
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
            report("failed", _why(error))  # not to the log alone, which may be on the disk that is full
            raise
        report("range", "")


def _why(error: Exception) -> str:
    """Return an error in a line."""
    if isinstance(error, OSError) and error.strerror:
        return ": ".join(str(part) for part in (error.filename, error.strerror) if part)
    return " ".join(f"{type(error).__name__}: {error}".split())


def _end_with(driver: int) -> None:
    """End this process when its driver is gone: what it would write, the next driver's workers write."""
    while os.getppid() == driver:
        time.sleep(_LOOK_EVERY)
    os._exit(1)


if __name__ == "__main__":
    main()
