"""The review of a project in one database: its units, the decisions of reviewers, and the history of all changes.

SQLite by default (``DIR/review.sqlite``), PostgreSQL by URL. Every write is one transaction and one entry of an
append-only history, from which it can be undone.
"""

from align.model.unit import ClosedIssue
from align.store.errors import Conflict, NotApprovedError, Unknown
from align.store.model import (
    DroppedEdit,
    Entry,
    MergeReport,
    Precision,
    ProjectInfo,
    TermAddition,
    UnitState,
)
from align.store.store import Store

__all__ = [
    "ClosedIssue",
    "Conflict",
    "DroppedEdit",
    "Entry",
    "MergeReport",
    "NotApprovedError",
    "Precision",
    "ProjectInfo",
    "Store",
    "TermAddition",
    "UnitState",
    "Unknown",
]
