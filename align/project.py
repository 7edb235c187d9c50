"""What a project folder holds, whichever of its files it was read from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from align.bitext import Bitext


@dataclass(frozen=True, slots=True)
class Project:
    """A bitext and how it was made. ``run``: what ``run.json`` says, empty where there is none."""

    name: str
    bitext: Bitext
    run: Mapping[str, Any]
