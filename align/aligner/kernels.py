"""The one place that knows how inner loops are compiled."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba

Kernel = Callable[..., Any]
FIRST_RUN = "the first run on this machine makes it ready, which takes about half a minute"
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


def kept(function: Kernel) -> bool:
    """Whether the machine code of a kernel was kept by an earlier run, for this Python and the source as it stands."""
    folder = getattr(function, "stats").cache_path  # noqa: B009
    if folder is None:
        return False
    written = Path(sys.modules[function.__module__].__file__ or "").stat().st_mtime
    pattern = f"*.{function.__name__}-*.py{sys.version_info[0]}{sys.version_info[1]}.nbi"
    return any(index.stat().st_mtime >= written for index in Path(folder).glob(pattern))
