"""What a run was given besides its texts (termbase, profile, reference; the encoder), as ``run.json`` names it.

So that ``align review`` checks edits as the run checked the pairs, without being told again: a reviewer who leaves out
``--termbase`` would see the flags of it go, and none come.
"""

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Literal

Kind = Literal["termbase", "profile", "reference"]
KEY = "files"
ENCODER = "encoder"


def record(files: Mapping[Kind, Path | None]) -> dict[str, Any]:
    """Return what ``run.json`` says of files: the absolute path of each that was given, and a digest of its bytes, ""
    of one that is not there any more."""
    given = {kind: path for kind, path in files.items() if path is not None}
    digests = {kind: _digest(path) if path.exists() else "" for kind, path in given.items()}
    return {KEY: {kind: {"path": str(path.absolute()), "sha256": digests[kind]} for kind, path in given.items()}}


def record_encoder(name: str, own: Collection[str]) -> dict[str, str]:
    """Return what ``run.json`` says of the encoder: its name, or the absolute path of a folder. ``own``: names of
    ours."""
    folder = Path(name).expanduser()
    return {ENCODER: str(folder.absolute()) if name not in own and folder.is_dir() else name}


def encoder_of(run: Mapping[str, Any]) -> str:
    """Return the encoder that a run was made with; the bundled one where ``run.json`` names none."""
    name = run.get(ENCODER)
    return name if isinstance(name, str) and name else "bundled"


def given(run: Mapping[str, Any], kind: Kind) -> tuple[Path | None, str]:
    """Return the file of a kind that a run was given, where it is still there, and what a reviewer should know of it.

    What is said is "" where the file is as it was, or where there was none. ``run``: what ``run.json`` holds.
    """
    files = run.get(KEY)
    known = files.get(kind) if isinstance(files, dict) else None
    if not isinstance(known, dict) or not isinstance(known.get("path"), str):
        return None, ""
    path = Path(known["path"])
    try:
        digest = _digest(path)
    except OSError:
        return None, f"{path}: the {kind} of the run is not there any more; edits are checked without it"
    if digest != known.get("sha256"):
        return path, f"{path}: the {kind} has changed since the run; edits are checked with it as it is now"
    return path, ""


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
