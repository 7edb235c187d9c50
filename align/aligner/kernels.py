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
    """Compile a function with numba and caches the machine code.

    The cache lies beside the module or, in a read-only installation, in the user's cache folder; where neither can be
    written numba refuses to cache at all, and the function is compiled once a process. ``fastmath`` only lets sums be
    vectorised: NaN is used as a value here, so the flags that assume it away are left out.
    """
    try:
        return numba.njit(function, cache=True, nogil=True, fastmath=_FASTMATH)
    except RuntimeError:
        return numba.njit(function, nogil=True, fastmath=_FASTMATH)


def kept(function: Any) -> bool:
    """True if the machine code of a kernel was kept by an earlier run, for this Python and the lines where it stands.

    numba compares the source itself too; where only that has changed, the answer is yes and the code is compiled anew.
    """
    if function.stats.cache_path is None:
        return False
    line, python = function.py_func.__code__.co_firstlineno, "".join(map(str, sys.version_info[:2]))
    return any(Path(function.stats.cache_path).glob(f"*.{function.__name__}-{line}.py{python}.nbi"))
