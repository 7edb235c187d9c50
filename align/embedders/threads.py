"""The number of threads of the encoders and the aligner."""

import os
from contextlib import AbstractContextManager
from functools import cache
from typing import Any


def available_threads() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def one_blas_thread() -> AbstractContextManager[object]:
    """Run matrix products on the calling thread while the context is open.

    For code with threads of its own: the library's threads would wait for one another at every small product, which
    costs more processor time than the products.
    """
    limited: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return limited


@cache
def _controller() -> Any:
    """Return a controller of the loaded BLAS libraries. The search takes some milliseconds."""
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

    return ThreadpoolController()
