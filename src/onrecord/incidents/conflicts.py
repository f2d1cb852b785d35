"""Fields on which the reports of an incident really disagree.

More or less precise is no disagreement: "at least three" and five agree, a city and its country agree, a group
and what it is part of agree. Each version names the reports that give it; reports that say nothing of a field
take no side.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeAlias, TypeVar

from onrecord.incidents.compare import Related, day_gap
from onrecord.incidents.geodesy import distance_km
from onrecord.incidents.traits import STAGES, Bounds, bounds, read_day
from onrecord.records import (
    Actor,
    Confidence,
    Conflict,
    EventDate,
    Place,
    PlacePrecision,
    PlaceRole,
    Report,
    Toll,
    Version,
)

__all__ = ["find_conflicts"]

Point: TypeAlias = tuple[float, float]
ValueT = TypeVar("ValueT", bound=Hashable)
FAR_KM = 40.0
POINTS = frozenset({PlacePrecision.EXACT, PlacePrecision.NEAR, PlacePrecision.ADMIN2})


def _pairs(told: Iterable[ValueT]) -> Iterator[tuple[ValueT, ValueT]]:
    """Any two different values; equal ones are never in conflict, and of eighty reports most say the same."""
    return combinations(dict.fromkeys(told), 2)


def _conflict(field: str, told: Iterable[tuple[str, str]]) -> Conflict:
    versions: dict[str, list[str]] = {}
    for value, report_id in told:
        versions.setdefault(value, []).append(report_id)
    return Conflict(
        field=field,
        versions=tuple(Version(value=value, reports=tuple(dict.fromkeys(ids))) for value, ids in versions.items()),
    )


def _excludes(x: Bounds, y: Bounds) -> bool:
    return (x.high is not None and y.low > x.high) or (y.high is not None and x.low > y.high)


def _toll_text(limit: Bounds) -> str:
    if limit.high is None:
        return f"at least {limit.low}"
    return str(limit.low) if limit.low == limit.high else f"{limit.low}-{limit.high}"


def _toll_conflict(field: str, reports: Sequence[Report], pick: Callable[[Report], Toll | None]) -> Conflict | None:
    told = [(limit, report.report_id) for report in reports if (limit := bounds(pick(report))) is not None]
    if not any(_excludes(x, y) for x, y in _pairs(limit for limit, _ in told)):
        return None
    return _conflict(field, ((_toll_text(limit), report_id) for limit, report_id in told))


def _interval(when: EventDate) -> tuple[int, int] | None:
    start, end = read_day(when.start), read_day(when.end)
    return (start, end) if start is not None and end is not None else None


def _date_conflict(reports: Sequence[Report]) -> Conflict | None:
    told = [(one.date, one.report_id) for one in reports if one.date is not None]
    spans = [span for when, _ in told if (span := _interval(when)) is not None]
    if not any(day_gap(x, y) > 0 for x, y in _pairs(spans)):
        return None
    text = ((d.start if d.start == d.end else f"{d.start}/{d.end}", report_id) for d, report_id in told)
    return _conflict("date", text)


def _site_points(report: Report) -> list[Place]:
    return [p for p in report.places if p.role is PlaceRole.SITE and p.precision in POINTS and p.latitude is not None]


def _points(sites: Sequence[Place]) -> tuple[Point, ...]:
    return tuple((p.latitude, p.longitude) for p in sites if p.latitude is not None and p.longitude is not None)


def _apart(a: Sequence[Point], b: Sequence[Point]) -> bool:
    return min((distance_km(x, y) for x in a for y in b), default=0.0) > FAR_KM


def _place_conflict(reports: Sequence[Report]) -> Conflict | None:
    told = [(sites, report.report_id) for report in reports if (sites := _site_points(report))]
    if not any(_apart(x, y) for x, y in _pairs(_points(sites) for sites, _ in told)):
        return None
    return _conflict("places", ((site.name, report_id) for sites, report_id in told for site in sites))


def _doers(report: Report) -> list[Actor]:
    return [actor for actor in report.actors if actor.confidence is not Confidence.DENIED and actor.actor_id]


def _ids(actors: Sequence[Actor]) -> tuple[str, ...]:
    return tuple(actor.actor_id or "" for actor in actors)


def _same_doer(a: Sequence[str], b: Sequence[str], related: Related) -> bool:
    return any(x == y or related(x, y) for x in a for y in b)


def _actor_conflict(reports: Sequence[Report], related: Related) -> Conflict | None:
    told = [(doers, report.report_id) for report in reports if (doers := _doers(report))]
    if all(_same_doer(x, y, related) for x, y in _pairs(_ids(doers) for doers, _ in told)):
        return None
    return _conflict("actors", ((doer.name, report_id) for doers, report_id in told for doer in doers))


def _type_conflict(reports: Sequence[Report]) -> Conflict | None:
    if len({report.event_type for report in reports}) < 2:
        return None
    return _conflict("event_type", ((report.event_type, report.report_id) for report in reports))


def _status_conflict(reports: Sequence[Report]) -> Conflict | None:
    if len({STAGES[report.status] for report in reports}) < 2:
        return None
    return _conflict("status", ((report.status.value, report.report_id) for report in reports))


def find_conflicts(reports: Sequence[Report], related: Related) -> tuple[Conflict, ...]:
    """Killed, wounded, abducted, date, places, actors, event_type and status, where reports exclude each other.

    Actors are compared where both reports name known ones; a denied actor is no version of who did it.
    """
    picks: Mapping[str, Callable[[Report], Toll | None]] = {
        "killed": lambda report: report.casualties.killed,
        "wounded": lambda report: report.casualties.wounded,
        "abducted": lambda report: report.casualties.abducted,
    }
    found = [_toll_conflict(field, reports, pick) for field, pick in picks.items()]
    found += [_date_conflict(reports), _place_conflict(reports), _actor_conflict(reports, related)]
    found += [_type_conflict(reports), _status_conflict(reports)]
    return tuple(conflict for conflict in found if conflict is not None)
