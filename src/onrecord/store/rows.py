"""What of a record stands in columns of its own, so that it can be found."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.records import Actor, EventDate, Incident, Place, PlaceRole, Report
from onrecord.store.selection import fold_name

__all__ = ["actor_keys", "attributed_keys", "day_bounds", "is_contested", "place_keys"]


def day_bounds(date: EventDate | None) -> tuple[str | None, str | None]:
    """First and last day, both ``None`` where there is no date."""
    return (date.start, date.end) if date else (None, None)


def place_keys(places: Iterable[Place]) -> list[tuple[str, str]]:
    """Sorted pairs of country (empty where unknown) and folded name: the resolved name, the words of the text and
    the first-order division. Places that are merely mentioned are left out, since nothing happened there."""
    keys: set[tuple[str, str]] = set()
    for place in places:
        if place.role is not PlaceRole.MENTIONED:
            names = (place.name, place.text, place.admin1 or "")
            keys.update((place.country or "", folded) for folded in map(fold_name, names) if folded)
    return sorted(keys)


def actor_keys(actors: Iterable[Actor]) -> set[tuple[str, str]]:
    """Pairs of actor id (empty where unknown) and folded name."""
    return {
        (actor.actor_id or "", folded)
        for actor in actors
        for folded in map(fold_name, (actor.name, actor.text))
        if folded
    }


def attributed_keys(incident: Incident) -> list[tuple[str, str]]:
    """Sorted pairs of actor id and folded name of all who act in the incident or answer for it by an attribution."""
    attributed = {(one.actor_id or "", fold_name(one.name)) for one in incident.attribution}
    return sorted(actor_keys(incident.actors) | {key for key in attributed if key[1]})


def is_contested(incident: Incident) -> bool:
    """Whether any attribution is denied or stands against another claim."""
    return any(one.contested for one in incident.attribution)


def report_actor_keys(report: Report) -> list[tuple[str, str]]:
    """Sorted pairs of actor id and folded name of those who act in the report."""
    return sorted(actor_keys(report.actors))
