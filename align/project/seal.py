"""Tells the folders that this user's align wrote from those that somebody sent.

``run.json`` names files and an encoder that stand elsewhere, so that a review goes on with them. In a folder that was
received, the same line would have align read any file, or ask the Hub for any model with the user's own token. So what
is named is sealed (HMAC-SHA256) with a key that lies in the user's state folder alone and leaves it never. Whoever
sends a folder back can only name what this user has named.
"""

import hmac
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from align.model.parts import part_name

KEY = "seal"
_SIZE = 32


def state_folder() -> Path:
    """Return the folder of what is this user's own: ``$XDG_STATE_HOME/align``, by default ``~/.local/state/align``."""
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "align"


def sealed(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the seal of some values as a line of ``run.json``, or nothing if no key can be kept."""
    key = _key(make=True)
    return {KEY: _digest(key, values)} if key else {}


def is_sealed(values: Mapping[str, Any], seal: object) -> bool:
    """True if this user's align has sealed these values."""
    key = _key(make=False)
    return bool(key) and isinstance(seal, str) and hmac.compare_digest(_digest(key, values).encode(), seal.encode())


def _digest(key: bytes, values: Mapping[str, Any]) -> str:
    text = json.dumps(values, sort_keys=True, ensure_ascii=True)
    return hmac.new(key, text.encode(), "sha256").hexdigest()


def _key(*, make: bool) -> bytes:
    """Return the key, b"" if there is none (and none can be made)."""
    path = state_folder() / "seal.key"
    try:
        if make and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(part_name(path.name))
            try:
                with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                    file.write(secrets.token_bytes(_SIZE))
                if not path.exists():  # of two at once, the last wins, and what the other sealed is asked for again
                    os.replace(part, path)
            finally:
                part.unlink(missing_ok=True)
        found = path.read_bytes()
    except (OSError, RuntimeError):  # RuntimeError: no home
        return b""
    return found if len(found) == _SIZE else b""
