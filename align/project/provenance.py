"""Records the other inputs of a run (termbase, profile, reference, encoder) in ``run.json``.

``align review`` uses them to check edits as the run checked the pairs: if a reviewer forgot ``--termbase``, the flags
of the termbase would disappear.
"""

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Literal

Kind = Literal["termbase", "profile", "reference"]
KEY = "files"
ENCODER = "encoder"


def record(files: Mapping[Kind, Path | None]) -> dict[str, Any]:
    """Return the entries of files for ``run.json``: absolute paths with digests, "" for a missing file."""
    given = {kind: path for kind, path in files.items() if path is not None}
    digests = {kind: _digest(path) if path.exists() else "" for kind, path in given.items()}
    return {KEY: {kind: {"path": str(path.absolute()), "sha256": digests[kind]} for kind, path in given.items()}}


def record_encoder(name: str, own: Collection[str]) -> dict[str, str]:
    """Return the encoder for ``run.json``: its name, or the absolute path of a folder. ``own``: our encoders."""
    folder = Path(name).expanduser()
    return {ENCODER: str(folder.absolute()) if name not in own and folder.is_dir() else name}


def encoder_of(run: Mapping[str, Any]) -> str:
    """Return the encoder of a run, by default the bundled one."""
    name = run.get(ENCODER)
    return name if isinstance(name, str) and name else "bundled"


def given(run: Mapping[str, Any], kind: Kind) -> tuple[Path | None, str]:
    """Return the file of a kind that a run used, if it still exists, and a warning for the reviewer.

    The warning is "" if the file is unchanged or there was none. ``run``: the contents of ``run.json``.
    """
    files = run.get(KEY)
    known = files.get(kind) if isinstance(files, dict) else None
    if not isinstance(known, dict) or not isinstance(known.get("path"), str):
        return None, ""
    path = Path(known["path"])
    try:
        digest = _digest(path)
    except OSError:
        return None, f"{path}: the {kind} of the run is missing; edits are checked without it"
    if digest != known.get("sha256"):
        return path, f"{path}: the {kind} has changed since the run; edits are checked with the new version"
    return path, ""


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
