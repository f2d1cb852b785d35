"""What an export is given: incidents with their reports and documents, and how it is to be written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from onrecord.records import (
    Decision,
    Document,
    DocumentRef,
    Evidence,
    Incident,
    Place,
    PlacePrecision,
    PlaceRole,
    RawItem,
    Report,
    Status,
)

__all__ = [
    "AREAS",
    "HAPPENED",
    "Case",
    "Settings",
    "document_refs",
    "incident_number",
    "lead_quote",
    "main_place",
    "source_name",
    "source_names",
]

HAPPENED: Final = frozenset({Status.OCCURRED, Status.ONGOING, Status.ATTEMPTED})
"""What event data takes as an event. The rest (planned, threatened, demanded, hypothetical, denied) never is one."""

AREAS: Final = frozenset({PlacePrecision.ADMIN1, PlacePrecision.COUNTRY, PlacePrecision.OTHER})
"""Places so coarse that a point on a map would claim more than is known."""

_NUMBER_DIGITS: Final = 12
"""48 bits: a whole number that every program reads exactly, those that hold it as a double too."""


class Case(Struct, frozen=True):
    """An incident, its reports by publication day, and their documents and raw items by id (empty where not needed)."""

    incident: Incident
    reports: tuple[Report, ...]
    documents: Mapping[str, Document] = {}
    sources: Mapping[str, RawItem] = {}


class Settings(Struct, frozen=True, kw_only=True):
    """How to write. ``made_at``: seconds since 1970-01-01 UTC. ``number_codes``: ACLED's interaction in numbers.

    ``decisions`` and ``journal_head`` (the hash of the last one) are given to formats that hold the journal.
    """

    made_at: int
    version: str
    number_codes: bool = False
    redacted: bool = False
    decisions: tuple[Decision, ...] = ()
    journal_head: str = ""


def document_refs(case: Case) -> tuple[DocumentRef, ...]:
    """The documents of the reports, each once, in the reports' order."""
    return tuple({report.document.document_id: report.document for report in case.reports}.values())


def source_name(document: DocumentRef) -> str | None:
    """The source as named, else the host of the address, else ``None``."""
    return document.source or (_host(document.url) if document.url else None)


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:  # a broken address names no host
        return None


def source_names(case: Case) -> list[str]:
    """The names of the sources, each once."""
    names = (source_name(document) for document in document_refs(case))
    return list(dict.fromkeys(name for name in names if name))


def lead_quote(case: Case) -> Evidence | None:
    """The words that carry the event in the first report that has any."""
    return next((report.evidence[0] for report in case.reports if report.evidence), None)


def main_place(places: Sequence[Place]) -> Place | None:
    """The site, else the target, origin or destination; ``None`` where places are merely mentioned or there is none."""
    order = list(PlaceRole)
    happened = [place for place in places if place.role is not PlaceRole.MENTIONED]
    return min(happened, key=lambda place: order.index(place.role), default=None)


def incident_number(incident_id: str) -> int:
    """A whole number for formats whose ids are numbers: the first twelve hexadecimal digits of the id."""
    return int(incident_id.rpartition("-")[2][:_NUMBER_DIGITS], 16)
