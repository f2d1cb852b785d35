"""What a phrase says of an actor that it does not name: a demonym, a place, an actor noun, a title."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from onrecord.lexicon.actors import ActorEntry, ActorIndex, Role, in_force
from onrecord.records import ActorMatch

__all__ = ["Description", "describe"]

_TITLE: Final = "title"
_GENERIC: Final = "generic"
_OFFICES: Final = frozenset({_TITLE, _GENERIC})
_ELITE_AFTERWARDS: Final = frozenset({"GOV", "SPY", "MIL", "LEG"})
_METONYMS: Final = frozenset({"capital", "seat"})


class Description(Struct, frozen=True, kw_only=True):
    """The parts of a description. ``covered``: no capitalised word of its head is unknown.

    ``name_kind`` says how the country is named: ``adjective``, ``place``, ``capital``, ``seat``, ``people`` or a
    state's own name; ``state_id`` is set where the head itself names a state or a seat. ``sector`` is one that is
    known from elsewhere and stands where no noun says another.
    """

    phrase: str
    country: str | None
    state_id: str | None
    name_kind: str
    backer: str | None
    sector: str | None
    role: Role | None
    former: bool
    covered: bool


def describe(said: Description, actors: ActorIndex, on: str | None, context: str | None) -> ActorMatch:
    """The match for a description as of a day; ``context`` gives a country to a state's body or office only.

    An actor id is given only where the description can mean no one else: a state by its name, a state's body, the
    holder of an office on that day.
    """
    if said.role is None:
        return _bare_place(said, actors)
    country = said.country
    if country is None and (said.role.body or said.role.kind == _TITLE):
        country = context
    of_state = said.covered and not said.former and _is_of_state(said)
    holder = _holder(country, said.role, actors, on) if said.role.kind in _OFFICES and of_state else None
    if holder is not None:
        return ActorMatch(
            name=holder.name,
            actor_id=holder.actor_id,
            country=country,
            sector=_sector(said),
            kind="person",
            looseness="description",
        )
    body = actors.entries.get(f"{country}.{said.role.body}") if of_state else None
    return ActorMatch(
        name=body.name if body else said.phrase,
        actor_id=body.actor_id if body else None,
        country=country,
        sector=_sector(said),
        backer=said.backer,
        kind=body.kind if body else said.role.kind,
        looseness="description",
    )


def _sector(said: Description) -> str | None:
    """The noun's sector; the former holder of an office is an elite, and a state's "leader" is its government."""
    if said.role is None:
        return None
    if said.former and said.role.sector in _ELITE_AFTERWARDS:
        return "ELI"
    leads_state = said.role.sector == "ELI" and said.role.kind == _GENERIC and said.country and _is_of_state(said)
    return "GOV" if leads_state and not said.former else said.role.sector


def _is_of_state(said: Description) -> bool:
    """Whether the noun belongs to the state, not to a region or city ("Kano State government", "Kyiv police")."""
    if said.name_kind == "capital":
        return said.role is not None and said.role.body == "GOV"
    return said.name_kind != "place"


def _bare_place(said: Description, actors: ActorIndex) -> ActorMatch:
    """A state's name, a seat for its government, a people, a demonym or a place, with no actor noun beside it."""
    entry = actors.entries.get(said.state_id or "") if said.covered and said.sector is None else None
    if said.name_kind == "people" and said.country is not None:
        return ActorMatch(
            name=said.phrase,
            country=said.country,
            sector="CVL",
            backer=said.backer,
            kind="people",
            looseness="description",
        )
    if entry is None:
        return ActorMatch(
            name=said.phrase,
            country=said.country,
            sector=said.sector,
            backer=said.backer,
            looseness="description" if said.country or said.sector else "unknown",
        )
    return ActorMatch(
        name=entry.name,
        actor_id=entry.actor_id,
        country=entry.country,
        sector=entry.sector,
        backer=said.backer,
        kind=entry.kind,
        looseness="metonym" if said.name_kind in _METONYMS else "name",
    )


def _holder(country: str | None, role: Role, actors: ActorIndex, on: str | None) -> ActorEntry | None:
    if country is None or on is None:
        return None
    holders = {
        office.person_id
        for office in actors.offices_at.get(country, ())
        if office.title == role.noun and in_force(office.start, office.end, on)
    }
    return actors.entries[holders.pop()] if len(holders) == 1 else None
