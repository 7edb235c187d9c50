"""The one place that knows how inner loops are compiled."""

from collections.abc import Callable
from typing import Any

import numba

Kernel = Callable[..., Any]
_FASTMATH = {"reassoc", "contract", "nsz", "arcp"}


def kernel(function: Kernel) -> Kernel:
    """Compiles a function with numba and caches the machine code.

    The cache lies beside the module or, in a read-only installation, in the user's cache folder; where neither can be
    written numba refuses to cache at all, and the function is compiled once a process. ``fastmath`` only lets sums be
    vectorised: NaN is used as a value here, so the flags that assume it away are left out.
    """
    try:
        return numba.njit(function, cache=True, nogil=True, fastmath=_FASTMATH)
    except RuntimeError:
        return numba.njit(function, nogil=True, fastmath=_FASTMATH)
