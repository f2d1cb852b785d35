"""An incident: what is known, every version of it with its source, who answers for it, and the words it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from msgspec import Struct

from onrecord.records import Attribution, Field, Incident, IncidentToll, Report, SpanPair, TollVersion
from onrecord.serve.asking import server_of, unknown_record
from onrecord.serve.drawing.chain_svg import ChainDrawing, draw_chain
from onrecord.serve.drawing.map_svg import MapDrawing, draw_map
from onrecord.serve.explore.asked import Asked
from onrecord.serve.explore.mapped import map_rows
from onrecord.serve.pages.documents import panel_values
from onrecord.serve.rendering import page
from onrecord.serve.state import ServerState
from onrecord.store import Selection
from onrecord.views.incident_text import same_words, tolls

__all__ = ["Said", "incident_values", "router"]

router = APIRouter(prefix="/incidents", include_in_schema=False)

MOST_NEAR: Final = 20


class Said(Struct, frozen=True, kw_only=True):
    """Words of a document and where they stand: what a click on a value leads to. Without a span the document alone."""

    document_id: str
    words: str
    span: SpanPair | None
    source: str
    published: str | None
    report_id: str


class Value(Struct, frozen=True, kw_only=True):
    """One value of the incident with the words it was read from; ``said`` ``None`` where it was inferred."""

    name: str
    words: str
    note: str
    said: Said | None
    actor_id: str | None = None


class TollRow(Struct, frozen=True, kw_only=True):
    """One report's figure."""

    version: TollVersion
    said: Said | None


class Answer(Struct, frozen=True, kw_only=True):
    """One candidate; ``same_as`` names an earlier one that rests on the very same statements."""

    one: Attribution
    chain: ChainDrawing | None
    same_as: str | None


@router.get("/{incident_id}", response_class=HTMLResponse)
def incident(request: Request, incident_id: str) -> Response:
    """The page of one incident; an id that is no more leads to the incident that holds its reports now."""
    state = server_of(request)
    found = state.store.incident(incident_id)
    if found is None:
        heirs = [heir for change in state.store.changes_of(incident_id)[-1:] for heir in change.successors]
        if len(heirs) == 1:
            return RedirectResponse(f"/incidents/{heirs[0]}", status_code=302)
        raise unknown_record("incident", incident_id)
    done = request.query_params.get("done", "")
    values = {"done": done if done.isascii() and done.isdecimal() else None, "fields": [str(field) for field in Field]}
    return page(request, "incident.html", {**incident_values(state, found), **values})


def incident_values(state: ServerState, found: Incident) -> dict[str, Any]:
    """What the template needs of an incident."""
    reports = state.store.reports_of(found.incident_id)
    by_id = {report.report_id: report for report in reports}
    finder = _Finder(reports)
    first = reports[0] if reports else None
    document = state.browse.document(first.document.document_id) if first else None
    evidence = first.evidence[0] if first and first.evidence else None
    here = (evidence.start, evidence.end) if evidence else None
    return {
        "incident": found,
        "reports": reports,
        "reports_by_id": by_id,
        "lost": [report_id for report_id in found.reports if report_id not in by_id],
        "values": list(_values(found, finder)),
        "tolls": [(name, toll, _toll_rows(name, toll, by_id)) for name, toll in tolls(found)],
        "answers": list(_answers(found)),
        "conflicts": found.conflicts,
        "drawing": _drawn(state, found),
        "near": _near(state, found),
        "panel": panel_values(document, here) if document else None,
        "changes": state.store.changes_of(found.incident_id),
    }


class _Finder:
    """Leads from a value of an incident to the report that it was taken from."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._said: dict[tuple[str, SpanPair], Report] = {}
        for report in reports:
            values = [report.date, *report.places, *report.actors, *report.recipients, *report.weapons]
            for value in values:
                span = getattr(value, "span", None)
                if value is not None and isinstance(span, tuple):
                    self._said.setdefault((value.text or "", span), report)

    def __call__(self, words: str | None, span: object) -> Said | None:
        if not isinstance(span, tuple) or (report := self._said.get((words or "", span))) is None:
            return None
        return _said(report, words or "", span)


def _said(report: Report, words: str, span: SpanPair | None) -> Said:
    return Said(
        document_id=report.document.document_id,
        words=words,
        span=span,
        source=report.document.source or report.document.path,
        published=report.document.published,
        report_id=report.report_id,
    )


def _values(found: Incident, said: _Finder) -> Iterator[Value]:
    for place in found.places:
        where = ", ".join(filter(None, (place.admin1 if place.admin1 != place.name else None, place.country)))
        near = "" if place.precision == "exact" else f"{place.precision} precision"
        note = "; ".join(filter(None, (where, str(place.role), near)))
        yield Value(name="where", words=place.name, note=note, said=said(place.text, place.span))
    for actor in found.actors:
        note = str(actor.confidence).replace("_", " ")
        note += f", according to {actor.according_to}" if actor.according_to else ""
        yield Value(
            name="who acted", words=actor.name, note=note, said=said(actor.text, actor.span), actor_id=actor.actor_id
        )
    for one in found.recipients:
        note = "; ".join(filter(None, (str(one.kind), str(one.effect) if one.effect else None)))
        yield Value(name="to whom", words=one.name, note=note, said=said(one.text, one.span), actor_id=one.actor_id)
    for weapon in found.weapons:
        yield Value(name="weapon", words=weapon.type, note="", said=said(weapon.text, weapon.span))
    if found.date is not None:
        words = found.date.start if found.date.start == found.date.end else f"{found.date.start} to {found.date.end}"
        yield Value(
            name="when", words=words, note=str(found.date.precision), said=said(found.date.text, found.date.span)
        )


def _toll_rows(name: str, toll: IncidentToll, by_id: dict[str, Report]) -> list[TollRow]:
    rows = []
    for version in toll.versions:
        report = by_id.get(version.report_id)
        own = getattr(report.casualties, name) if report else None
        span = own.span if own is not None and isinstance(own.span, tuple) else None
        said = _said(report, version.text or "", span) if report else None
        rows.append(TollRow(version=version, said=said))
    return rows


def _answers(found: Incident) -> Iterator[Answer]:
    for rank, one in enumerate(found.attribution):
        before = next((other.name for other in found.attribution[:rank] if same_words(other, one)), None)
        yield Answer(one=one, chain=draw_chain(one.chain), same_as=before)


def _near(state: ServerState, found: Incident) -> list[Incident]:
    """Incidents of the same days and place: those that it may be the same as."""
    if found.date is None or not found.places:
        return []
    selection = Selection(since=found.date.start, until=found.date.end, place=found.places[0].name)
    near = state.find(Asked(selection=selection))
    ids = [near.columns.ids[row] for row in near.rows[: MOST_NEAR + 1]]
    return [one for one in state.browse.incidents_by_id(ids) if one.incident_id != found.incident_id]


def _drawn(state: ServerState, found: Incident) -> MapDrawing | None:
    """A map of the incident's place; ``None`` where it has none."""
    columns = state.columns()
    row = columns.row_of.get(found.incident_id)
    if row is None:
        return None
    mask = columns.killed != columns.killed
    mask[row] = True
    mapped = map_rows(columns, mask, 4.0, None)
    if not (mapped.clusters or mapped.areas or mapped.countries):
        return None
    return draw_map(mapped, title="Where it happened")
