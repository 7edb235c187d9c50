"""The executors of datatrove: local, in processes that we supervise, Slurm, and Ray.

If a process of a multiprocessing pool is killed, its task is lost and the pool waits forever. So the local engine
starts its own workers (:mod:`align.batch.workers`), each a datatrove executor for its shards, and requeues the shards
of a dead worker. The process that does so imports nothing that aligns or checks.
"""

import logging
import os
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from align.batch.settings import Settings
from align.batch.workers import TRIES, WorkerError, Workers
from align.model.progress import Progress

Engine = Literal["local", "slurm", "ray"]
_LOOK_EVERY = 1.0  # seconds
_ANSWER = 10.0  # seconds within which a cluster answers
_QUIET_RAY = {"RAY_enable_metrics_collection": "0", "RAY_USAGE_STATS_ENABLED": "0"}
"""Of a Ray that lives as long as the batch nobody reads metrics; to collect them takes it seconds to start."""


def run_local(settings: Settings, tasks: int, workers: int, progress: Progress) -> None:
    """Run the remaining shards in ``workers`` processes."""
    Workers(settings, tasks=tasks, progress=progress).run(workers)


def run_ray(settings: Settings, tasks: int, workers: int, progress: Progress) -> None:
    """Run the remaining shards on the cluster at RAY_ADDRESS, else on a local Ray.

    Each shard is a task of Ray's, so that its processes keep their models from one shard to the next; datatrove's own
    executor forks a new process for each. A shard whose process dies is tried again by Ray; one that fails stays open.
    """
    address = os.environ.get("RAY_ADDRESS", "")
    _require_answer(address)
    import ray

    how: dict[str, Any] = {"runtime_env": {"env_vars": settings.limits}}
    around: AbstractContextManager[object] = nullcontext()
    if not address:  # its processes inherit their environment: for one that a task asks for, others would be started
        how = {"num_cpus": workers * settings.threads, "include_dashboard": False}
        around = _environment({**settings.limits, **_QUIET_RAY})
    try:
        with around:
            ray.init(address=address or None, log_to_driver=False, logging_level=logging.ERROR, **how)
    except Exception as error:  # what it raises has no common base
        reason = str(error).partition("\n")[0]
        raise WorkerError(f"Ray does not start{f' at {address}' if address else ''}: {reason}") from error
    todo = sorted(set(range(tasks)) - settings.completed())
    running: list[Any] = []
    try:
        work = ray.remote(num_cpus=settings.threads, max_retries=TRIES)(_run_shard)
        while todo or running:
            while todo and len(running) < workers:
                running.append(work.remote(settings, tasks, todo.pop(0)))
            done, running = ray.wait(running, timeout=_LOOK_EVERY)
            for shard in done:
                with suppress(ray.exceptions.RayError):
                    ray.get(shard)
            progress("shards", len(settings.completed()), tasks)
    finally:
        ray.shutdown()


def _require_answer(address: str) -> None:
    """Raise WorkerError if nobody listens at an address with a port, for which Ray would wait minutes."""
    parts = urlsplit(address if "://" in address else f"//{address}")
    try:
        if parts.hostname and parts.port:
            socket.create_connection((parts.hostname, parts.port), timeout=_ANSWER).close()
    except (OSError, ValueError) as error:
        raise WorkerError(f"no Ray at RAY_ADDRESS={address}: {error}; expected HOST:PORT of a running head") from error


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for the processes that are started while the context is open."""
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _run_shard(settings: Settings, tasks: int, rank: int) -> None:
    """Run one shard in a process of Ray's."""
    from loguru import logger

    from align.batch.executor import WorkerExecutor
    from align.batch.steps import no_report

    logger.disable("datatrove")
    WorkerExecutor(settings, tasks=tasks, first=rank, count=1, report=no_report).run()


def run_slurm(settings: Settings, tasks: int, workers: int, progress: Progress) -> None:
    """Submit the remaining shards as an array of at most ``workers`` jobs at a time, and return.

    ALIGN_SLURM_PARTITION and ALIGN_SLURM_TIME set partition and time limit; sbatch also reads SBATCH_* variables.
    """
    from datatrove.executor import SlurmPipelineExecutor
    from loguru import logger

    from align.batch.steps import steps

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
