"""Rows of JSONL, CSV and Parquet tables as raw items, one at a time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, TypeAlias

import msgspec
import pyarrow
import pyarrow.parquet

from onrecord.limits import MAX_FILE_BYTES
from onrecord.records import MediaKind, RawItem, Refusal
from onrecord.sources.kinds import TEXT_COLUMNS, FileKind

Row: TypeAlias = Mapping[str, Any]
COLUMNS = ("id", "text", "html", "title", "published", "url", "source", "language")
BATCH_ROWS = 64


@dataclass(frozen=True, slots=True)
class Broken:
    """Why a row could not be read. ``final`` where the rest of the table cannot be either."""

    code: str
    reason: str
    final: bool = False


def read_table_items(kind: FileKind, path: str, stream: BinaryIO, source: str | None) -> Iterator[RawItem | Refusal]:
    """The rows of a table, in order. ``path`` of an item is the row's ``id`` (else ``table:row``, counted from 1).

    The sha256 is that of the UTF-8 bytes of the row's text (or HTML). A row without text, or that cannot
    be read, is a refusal naming table and row. ``source`` stands in where the row names none.
    """
    for number, row in enumerate(_ROW_READERS[kind](stream), start=1):
        if isinstance(row, Broken):
            where = path if row.final else f"{path}:{number}"
            yield Refusal(path=where, stage="sources", code=row.code, detail=f"{where}: {row.reason}")
            if row.final:
                return
        else:
            yield row_item(path, number, row, source)


def row_item(path: str, number: int, row: Row, source: str | None) -> RawItem | Refusal:
    """One row of a table as ``read_table_items`` reads it; ``number`` counts from 1."""
    row_id = _cell(row, "id") or f"{path}:{number}"
    media, value = next(((name, row[name]) for name in TEXT_COLUMNS if _has_words(row.get(name))), ("", ""))
    if not value:
        detail = f"row {number} of {path} has no text; fill its column text or html"
        return Refusal(path=row_id, stage="sources", code="no_text", detail=detail)
    # a lone surrogate (possible in JSON) has no UTF-8 form; decoding replaces it
    data = value.encode("utf-8", "surrogatepass")
    return RawItem(
        path=row_id,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        media=MediaKind(media),
        url=_cell(row, "url"),
        title=_cell(row, "title"),
        source=_cell(row, "source") or source,
        published=_cell(row, "published"),
        language=_cell(row, "language"),
    )


def _has_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _cell(row: Row, name: str) -> str | None:
    """A column's value as text without lone surrogates; ``None`` where there is none."""
    value = row.get(name)
    if value is None or (isinstance(value, float) and math.isnan(value)):  # NaN: how tables say "missing"
        return None
    text = str(value).strip().encode("utf-8", "replace").decode("utf-8")
    return text or None


def _jsonl_rows(stream: BinaryIO) -> Iterator[Row | Broken]:
    first = True
    while line := stream.readline(MAX_FILE_BYTES + 1):
        if len(line) > MAX_FILE_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_FILE_BYTES)
            yield Broken("too_long", f"the row has more than {MAX_FILE_BYTES} bytes; split it")
            continue
        if first:
            line, first = line.removeprefix(b"\xef\xbb\xbf"), False
        if line.strip():
            yield _json_row(line)


def _json_row(line: bytes) -> Row | Broken:
    try:
        row = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        try:
            row = json.loads(line.decode("utf-8"))  # takes lone surrogates, which msgspec does not
        except (ValueError, RecursionError) as error:
            return Broken("bad_row", f"not a JSON object ({error}); write one object a line in UTF-8")
    if not isinstance(row, dict):
        return Broken("bad_row", "not a JSON object; write one object a line with the columns id and text")
    return row


def _csv_rows(stream: BinaryIO) -> Iterator[Row | Broken]:
    csv.field_size_limit(MAX_FILE_BYTES)
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        reader = csv.DictReader(lines)
        if missing := _missing_columns(reader.fieldnames or ()):
            yield missing
            return
        for row in reader:
            yield {name: value for name, value in row.items() if isinstance(name, str)}
    except UnicodeDecodeError:
        yield Broken("undecodable", "the table is not UTF-8 from here on; save it again as UTF-8", final=True)
    except csv.Error as error:
        yield Broken("bad_table", f"not a CSV table ({error}); save it again as CSV with quoted text", final=True)
    finally:
        lines.detach()  # the stream is the caller's to close


def _parquet_rows(stream: BinaryIO) -> Iterator[Row | Broken]:
    # Parquet has its index at the end, so a stream that cannot seek must be held
    source = stream if stream.seekable() else io.BytesIO(stream.read())
    try:
        table = pyarrow.parquet.ParquetFile(source)
        names = table.schema_arrow.names
        if missing := _missing_columns(names):
            yield missing
            return
        columns = [name for name in COLUMNS if name in names]
        for batch in table.iter_batches(batch_size=BATCH_ROWS, columns=columns, use_threads=False):
            yield from batch.to_pylist()
    except (pyarrow.ArrowException, OSError, UnicodeDecodeError) as error:
        yield Broken("bad_table", f"not a readable Parquet file ({error}); write it again", final=True)


def _missing_columns(names: object) -> Broken | None:
    found = [str(name) for name in names] if isinstance(names, (list, tuple)) else []
    if set(TEXT_COLUMNS) & set(found):
        return None
    listed = ", ".join(found) or "none"
    return Broken("no_text_column", f"neither text nor html among its columns ({listed}); rename one", final=True)


_ROW_READERS = {FileKind.JSONL: _jsonl_rows, FileKind.CSV: _csv_rows, FileKind.PARQUET: _parquet_rows}
