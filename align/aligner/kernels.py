"""Compiles inner loops with numba."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from align.language.numba_alone import numba

Kernel = Callable[..., Any]
FIRST_RUN = "first run: compiling (about 30 s, once per machine)"
_FASTMATH = {"reassoc", "contract", "nsz", "arcp"}


def kernel(function: Kernel) -> Kernel:
    """Compile a function with numba and cache the machine code.

    The cache is beside the module or, in a read-only installation, in the user's cache folder; if neither is writable,
    numba refuses to cache, and the function is compiled in each process. ``fastmath`` only allows sums to be
    vectorised: the flags that assume there is no NaN are left out, since NaN is a value here.
    """
    try:
        return numba.njit(function, cache=True, nogil=True, fastmath=_FASTMATH)
    except RuntimeError:
        return numba.njit(function, nogil=True, fastmath=_FASTMATH)


def is_cached(function: Any) -> bool:
    """True if an earlier run cached the machine code of a kernel for this Python and these lines of the file.

    numba also compares the source; if only that has changed, this is True and the code is compiled again.
    """
    if not hasattr(function, "stats"):  # NUMBA_DISABLE_JIT: nothing is compiled, so nothing has to be waited for
        return True
    if function.stats.cache_path is None:
        return False
    line, python = function.py_func.__code__.co_firstlineno, "".join(map(str, sys.version_info[:2]))
    return any(Path(function.stats.cache_path).glob(f"*.{function.__name__}-{line}.py{python}.nbi"))
