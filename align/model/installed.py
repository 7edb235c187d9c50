"""Checks whether packages are installed without importing them."""

from importlib.util import find_spec


def missing(*names: str) -> tuple[str, ...]:
    """Return the packages, by import name, that are not installed.

    >>> missing("json", "no_such_package")
    ('no_such_package',)
    """
    return tuple(name for name in names if not _is_installed(name))


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):  # an import hook that refuses it
        return False
