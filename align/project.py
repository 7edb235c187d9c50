"""What a project folder holds: its files by name, and the project, whichever of them it was read from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from align.bitext import Bitext

BITEXT, REPORT, RUN, DOCUMENTS = "bitext.jsonl", "report.html", "run.json", "documents.json"
REVIEW, DATABASE = "review.sqlite", "review.database"


@dataclass(frozen=True, slots=True)
class Project:
    """A bitext and how it was made. ``run``: what ``run.json`` says, empty where there is none."""

    name: str
    bitext: Bitext
    run: Mapping[str, Any]
