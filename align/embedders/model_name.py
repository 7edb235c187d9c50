"""The name of a sentence-transformers model in signatures and cache keys, the same on every machine.

A path would tell a reader of a paper who wrote it but not which model it was, and may hold another model tomorrow. So a
folder is named by its last part and a digest of its files, a model of the Hub by its full name and revision:
``tiny@1f0c2a9be3d4``, ``sentence-transformers/LaBSE@836121a0533e``.
"""

import hashlib
from pathlib import Path

_FILES = {".safetensors", ".bin", ".json", ".txt", ".model"}  # weights, settings, vocabularies
_DIGITS = 12


def model_name(name: str) -> str:
    """Return the name of a folder or of a model in the local Hub cache; other names stay unchanged."""
    folder = Path(name).expanduser()
    if folder.is_dir():
        return f"{folder.resolve().name}@{_digest(folder)}"
    if config := in_hub_cache(name):
        # .../models--sentence-transformers--LaBSE/snapshots/REVISION/config.json
        full = config.parents[2].name.removeprefix("models--").replace("--", "/", 1)
        return f"{full}@{config.parent.name[:_DIGITS]}"
    return name


def in_hub_cache(name: str) -> Path | None:
    """Return the config.json of a model in the local Hub cache. The default owner is sentence-transformers."""
    from huggingface_hub import try_to_load_from_cache

    for full in [name] if "/" in name else [name, f"sentence-transformers/{name}"]:
        try:
            found = try_to_load_from_cache(full, "config.json")
        except ValueError:  # not a valid name
            return None
        if isinstance(found, str):
            return Path(found)
    return None


def _digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in _FILES and p.is_file()):
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").digest()
        whole.update(path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape") + b"\0" + content)
    return whole.hexdigest()[:_DIGITS]
