"""Keeps documents with their bytes, reports, relations, incidents, refusals and the journal of decisions.

``Store`` is what the rest of the program asks of a store; ``open_store`` gives the SQLite one.
"""

from onrecord.store.database import SqliteStore, open_store
from onrecord.store.journal import ChangeKind, IncidentChange, incident_changes
from onrecord.store.proof import Finding
from onrecord.store.protocol import Store
from onrecord.store.searching import Hit
from onrecord.store.selection import Selection, search_key

__all__ = [
    "ChangeKind",
    "Finding",
    "Hit",
    "IncidentChange",
    "Selection",
    "SqliteStore",
    "Store",
    "incident_changes",
    "open_store",
    "search_key",
]
