"""What is missing of an incident: slots that no report fills, one origin only, values withheld for want of support."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from onrecord.records import Basis, EventDate, Incident, PlaceRole

__all__ = ["Gap", "find_gaps"]


class Gap(Struct, frozen=True, kw_only=True):
    """What is missing of one incident.

    ``unreported``: slots that no report fills. ``withheld``: values that were told but not in a way that supports more:
    a place that no gazetteer has, a doer without a name, a toll without an upper bound, a day told only roughly.
    ``disputed``: fields on which reports disagree.
    """

    kind: Literal["gap"] = "gap"
    incident_id: str
    date: EventDate | None
    event_type: str
    mode: str | None
    independent_sources: int
    one_origin: bool
    unreported: tuple[str, ...]
    withheld: tuple[str, ...]
    disputed: tuple[str, ...]


def find_gaps(incidents: Iterable[Incident]) -> Iterator[Gap]:
    """A row an incident, in the order given."""
    for incident in incidents:
        yield Gap(
            incident_id=incident.incident_id,
            date=incident.date,
            event_type=incident.event_type,
            mode=incident.mode,
            independent_sources=incident.independent_sources,
            one_origin=incident.independent_sources == 1,
            unreported=tuple(_unreported(incident)),
            withheld=tuple(_withheld(incident)),
            disputed=tuple(conflict.field for conflict in incident.conflicts),
        )


def _unreported(incident: Incident) -> Iterator[str]:
    named = [one for one in incident.attribution if one.basis is not Basis.AFFILIATION]
    happened = [place for place in incident.places if place.role is not PlaceRole.MENTIONED]
    slots = {
        "date": incident.date,
        "place": happened,
        "who did it": named or incident.actors,
        "to whom": incident.recipients,
        "weapon": incident.weapons,
        "killed": incident.casualties.killed,
        "wounded": incident.casualties.wounded,
    }
    yield from (slot for slot, value in slots.items() if not value)


def _withheld(incident: Incident) -> Iterator[str]:
    if incident.date is not None and incident.date.start != incident.date.end:
        yield f"exact day ({incident.date.start} to {incident.date.end})"
    for place in incident.places:
        if place.role is not PlaceRole.MENTIONED and place.latitude is None:
            yield f"coordinates of {place.name}"
    if incident.actors and not incident.attribution:
        yield f"name of the doer ({incident.actors[0].text})"
    for name in ("killed", "wounded", "abducted"):
        toll = getattr(incident.casualties, name)
        if toll is not None and all(version.high is None for version in toll.versions):
            yield f"upper bound of the {name}"
