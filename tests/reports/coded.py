"""Codes the short articles of the tests in this folder, each once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from onrecord.documents import make_document
from onrecord.records import Coded, Document, MediaKind, RawItem, Report, json_line
from onrecord.reports import load_coder

PUBLISHED = "2021-06-10"  # a Thursday


def document_of(text: str, published: str | None = PUBLISHED, path: str = "article.txt") -> Document:
    data = text.encode()
    item = RawItem(
        path=path, data=data, sha256=hashlib.sha256(data).hexdigest(), media=MediaKind.TEXT, published=published
    )
    document = make_document(item)
    assert isinstance(document, Document), document
    return document


@cache
def coded(text: str, published: str | None = PUBLISHED) -> Coded:
    return load_coder().code(document_of(text, published))


def reports(text: str, event_type: str | None = None) -> list[Report]:
    """The reports of an article, or those of one type."""
    return [r for r in coded(text).reports if event_type in (None, r.event_type)]


def only(text: str, event_type: str) -> Report:
    found = reports(text, event_type)
    assert len(found) == 1, [(r.event_type, r.trigger) for r in coded(text).reports]
    return found[0]


def as_json(report: Report) -> dict[str, Any]:
    record = json.loads(json_line(report))
    assert isinstance(record, dict)
    return record


def spans(value: object) -> Iterator[tuple[int, int, str]]:
    """Every (start, end, text) in a record: of ``span`` beside ``text``, and of start, end and text side by side."""
    if isinstance(value, dict):
        if "span" in value:
            yield value["span"][0], value["span"][1], value["text"]
        elif isinstance(value.get("start"), int) and "text" in value:
            yield value["start"], value["end"], value["text"]
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)
