"""What the OpenAPI document says of filters and answers: written from the records themselves."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from msgspec import Struct

from onrecord.records import Decision, Document, Incident, Report, Status
from onrecord.serve.explore.asked import ORDERS
from onrecord.store.browse import DocumentLine, SourceLine

__all__ = ["answers", "components", "filters"]

_REF: Final = "#/components/schemas/{name}"


class Failure(Struct, frozen=True):
    """Why a request could not be answered, and what would help."""

    error: str


class IncidentPage(Struct, frozen=True):
    """Incidents, how many pass in all, and the cursor of the next page (``None`` on the last)."""

    total: int
    next: str | None
    incidents: tuple[Incident, ...]


class ReportPage(Struct, frozen=True):
    """Reports and the cursor of the next page (``None`` on the last)."""

    next: str | None
    reports: tuple[Report, ...]


class ReportList(Struct, frozen=True):
    """Reports."""

    reports: tuple[Report, ...]


class SourceList(Struct, frozen=True):
    """Sources."""

    sources: tuple[SourceLine, ...]


class DocumentList(Struct, frozen=True):
    """Documents in short."""

    documents: tuple[DocumentLine, ...]


class ActorLine(Struct, frozen=True):
    """An actor in short."""

    actor_id: str
    name: str
    kind: str
    country: str | None


class ActorList(Struct, frozen=True):
    """Actors."""

    actors: tuple[ActorLine, ...]


class DecisionList(Struct, frozen=True):
    """Decisions of the journal, oldest first."""

    decisions: tuple[Decision, ...]


_NAMED: Final = (
    *(Failure, IncidentPage, ReportPage, ReportList, SourceList, DocumentList, ActorList, DecisionList),
    *(Incident, Report, Document, Decision),
)


def components() -> dict[str, Any]:
    """The JSON Schema of every record that an answer may hold, by name."""
    _, found = msgspec.json.schema_components(_NAMED, ref_template=_REF)
    found["Actor"] = {"type": "object", "description": "What is known of one actor."} | found.get("ActorDossier", {})
    return found


def answers(name: str, *failures: int) -> dict[int | str, dict[str, Any]]:
    """The answers of a route: 200 with a record of this name (or a media type); 400 and ``failures`` with why."""
    if "/" in name:
        content: dict[str, Any] = {name: {"schema": {"type": "string"}}}
    else:
        content = {"application/json": {"schema": {"$ref": _REF.format(name=name)}}}
    failed = {"application/json": {"schema": {"$ref": _REF.format(name="Failure")}}}
    words = {400: "A value cannot be used", 401: "No valid token", 403: "Nothing can be written", 404: "No such record"}
    told: dict[int | str, dict[str, Any]] = {200: {"description": "Found", "content": content}}
    for status in sorted({400, *failures}):
        told[status] = {"description": words[status], "content": failed}
    return told


def filters(*, reports: bool = False) -> dict[str, Any]:
    """The filters of the command line as query parameters; words, box and order belong to incidents alone."""
    day = {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
    text = {"type": "string", "maxLength": 200}
    many = {"type": "array", "items": {"type": "string", "maxLength": 60}}
    status = {"type": "array", "items": {"type": "string", "enum": [str(one) for one in Status]}}
    named = [
        ("since", day, "on or after this day (a month or year will do)"),
        ("until", day, "on or before this day (a month or year will do)"),
        ("place", text, "where a place's name holds these words"),
        ("country", text, "in this country: its name or its ISO 3166-1 code"),
        ("actor", text, "where an actor has this id or these words in the name"),
        ("type", many, "of this PLOVER type or mode; any of several"),
        ("status", status, "of this status; any of several"),
        ("min_sources", {"type": "integer", "minimum": 0, "maximum": 999999}, "told by at least so many sources"),
        (
            "contested",
            {"type": "string", "enum": ["0", "1"]},
            "with an attribution that is denied or claimed by another",
        ),
    ]
    if not reports:
        orders = [sign + order for order in ORDERS for sign in ("", "-")]
        named += [
            ("q", text, "where a document holds all the words, or a name holds them"),
            (
                "bbox",
                {"type": "string"},
                "west,south,east,north in degrees: where the place, or its area's centre, lies",
            ),
            ("sort", {"type": "string", "enum": orders}, "column to sort by, with - in front for the last first"),
        ]
    return {
        "parameters": [
            {"name": name, "in": "query", "required": False, "schema": schema, "description": words}
            for name, schema, words in named
        ]
    }
