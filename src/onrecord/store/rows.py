"""What of a record stands in columns of its own, so that it can be found."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.records import Actor, EventDate, Incident, Place, PlaceRole, Report
from onrecord.store.selection import search_key

__all__ = ["actor_keys", "attributed_keys", "day_bounds", "is_contested", "place_keys"]


def day_bounds(date: EventDate | None) -> tuple[str | None, str | None]:
    """First and last day, both ``None`` where there is no date."""
    return (date.start, date.end) if date else (None, None)


def place_keys(places: Iterable[Place]) -> list[tuple[str, str]]:
    """Sorted pairs of country (empty where unknown) and name as searched: the resolved name, the words of the text and
    the first-order division. Places that are merely mentioned are left out, since nothing happened there."""
    keys: set[tuple[str, str]] = set()
    for place in places:
        if place.role is not PlaceRole.MENTIONED:
            names = (place.name, place.text, place.admin1 or "")
            keys.update((place.country or "", folded) for folded in map(search_key, names) if folded)
    return sorted(keys)


def actor_keys(actors: Iterable[Actor]) -> set[tuple[str, str]]:
    """Pairs of actor id (empty where unknown) and name as searched."""
    return {
        (actor.actor_id or "", folded)
        for actor in actors
        for folded in map(search_key, (actor.name, actor.text))
        if folded
    }


def attributed_keys(incident: Incident) -> list[tuple[str, str]]:
    """Sorted pairs of actor id and name as searched: all who act in the incident or are said to answer for it."""
    attributed = {(one.actor_id or "", search_key(one.name)) for one in incident.attribution}
    return sorted(actor_keys(incident.actors) | {key for key in attributed if key[1]})


def is_contested(incident: Incident) -> bool:
    """Whether any attribution is denied or stands against another claim."""
    return any(one.contested for one in incident.attribution)


def report_actor_keys(report: Report) -> list[tuple[str, str]]:
    """Sorted pairs of actor id and name as searched of those who act in the report."""
    return sorted(actor_keys(report.actors))
