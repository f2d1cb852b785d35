"""Routes that read: incidents, reports, documents, actors, sources, search."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Final

import msgspec
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse

from onrecord.errors import InputError
from onrecord.records import Incident, json_line
from onrecord.serve.api.cursors import read_cursor, write_cursor
from onrecord.serve.api.features import feature_line
from onrecord.serve.api.schemas import answers, filters
from onrecord.serve.asking import asked_of, server_of, unknown_record
from onrecord.serve.dossiers import actor_record
from onrecord.serve.state import Found, ServerState
from onrecord.store import search_key
from onrecord.views import INCIDENT_COLUMNS, REPORT_COLUMNS, incident_cells, report_cells, write_csv
from onrecord.views.cells import Cell

__all__ = ["router"]

router = APIRouter(prefix="/api")

Limit = Annotated[int, Query(ge=1, le=1000, description="records in one answer")]
Cursor = Annotated[str | None, Query(description="`next` of the answer before", max_length=400)]
Words = Annotated[str, Query(min_length=1, max_length=200, description='words; `"in quotes"` side by side, `bomb*`')]

BATCH: Final = 500
MOST_ACTORS: Final = 50


@router.get("/incidents", responses=answers("IncidentPage"), openapi_extra=filters(), tags=["incidents"])
def incidents(request: Request, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """Incidents that pass the filters, page by page; `total` counts all that pass."""
    state, asked = server_of(request), asked_of(request)
    found = state.find(asked)
    start = 0
    if cursor:
        (last,) = read_cursor(cursor, 1)
        ranks = state.ranks(found.columns, asked.order, asked.descending)
        row = found.columns.row_of.get(last or "")
        if row is None:
            raise InputError("this cursor's incident is no more; begin again without cursor")
        start = int((ranks[found.rows] <= ranks[row]).sum())
    shown = [found.columns.ids[row] for row in found.rows[start : start + limit]]
    more = start + limit < len(found)
    page = {
        "total": len(found),
        "next": write_cursor(shown[-1]) if more else None,
        "incidents": state.browse.incidents_by_id(shown),
    }
    return _json(page)


@router.get("/incidents.csv", responses=answers("text/csv"), openapi_extra=filters(), tags=["incidents"])
def incidents_csv(request: Request) -> Response:
    """All incidents that pass, one a row. No cell can become a formula."""
    state = server_of(request)
    found = state.find(asked_of(request))
    rows = (incident_cells(incident) for incident in _all(state, found))
    return _download(_csv(rows, INCIDENT_COLUMNS), "text/csv; charset=utf-8", "incidents.csv")


@router.get("/incidents.jsonl", responses=answers("application/jsonl"), openapi_extra=filters(), tags=["incidents"])
def incidents_jsonl(request: Request) -> Response:
    """All incidents that pass, one a line."""
    state = server_of(request)
    found = state.find(asked_of(request))
    lines = (f"{json_line(incident)}\n" for incident in _all(state, found))
    return _download(lines, "application/jsonl", "incidents.jsonl")


@router.get(
    "/incidents.geojson", responses=answers("application/geo+json"), openapi_extra=filters(), tags=["incidents"]
)
def incidents_geojson(request: Request) -> Response:
    """All incidents that pass as GeoJSON (RFC 7946); a place known only to an area is a polygon, never a point."""
    state = server_of(request)
    found = state.find(asked_of(request))
    return _download(_feature_lines(_all(state, found)), "application/geo+json", "incidents.geojson")


@router.get("/incidents/{incident_id}", responses=answers("Incident", 404), tags=["incidents"])
def incident(request: Request, incident_id: str) -> Response:
    """One incident."""
    record = server_of(request).store.incident(incident_id)
    if record is None:
        raise unknown_record("incident", incident_id)
    return _json(record)


@router.get("/incidents/{incident_id}/reports", responses=answers("ReportList", 404), tags=["incidents"])
def reports_of(request: Request, incident_id: str) -> Response:
    """The reports of one incident, by publication day."""
    store = server_of(request).store
    if store.incident(incident_id) is None:
        raise unknown_record("incident", incident_id)
    return _json({"reports": store.reports_of(incident_id)})


@router.get("/reports", responses=answers("ReportPage"), openapi_extra=filters(reports=True), tags=["reports"])
def reports(request: Request, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """Reports that pass the filters, by date and id, undated last, page by page."""
    after = None
    if cursor:
        start, end, report_id = read_cursor(cursor, 3)
        after = (start, end, report_id or "")
    shown = server_of(request).browse.report_page(asked_of(request).selection, after, limit + 1)
    more = len(shown) > limit
    shown = shown[:limit]
    last = shown[-1] if more else None
    days = (last.date.start, last.date.end) if last and last.date else (None, None)
    return _json({"next": write_cursor(*days, last.report_id) if last else None, "reports": shown})


@router.get("/reports.csv", responses=answers("text/csv"), openapi_extra=filters(reports=True), tags=["reports"])
def reports_csv(request: Request) -> Response:
    """All reports that pass, one a row. No cell can become a formula."""
    rows = map(report_cells, server_of(request).store.select_reports(asked_of(request).selection))
    return _download(_csv(rows, REPORT_COLUMNS), "text/csv; charset=utf-8", "reports.csv")


@router.get("/reports/{report_id}", responses=answers("Report", 404), tags=["reports"])
def report(request: Request, report_id: str) -> Response:
    """One report."""
    record = server_of(request).store.report(report_id)
    if record is None:
        raise unknown_record("report", report_id)
    return _json(record)


@router.get("/documents/{document_id}", responses=answers("Document", 404), tags=["documents"])
def document(request: Request, document_id: str) -> Response:
    """One document with its stored text and its story."""
    record = server_of(request).browse.document(document_id)
    if record is None:
        raise unknown_record("document", document_id)
    return _json(record)


@router.get("/documents/{document_id}/reports", responses=answers("ReportList", 404), tags=["documents"])
def reports_of_document(request: Request, document_id: str) -> Response:
    """The reports that were read from one document."""
    browse = server_of(request).browse
    if browse.document(document_id) is None:
        raise unknown_record("document", document_id)
    return _json({"reports": browse.reports_of_document(document_id)})


@router.get("/actors/{actor_id}", responses=answers("Actor", 404), tags=["actors"])
def actor(request: Request, actor_id: str) -> Response:
    """What is known of one actor: names, dated affiliations, and the incidents it stands in."""
    record = actor_record(server_of(request), actor_id)
    if record is None:
        raise unknown_record("actor", actor_id)
    return _json(record)


@router.get("/actors", responses=answers("ActorList"), tags=["actors"])
def actors(request: Request, q: Words) -> Response:
    """Known actors whose id or name holds the words."""
    found, key = [], search_key(q)
    for entry in server_of(request).actors.entries.values():
        if key and (key in search_key(entry.name) or key in search_key(entry.actor_id)):
            found.append({"actor_id": entry.actor_id, "name": entry.name, "kind": entry.kind, "country": entry.country})
    return _json({"actors": found[:MOST_ACTORS]})


@router.get("/sources", responses=answers("SourceList"), tags=["documents"])
def sources(request: Request) -> Response:
    """Every source with what is stored of it."""
    return _json({"sources": server_of(request).browse.sources()})


@router.get("/search", responses=answers("DocumentList"), tags=["documents"])
def search(request: Request, q: Words, limit: Limit = 50) -> Response:
    """Documents that hold all the words, best first."""
    state = server_of(request)
    hits = [hit.document_id for hit in state.store.search(q, limit)]
    lines = {line.document_id: line for line in state.browse.document_lines(hits)}
    return _json({"documents": [lines[hit] for hit in hits if hit in lines]})


def _json(value: Any) -> Response:
    return Response(msgspec.json.encode(value), media_type="application/json")


def _download(lines: Iterable[str], media_type: str, name: str) -> StreamingResponse:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(lines, media_type=media_type, headers=headers)


def _all(state: ServerState, found: Found) -> Iterator[Incident]:
    ids = [found.columns.ids[row] for row in found.rows]
    for start in range(0, len(ids), BATCH):
        yield from state.browse.incidents_by_id(ids[start : start + BATCH])


def _csv(rows: Iterable[dict[str, Cell]], columns: tuple[str, ...]) -> Iterator[str]:
    batch: list[dict[str, Cell]] = []
    is_first = True
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield _csv_text(batch, columns, with_head=is_first)
            batch, is_first = [], False
    yield _csv_text(batch, columns, with_head=is_first)


def _csv_text(rows: list[dict[str, Cell]], columns: tuple[str, ...], *, with_head: bool) -> str:
    stream = io.StringIO()
    write_csv(rows, columns, stream)
    text = stream.getvalue()
    return text if with_head else text.partition("\n")[2]


def _feature_lines(found: Iterable[Incident]) -> Iterator[str]:
    yield '{"type": "FeatureCollection", "features": ['
    for number, record in enumerate(found):
        yield ("\n" if number == 0 else ",\n") + feature_line(record)
    yield "\n]}\n"
