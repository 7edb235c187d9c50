"""Which packages are here, found out without loading them."""

from importlib.util import find_spec


def missing(*names: str) -> tuple[str, ...]:
    """Those of some packages, by the names that they are imported by, that are not installed.

    >>> missing("json", "no_such_package")
    ('no_such_package',)
    """
    return tuple(name for name in names if not _is_installed(name))


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):  # an import hook that refuses it
        return False
