"""doccano's JSON Lines for sequence labelling, both ways: its plain form and the one with entities."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.views.exports.cases import Case, Settings
from onrecord.views.exports.marks import Mark, marked_documents
from onrecord.views.exports.returned import ReturnedDocument

__all__ = ["doccano_parts", "read_doccano"]


def doccano_parts(cases: Iterable[Case], settings: Settings) -> Iterator[str]:
    """One document a line: ``text``, ``label`` as [start, end, label], and what it is of."""
    for marked in marked_documents(cases):
        document = marked.document
        row = {
            "text": document.clean,
            "label": [[mark.start, mark.end, mark.label] for mark in marked.marks],
            "document_id": document.document_id,
            "title": document.title,
            "source": document.source,
            "published": document.published,
        }
        yield json.dumps(row, ensure_ascii=False) + "\n"


def read_doccano(path: Path) -> Iterator[ReturnedDocument]:
    """Each line of a file that doccano exported. InputError where the file or a line cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}); give doccano's JSONL file") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                row = json.loads(line)
                yield _returned(f"{path.name}:{number}", row)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise InputError(f"{path}:{number}: no line of doccano's JSONL; export it again") from error


def _returned(name: str, row: dict[str, Any]) -> ReturnedDocument:
    plain = row.get("label") or row.get("labels") or []
    marks = [Mark(int(start), int(end), str(label)) for start, end, label in plain]
    marks += [
        Mark(int(one["start_offset"]), int(one["end_offset"]), str(one["label"])) for one in row.get("entities", [])
    ]
    known = row.get("document_id") or (row.get("meta") or {}).get("document_id")
    return ReturnedDocument(
        name=name,
        document_id=known,
        text=str(row["text"] if "text" in row else row["data"]),
        marks=tuple(sorted(set(marks))),
    )
