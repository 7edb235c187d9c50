"""How many threads the encoders and the aligner run on."""

import os
from contextlib import AbstractContextManager
from functools import cache
from typing import Any


def available_threads() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def one_blas_thread() -> AbstractContextManager[object]:
    """While it is entered, matrix products run on the thread that asks for them.

    For code that has threads of its own: the library's would wait for one another at every small product, which costs
    more processor time than the products do.
    """
    limited: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return limited


@cache
def _controller() -> Any:
    """Return what finds the BLAS libraries that are loaded. It takes some milliseconds to look."""
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

    return ThreadpoolController()
