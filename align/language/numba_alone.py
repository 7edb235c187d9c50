"""Numba, imported without scipy's linear algebra.

Numba imports ``scipy.linalg`` only to see that it is there, for programs that multiply matrices in compiled code. Ours
do not, and it takes a quarter of a second in each process. What numba then knows is the same: that scipy is there.
"""

import sys
from importlib.util import find_spec

_LINALG = "scipy.linalg"

if "numba" in sys.modules or _LINALG in sys.modules:
    import numba
else:
    sys.modules[_LINALG] = None  # type: ignore[assignment]  # whoever imports it is told that it is not there
    try:
        import numba
        from numba.np import arraymath

        arraymath._HAVE_BLAS = find_spec("scipy") is not None
    finally:
        del sys.modules[_LINALG]

__all__ = ["numba"]
