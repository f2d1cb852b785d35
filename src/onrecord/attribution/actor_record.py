"""What is on record of one actor: what it is said to have done, claimed and denied, and its ties to others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from onrecord.attribution.answers import Answer
from onrecord.attribution.told_links import TellsOf, end_key
from onrecord.incidents.words import fold_name
from onrecord.lexicon.actors import ActorIndex
from onrecord.mentions.actors import affiliation_chain
from onrecord.mentions.actors_links import link_of
from onrecord.records import Attribution, Basis, EventDate, Link, Status, Support

__all__ = ["ActorName", "ActorRecord", "Deed", "Denial", "Identity", "actor_record", "identity_of"]


class ActorName(Struct, frozen=True, kw_only=True):
    """A name that the actor tables know, and when it was in use (ISO, inclusive; ``None``: open)."""

    name: str
    start: str | None
    end: str | None


class Identity(Struct, frozen=True, kw_only=True):
    """Who is meant. ``sort`` is the tables' kind of actor, ``source`` what they rest on; both are ``None`` for one whom
    only reports name, who mostly has no ``actor_id`` either."""

    actor_id: str | None
    name: str
    sort: str | None = None
    country: str | None = None
    sector: str | None = None
    source: str | None = None
    names: tuple[ActorName, ...] = ()


class Deed(Struct, frozen=True, kw_only=True):
    """One incident that an actor is named for, on what basis, with all that is said for and against."""

    incident_id: str
    event_type: str
    mode: str | None
    status: Status
    date: EventDate | None
    basis: Basis
    contested: bool
    support: tuple[Support, ...]
    against: tuple[Support, ...]
    chain: tuple[Link, ...]


class Denial(Struct, frozen=True, kw_only=True):
    """One incident that an actor denies, in its own voice."""

    incident_id: str
    event_type: str
    date: EventDate | None
    denial: Support


class ActorRecord(Struct, frozen=True, kw_only=True):
    """Everything on record of an actor.

    ``above`` leads to its parents and sponsors, link by link; ``below`` are those that are part of it, fronts for it
    or supported by it; ``told`` are the links that documents state. Links are dated and each has its source. ``counts``
    says for how many incidents it is named on each basis.
    """

    kind: Literal["actor"] = "actor"
    identity: Identity
    above: tuple[Link, ...]
    below: tuple[Link, ...]
    told: tuple[Link, ...]
    counts: dict[str, int]
    deeds: tuple[Deed, ...]
    denials: tuple[Denial, ...]


def identity_of(actor_id: str | None, name: str, actors: ActorIndex) -> Identity:
    """What the actor tables say of an actor; a bare name where they do not know it."""
    entry = actors.entries.get(actor_id) if actor_id is not None else None
    if entry is None:
        return Identity(actor_id=actor_id, name=name)
    names = {
        (one.alias, one.start, one.end) for group in actors.names.values() for one in group if one.actor_id == actor_id
    }
    return Identity(
        actor_id=entry.actor_id,
        name=entry.name,
        sort=entry.kind,
        country=entry.country,
        sector=entry.sector,
        source=f"{entry.source}, {entry.source_date}",
        names=tuple(ActorName(name=name, start=start, end=end) for name, start, end in sorted(names, key=str)),
    )


def actor_record(identity: Identity, answers: Iterable[Answer], actors: ActorIndex, told: TellsOf) -> ActorRecord:
    """The record of an actor from the answers of all incidents that name it, in the order given."""
    given = tuple(answers)
    deeds = tuple(deed for one in given for deed in _deeds(one, identity))
    counts = {str(basis): sum(deed.basis is basis for deed in deeds) for basis in Basis}
    actor_id = identity.actor_id
    return ActorRecord(
        identity=identity,
        above=affiliation_chain(actor_id, actors) if actor_id is not None else (),
        below=tuple(_below(actor_id, actors)) if actor_id is not None else (),
        told=tuple(_told(end_key(actor_id, identity.name), told)),
        counts={basis: count for basis, count in counts.items() if count},
        deeds=deeds,
        denials=tuple(denial for one in given for denial in _denials(one, identity, actors)),
    )


def _is_meant(one: Attribution, identity: Identity) -> bool:
    if identity.actor_id is not None or one.actor_id is not None:
        return identity.actor_id == one.actor_id
    return fold_name(one.name) == fold_name(identity.name)


def _deeds(answer: Answer, identity: Identity) -> Iterator[Deed]:
    for one in answer.candidates:
        if _is_meant(one, identity):
            yield Deed(
                incident_id=answer.incident_id,
                event_type=answer.event_type,
                mode=answer.mode,
                status=answer.status,
                date=answer.date,
                basis=one.basis,
                contested=one.contested,
                support=one.support,
                against=one.against,
                chain=one.chain,
            )


def _denials(answer: Answer, identity: Identity, actors: ActorIndex) -> Iterator[Denial]:
    """Its own denials: those that stand against it, and those of what nobody lays on it."""
    own = [said for one in answer.candidates if _is_meant(one, identity) and not one.chain for said in one.against]
    apart = [said for said in answer.denials if _is_speaker(said.speaker, identity, actors)]
    for said in (*own, *apart):
        if said.kind == "denies":
            yield Denial(incident_id=answer.incident_id, event_type=answer.event_type, date=answer.date, denial=said)


def _is_speaker(speaker: str | None, identity: Identity, actors: ActorIndex) -> bool:
    said = set(fold_name(speaker or "").split())
    names = [identity.name, *(one.name for one in identity.names)]
    return any(words and words <= said for words in (set(fold_name(name).split()) for name in names))


def _below(actor_id: str, actors: ActorIndex) -> Iterator[Link]:
    """The links from those under it: one step, since theirs are found by asking for them."""
    for link in actors.affiliations.get(actor_id, ()):
        is_under = link.object_id == actor_id and link.relation not in ("supports", "allied_with", "opposed_to")
        is_sponsored = link.subject_id == actor_id and link.relation == "supports"
        if is_under or is_sponsored:
            yield link_of(link, actors)


def _told(key: str, told: TellsOf) -> Sequence[Link]:
    """The links that documents state of it, upward and downward, each once."""
    found = [link for links in told.values() for link in links if key in (link.subject_id, link.object_id)]
    return list(dict.fromkeys(found))
