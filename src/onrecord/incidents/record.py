"""The incident record made from the reports of one happening.

Support is counted in origins, never in reports: what a wire story's twenty copies say is said once. Values
that disagree are not settled in silence: the best supported stands in the field, and ``conflicts`` holds all.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from onrecord.incidents.compare import Related, day_gap
from onrecord.incidents.conflicts import find_conflicts
from onrecord.incidents.tolls import fuse_casualties
from onrecord.incidents.traits import STAGES, Stage, read_day
from onrecord.incidents.words import fold_name
from onrecord.records import (
    Actor,
    EventDate,
    Incident,
    Place,
    PlacePrecision,
    PlaceRole,
    Recipient,
    Report,
    Status,
    Weapon,
    content_id,
)

__all__ = ["incident_id_of", "make_incident"]

ValueT = TypeVar("ValueT")
KeyT = TypeVar("KeyT", bound=Hashable)
PLACE_ORDER = tuple(PlacePrecision)
ROLE_ORDER = tuple(PlaceRole)
STATUS_ORDER = tuple(Status)


def incident_id_of(reports: Sequence[Report]) -> str:
    """The id of the incident whose earliest report, by (published, report_id), comes first in ``reports``.

    Reports that are published later join without changing it. It changes only when an earlier report turns
    up, or when the group is merged with an older one or split from it; the run room logs those.
    """
    return content_id("inc", reports[0].report_id)


def _origin(report: Report, origins: Mapping[str, str]) -> str:
    document_id = report.document.document_id
    return origins.get(document_id, document_id)


def _backed(told: Iterable[tuple[KeyT, str]]) -> dict[KeyT, set[str]]:
    backers: dict[KeyT, set[str]] = {}
    for value, origin in told:
        backers.setdefault(value, set()).add(origin)
    return backers


def _most_backed(told: Iterable[tuple[KeyT, str]]) -> KeyT | None:
    """The value of most origins; among equals the one told first."""
    backers = _backed(told)
    return max(backers, key=lambda value: len(backers[value]), default=None)


def _status(reports: Sequence[Report], origins: Mapping[str, str]) -> Status:
    """What most origins say, deeds before plans and denials; among equals the more certain."""
    deeds = [report for report in reports if STAGES[report.status] is Stage.ACTUAL]
    backers = _backed((report.status, _origin(report, origins)) for report in deeds or reports)
    return min(backers, key=lambda status: (-len(backers[status]), STATUS_ORDER.index(status)))


def _date(reports: Sequence[Report], origins: Mapping[str, str]) -> EventDate | None:
    """The most precise date among those compatible with the most origins; among equals the one told first."""
    told = [
        ((start, end), report)
        for report in reports
        if report.date is not None
        and (start := read_day(report.date.start)) is not None
        and (end := read_day(report.date.end)) is not None
    ]

    backers = _backed((span, _origin(report, origins)) for span, report in told)

    def rank(span: tuple[int, int]) -> tuple[int, int]:
        agreeing = {origin for other, those in backers.items() if day_gap(span, other) == 0 for origin in those}
        return -len(agreeing), span[1] - span[0]

    ranks = {span: rank(span) for span in backers}
    return min(told, key=lambda entry: ranks[entry[0]])[1].date if told else None


def _merged(
    values: Iterable[tuple[ValueT, str]], key: Callable[[ValueT], Hashable], rank: Callable[[ValueT], object]
) -> list[tuple[ValueT, int]]:
    """One value a key, the best by ``rank`` (first among equals), with the number of its origins; most backed first."""
    kept: dict[Hashable, ValueT] = {}
    backers: dict[Hashable, set[str]] = {}
    for value, origin in values:
        at = key(value)
        backers.setdefault(at, set()).add(origin)
        if at not in kept or rank(value) < rank(kept[at]):  # type: ignore[operator]
            kept[at] = value
    return sorted(((value, len(backers[at])) for at, value in kept.items()), key=lambda entry: -entry[1])


def _place_key(place: Place) -> Hashable:
    return place.role, place.gazetteer_id or fold_name(place.name), place.country


def _is_covered(place: Place, others: Iterable[Place]) -> bool:
    """A country or province adds nothing where a finer place in it has the same role."""
    if place.precision not in (PlacePrecision.COUNTRY, PlacePrecision.ADMIN1, PlacePrecision.OTHER):
        return False
    rank = PLACE_ORDER.index(place.precision)
    return place.precision is not PlacePrecision.OTHER and any(
        other.role is place.role
        and other.country == place.country
        and PLACE_ORDER.index(other.precision) < rank
        and (place.precision is PlacePrecision.COUNTRY or other.admin1 == place.name)
        for other in others
    )


def _places(reports: Sequence[Report], origins: Mapping[str, str]) -> tuple[Place, ...]:
    told = ((place, _origin(report, origins)) for report in reports for place in report.places)
    merged = _merged(told, _place_key, lambda place: (PLACE_ORDER.index(place.precision), -place.score))
    places = [place for place, _ in merged]
    kept = [place for place in places if not _is_covered(place, places)]
    return tuple(sorted(kept, key=lambda place: ROLE_ORDER.index(place.role)))


def _actors(reports: Sequence[Report], origins: Mapping[str, str]) -> tuple[Actor, ...]:
    """Every actor that a report names, once for each confidence and speaker; none is dropped for another."""
    told = ((actor, _origin(report, origins)) for report in reports for actor in report.actors)
    merged = _merged(told, _actor_key, lambda actor: 0)
    return tuple(actor for actor, _ in merged)


def _actor_key(actor: Actor) -> Hashable:
    return actor.actor_id or fold_name(actor.name), actor.confidence, fold_name(actor.according_to or "")


def _recipient_key(one: Recipient) -> Hashable:
    return one.actor_id or fold_name(one.name or one.text), one.kind, one.effect


def _recipients(reports: Sequence[Report], origins: Mapping[str, str]) -> tuple[Recipient, ...]:
    """Each recipient and effect once, as the latest report that counts it tells it."""
    told = [(one, _origin(report, origins)) for report in reversed(reports) for one in report.recipients]
    return tuple(one for one, _ in _merged(told, _recipient_key, lambda one: one.count is None))


def _weapons(reports: Sequence[Report], origins: Mapping[str, str]) -> tuple[Weapon, ...]:
    told = [(weapon, _origin(report, origins)) for report in reversed(reports) for weapon in report.weapons]
    return tuple(weapon for weapon, _ in _merged(told, lambda one: one.type, lambda one: one.count is None))


def _exemplar(reports: Sequence[Report], origins: Mapping[str, str]) -> Report:
    """The report whose type, mode and codes stand for the incident."""
    event_type = _most_backed((report.event_type, _origin(report, origins)) for report in reports)
    typed = [report for report in reports if report.event_type == event_type]
    moded = [report for report in typed if report.mode is not None] or typed
    mode = _most_backed((report.mode, _origin(report, origins)) for report in moded)
    best = [report for report in moded if report.mode == mode]
    codes = _most_backed((report.codes, _origin(report, origins)) for report in best)
    return next(report for report in best if report.codes == codes)


def make_incident(reports: Sequence[Report], origins: Mapping[str, str], related: Related) -> Incident:
    """The record of one happening; ``reports`` are its reports in ``order_reports`` order, at least one.

    ``attribution`` stays empty. ``independent_sources`` counts distinct origins.
    """
    exemplar = _exemplar(reports, origins)
    return Incident(
        incident_id=incident_id_of(reports),
        event_type=exemplar.event_type,
        mode=exemplar.mode,
        codes=exemplar.codes,
        status=_status(reports, origins),
        aggregate=reports[0].aggregate,
        date=_date(reports, origins),
        places=_places(reports, origins),
        weapons=_weapons(reports, origins),
        actors=_actors(reports, origins),
        recipients=_recipients(reports, origins),
        casualties=fuse_casualties(reports, origins),
        reports=tuple(report.report_id for report in reports),
        independent_sources=len({_origin(report, origins) for report in reports}),
        conflicts=find_conflicts(reports, related),
        attribution=(),
    )
