"""A document: its story with all that was read from it, its copies, and the passage that a value rests on."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from msgspec import structs

from onrecord.documents import group_copies
from onrecord.errors import InputError
from onrecord.records import Document, SpanPair
from onrecord.serve.annotations import Annotation, annotations_of, marked_pieces, shown_span
from onrecord.serve.asking import server_of, unknown_record
from onrecord.serve.rendering import page
from onrecord.serve.state import ServerState
from onrecord.store.browse import DocumentLine

__all__ = ["router"]

router = APIRouter(prefix="/documents", include_in_schema=False)

PANEL_CHARS: Final = 2500
"""How much of a story a panel shows before and after the passage."""

COPY_DAYS: Final = 7
MOST_COMPARED: Final = 3000
"""Copies are looked for among so many documents published within so many days: wires are copied at once."""

KINDS: Final = ("trigger", "date", "place", "actor", "recipient", "weapon", "toll", "assertion", "relation")


@router.get("/{document_id}", response_class=HTMLResponse)
def document(request: Request, document_id: str) -> HTMLResponse:
    """The whole document; ``start`` and ``end`` mark a passage of the stored text."""
    state = server_of(request)
    found = _found(state, document_id)
    reports = state.browse.reports_of_document(document_id)
    relations = state.browse.relations_of_document(document_id)
    stored = request.query_params.get("view") == "stored"
    annotations = annotations_of(reports, relations)
    here = _passage(request)
    text, marks = (found.text, annotations) if stored else (found.clean, _shown(found, annotations))
    marked = here if stored or here is None else shown_span(found, *here)
    values = {
        "document": found,
        "reports": reports,
        "relations": relations,
        "pieces": marked_pieces(text, marks, marked),
        "is_stored": stored,
        "kinds": [kind for kind in KINDS if any(one.kind == kind for one in annotations)],
        "copies": _copies(state, found),
        "incidents_of": {report.report_id: state.store.incidents_of(report.report_id) for report in reports},
        "outside": here is not None and marked is None,
    }
    return page(request, "document.html", values)


@router.get("/{document_id}/panel", response_class=HTMLResponse)
def panel(request: Request, document_id: str) -> HTMLResponse:
    """The passage with what stands about it, for the side of another page."""
    found = _found(server_of(request), document_id)
    return page(request, "_panel.html", panel_values(found, _passage(request)))


def panel_values(document: Document, here: SpanPair | None) -> dict[str, Any]:
    """What the panel's template needs of a document and a passage of its stored text."""
    shown = shown_span(document, *here) if here else None
    text = document.clean if here is None or shown is not None else document.text
    marked = shown or here
    low, high = (
        (max(0, marked[0] - PANEL_CHARS), min(len(text), marked[1] + PANEL_CHARS)) if marked else (0, PANEL_CHARS)
    )
    pieces = marked_pieces(text, (), marked, (low, min(high, len(text))))
    return {"document": document, "pieces": pieces, "cut": (low > 0, high < len(text)), "here": here}


def _found(state: ServerState, document_id: str) -> Document:
    found = state.browse.document(document_id)
    if found is None:
        raise unknown_record("document", document_id)
    return found


def _passage(request: Request) -> SpanPair | None:
    start, end = request.query_params.get("start"), request.query_params.get("end")
    if start is None and end is None:
        return None
    if not all(words and words.isascii() and words.isdecimal() and len(words) <= 9 for words in (start, end)):
        raise InputError("a passage has a start and an end, both numbers of characters")
    low, high = int(start or 0), int(end or 0)
    return (low, high) if low < high else None


def _shown(document: Document, annotations: list[Annotation]) -> list[Annotation]:
    spans = ((one, shown_span(document, one.start, one.end)) for one in annotations)
    return [structs.replace(one, start=span[0], end=span[1]) for one, span in spans if span is not None]


def _copies(state: ServerState, document: Document) -> list[DocumentLine]:
    """Other documents with the same story, word for word or nearly."""
    near = state.browse.documents_near(document.published, COPY_DAYS, MOST_COMPARED)
    texts = dict(near) | {document.document_id: document.clean}
    origins = group_copies(texts.items())
    own = origins[document.document_id]
    others = [other for other, origin in origins.items() if origin == own and other != document.document_id]
    return state.browse.document_lines(others) if others else []
