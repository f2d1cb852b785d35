"""Rows of a format as lines of CSV or TSV: its fields in their order, no cell a formula, unknown cells empty."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping

from onrecord.errors import LexiconError
from onrecord.lexicon.exports import load_fields
from onrecord.views.cells import Cell, safe_cell, write_csv

__all__ = ["Row", "joined", "plain", "table_parts"]

Row = Mapping[str, Cell]


def table_parts(name: str, rows: Iterable[Row], *, delimiter: str = ",") -> Iterator[str]:
    """The head line and one piece a row, each ending in a line feed.

    LexiconError where a row's fields are not those of the format's table.
    """
    columns = [field.name for field in load_fields(name)]
    yield _piece([], columns, delimiter)
    for row in rows:
        if row.keys() != set(columns):
            odd = ", ".join(sorted(row.keys() ^ set(columns)))
            raise LexiconError(f"data/exports/fields/{name}.csv and its rows differ in: {odd}")
        yield _piece([row], columns, delimiter).partition("\n")[2]


def _piece(rows: list[Row], columns: list[str], delimiter: str) -> str:
    buffer = io.StringIO()
    write_csv(rows, columns, buffer, delimiter=delimiter)
    return buffer.getvalue()


def joined(names: Iterable[str | None], separator: str = "; ") -> str | None:
    """The names, each once and each safe as a cell of its own, with the separator between; ``None`` of none."""
    safe = dict.fromkeys(str(safe_cell(plain(name))) for name in names if name)
    return separator.join(safe) or None


def plain(text: str | None) -> str | None:
    """The text on one line, without what a terminal or a table would obey."""
    if text is None:
        return None
    return "".join(one if one.isprintable() else " " for one in " ".join(text.split())).strip() or None
