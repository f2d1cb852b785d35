"""What a noun phrase says of an actor, put together from the words of actor knowledge that it holds.

The head of the phrase (what stands before the first preposition) names the actor; a nationality in the head wins over
one in the tail. "X-backed" and "pro-X" name a backer, "anti-X" nobody. Sectors follow PLOVER; whoever held an office
and holds it no longer is an elite (ELI), as PLOVER codes it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from onrecord.lexicon.actors import ActorEntry, ActorIndex, ActorName, Role, in_force
from onrecord.mentions.actors_scan import Hit
from onrecord.records import ActorMatch

__all__ = ["Question", "match_entries", "match_hits", "named_entries"]

_TAIL: Final = re.compile(
    r"\b(?:of|in|from|for|at|to|near|across|within|inside|outside|based|against|fleeing|operating|with|by|on|over|who|"
    r"that|under|around|along|between|among|about)\b|[,(;:]"
)
_COMPOUND: Final = re.compile(
    r"\s(backed|supported|sponsored|funded|aligned|allied|trained|armed|linked|affiliated|led|run|controlled|held|occupied|"
    r"made|based|born|owned|built|friendly|inspired|dominated)\b"
)
_BACKING: Final = frozenset(
    {"backed", "supported", "sponsored", "funded", "aligned", "allied", "trained", "armed", "linked"}
)
_PREFIX: Final = re.compile(r"\b(pro|anti|non)\s$")
_FORMER: Final = re.compile(r"\b(?:former|ex|ousted|deposed|retired|toppled|erstwhile)\b")
_STATE_KINDS: Final = frozenset(
    {"state", "government", "military", "police", "intelligence", "legislature", "judiciary"}
)
_GENERIC: Final = "generic"
_TITLE: Final = "title"


class Question(Struct, frozen=True):
    """What is asked about a phrase: as of which ISO day (None: any), in which country's context (None: any)."""

    on: str | None = None
    country: str | None = None


class _Reading(Struct):
    """What the hits of a part of a phrase say so far."""

    entries: tuple[ActorEntry, ...] = ()
    country: str | None = None
    state_id: str | None = None
    name_kind: str = ""
    backer: str | None = None
    roles: tuple[Role, ...] = ()


def match_hits(phrase: str, plain: str, hits: Sequence[Hit], actors: ActorIndex, question: Question) -> ActorMatch:
    """The actor that the phrase's hits describe; ``plain`` is the folded phrase that they count in."""
    cut = _head_end(plain, hits)
    head = _read(plain, [hit for hit in hits if hit.start < cut], actors, question)
    tail = _read(plain, [hit for hit in hits if hit.start >= cut], actors, question)
    role = _main_role(head.roles, tail.roles if _is_of(plain, cut) else ())
    former = _FORMER.search(plain[:cut]) is not None
    if head.entries:
        return match_entries(phrase, head.entries, actors, question, role=role, former=former, backer=head.backer)
    if tail.entries and (role is None or role.kind == _GENERIC) and _is_of(plain, cut) and not head.country:
        return match_entries(phrase, tail.entries, actors, question, role=role, former=former, backer=head.backer)
    place = head if head.country else tail
    return _describe(phrase, place, role, actors, question, former=former, backer=head.backer, alone=place is head)


def _head_end(plain: str, hits: Sequence[Hit]) -> int:
    for match in _TAIL.finditer(plain):
        inside = any(hit.start <= match.start() < hit.end for hit in hits)
        if not inside and any(hit.end <= match.start() for hit in hits):
            return match.start()
    return len(plain)


def _is_of(plain: str, cut: int) -> bool:
    return plain.startswith(("of", "for", "from", "to", ","), cut)


def _main_role(head: Sequence[Role], tail: Sequence[Role]) -> Role | None:
    telling = [role for role in head if role.kind != _GENERIC] or [role for role in tail if role.kind != _GENERIC]
    if telling:
        return telling[-1] if head and head[-1].kind != _TITLE else head[-1] if head else telling[-1]
    return head[-1] if head else None


def named_entries(names: Sequence[ActorName], actors: ActorIndex, question: Question) -> tuple[ActorEntry, ...]:
    """The actors that a name may mean on the day, in the context; more than one where that stays open."""
    pool = list(names)
    dated = [
        name
        for name in pool
        if in_force(name.start, name.end, question.on)
        and in_force(actors.entries[name.actor_id].start, actors.entries[name.actor_id].end, question.on)
    ]
    pool = dated or pool
    if question.country is not None:
        pool = [name for name in pool if actors.entries[name.actor_id].country == question.country] or pool
    best = min(name.rank for name in pool)
    entries = {name.actor_id: actors.entries[name.actor_id] for name in pool if name.rank == best}
    holders = [
        entry
        for entry in entries.values()
        if any(in_force(office.start, office.end, question.on) for office in actors.offices_of.get(entry.actor_id, ()))
    ]
    return tuple(holders if question.on is not None and len(entries) > 1 and holders else entries.values())


def _read(plain: str, hits: Sequence[Hit], actors: ActorIndex, question: Question) -> _Reading:
    reading = _Reading()
    for hit in hits:
        role = actors.roles.get(hit.key)
        if hit.names:
            _take_names(reading, plain, hit, actors, question)
        elif hit.key in actors.adjectives:
            _take_country(reading, plain, hit, actors.adjectives[hit.key][0], kind="adjective", state_id=None)
        elif hit.key in actors.places:
            _take_country(reading, plain, hit, actors.places[hit.key], kind="place", state_id=None)
        if role is not None and not (hit.names and reading.entries):
            reading.roles = (*reading.roles, role)
    return reading


