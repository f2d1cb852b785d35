"""What is known of actors that a name may mean: which of them on a day, and where they stand then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from onrecord.lexicon.actors import ActorEntry, ActorIndex, ActorName, Role, in_force
from onrecord.records import ActorMatch

__all__ = ["GENERIC", "OPEN_KINDS", "TITLE", "Question", "match_entries", "named_entries", "standing"]

GENERIC: Final = "generic"
TITLE: Final = "title"
OPEN_KINDS: Final = frozenset({GENERIC, TITLE})
BYSTANDERS: Final = frozenset({"CVL", "REF"})


class Question(Struct, frozen=True):
    """What is asked about a phrase: as of which ISO day (None: any), in which country's context (None: any).

    ``about``: the country a text is about, which only tells namesakes apart.
    """

    on: str | None = None
    country: str | None = None
    about: str | None = None


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
    home = question.country or question.about
    if home is not None:
        pool = [name for name in pool if actors.entries[name.actor_id].country == home] or pool
    best = min(name.rank for name in pool)
    entries = {name.actor_id: actors.entries[name.actor_id] for name in pool if name.rank == best}
    holders = [
        entry
        for entry in entries.values()
        if any(in_force(office.start, office.end, question.on) for office in actors.offices_of.get(entry.actor_id, ()))
    ]
    return tuple(holders if question.on is not None and len(entries) > 1 and holders else entries.values())


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
    country, sector = standing(entry, actors, question, role)
    for other in entries[1:]:
        other_country, other_sector = standing(other, actors, question, role)
        country = country if other_country == country else None
        sector = sector if other_sector == sector else None
    known = len(entries) == 1
    if entry.kind == "person":
        sector = "ELI" if former and sector == "GOV" else sector
    elif role is not None and role.kind != GENERIC and (entry.kind == "ethnic" or role.sector in BYSTANDERS):
        known, sector = False, role.sector
    elif former and role is not None:
        known, sector = False, "ELI"
    elif entry.kind == "igo" and role is not None and role.kind not in OPEN_KINDS:
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


def standing(
    entry: ActorEntry, actors: ActorIndex, question: Question, role: Role | None
) -> tuple[str | None, str | None]:
    """Country and sector of an actor on the day: a person's come from the office named, else from that held then."""
    offices = actors.offices_of.get(entry.actor_id, ())
    if role is not None and role.kind == TITLE:
        named = [office for office in offices if office.title == role.noun]
        if named:
            return actors.entries[named[-1].of].country, named[-1].sector
    if not offices:
        return entry.country, entry.sector
    if question.on is None:
        is_of_igo = actors.entries[offices[-1].of].kind == "igo"
        return (None, offices[-1].sector) if is_of_igo else (entry.country, entry.sector)
    held = [office for office in offices if in_force(office.start, office.end, question.on)]
    if not held:
        return entry.country, "ELI" if entry.sector == "GOV" else entry.sector
    return actors.entries[held[-1].of].country, held[-1].sector
