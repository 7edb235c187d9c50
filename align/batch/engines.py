"""The executors of datatrove: local, in processes that we supervise, Slurm, and Ray.

If a process of a multiprocessing pool is killed, its task is lost and the pool waits forever. So the local engine
starts its own workers (:mod:`align.batch.workers`), each a datatrove executor for its shards, and requeues the shards
of a dead worker.
"""

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from align.batch.settings import Settings
from align.batch.steps import EndOnSigterm, steps
from align.batch.workers import Workers
from align.model.progress import Progress

Engine = Literal["local", "slurm", "ray"]


def run_local(settings: Settings, tasks: int, workers: int, progress: Progress) -> None:
    """Run the remaining shards in ``workers`` processes."""
    Workers(settings, tasks=tasks, progress=progress).run(workers)


def run_ray(settings: Settings, tasks: int, workers: int, progress: Progress) -> None:
    """Run the remaining shards on the cluster at RAY_ADDRESS, else on a local Ray."""
    import ray
    from datatrove.executor import RayPipelineExecutor
    from loguru import logger

    logger.disable("datatrove")
    address = os.environ.get("RAY_ADDRESS")
    own: dict[str, Any] = {} if address else {"num_cpus": workers * settings.threads, "include_dashboard": False}
    environment = {"env_vars": settings.limits}
    ray.init(address=address, runtime_env=environment, log_to_driver=False, logging_level=logging.ERROR, **own)
    executor = RayPipelineExecutor(
        pipeline=[EndOnSigterm(), *steps(settings)],
        tasks=tasks,
        workers=workers,
        cpus_per_task=settings.threads,
        mem_per_cpu_gb=0.5,
        logging_dir=str(settings.logs),
    )
    try:
        with watching(settings.completed, tasks, progress):
            executor.run()
    finally:
        ray.shutdown()


def run_slurm(settings: Settings, tasks: int, workers: int, progress: Progress) -> None:
    """Submit the remaining shards as an array of at most ``workers`` jobs at a time, and return.

    ALIGN_SLURM_PARTITION and ALIGN_SLURM_TIME set partition and time limit; sbatch also reads SBATCH_* variables.
    """
    from datatrove.executor import SlurmPipelineExecutor
    from loguru import logger

    logger.disable("datatrove")
    limits = " ".join(f"export {name}={value};" for name, value in settings.limits.items())
    SlurmPipelineExecutor(
        pipeline=steps(settings),
        tasks=tasks,
        workers=workers,
        time=os.environ.get("ALIGN_SLURM_TIME", "04:00:00"),
        partition=os.environ.get("ALIGN_SLURM_PARTITION", "cpu"),
        cpus_per_task=settings.threads,
        mem_per_cpu_gb=2,
        job_name="align-batch",
        env_command=f"{limits} export PATH={Path(sys.executable).parent}:$PATH",
        mail_type="NONE",
        logging_dir=str(settings.logs),
    ).run()


RUN: dict[Engine, Callable[[Settings, int, int, Progress], None]] = {
    "local": run_local,
    "slurm": run_slurm,
    "ray": run_ray,
}


class watching:  # noqa: N801
    """Report the number of finished shards to ``progress`` every second while the block runs."""

    def __init__(self, done: Callable[[], set[int]], tasks: int, progress: Progress) -> None:
        self._done, self._tasks, self._progress = done, tasks, progress

    def __enter__(self) -> None:
        from threading import Event, Thread

        self._stop = Event()
        self._thread = Thread(target=self._watch, daemon=True)
        self._thread.start()

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()
        self._tell()

    def _watch(self) -> None:
        while not self._stop.wait(1.0):
            self._tell()

    def _tell(self) -> None:
        self._progress("shards", len(self._done()), self._tasks)
