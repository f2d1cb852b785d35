"""Actors: a list of those that incidents name, and a dossier on each, to be printed with its sources as footnotes."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.serve.asking import page_number, server_of, unknown_record
from onrecord.serve.dossiers import actor_facts, dossier_values
from onrecord.serve.rendering import page
from onrecord.store import search_key

__all__ = ["router"]

router = APIRouter(prefix="/actors", include_in_schema=False)

NAME_MARK: Final = "name:"
"""Begins the address of an actor without an id: its folded name follows."""

PAGE_ROWS: Final = 100


@router.get("", response_class=HTMLResponse)
def actors(request: Request) -> HTMLResponse:
    """Every actor that an incident names, most incidents first; ``q`` keeps those whose name holds the words."""
    state, number, words = server_of(request), page_number(request), request.query_params.get("q", "").strip()
    key, entries = search_key(words), state.actors.entries
    rows = []
    for actor_id, folded, count in state.browse.actor_counts():
        entry = entries.get(actor_id)
        name = entry.name if entry else folded
        if not key or key in search_key(name) or key in folded:
            rows.append((actor_id or NAME_MARK + folded, name, entry, count))
    pages = max(1, -(-len(rows) // PAGE_ROWS))
    number = min(number, pages)
    shown = rows[(number - 1) * PAGE_ROWS : number * PAGE_ROWS]
    values = {"rows": shown, "total": len(rows), "words": words, "page_number": number, "pages": pages}
    return page(request, "actors.html", values)


@router.get("/{key:path}", response_class=HTMLResponse)
def actor(request: Request, key: str) -> HTMLResponse:
    """The dossier of one actor."""
    state = server_of(request)
    actor_id, name = ("", key.removeprefix(NAME_MARK)) if key.startswith(NAME_MARK) else (key, "")
    facts = actor_facts(state.actors, actor_id)
    incidents = state.browse.incidents_of_actor(actor_id, name)
    relations = state.browse.relations_of_actor(actor_id) if actor_id else []
    if facts.entry is None and not incidents and not relations:
        raise unknown_record("actor", key)
    return page(request, "actor.html", dossier_values(state, facts, actor_id, name, incidents, relations))
