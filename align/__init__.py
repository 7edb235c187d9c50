"""Aligns a Chinese transcript with its English version and shows where the English departs from the Chinese.

``align.align(zh, en)`` aligns and checks two texts, ``align.check(zh, en)`` checks pairs that are already aligned; both
return a ``Bitext``, which a notebook shows as a table, ``to_pandas()`` makes a data frame and ``align.save`` a file.

``import align`` is light: it loads no model and no numeric library. These are loaded when a function is first used;
the modules below do the work, and ``align.cli`` is the command line.
"""

from typing import TYPE_CHECKING, Any

from align.model.version import VERSION as __version__  # noqa: N811

if TYPE_CHECKING:
    from align.api import align as align
    from align.api import check as check
    from align.api import save as save

__all__ = ["__version__", "align", "check", "save"]


def __getattr__(name: str) -> Any:
    if name not in ("align", "check", "save"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from align import api

    return getattr(api, name)


def __dir__() -> list[str]:
    return sorted({name for name in globals() if name not in ("Any", "TYPE_CHECKING")} | {*__all__})
