"""Writes records as rows: the record whole in its JSON column, and beside it what finds it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias

import apsw
import msgspec

from onrecord.records import Incident, Report, json_line
from onrecord.store.connection import digest_of
from onrecord.store.queries import Noun
from onrecord.store.rows import attributed_keys, day_bounds, is_contested, place_keys, report_actor_keys

__all__ = [
    "INCIDENT",
    "REPORT",
    "Value",
    "digest_of",
    "incident_row",
    "incident_side_rows",
    "insert",
    "insert_incident",
    "insert_report",
    "rewrite_incident",
    "rewrite_report",
]

Value: TypeAlias = str | int | bytes | None
Key: TypeAlias = tuple[str, str]

REPORT: Final = msgspec.json.Decoder(Report)
INCIDENT: Final = msgspec.json.Decoder(Incident)


def insert(connection: apsw.Connection, table: str, row: tuple[Value, ...]) -> None:
    """One row with a value for every column, in their order."""
    connection.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)  # noqa: S608


def insert_report(connection: apsw.Connection, report: Report) -> None:
    """A report as the coder gives it."""
    kind = (report.event_type, report.mode, str(report.status))
    line = json_line(report)
    found_by = (report.report_id, report.document.document_id, *kind, *day_bounds(report.date))
    insert(connection, "reports", (*found_by, line, None, 0, digest_of(line)))
    _insert_keys(connection, "report", report.report_id, place_keys(report.places), report_actor_keys(report))


def incident_row(incident: Incident) -> tuple[Value, ...]:
    """The row of an incident as it was fused."""
    kind = (incident.event_type, incident.mode, str(incident.status), *day_bounds(incident.date))
    weight = (incident.independent_sources, int(is_contested(incident)))
    line = json_line(incident)
    return (incident.incident_id, *kind, *weight, line, None, 0, digest_of(line))


def incident_side_rows(incident: Incident) -> dict[str, list[tuple[Value, ...]]]:
    """By table the rows beside it that find an incident."""
    at = incident.incident_id
    return {
        "incident_reports": [(at, report_id) for report_id in incident.reports],
        "incident_places": [(at, *key) for key in place_keys(incident.places)],
        "incident_actors": [(at, *key) for key in attributed_keys(incident)],
    }


def insert_incident(connection: apsw.Connection, incident: Incident) -> None:
    """An incident as it was fused."""
    insert(connection, "incidents", incident_row(incident))
    for table, rows in incident_side_rows(incident).items():
        for row in rows:
            insert(connection, table, row)


def rewrite_report(connection: apsw.Connection, own: str, shown: Report, told_as: Iterable[Key]) -> None:
    """Puts ``shown`` where the coder's ``own`` record stands; without a review the own record stands again.

    ``told_as``: keys of actors by their names before decisions, so that either name finds the report.
    """
    kind = (shown.event_type, shown.mode, str(shown.status), *day_bounds(shown.date))
    _rewrite(connection, "report", shown.report_id, kind, _review_cells(own, shown))
    actors = sorted({*report_actor_keys(shown), *told_as})
    _insert_keys(connection, "report", shown.report_id, place_keys(shown.places), actors)


def rewrite_incident(connection: apsw.Connection, own: str, shown: Incident) -> None:
    """As ``rewrite_report``, for an incident."""
    kind = (shown.event_type, shown.mode, str(shown.status), *day_bounds(shown.date))
    _rewrite(connection, "incident", shown.incident_id, kind, _review_cells(own, shown))
    _insert_keys(connection, "incident", shown.incident_id, place_keys(shown.places), attributed_keys(shown))


def _review_cells(own: str, shown: Report | Incident) -> tuple[Value, ...]:
    if shown.review is None:
        return own, None, 0
    return json_line(shown), own, int(shown.review.is_withdrawn)


def _rewrite(
    connection: apsw.Connection, noun: Noun, record_id: str, kind: tuple[Value, ...], cells: tuple[Value, ...]
) -> None:
    names = ("event_type", "mode", "status", "date_start", "date_end", "record", "own", "withdrawn")
    sets = ", ".join(f"{name} = ?" for name in names)
    connection.execute(f"UPDATE {noun}s SET {sets} WHERE {noun}_id = ?", (*kind, *cells, record_id))  # noqa: S608
    for side in ("places", "actors"):
        connection.execute(f"DELETE FROM {noun}_{side} WHERE {noun}_id = ?", (record_id,))  # noqa: S608


def _insert_keys(
    connection: apsw.Connection, noun: Noun, record_id: str, places: Iterable[Key], actors: Iterable[Key]
) -> None:
    for place in places:
        insert(connection, f"{noun}_places", (record_id, *place))
    for actor in actors:
        insert(connection, f"{noun}_actors", (record_id, *actor))
