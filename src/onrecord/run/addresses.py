"""What a user gives to name a store."""

from __future__ import annotations

from pathlib import Path

__all__ = ["store_address"]


def store_address(words: str) -> Path | str:
    """A file's path, or the address of a database as it stands."""
    return words if words.startswith(("postgresql://", "postgres://")) else Path(words)
