"""Statements about many events ("dozens of attacks in recent months") held against the single incidents on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from onrecord.records import EventDate, Incident, PlaceRole, Report

__all__ = ["Finding", "HeldStatement", "hold_statements"]


class Finding(StrEnum):
    """How a statement stands to the record. ``uncounted``: it gives no number.

    ``short``: fewer on record than it says, which is no refutation, since most events are never reported singly.
    """

    BORNE_OUT = "borne out"
    SHORT = "short"
    EXCEEDED = "exceeded"
    UNCOUNTED = "uncounted"


class HeldStatement(Struct, frozen=True, kw_only=True):
    """One statement with what it says and the single incidents on record of its type, time and place.

    ``low`` to ``high`` are the numbers it gives, ``on_record`` the incidents that may be among those it means.
    """

    kind: Literal["statement"] = "statement"
    incident_id: str
    report_id: str
    source: str | None
    published: str | None
    quote: str
    event_type: str
    date: EventDate | None
    countries: tuple[str, ...]
    low: int | None
    best: int | None
    high: int | None
    on_record: int
    incidents: tuple[str, ...]
    finding: Finding


def hold_statements(
    statements: Iterable[Incident], record: Sequence[Incident], reports: Mapping[str, Report]
) -> Iterator[HeldStatement]:
    """A row for each report of each statement (incidents that are ``aggregate``), held against the single ones.

    ``reports`` are by id. An incident may be meant where it is of the statement's type, its days overlap the
    statement's (which counts until its publication where it gives no days) and a country is shared.
    """
    for statement in statements:
        for report in (reports[report_id] for report_id in statement.reports if report_id in reports):
            yield _held(statement, report, [one for one in record if not one.aggregate])


def _held(statement: Incident, report: Report, record: Sequence[Incident]) -> HeldStatement:
    countries = _countries(statement)
    meant = [one.incident_id for one in record if _may_be_meant(one, report, countries)]
    count = report.count
    low, best, high = (count.low, count.best, count.high) if count is not None else (None, None, None)
    return HeldStatement(
        incident_id=statement.incident_id,
        report_id=report.report_id,
        source=report.document.source,
        published=report.document.published,
        quote=report.evidence[0].text if report.evidence else "",
        event_type=report.event_type,
        date=report.date,
        countries=tuple(sorted(countries)),
        low=low,
        best=best,
        high=high,
        on_record=len(meant),
        incidents=tuple(meant),
        finding=_finding(len(meant), low if low is not None else best, high),
    )


def _countries(incident: Incident) -> set[str]:
    return {p.country for p in incident.places if p.country is not None and p.role is not PlaceRole.MENTIONED}


def _may_be_meant(incident: Incident, report: Report, countries: set[str]) -> bool:
    if incident.event_type != report.event_type or incident.status not in ("occurred", "ongoing", "attempted"):
        return False
    if countries and not countries & _countries(incident):
        return False
    if incident.date is None:
        return False
    if report.date is not None:
        return incident.date.start <= report.date.end and report.date.start <= incident.date.end
    return report.document.published is None or incident.date.start <= report.document.published


def _finding(on_record: int, low: int | None, high: int | None) -> Finding:
    if low is None and high is None:
        return Finding.UNCOUNTED
    if low is not None and on_record < low:
        return Finding.SHORT
    return Finding.EXCEEDED if high is not None and on_record > high else Finding.BORNE_OUT
