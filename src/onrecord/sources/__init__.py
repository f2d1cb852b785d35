"""Sources: files, folders, globs, tables and standard input become raw items (bytes and where they came from)."""

from __future__ import annotations

from onrecord.sources.kinds import FileKind, kind_of_suffix
from onrecord.sources.paths import expand_paths, readable_name
from onrecord.sources.reading import ItemHints, read_items, read_stream
from onrecord.sources.tables import COLUMNS, row_item

__all__ = [
    "COLUMNS",
    "FileKind",
    "ItemHints",
    "expand_paths",
    "kind_of_suffix",
    "read_items",
    "read_stream",
    "readable_name",
    "row_item",
]
