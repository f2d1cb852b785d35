"""Sources and search: where the documents are from, and which of them hold some words."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.errors import InputError
from onrecord.serve.asking import page_number, server_of
from onrecord.serve.rendering import page
from onrecord.store import search_key

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

PAGE_ROWS: Final = 100
MOST_HITS: Final = 100
MOST_NAMES: Final = 20


@router.get("/sources", response_class=HTMLResponse)
def sources(request: Request) -> HTMLResponse:
    """Every source with what is stored of it, and the documents that were refused."""
    state = server_of(request)
    refusals = list(state.store.refusals())
    values = {"sources": state.browse.sources(), "totals": state.browse.totals(), "refusals": refusals[:PAGE_ROWS]}
    return page(request, "sources.html", values)


@router.get("/sources/documents", response_class=HTMLResponse)
def documents_of(request: Request) -> HTMLResponse:
    """The documents of one source, newest first."""
    state, number, name = server_of(request), page_number(request), request.query_params.get("name", "")
    found = state.browse.documents_of_source(name, PAGE_ROWS + 1, (number - 1) * PAGE_ROWS)
    values = {"name": name, "documents": found[:PAGE_ROWS], "page_number": number, "has_more": len(found) > PAGE_ROWS}
    return page(request, "documents.html", values)


@router.get("/search", response_class=HTMLResponse)
def search(request: Request) -> HTMLResponse:
    """Documents that hold all the words, best first, and the actors whose name holds them."""
    state, words = server_of(request), request.query_params.get("q", "").strip()[:200]
    documents, problem = [], None
    if words:
        try:
            hits = [hit.document_id for hit in state.store.search(words, MOST_HITS)]
        except InputError as error:
            hits, problem = [], str(error)
        lines = {line.document_id: line for line in state.browse.document_lines(hits)}
        documents = [lines[hit] for hit in hits if hit in lines]
    key = search_key(words)
    entries = state.actors.entries.values()
    named = [entry for entry in entries if key and key in search_key(entry.name)][:MOST_NAMES] if key else []
    values = {"words": words, "documents": documents, "actors": named, "problem": problem, "most": MOST_HITS}
    return page(request, "search.html", values)
