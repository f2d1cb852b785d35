"""The explore page: map, timeline and table of the incidents that pass, all from one address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from msgspec import Struct

from onrecord.records import Status
from onrecord.serve.asking import asked_of, page_number, server_of
from onrecord.serve.drawing.timeline_svg import draw_timeline
from onrecord.serve.explore.asked import ORDERS, Asked
from onrecord.serve.explore.timeline import make_timeline
from onrecord.serve.rendering import page
from onrecord.serve.state import Found, ServerState
from onrecord.views.choices import countries_by_code, plover_types

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

PAGE_ROWS: Final = 50

HEADS: Final = (
    ("date", "When"),
    ("type", "What"),
    ("status", "Status"),
    ("place", "Where"),
    ("answer", "Attributed to"),
    ("killed", "Killed"),
    ("wounded", "Wounded"),
    ("sources", "Sources"),
)
NUMBERS: Final = frozenset({"killed", "wounded", "sources"})


class Chip(Struct, frozen=True, kw_only=True):
    """A filter in force: what it says, its name and value, and the address without it."""

    words: str
    name: str
    value: str
    without: str


class Head(Struct, frozen=True, kw_only=True):
    """A column's head: the address that sorts by it, and how it is sorted now."""

    words: str
    query: str
    sorted: str
    is_number: bool


@router.get("/", response_class=HTMLResponse)
def explore(request: Request) -> HTMLResponse:
    """The whole page."""
    state, asked = server_of(request), asked_of(request)
    values = _results(state, asked, page_number(request))
    choices = {
        "types": plover_types(),
        "statuses": [str(status) for status in Status],
        "countries": _countries_met(state),
        "has_tiles": state.settings.tiles is not None,
    }
    return page(request, "explore.html", {**values, **choices})


@router.get("/explore/results", response_class=HTMLResponse)
def results(request: Request) -> HTMLResponse:
    """Timeline and table alone, for a page that is open already; the browser's address follows."""
    asked, number = asked_of(request), page_number(request)
    answer = page(request, "_results.html", _results(server_of(request), asked, number))
    query = asked.query(page=str(number) if number > 1 else None)
    answer.headers["HX-Push-Url"] = f"/?{query}" if query else "/"
    return answer


def _results(state: ServerState, asked: Asked, number: int) -> dict[str, Any]:
    found = state.find(asked)
    pages = max(1, -(-len(found) // PAGE_ROWS))
    number = min(number, pages)
    shown = found.rows[(number - 1) * PAGE_ROWS : number * PAGE_ROWS]
    incidents = state.browse.incidents_by_id([found.columns.ids[row] for row in shown])
    return {
        "asked": asked,
        "total": len(found),
        "all": len(found.columns),
        "incidents": incidents,
        "first_row": (number - 1) * PAGE_ROWS + 1,
        "page_number": number,
        "pages": pages,
        "chips": list(_chips(asked)),
        "heads": list(_heads(asked)),
        "timeline": draw_timeline(make_timeline(found.columns, found.mask)),
        "query": asked.query(),
        "is_behind": state.store.is_behind(),
        "tolls": _sums(found),
    }


def _sums(found: Found) -> dict[str, int]:
    """Sums of the known tolls over all that passes."""
    killed, wounded = found.columns.killed[found.mask], found.columns.wounded[found.mask]
    return {"killed": int(killed[killed > 0].sum()), "wounded": int(wounded[wounded > 0].sum())}


def _countries_met(state: ServerState) -> list[tuple[str, str]]:
    """Code and name of the countries in which anything is placed, by name."""
    named = countries_by_code()
    met = {code for code in state.columns().places.groups if code}
    return sorted(((code, named.get(code, code)) for code in met), key=lambda pair: pair[1])


def _heads(asked: Asked) -> Iterator[Head]:
    assert tuple(name for name, _ in HEADS) == ORDERS
    for name, words in HEADS:
        is_sorted = asked.order == name
        falling = not asked.descending if is_sorted else name in NUMBERS or name == "date"
        direction = "none" if not is_sorted else "descending" if asked.descending else "ascending"
        sort = ("-" if falling else "") + name
        query = asked.query(sort=None if sort == "-date" else sort)
        yield Head(words=words, query=query, sorted=direction, is_number=name in NUMBERS)


def _chips(asked: Asked) -> Iterator[Chip]:
    words = {
        "since": "from {}",
        "until": "to {}",
        "place": "place: {}",
        "country": "country: {}",
        "actor": "actor: {}",
        "type": "type: {}",
        "status": "status: {}",
        "min_sources": "at least {} sources",
        "contested": "contested",
        "q": "“{}”",
        "bbox": "inside a box of the map",
    }
    for name, value in asked.pairs():
        if name not in words:
            continue
        told = countries_by_code().get(value, value) if name == "country" else value
        yield Chip(words=words[name].format(told), name=name, value=value, without=asked.without(name, value))
