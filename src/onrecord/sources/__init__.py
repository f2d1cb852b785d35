"""Sources: files, folders, globs, tables and standard input become raw items (bytes and where they came from)."""

from __future__ import annotations

from onrecord.sources.reading import ItemHints, read_items

__all__ = ["ItemHints", "read_items"]
