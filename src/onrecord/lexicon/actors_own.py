"""The user's own actor tables: what the files hold, and which of it counts.

The folder has files of the package's form (actors, names, affiliations, offices ``.csv``), each of which may be
missing, and two of its own. ``matches.csv`` pairs an imported actor with a known one that bears the same name: it
counts as nothing until ``decision`` says ``same`` (its names become names of the known actor) or ``different`` (it
stands for itself). ``dismissed.csv`` lists names that a reader found to be no actors.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.tables import read_table

__all__ = ["DECISIONS", "OWN_COLUMNS", "Match", "read_dismissed", "read_matches"]

OWN_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "actors.csv": ("actor_id", "name", "kind", "country", "sector", "from", "to", "source", "source_date", "status"),
    "names.csv": ("actor_id", "alias", "kind", "from", "to", "rank"),
    "affiliations.csv": ("subject_id", "relation", "object_id", "from", "to", "source", "source_date", "status"),
    "offices.csv": ("person_id", "title", "of", "from", "to", "sector", "source", "source_date"),
    "matches.csv": ("actor_id", "name", "known_id", "known_name", "why", "decision"),
    "dismissed.csv": ("name", "why", "day"),
}
"""The files of a folder of own tables and their columns, in order."""
DECISIONS: Final = ("same", "different", "")


class Match(Struct, frozen=True, kw_only=True):
    """An imported actor that may be a known one; ``decision`` is of ``DECISIONS``."""

    actor_id: str
    name: str
    known_id: str
    known_name: str
    why: str
    decision: str


def read_matches(folder: Path) -> tuple[Match, ...]:
    """The rows of ``matches.csv``, in order; empty where there is none. LexiconError for a wrong row."""
    path = folder / "matches.csv"
    if not path.exists():
        return ()
    rows = read_table(path, OWN_COLUMNS["matches.csv"])
    for line, row in enumerate(rows, start=2):
        if row["decision"] not in DECISIONS:
            raise LexiconError(f"{path}:{line}: decision is {row['decision']!r}; write same, different or nothing")
    return tuple(Match(**row) for row in rows)


def read_dismissed(folder: Path) -> frozenset[str]:
    """The names that are no actors; empty where there is no file."""
    path = folder / "dismissed.csv"
    return (
        frozenset(r["name"] for r in read_table(path, OWN_COLUMNS["dismissed.csv"])) if path.exists() else frozenset()
    )
