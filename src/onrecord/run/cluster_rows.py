"""A coded document as one row of a table, and back: what Spark's tasks write and a store takes in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

import msgspec
import pyarrow
from msgspec import Struct

from onrecord.records import Coded, Document, RawItem, Refusal, Relation, Report, json_line

__all__ = ["CODED_COLUMNS", "CODED_SCHEMA", "Position", "TakenIn", "coded_row", "spark_schema", "taken_in"]

Position: TypeAlias = tuple[int, int]
"""Where a document stood in what was read: the file's number and the document's number in it."""

CODED_SCHEMA: Final = pyarrow.schema(
    [
        ("file_number", pyarrow.int32()),
        ("row_number", pyarrow.int64()),
        ("document_id", pyarrow.string()),
        ("path", pyarrow.string()),
        ("coder", pyarrow.string()),
        ("document", pyarrow.string()),
        ("reports", pyarrow.list_(pyarrow.string())),
        ("relations", pyarrow.list_(pyarrow.string())),
        ("refusal", pyarrow.string()),
        ("item", pyarrow.binary()),
    ]
)
"""``document``, ``reports``, ``relations`` and ``refusal`` hold records as JSON; ``item`` is the raw item (msgpack)."""

CODED_COLUMNS: Final = tuple(CODED_SCHEMA.names)

_SPARK_TYPES: Final = {
    pyarrow.int32(): "int",
    pyarrow.int64(): "bigint",
    pyarrow.string(): "string",
    pyarrow.list_(pyarrow.string()): "array<string>",
    pyarrow.binary(): "binary",
}
_DOCUMENT: Final = msgspec.json.Decoder(Document)
_REPORT: Final = msgspec.json.Decoder(Report)
_RELATION: Final = msgspec.json.Decoder(Relation)
_REFUSAL: Final = msgspec.json.Decoder(Refusal)
_PACK: Final = msgspec.msgpack.Encoder().encode
_ITEM: Final = msgspec.msgpack.Decoder(RawItem)


class TakenIn(Struct, frozen=True):
    """What a row says: the outcome of coding and, where there was one, the item that it was made of."""

    outcome: tuple[Document, Coded] | Refusal
    item: RawItem | None


def spark_schema() -> str:
    """``CODED_SCHEMA`` as Spark writes schemas."""
    return ", ".join(f"{field.name} {_SPARK_TYPES[field.type]}" for field in CODED_SCHEMA)


def coded_row(
    position: Position, outcome: tuple[Document, Coded] | Refusal, item: RawItem | None, coder: str
) -> dict[str, Any]:
    """The row of one outcome; of what was refused only the refusal is kept, as in a store."""
    row: dict[str, Any] = dict.fromkeys(CODED_COLUMNS)
    row |= {"file_number": position[0], "row_number": position[1], "coder": coder, "reports": [], "relations": []}
    if isinstance(outcome, Refusal):
        return row | {"document_id": outcome.document_id, "path": outcome.path, "refusal": json_line(outcome)}
    document, coded = outcome
    return row | {
        "document_id": document.document_id,
        "path": document.path,
        "document": json_line(document),
        "reports": [json_line(report) for report in coded.reports],
        "relations": [json_line(relation) for relation in coded.relations],
        "item": _PACK(item) if item is not None else None,
    }


def taken_in(row: Mapping[str, Any]) -> TakenIn:
    """The records of a row. msgspec.MsgspecError where it is damaged."""
    if row["refusal"] is not None:
        return TakenIn(_REFUSAL.decode(row["refusal"]), None)
    coded = Coded(reports=_decoded(_REPORT, row["reports"]), relations=_decoded(_RELATION, row["relations"]))
    item = _ITEM.decode(row["item"]) if row["item"] is not None else None
    return TakenIn((_DOCUMENT.decode(row["document"]), coded), item)


def _decoded(decoder: msgspec.json.Decoder[Any], lines: Sequence[str]) -> tuple[Any, ...]:
    return tuple(decoder.decode(line) for line in lines)
