"""Takes what a cluster coded into a store, as if one machine had coded it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
import pyarrow
import pyarrow.parquet
from msgspec import Struct

from onrecord.errors import InputError
from onrecord.run.cluster_rows import CODED_COLUMNS, Position, TakenIn, taken_in

__all__ = ["CodedFolder", "open_coded"]

ROWS_AT_ONCE: Final = 128
WAVE_PREFIX: Final = "coded-"
"""What the name of each folder that a wave was written to begins with."""


class CodedFolder(Struct, frozen=True):
    """The tables of a folder that ``spark-code`` wrote, and which row tells of each document first.

    Of documents with the same bytes that which stood first in the input counts, as on one machine. Held in memory is
    one short line a document, no text.
    """

    files: tuple[Path, ...]
    coder: str
    first: dict[str, Position]
    rows: int

    def taken_in(self) -> Iterator[TakenIn]:
        """Every refusal without a document, and every document once. InputError where a table is damaged."""
        for path, row in _rows(self.files, CODED_COLUMNS):
            if row["document_id"] is None or self.first[row["document_id"]] == _position(row):
                try:
                    yield taken_in(row)
                except msgspec.MsgspecError as error:
                    raise InputError(f"{path}: damaged ({error}); code it anew") from error


def open_coded(folder: Path) -> CodedFolder:
    """What lies in a folder. InputError where nothing does, a wave was not ended, or two versions of onrecord wrote."""
    waves = sorted(path for path in folder.glob(f"{WAVE_PREFIX}*") if path.is_dir())
    if not waves:
        raise InputError(f"{folder}: nothing that onrecord spark-code wrote; give the folder named with its --out")
    for wave in waves:
        if not (wave / "_SUCCESS").exists():
            raise InputError(f"{wave}: was not written to its end; run the same onrecord spark-code again")
    files = tuple(path for wave in waves for path in sorted(wave.glob("*.parquet")))
    first: dict[str, Position] = {}
    coders: set[str] = set()
    rows = 0
    for _, row in _rows(files, ("file_number", "row_number", "document_id", "coder")):
        rows += 1
        coders.add(row["coder"])
        known = row["document_id"]
        if known is not None:
            first[known] = min(first.get(known, _position(row)), _position(row))
    if len(coders) > 1:
        raise InputError(f"{folder}: coded by {' and by '.join(sorted(coders))}; code all anew into another folder")
    return CodedFolder(files=files, coder=coders.pop() if coders else "", first=first, rows=rows)


def _position(row: dict[str, Any]) -> Position:
    return row["file_number"], row["row_number"]


def _rows(files: tuple[Path, ...], columns: tuple[str, ...]) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in files:
        try:
            with pyarrow.parquet.ParquetFile(path) as table:
                for batch in table.iter_batches(batch_size=ROWS_AT_ONCE, columns=list(columns), use_threads=False):
                    for row in batch.to_pylist():
                        yield path, row
        except (pyarrow.ArrowException, OSError, KeyError) as error:
            raise InputError(f"{path}: cannot be read ({error}); code it anew") from error
