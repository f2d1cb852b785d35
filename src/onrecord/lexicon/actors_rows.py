"""The records that the rows of the actor tables become.

Dates may be whole (``2016-11-26``) or a year or month (``2016``, ``2016-11``); ``start`` then means its first and
``end`` its last day.
"""

from __future__ import annotations

from msgspec import Struct

from onrecord.records import RelationKind

__all__ = ["ActorEntry", "ActorName", "Affiliation", "Office", "Role", "in_force"]


class ActorEntry(Struct, frozen=True, kw_only=True):
    """One known actor. ``country`` is alpha-3 or None (many countries, none); ``sector`` PLOVER or None (a state)."""

    actor_id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    start: str | None
    end: str | None
    source: str
    source_date: str
    status: str


class ActorName(Struct, frozen=True, kw_only=True):
    """One name of an actor. ``rank`` 1 is what the bare name usually means, 2 what it means only in context."""

    actor_id: str
    alias: str
    kind: str
    start: str | None
    end: str | None
    rank: int


class Affiliation(Struct, frozen=True, kw_only=True):
    """One dated relation between two actors, as its source states it; disputed ones are kept beside accepted ones."""

    subject_id: str
    relation: RelationKind
    object_id: str
    start: str | None
    end: str | None
    source: str
    source_date: str
    status: str


class Office(Struct, frozen=True, kw_only=True):
    """One office that a person held. ``of`` is an actor id (a state's is its alpha-3 code)."""

    person_id: str
    title: str
    of: str
    sector: str
    start: str | None
    end: str | None
    source: str
    source_date: str


class Role(Struct, frozen=True, kw_only=True):
    """What an actor noun says by itself: a PLOVER sector and, where it names one, a body of a state (``MIL``)."""

    noun: str
    sector: str
    body: str | None
    kind: str


def in_force(start: str | None, end: str | None, on: str | None) -> bool:
    """Whether a period holds on an ISO day; open ends are unbounded, and with no day everything holds."""
    if on is None:
        return True
    return (start is None or start <= on) and (end is None or on <= end or on.startswith(end))