def _take_names(reading: _Reading, plain: str, hit: Hit, actors: ActorIndex, question: Question) -> None:
    entries = named_entries(hit.names, actors, question)
    first = entries[0]
    kind = next(name.kind for name in hit.names if name.actor_id == first.actor_id)
    if len(entries) == 1 and (first.kind == "state" or "." in first.actor_id):
        _take_country(reading, plain, hit, first.country, kind=kind, state_id=first.actor_id)
        return
    if _PREFIX.search(plain, max(0, hit.start - 5), hit.start) or _COMPOUND.match(plain, hit.end):
        return
    if not reading.entries or (first.kind == "person" and reading.entries[0].kind != "person"):
        reading.entries = entries


def _take_country(
    reading: _Reading, plain: str, hit: Hit, country: str | None, *, kind: str, state_id: str | None
) -> None:
    prefix = _PREFIX.search(plain, max(0, hit.start - 5), hit.start)
    compound = _COMPOUND.match(plain, hit.end)
    if prefix or compound:
        if (prefix and prefix.group(1) == "pro") or (compound and compound.group(1) in _BACKING):
            reading.backer = country
        return
    if reading.country is None:
        reading.country, reading.name_kind, reading.state_id = country, kind, state_id


def match_entries(
    phrase: str,
    entries: Sequence[ActorEntry],
    actors: ActorIndex,
    question: Question,
    *,
    role: Role | None = None,
    former: bool = False,
    backer: str | None = None,
) -> ActorMatch:
    """The match for known actors; where more than one fits, only what they share and no id."""
    entry = entries[0]
    country, sector = _standing(entry, actors, question)
    for other in entries[1:]:
        other_country, other_sector = _standing(other, actors, question)
        country = country if other_country == country else None
        sector = sector if other_sector == sector else None
    known = len(entries) == 1
    if entry.kind == "person":
        sector = "ELI" if former and sector == "GOV" else sector
    elif former and role is not None:
        known, sector = False, "ELI"
    elif entry.kind == "igo" and role is not None and role.kind not in {_GENERIC, _TITLE}:
        sector = role.sector
    return ActorMatch(
        name=entry.name if known else phrase,
        actor_id=entry.actor_id if known else None,
        country=country,
        sector=sector,
        backer=backer,
        kind=entry.kind,
        looseness="name" if known else "description",
    )


def _standing(entry: ActorEntry, actors: ActorIndex, question: Question) -> tuple[str | None, str | None]:
    """Country and sector of an actor on the day: a person's come from the office held then."""
    offices = actors.offices_of.get(entry.actor_id, ())
    if not offices:
        return entry.country, entry.sector
    held = [office for office in offices if in_force(office.start, office.end, question.on)]
    if not held:
        return entry.country, "ELI" if entry.sector == "GOV" else entry.sector
    if question.on is None:
        return entry.country, entry.sector
    return actors.entries[held[-1].of].country, held[-1].sector


def _describe(
    phrase: str,
    place: _Reading,
    role: Role | None,
    actors: ActorIndex,
    question: Question,
    *,
    former: bool,
    backer: str | None,
    alone: bool,
) -> ActorMatch:
    country = place.country
    if country is None and role is not None and (role.body or role.kind == _TITLE):
        country = question.country
    if role is None:
        return (
            _bare_place(phrase, place, actors, backer)
            if alone
            else ActorMatch(
                name=phrase, country=country, backer=backer, looseness="description" if country else "unknown"
            )
        )
    holder = _holder(country, role, actors, question) if role.kind == _TITLE and not former else None
    if holder is not None:
        match = match_entries(phrase, (holder,), actors, question)
        return ActorMatch(
            name=match.name, actor_id=match.actor_id, country=match.country, sector=match.sector, kind="person",
            looseness="description",
        )  # fmt: skip
    actor_id = f"{country}.{role.body}" if country and role.body and not former else None
    entry = actors.entries.get(actor_id) if actor_id else None
    return ActorMatch(
        name=entry.name if entry else phrase,
        actor_id=entry.actor_id if entry else None,
        country=country,
        sector="ELI" if former and role.sector in {"GOV", "SPY", "MIL", "LEG"} else role.sector,
        backer=backer,
        kind=entry.kind if entry else role.kind,
        looseness="description",
    )


def _bare_place(phrase: str, place: _Reading, actors: ActorIndex, backer: str | None) -> ActorMatch:
    """A state's name, a seat for its government, a people, a demonym or a place, with no actor noun beside it."""
    if place.country is None:
        return ActorMatch(name=phrase, backer=backer)
    if place.name_kind == "people":
        return ActorMatch(
            name=phrase, country=place.country, sector="CVL", backer=backer, kind="people", looseness="description"
        )
    if place.state_id is None:
        return ActorMatch(name=phrase, country=place.country, backer=backer, looseness="description")
    entry = actors.entries[place.state_id]
    return ActorMatch(
        name=entry.name,
        actor_id=entry.actor_id,
        country=entry.country,
        sector=entry.sector,
        backer=backer,
        kind=entry.kind,
        looseness="metonym" if place.name_kind in {"capital", "seat"} else "name",
    )


def _holder(country: str | None, role: Role, actors: ActorIndex, question: Question) -> ActorEntry | None:
    if country is None or question.on is None:
        return None
    holders = {
        office.person_id
        for office in actors.offices_at.get(country, ())
        if office.title == role.noun and in_force(office.start, office.end, question.on)
    }
    return actors.entries[holders.pop()] if len(holders) == 1 else None
