"""Actor knowledge: states and their bodies, armed groups, organisations, persons, their names, links and offices.

``load_actors`` reads the tables of ``data/actors``, checks them against one another and returns one frozen
index. Every state gets its bodies (government, armed forces, police, ...) by the pattern of ``bodies.csv``; their ids
are the state's code and the body's (``IRQ.MIL``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

import ahocorasick_rs
from msgspec import Struct

from onrecord.lexicon.actors_names import loose_key, name_key, spelling_variants
from onrecord.lexicon.actors_rows import ActorEntry, ActorName, Affiliation, Office, Role, in_force
from onrecord.lexicon.actors_tables import add_own_tables, read_tables
from onrecord.lexicon.tables import data_path
from onrecord.records import RelationKind

__all__ = ["ActorEntry", "ActorIndex", "ActorName", "Affiliation", "Office", "Role", "in_force", "load_actors"]

_SHORTEST_LOOSE: Final = 7
ItemT = TypeVar("ItemT")


class ActorIndex(Struct, frozen=True, kw_only=True):
    """Actor knowledge, ready for look-up. Keys are ``name_key`` forms; the tuples keep table order.

    ``words`` are the automaton's patterns in its order, so that a hit's number leads to its key. Offices stand
    under the person's id and under the id of what the office is of; affiliations under both their ends; ``aliases``
    under the actor's id.
    """

    entries: Mapping[str, ActorEntry]
    names: Mapping[str, tuple[ActorName, ...]]
    aliases: Mapping[str, tuple[ActorName, ...]]
    loose_names: Mapping[str, tuple[ActorName, ...]]
    adjectives: Mapping[str, tuple[str, ...]]
    places: Mapping[str, str]
    roles: Mapping[str, Role]
    modifiers: Mapping[str, str]
    offices_of: Mapping[str, tuple[Office, ...]]
    offices_at: Mapping[str, tuple[Office, ...]]
    affiliations: Mapping[str, tuple[Affiliation, ...]]
    strengths: Mapping[RelationKind, float]
    words: tuple[str, ...]
    automaton: Any


def load_actors(folder: Traversable | None = None, own: Path | None = None) -> ActorIndex:
    """The index over the actor tables in ``folder`` (the package's own where None), with a user's own ones added.

    LexiconError, with file and line, for an unknown id, sector, kind or relation, a repeated id, a period that
    ends before it starts, or a malformed row.
    """
    tables = read_tables(folder if folder is not None else data_path("actors"))
    if own is not None:
        add_own_tables(tables, own)
    names = _grouped((key, name) for name in tables.names for key in spelling_variants(name_key(name.alias)))
    words = tuple(sorted({*names, *tables.adjectives, *tables.places, *tables.roles} - {""}))
    offices = tables.offices
    return ActorIndex(
        entries=MappingProxyType(tables.entries),
        names=MappingProxyType(names),
        aliases=MappingProxyType(_grouped((name.actor_id, name) for name in tables.names)),
        loose_names=MappingProxyType(_grouped(_loose_pairs(tables.names))),
        adjectives=MappingProxyType(tables.adjectives),
        places=MappingProxyType(tables.places),
        roles=MappingProxyType(tables.roles),
        modifiers=MappingProxyType(tables.modifiers),
        offices_of=MappingProxyType(_grouped((office.person_id, office) for office in offices)),
        offices_at=MappingProxyType(_grouped((office.of, office) for office in offices)),
        affiliations=MappingProxyType(_grouped(_ends(tables.affiliations))),
        strengths=MappingProxyType(tables.strengths),
        words=words,
        automaton=ahocorasick_rs.AhoCorasick(words),
    )


def _grouped(pairs: Iterable[tuple[str, ItemT]]) -> dict[str, tuple[ItemT, ...]]:
    groups: defaultdict[str, dict[ItemT, None]] = defaultdict(dict)
    for key, item in pairs:
        groups[key].setdefault(item)
    return {key: tuple(group) for key, group in groups.items()}


def _loose_pairs(names: Iterable[ActorName]) -> Iterator[tuple[str, ActorName]]:
    for name in names:
        key = name_key(name.alias)
        if name.kind not in {"abbreviation", "word_abbreviation"} and len(key) >= _SHORTEST_LOOSE:
            yield loose_key(key), name


def _ends(links: Iterable[Affiliation]) -> Iterator[tuple[str, Affiliation]]:
    for link in links:
        yield link.subject_id, link
        yield link.object_id, link
