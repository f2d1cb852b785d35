"""FollowTheMoney entities: events, the bodies named for them, places, articles and what each article says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from onrecord.lexicon.exports import ExportTables, load_export_tables
from onrecord.records import Basis, DocumentRef, Incident, Link, Place, RelationKind, Report, content_id
from onrecord.views.exports.cases import HAPPENED, Case, Settings, lead_quote, main_place, source_name
from onrecord.views.exports.flat import plain
from onrecord.views.exports.parties import (
    Candidate,
    candidates,
    is_disputed,
    organised_recipients,
    statement_words,
    statements,
)
from onrecord.views.words import date_words, place_words, type_words

__all__ = ["ftm_parts"]

Entity: TypeAlias = dict[str, Any]
_MEMBERSHIPS = frozenset({RelationKind.PART_OF, RelationKind.MEMBER_OF, RelationKind.LEADER_OF})
_SURE = frozenset({Basis.CLAIM, Basis.REPORT})


def ftm_parts(cases: Iterable[Case], settings: Settings) -> Iterator[str]:
    """Each entity once, one JSON object a line, for incidents that happened."""
    tables = load_export_tables()
    seen: set[str] = set()
    for case in cases:
        if case.incident.status in HAPPENED:
            for entity in _entities(case, tables):
                if entity["id"] not in seen:
                    seen.add(entity["id"])
                    yield json.dumps(entity, ensure_ascii=False) + "\n"


def _entity(entity_id: str, schema: str, properties: Mapping[str, str | Sequence[str] | None]) -> Entity:
    """An entity with the properties that have a value, each as a list."""
    listed = {name: [value] if isinstance(value, str) else list(value) for name, value in properties.items() if value}
    return {"id": entity_id, "schema": schema, "properties": listed}


def _entities(case: Case, tables: ExportTables) -> Iterator[Entity]:
    incident = case.incident
    named = [one for one in candidates(incident) if one.is_named]
    place = main_place(incident.places)
    yield _event(case, named, tables)
    if place:
        yield _address(place, tables)
    for one in named:
        yield _body(one.actor_id, one.name, one.country, tables, is_state=tables.sides.get(one.sector or "") == "state")
        yield _candidate_link(incident, one)
    for hit in organised_recipients(incident.recipients, tables):
        yield _body(hit.actor_id, hit.name, hit.country, tables, is_state=hit.sector in tables.bodies)
    for attribution in incident.attribution:
        for link in attribution.chain:
            yield from _chain_link(link, tables)
    for report in case.reports:
        yield _article(report.document)
        yield _documentation(report, incident)
        yield from _mentions(report)


def _event(case: Case, named: Sequence[Candidate], tables: ExportTables) -> Entity:
    incident, quote = case.incident, lead_quote(case)
    place = main_place(incident.places)
    hit = [_body_id(one.actor_id, one.name) for one in organised_recipients(incident.recipients, tables)]
    ids = [_body_id(one.actor_id, one.name) for one in named]
    settled = len(named) == 1 and not is_disputed(incident) and named[0].basis in _SURE
    what = type_words(incident.event_type, incident.mode)
    said = [statement_words(one, quoted=False) for one in statements(incident)]
    return _entity(
        incident.incident_id,
        "Event",
        {
            "name": f"{what}, {place_words(incident.places, 1)}, {date_words(incident.date)}",
            "startDate": incident.date.start if incident.date else None,
            "endDate": incident.date.end if incident.date else None,
            "country": _alpha2(place.country if place else None, tables),
            "location": plain(place.name) if place else None,
            "addressEntity": _address_id(place) if place else None,
            "involved": list(dict.fromkeys([*ids, *hit])),
            "organizer": ids if settled else None,
            "proof": list(dict.fromkeys(report.document.document_id for report in case.reports)),
            "summary": plain(quote.text) if quote else None,
            "notes": said,
            "recordId": incident.incident_id,
        },
    )


def _alpha2(country: str | None, tables: ExportTables) -> str | None:
    codes = tables.countries.get(country or "")
    return codes.alpha2.lower() if codes else None


def _address_id(place: Place) -> str:
    return content_id("place", place.gazetteer_id, place.name, place.country)


def _address(place: Place, tables: ExportTables) -> Entity:
    codes = tables.countries.get(place.country or "")
    parts = (plain(place.name), plain(place.admin1), codes.name if codes else None)
    full = ", ".join(dict.fromkeys(part for part in parts if part))
    return _entity(
        _address_id(place),
        "Address",
        {
            "name": full,
            "full": full,
            "city": plain(place.name),
            "state": plain(place.admin1),
            "country": _alpha2(place.country, tables),
            "latitude": None if place.latitude is None else str(place.latitude),
            "longitude": None if place.longitude is None else str(place.longitude),
            "remarks": f"place known as: {place.precision}",
        },
    )


def _body_id(actor_id: str | None, name: str) -> str:
    return content_id("body", actor_id or name)


def _body(actor_id: str | None, name: str, country: str | None, tables: ExportTables, *, is_state: bool) -> Entity:
    properties = {"name": plain(name), "country": _alpha2(country, tables), "registrationNumber": None}
    return _entity(_body_id(actor_id, name), "PublicBody" if is_state else "Organization", properties)


def _candidate_link(incident: Incident, one: Candidate) -> Entity:
    """The candidate and the event, with what that rests on: never a finding, so it is an UnknownLink."""
    said = [statement_words(said, quoted=True) for said in statements(incident) if said.about == one.name]
    role = f"said to have done it ({one.basis}{', contested' if one.is_contested else ''})"
    return _entity(
        content_id("link", incident.incident_id, one.actor_id or one.name),
        "UnknownLink",
        {
            "subject": _body_id(one.actor_id, one.name),
            "object": incident.incident_id,
            "role": role,
            "summary": said,
            "proof": list(dict.fromkeys(support.document_id for support in _support(incident, one.name))),
        },
    )


def _support(incident: Incident, name: str) -> Iterator[Any]:
    for one in incident.attribution:
        if one.name == name:
            yield from (*one.support, *one.against)


def _chain_link(link: Link, tables: ExportTables) -> Iterator[Entity]:
    subject, target = _body_id(link.subject_id, link.subject), _body_id(link.object_id, link.object)
    yield _body(link.subject_id, link.subject, None, tables, is_state=False)
    yield _body(link.object_id, link.object, None, tables, is_state="." in link.object_id)
    link_id = content_id("tie", link.subject_id, link.relation, link.object_id, link.start, link.source)
    dated = {"startDate": link.start, "endDate": link.end, "publisher": plain(link.source), "status": link.status}
    role = str(link.relation).replace("_", " ")
    if link.relation is RelationKind.SAME_AS:
        yield _entity(link_id, "Succession", {"predecessor": subject, "successor": target, "role": role, **dated})
    elif link.relation in _MEMBERSHIPS:
        yield _entity(link_id, "Membership", {"member": subject, "organization": target, "role": role, **dated})
    else:
        yield _entity(link_id, "UnknownLink", {"subject": subject, "object": target, "role": role, **dated})


def _article(document: DocumentRef) -> Entity:
    return _entity(
        document.document_id,
        "Article",
        {
            "title": plain(document.title),
            "publisher": plain(source_name(document)),
            "publishedAt": document.published,
            "sourceUrl": document.url if document.url and document.url.startswith(("http://", "https://")) else None,
            "language": "eng" if document.language == "en" else None,
            "fileName": plain(document.path),
        },
    )


def _documentation(report: Report, incident: Incident) -> Entity:
    return _entity(
        content_id("doc", report.report_id, incident.incident_id),
        "Documentation",
        {
            "document": report.document.document_id,
            "entity": incident.incident_id,
            "role": str(report.status),
            "date": report.document.published,
            "summary": plain(report.evidence[0].text) if report.evidence else None,
            "recordId": report.report_id,
        },
    )


def _mentions(report: Report) -> Iterator[Entity]:
    for actor in report.actors:
        if actor.actor_id:
            yield _entity(
                content_id("mention", report.document.document_id, actor.text, actor.actor_id),
                "Mention",
                {
                    "document": report.document.document_id,
                    "resolved": _body_id(actor.actor_id, actor.name),
                    "name": plain(actor.text),
                    "detectedSchema": "Organization",
                },
            )
