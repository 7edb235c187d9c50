"""datatrove's local executor without its pool: runs the shards of a worker process one after the other."""

from copy import deepcopy
from typing import Any

from datatrove.executor import LocalPipelineExecutor

from align.batch.settings import Settings
from align.batch.steps import Report, steps


class WorkerExecutor(LocalPipelineExecutor):  # type: ignore[misc]
    """Runs shards ``first`` to ``first + count`` in this process, with datatrove's logs and completion markers.

    The ``run`` of the local executor starts a manager process each time, which would outlive a killed worker.
    """

    def __init__(self, settings: Settings, *, tasks: int, first: int, count: int, report: Report) -> None:
        super().__init__(
            pipeline=steps(settings, report=report),
            tasks=tasks,
            workers=1,
            logging_dir=str(settings.logs),
            local_tasks=count,
            local_rank_offset=first,
        )

    def run(self) -> None:
        """Run the shards not yet marked as done. Passes on the errors of steps."""
        pipeline: list[Any] = self.pipeline  # type: ignore[has-type]
        shards = range(self.local_rank_offset, self.local_rank_offset + self.local_tasks)
        for rank in self.get_incomplete_ranks(shards):
            self.pipeline = deepcopy(pipeline)  # statistics are kept in the steps
            self._run_for_rank(rank)
