"""The record as it was known on a day: fused anew from the documents that were published, or added, by then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct, structs

from onrecord.records import Incident, Report
from onrecord.run.stages import Fusion
from onrecord.store import Selection, Store, search_key
from onrecord.store.rows import attributed_keys, day_bounds, is_contested, place_keys

__all__ = ["Known", "Past", "passes", "record_on"]


class Known(StrEnum):
    """When a document counts as known: on its day of publication, or on the day on which it was added (UTC)."""

    PUBLISHED = "published"
    ADDED = "added"


class Past(Struct, frozen=True):
    """What is needed to look back: the store, the last stages, and by which day documents count."""

    store: Store
    fusion: Fusion
    known: Known


def record_on(past: Past, day: str) -> list[Incident]:
    """The incidents as they would have been fused on ``day`` (ISO), with their attribution, by date and id.

    Only documents known by then count; without a day of publication a document is never known by publication. What
    reviewers decided since then holds all the same: their word is about the documents, whenever these came.
    """
    documents = _documents(past, day)
    reports = [one for one in past.store.reports() if one.document.document_id in documents]
    counted = {one.report_id: one for one in reports if one.review is None or not one.review.is_withdrawn}
    fusion = past.fusion
    texts = ((document_id, clean) for document_id, clean in past.store.clean_texts() if document_id in documents)
    origins = fusion.group_copies(texts)
    relations = (one for one in past.store.relations() if one.document.document_id in documents)
    told = fusion.told_links(relations)
    incidents = []
    for incident in fusion.fuse(tuple(counted.values()), origins, past.store.bonds()):
        members = [counted[report_id] for report_id in incident.reports]
        attribution = tuple(fusion.attribute(members, origins, told))
        incidents.append(structs.replace(incident, attribution=attribution))
    return sorted(incidents, key=_order)


def _documents(past: Past, day: str) -> set[str]:
    days = past.store.document_days()
    position = 0 if past.known is Known.PUBLISHED else 1
    return {document_id for document_id, known in days.items() if (when := known[position]) and when[:10] <= day}


def _order(incident: Incident) -> tuple[bool, str, str, str]:
    start, end = day_bounds(incident.date)
    return incident.date is None, start or "", end or "", incident.incident_id


def passes(incident: Incident, selection: Selection) -> bool:
    """Whether an incident passes the filters, as ``Store.select_incidents`` would have it."""
    return all(_conditions(incident, selection))


def _conditions(incident: Incident, selection: Selection) -> Iterator[bool]:
    start, end = day_bounds(incident.date)
    if selection.since:
        yield end is not None and end >= selection.since
    if selection.until:
        yield start is not None and start <= selection.until
    if selection.types:
        kinds = {kind.lower() for kind in selection.types}
        yield incident.event_type.lower() in kinds or (incident.mode or "").lower() in kinds
    if selection.statuses:
        yield incident.status in selection.statuses
    places = place_keys(incident.places)
    if selection.country:
        yield any(country == selection.country.upper() for country, _ in places)
    if selection.place is not None:
        yield any(search_key(selection.place) in name for _, name in places)
    if selection.actor is not None:
        yield _names(attributed_keys(incident), selection.actor)
    yield incident.independent_sources >= selection.min_sources
    yield not selection.contested or is_contested(incident)


def _names(keys: Sequence[tuple[str, str]], actor: str) -> bool:
    folded = search_key(actor)
    return any(actor_id == actor or (folded and folded in name) for actor_id, name in keys)


def reports_by_id(store: Store) -> dict[str, Report]:
    """All reports of a store by id."""
    return {report.report_id: report for report in store.reports()}
