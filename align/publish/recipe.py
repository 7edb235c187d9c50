"""The recipe: one YAML file with everything that decides what a data set is made of.

The keys are those of :class:`align.publish.settings.Settings`, the filters under ``filters``. A data card shows the
recipe of its data set, from which the same projects give the same files.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import msgspec

from align.corpus.filters import Filters
from align.model.errors import MALFORMED, InputError
from align.publish.settings import List, Settings, shares_of

_APART = ("accept", "allow_open", "allow_removals")
"""What is no part of a recipe: texts that look like personal data, and consent to one run."""


def read_recipe(path: Path) -> dict[str, Any]:
    """Return the settings of a recipe, by the names of ``Settings``.

    Raises InputError for a file that is not YAML, for unknown keys and for values of another kind. Files of hashes are
    relative to the recipe.
    """
    import yaml

    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise InputError(str(path), f"is not a recipe ({str(error).splitlines()[0]}); expected YAML") from None
    if not isinstance(data, dict):
        raise InputError(str(path), "is not a recipe; expected keys and values (license: cc-by-4.0)")
    _require_known(data, {field.name for field in fields(Settings)} - set(_APART), str(path))
    data = {name: value for name, value in data.items() if value is not None}  # keys of which all is commented out
    try:
        if "shares" in data:
            data["shares"] = shares_of(str(data["shares"]))
        if "filters" in data:
            _require_known(data["filters"], {field.name for field in fields(Filters)}, f"{path}: filters")
        named = data.get("decontaminate", [])
        entries = named if isinstance(named, list) else [named]
        if lists := [entry if isinstance(entry, dict) else {"file": entry} for entry in entries]:
            data["decontaminate"] = [_list(path.parent / entry["file"], entry) for entry in lists]
        made = msgspec.convert({"license": "unknown", **data}, Settings)
    except MALFORMED as error:
        raise InputError(str(path), f"is not a recipe ({error})") from None
    return {name: getattr(made, name) for name in data}


def written(settings: Settings) -> str:
    """Return the recipe of settings as YAML: what differs from the defaults, and the thresholds that always hold.

    >>> print(written(Settings("mit", windows=10)), end="")
    license: mit
    filters:
      linked: 0.9
    duplicates: exact
    windows: 10
    shares: 90/5/5
    """
    import yaml

    plain, unfiltered = Settings("mit"), Filters()
    record: dict[str, Any] = {}
    for field in fields(Settings):
        value = getattr(settings, field.name)
        if field.name in _APART:
            continue
        if field.name == "filters":
            chosen = {f.name: getattr(value, f.name) for f in fields(Filters)}
            record["filters"] = {
                name: list(found) if isinstance(found, tuple) else found
                for name, found in chosen.items()
                if name == "linked" or found != getattr(unfiltered, name)
            }
        elif field.name == "shares":
            record["shares"] = "/".join(f"{share:g}" for share in value)
        elif field.name == "decontaminate":
            record |= (
                {"decontaminate": [{"file": Path(e.file).name, "sha256": e.sha256} for e in value]} if value else {}
            )
        elif field.name in ("license", "duplicates") or value != getattr(plain, field.name):
            record[field.name] = value
    return str(yaml.safe_dump(record, allow_unicode=True, sort_keys=False))


def list_of(path: Path) -> List:
    """Return a list of hashes with the digest of its file. Raises InputError if it cannot be read."""
    try:
        return List(str(path), hashlib.sha256(path.read_bytes()).hexdigest())
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error}); expected a file from align fingerprint") from None


def _list(path: Path, entry: Mapping[str, Any]) -> dict[str, str]:
    found = list_of(path)
    if entry.get("sha256", found.sha256) != found.sha256:
        raise InputError(str(path), "is not the file that the recipe names: its sha256 differs")
    return {"file": found.file, "sha256": found.sha256}


def _require_known(data: Mapping[str, Any], known: set[str], where: str) -> None:
    for name in data:
        if name not in known:
            raise InputError(where, f"unknown key {name!r}; choose one of {', '.join(sorted(known))}")
