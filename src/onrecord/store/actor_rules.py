"""Decisions about who is who, applied to the actors of a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, structs

from onrecord.records import Actor, Decision, DecisionKind
from onrecord.store.selection import search_key

__all__ = ["KINDS", "apply_rules", "is_meant"]

KINDS = (DecisionKind.MERGE_ACTORS, DecisionKind.SPLIT_ACTORS)


class _Told(Struct, frozen=True):
    """An actor as it stands now and the names by which the document tells it."""

    actor: Actor
    names: frozenset[str]


def is_meant(actor: Actor, actor_id: str) -> bool:
    """Whether an actor's id, or the name of one without an id, is ``actor_id``."""
    if actor.actor_id is not None:
        return actor.actor_id == actor_id
    return search_key(actor.name) == search_key(actor_id) != ""


def apply_rules(actors: Sequence[Actor], rules: Iterable[Decision]) -> tuple[tuple[Actor, ...], tuple[Decision, ...]]:
    """The actors after every merge and split in the order of the journal, and the rules that changed any of them.

    A split concerns those whom the document itself calls so, whatever they were merged into before.
    """
    told = [_Told(actor, frozenset({search_key(actor.name), search_key(actor.text)})) for actor in actors]
    used: list[Decision] = []
    for rule in rules:
        changed = [_Told(_ruled(one, rule), one.names) for one in told]
        if changed != told:
            used.append(rule)
        told = changed
    return tuple(one.actor for one in told), tuple(used)


def _ruled(told: _Told, rule: Decision) -> Actor:
    actor, other = told.actor, rule.other
    if other is None:
        return actor
    if rule.kind is DecisionKind.MERGE_ACTORS:
        return _merged(actor, rule) if is_meant(actor, rule.subject.id) else actor
    is_called_so = search_key(rule.subject.id) in told.names
    return _parted(actor, rule) if is_called_so and is_meant(actor, other.id) else actor


def _merged(actor: Actor, rule: Decision) -> Actor:
    known = rule.value.actor if rule.value else None
    if known is None:
        return structs.replace(actor, name=rule.other.id if rule.other else actor.name, actor_id=None)
    country, sector = known.country or actor.country, known.sector or actor.sector
    return structs.replace(actor, name=known.name, actor_id=known.actor_id, country=country, sector=sector)


def _parted(actor: Actor, rule: Decision) -> Actor:
    return structs.replace(actor, name=rule.subject.id, actor_id=None, country=None)
