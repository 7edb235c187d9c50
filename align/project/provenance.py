"""Records the other inputs of a run (termbase, profile, reference, encoder) in ``run.json``.

So that ``align review`` checks edits as the run checked the pairs, without being told again: a reviewer who leaves out
``--termbase`` would see the flags of it go, and none come. A folder may come from somebody else, though: what it names
outside of itself is used only where this user's align has written it there (:mod:`align.project.seal`).
"""

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Literal

from align.model.bitext import Status
from align.project import seal
from align.scorers.profile import Profile

Kind = Literal["termbase", "profile", "reference"]
KEY = "files"
ENCODER = "encoder"
_MOST_BYTES = 200_000_000


def facts_of(
    profile: Profile,
    *,
    held: Mapping[str, int],
    status: Status,
    files: Mapping[Kind, Path | None],
    encoder: str,
    own: Collection[str],
) -> dict[str, Any]:
    """Return what ``run.json`` says of how a run was made. ``held``: flags that the limits of the profile held back, by
    scorer; ``status``: of the English; ``own``: our encoders."""
    facts: dict[str, Any] = {"status": status, "profile": profile.name or "default", "held_back": held}
    facts["sensitivity"] = profile.sensitivity
    facts |= record(files) | record_encoder(encoder, own)
    return facts | record_seal(facts)


def record(files: Mapping[Kind, Path | None]) -> dict[str, Any]:
    """Return the entries of files for ``run.json``: absolute paths with digests, "" for a missing file."""
    given = {kind: path for kind, path in files.items() if path is not None}
    digests = {kind: _digest(path) if path.exists() else "" for kind, path in given.items()}
    return {KEY: {kind: {"path": str(path.absolute()), "sha256": digests[kind]} for kind, path in given.items()}}


def record_encoder(name: str, own: Collection[str]) -> dict[str, str]:
    """Return the encoder for ``run.json``: its name, or the absolute path of a folder. ``own``: our encoders."""
    folder = Path(name).expanduser()
    return {ENCODER: str(folder.absolute()) if name not in own and folder.is_dir() else name}


def record_seal(facts: Mapping[str, Any]) -> dict[str, str]:
    """Return the line of ``run.json`` by which this user's align knows its own: a seal of the files and the encoder."""
    return seal.sealed(_named(facts))


def is_ours(run: Mapping[str, Any]) -> bool:
    """True if the files and the encoder that ``run.json`` names were named by this user."""
    return seal.is_sealed(_named(run), run.get(seal.KEY))


def encoder_of(run: Mapping[str, Any], own: Collection[str] = ("bundled",)) -> tuple[str, str]:
    """Return the encoder that a run was made with (bundled if ``run.json`` names none), and a message for the reviewer.

    ``own``: the names of ours. Any other would be loaded, or asked of the Hub, because a folder says so: it is taken
    only where the run is this user's own.
    """
    name = run.get(ENCODER)
    if not isinstance(name, str) or not name:
        return "bundled", ""
    if name in own or is_ours(run):
        return name, ""
    reason = f"{name!r}, which this folder names as its encoder, was not named by you: if you know it, --encoder NAME"
    return "bundled", f"{reason}; edits are checked with the bundled encoder"


def given(run: Mapping[str, Any], kind: Kind) -> tuple[Path | None, str]:
    """Return the file of a kind that a run used, if it still exists, and a warning for the reviewer.

    The warning is "" if the file is unchanged or there was none. ``run``: the contents of ``run.json``.
    """
    files = run.get(KEY)
    known = files.get(kind) if isinstance(files, dict) else None
    if not isinstance(known, dict) or not isinstance(known.get("path"), str):
        return None, ""
    path = Path(known["path"])
    if not is_ours(run):
        said = (
            f"{str(path)!r}, which this folder names as its {kind}, was not named by you: if you know it, --{kind} FILE"
        )
        return None, f"{said}; edits are checked without it"
    try:
        digest = _digest(path)
    except (OSError, ValueError):
        return None, f"{path}: the {kind} of the run is missing; edits are checked without it"
    if digest != known.get("sha256"):
        return path, f"{path}: the {kind} has changed since the run; edits are checked with the new version"
    return path, ""


def _named(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {KEY: facts.get(KEY), ENCODER: facts.get(ENCODER)}


def _digest(path: Path) -> str:
    """Return the digest of a file's bytes. Raises OSError, ValueError for what is no file, or one that is too large."""
    if not path.is_file() or path.stat().st_size > _MOST_BYTES:
        raise ValueError(f"{path} is no file of at most {_MOST_BYTES:,} bytes")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
