"""What changed between two states of the record, field by field, with the sentence responsible.

A state is the incidents as they were fused from what was known on a day. Incidents of two states are one where they
share a report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from onrecord.records import Basis, Incident, IncidentToll, PlaceRole, Report

__all__ = ["ChangeOf", "FieldChange", "IncidentChanges", "changes_between"]

ABSENT = "-"


class ChangeOf(StrEnum):
    """What became of an incident between two states."""

    NEW = "new"
    CHANGED = "changed"
    MERGED = "merged"
    SPLIT = "split"


class FieldChange(Struct, frozen=True, kw_only=True):
    """A field's value before and after, and the sentence of a report added in between that is responsible.

    ``report_id``, ``quote`` and its place (characters of the document's text) are ``None`` where no added report gives
    the new value: then the reports known before came to be fused otherwise.
    """

    field: str
    before: str
    after: str
    report_id: str | None
    source: str | None
    published: str | None
    quote: str | None
    start: int | None
    end: int | None


class IncidentChanges(Struct, frozen=True, kw_only=True):
    """All changes of one incident; ``was`` are the ids that its reports had before."""

    kind: Literal["changes"] = "changes"
    incident_id: str
    change: ChangeOf
    was: tuple[str, ...]
    added_reports: tuple[str, ...]
    fields: tuple[FieldChange, ...]


def changes_between(
    before: Sequence[Incident], after: Sequence[Incident], reports: Mapping[str, Report]
) -> Iterator[IncidentChanges]:
    """The incidents of ``after`` that are new or not as they were, in its order; ``reports`` are all, by id."""
    holder = {report_id: one for one in before for report_id in one.reports}
    heirs: dict[str, set[str]] = {}
    for one in after:
        for report_id in one.reports:
            if report_id in holder:
                heirs.setdefault(holder[report_id].incident_id, set()).add(one.incident_id)
    for one in after:
        old = {holder[report_id].incident_id: holder[report_id] for report_id in one.reports if report_id in holder}
        added = tuple(report_id for report_id in one.reports if report_id not in holder)
        told = [reports[report_id] for report_id in added if report_id in reports]
        first = next(iter(old.values()), None)
        fields = tuple(_fields(first, one, told))
        change = _change(old, heirs)
        if change is not ChangeOf.CHANGED or fields:
            yield IncidentChanges(
                incident_id=one.incident_id, change=change, was=tuple(old), added_reports=added, fields=fields
            )


def _change(old: Mapping[str, Incident], heirs: Mapping[str, set[str]]) -> ChangeOf:
    if not old:
        return ChangeOf.NEW
    if len(old) > 1:
        return ChangeOf.MERGED
    return ChangeOf.SPLIT if len(heirs[next(iter(old))]) > 1 else ChangeOf.CHANGED


def _fields(before: Incident | None, after: Incident, added: Sequence[Report]) -> Iterator[FieldChange]:
    old, new = (_values(before) if before is not None else {}), _values(after)
    for field, value in new.items():
        if old.get(field, ABSENT) != value:
            cause = next((report for report in added if _gives(report, field)), None)
            yield _field_change(field, (old.get(field, ABSENT), value), cause, after)


def _field_change(field: str, values: tuple[str, str], cause: Report | None, after: Incident) -> FieldChange:
    quote = _quote(field, cause, after) if cause is not None else None
    return FieldChange(
        field=field,
        before=values[0],
        after=values[1],
        report_id=cause.report_id if cause else None,
        source=(cause.document.source or cause.document.path) if cause else None,
        published=cause.document.published if cause else None,
        quote=quote[0] if quote else None,
        start=quote[1] if quote else None,
        end=quote[2] if quote else None,
    )


def _quote(field: str, cause: Report, after: Incident) -> tuple[str, int, int] | None:
    """The sentence of the report that gives the field: of an attribution its own words, else those around the value."""
    if field == "attribution":
        said = (s for one in after.attribution for s in (*one.support, *one.against))
        own = next((s for s in said if s.report_id == cause.report_id), None)
        if own is not None:
            return own.quote, own.start, own.end
    span = _span(field, cause)
    for evidence in cause.evidence:
        if span is None or evidence.start <= span[0] < evidence.end:
            return evidence.text, evidence.start, evidence.end
    first = cause.evidence[0] if cause.evidence else None
    return (first.text, first.start, first.end) if first is not None else None


def _span(field: str, report: Report) -> tuple[int, int] | None:
    value = getattr(report.casualties, field, None) if field in TOLLS else report.date if field == "date" else None
    span = getattr(value, "span", None)
    return span if isinstance(span, tuple) else None


TOLLS = ("killed", "wounded", "abducted")


def _gives(report: Report, field: str) -> bool:
    """Whether a report has anything to say of a field."""
    if field in TOLLS:
        return getattr(report.casualties, field) is not None
    given = {
        "date": report.date,
        "places": report.places,
        "attribution": report.actors or report.assertions,
        "weapons": report.weapons,
    }
    return bool(given.get(field, True))


def _values(incident: Incident) -> dict[str, str]:
    """The fields that are compared, as words; fields without a value are left out."""
    date = incident.date
    named = [one for one in incident.attribution if one.basis is not Basis.AFFILIATION]
    words = {
        "type": incident.event_type + (f"/{incident.mode}" if incident.mode else ""),
        "status": str(incident.status),
        "date": "" if date is None else date.start if date.start == date.end else f"{date.start}..{date.end}",
        "places": "; ".join(p.name for p in incident.places if p.role is not PlaceRole.MENTIONED),
        "weapons": "; ".join(sorted(weapon.type for weapon in incident.weapons)),
        "attribution": "; ".join(f"{o.name} ({o.basis}{', contested' if o.contested else ''})" for o in named),
        "independent sources": str(incident.independent_sources),
    }
    words |= {name: _toll(getattr(incident.casualties, name)) for name in TOLLS}
    return {field: value for field, value in words.items() if value}


def _toll(toll: IncidentToll | None) -> str:
    if toll is None:
        return ""
    figures = ("?" if figure is None else str(figure) for figure in (toll.low, toll.best, toll.high))
    return "{} / {} / {}".format(*figures)
