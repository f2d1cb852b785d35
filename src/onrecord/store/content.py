"""The content of a store in a canonical form, to compare one store with another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import apsw
import msgspec

from onrecord.store.connection import digest_of

__all__ = ["dump_lines"]

_BOOKKEEPING: Final = frozenset({"meta", "sqlite_sequence", "searched"})
"""Tables that say how the content came about or find it, not what it is."""

_SEARCH_INDEX: Final = "document_words"
"""The name of the search index, with which those of its own tables begin."""

_WRITING_TIMES: Final = frozenset({"added_at", "at"})
"""Columns that hold the clock."""

_ORDER_OF_WRITING: Final = {"sources": frozenset({"seq", "prev_hash", "hash"})}
"""Columns that hold the order in which things came in, where it is no part of the content."""


def dump_lines(connection: apsw.Connection) -> Iterator[str]:
    """Every row of every table as one JSON object ``{"table": name, column: value, ...}``.

    Tables by name, rows by their values; the times of writing are left out. A ``record`` column stands as the JSON
    that is stored, byte for byte. All is read in one transaction.
    """
    connection.execute("BEGIN DEFERRED")
    try:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        for (table,) in tables:
            if table not in _BOOKKEEPING and not str(table).startswith(_SEARCH_INDEX):
                yield from _table_lines(connection, str(table))
    finally:
        connection.execute("ROLLBACK")


def _table_lines(connection: apsw.Connection, table: str) -> Iterator[str]:
    left_out = _WRITING_TIMES | _ORDER_OF_WRITING.get(table, frozenset())
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] not in left_out]
    order = ", ".join(f"{position} NULLS FIRST" for position in range(1, len(columns) + 1))
    for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order}"):  # noqa: S608
        cells = {column: _cell(column, value) for column, value in zip(columns, row, strict=True)}
        yield msgspec.json.encode({"table": table, **cells}).decode("utf-8")


def _cell(column: str, value: str | int | bytes | None) -> object:
    if isinstance(value, bytes):
        return {"sha256": digest_of(value)}
    return msgspec.Raw(value.encode("utf-8")) if column in ("record", "own") and isinstance(value, str) else value
