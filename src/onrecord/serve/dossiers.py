"""What a dossier on an actor holds: names, dated ties, its part in each incident, and the sources as footnotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final
from urllib.parse import quote

import numpy as np
from msgspec import Struct

from onrecord.lexicon.actors import ActorEntry, ActorIndex
from onrecord.lexicon.actors_rows import ActorName, Affiliation, Office
from onrecord.records import AssertionKind, Basis, Incident, Relation, Support
from onrecord.serve.drawing.map_svg import draw_map
from onrecord.serve.drawing.network_svg import Tie, draw_network
from onrecord.serve.drawing.timeline_svg import draw_timeline
from onrecord.serve.explore.mapped import map_rows
from onrecord.serve.explore.timeline import make_timeline
from onrecord.serve.state import ServerState
from onrecord.store import search_key

__all__ = ["actor_facts", "actor_record", "dossier_values"]

SIDES: Final = ("claimed", "accused", "denied", "named as acting")


class Footnote(Struct, frozen=True, kw_only=True):
    """A source, numbered where it is first called upon."""

    number: int
    words: str
    quote: str | None
    document_id: str | None
    span: tuple[int, int] | None


class Part(Struct, frozen=True, kw_only=True):
    """The actor's part in one incident: what is said of it, and the numbers of the footnotes."""

    incident: Incident
    sides: tuple[str, ...]
    contested: bool
    notes: tuple[int, ...]


class Link(Struct, frozen=True, kw_only=True):
    """One dated tie with its footnote. ``is_reversed``: the other is its subject."""

    words: str
    is_reversed: bool
    other: str
    other_id: str | None
    start: str | None
    end: str | None
    status: str
    note: int


class ActorFacts(Struct, frozen=True, kw_only=True):
    """What actor knowledge holds of one actor; all empty for a name that it does not know."""

    entry: ActorEntry | None
    names: tuple[ActorName, ...]
    affiliations: tuple[Affiliation, ...]
    offices: tuple[Office, ...]


class _Footnotes:
    def __init__(self) -> None:
        self.notes: dict[tuple[str, str | None], Footnote] = {}

    def __call__(self, words: str, quote: str | None = None, support: Support | None = None) -> int:
        key = (words, quote)
        if key not in self.notes:
            self.notes[key] = Footnote(
                number=len(self.notes) + 1,
                words=words,
                quote=quote,
                document_id=support.document_id if support else None,
                span=(support.start, support.end) if support else None,
            )
        return self.notes[key].number


def actor_record(state: ServerState, actor_id: str) -> dict[str, Any] | None:
    """What is known of an actor as one record for programs; ``None`` where it is in no table and no incident."""
    facts = actor_facts(state.actors, actor_id)
    incidents = state.browse.incidents_of_actor(actor_id, "")
    if facts.entry is None and not incidents:
        return None
    parts = [_part(incident, actor_id, "", _Footnotes()) for incident in incidents]
    return {
        "actor_id": actor_id,
        "entry": facts.entry,
        "names": facts.names,
        "affiliations": facts.affiliations,
        "offices": facts.offices,
        "incidents": [
            {"incident_id": part.incident.incident_id, "sides": part.sides, "contested": part.contested}
            for part in parts
        ],
    }


def actor_facts(index: ActorIndex, actor_id: str) -> ActorFacts:
    """What the actor tables hold of an id; all empty for one they do not know."""
    named = {
        (name.alias, name.start, name.end): name
        for names in index.names.values()
        for name in names
        if name.actor_id == actor_id
    }
    return ActorFacts(
        entry=index.entries.get(actor_id),
        names=tuple(sorted(named.values(), key=lambda name: (name.rank, name.alias))),
        affiliations=tuple(
            sorted(index.affiliations.get(actor_id, ()), key=lambda one: (one.start or "", one.object_id))
        ),
        offices=(*index.offices_of.get(actor_id, ()), *index.offices_at.get(actor_id, ())),
    )


def dossier_values(
    state: ServerState,
    facts: ActorFacts,
    actor_id: str,
    name: str,
    incidents: Sequence[Incident],
    relations: Sequence[Relation],
) -> dict[str, Any]:
    """What the dossier's template needs. ``name``: the folded name of an actor without an id, else empty."""
    note, index = _Footnotes(), state.actors
    links = [_affiliation(index, one, actor_id, note) for one in facts.affiliations]
    told = [_told(one, actor_id, note) for one in relations]
    parts = [_part(incident, actor_id, name, note) for incident in incidents]
    columns = state.columns()
    mask = np.zeros(len(columns), dtype=np.bool_)
    mask[[row for part in parts if (row := columns.row_of.get(part.incident.incident_id)) is not None]] = True
    shown = facts.entry.name if facts.entry else next(iter(_names_in(incidents, name)), name or actor_id)
    mapped = map_rows(columns, mask, 4.0, None)
    return {
        "name": shown,
        "actor_id": actor_id,
        "facts": facts,
        "links": links,
        "told": told,
        "offices": [_office(index, one, actor_id, note) for one in facts.offices],
        "network": draw_network(shown, list(_ties(index, facts.affiliations, relations, actor_id))),
        "parts": parts,
        "counts": {side: sum(side in part.sides for part in parts) for side in SIDES},
        "timeline": draw_timeline(make_timeline(columns, mask, "month")),
        "drawing": draw_map(mapped, title=f"Incidents that name {shown}") if parts else None,
        "footnotes": sorted(note.notes.values(), key=lambda one: one.number),
        "query": f"actor={quote(actor_id or name, safe='')}",
    }


def _names_in(incidents: Sequence[Incident], folded: str) -> Iterator[str]:
    for incident in incidents:
        named = (*(one.name for one in incident.attribution), *(one.name for one in incident.actors))
        yield from (name for name in named if search_key(name) == folded)


def _affiliation(index: ActorIndex, one: Affiliation, actor_id: str, note: _Footnotes) -> Link:
    is_object = one.subject_id == actor_id
    other = one.object_id if is_object else one.subject_id
    relation = str(one.relation).replace("_", " ")
    number = note(f"{one.source}{', ' + one.source_date if one.source_date else ''} (actor table)")
    return Link(
        words=relation,
        is_reversed=not is_object,
        other=_name(index, other),
        other_id=other,
        start=one.start,
        end=one.end,
        status=one.status,
        note=number,
    )


def _told(one: Relation, actor_id: str, note: _Footnotes) -> Link:
    is_object = one.subject_id == actor_id
    other, other_id = (one.object, one.object_id) if is_object else (one.subject, one.subject_id)
    evidence = one.evidence[0] if one.evidence else None
    source = ", ".join(filter(None, (one.document.source or one.document.path, one.document.published)))
    number = note(source, evidence.text if evidence else None)
    relation = str(one.relation).replace("_", " ")
    days = (one.date.start, one.date.end) if one.date else (None, None)
    return Link(
        words=relation,
        is_reversed=not is_object,
        other=other,
        other_id=other_id,
        start=days[0],
        end=days[1],
        status=str(one.status),
        note=number,
    )


def _office(index: ActorIndex, one: Office, actor_id: str, note: _Footnotes) -> Link:
    other = one.of if one.person_id == actor_id else one.person_id
    number = note(f"{one.source}{', ' + one.source_date if one.source_date else ''} (actor table)")
    return Link(
        words=one.title,
        is_reversed=one.person_id != actor_id,
        other=_name(index, other),
        other_id=other,
        start=one.start,
        end=one.end,
        status="",
        note=number,
    )


def _name(index: ActorIndex, actor_id: str) -> str:
    entry = index.entries.get(actor_id)
    return entry.name if entry else actor_id


def _ties(
    index: ActorIndex, affiliations: Sequence[Affiliation], relations: Sequence[Relation], actor_id: str
) -> Iterator[Tie]:
    for one in affiliations:
        is_object = one.subject_id == actor_id
        other = one.object_id if is_object else one.subject_id
        when = f"{one.start or '?'} to {one.end or 'now'}" if one.start or one.end else ""
        yield Tie(
            other=_name(index, other), other_id=other, relation=str(one.relation).replace("_", " "),
            is_object=is_object, when=when, is_disputed=one.status != "accepted",
        )  # fmt: skip
    for told in relations:
        is_object = told.subject_id == actor_id
        name, other_id = (told.object, told.object_id) if is_object else (told.subject, told.subject_id)
        yield Tie(
            other=name, other_id=other_id, relation=str(told.relation).replace("_", " "), is_object=is_object, when="",
            is_disputed=False,
        )  # fmt: skip


def _part(incident: Incident, actor_id: str, name: str, note: _Footnotes) -> Part:
    """What is said of the actor in one incident."""
    sides: list[str] = []
    notes: list[int] = []
    contested = False
    for one in incident.attribution:
        if (one.actor_id or "") != actor_id or (not actor_id and search_key(one.name) != name):
            continue
        contested |= one.contested
        if one.basis is Basis.CLAIM or any(said.kind is AssertionKind.CLAIMS for said in one.support):
            sides.append("claimed")
        if one.basis is not Basis.CLAIM:
            sides.append("accused")
        if any(said.kind is AssertionKind.DENIES for said in one.against):
            sides.append("denied")
        notes += [_statement_note(said, note) for said in (*one.support, *one.against)]
    if not sides:
        sides.append("named as acting")
    return Part(
        incident=incident, sides=tuple(dict.fromkeys(sides)), contested=contested, notes=tuple(dict.fromkeys(notes))
    )


def _statement_note(said: Support, note: _Footnotes) -> int:
    words = f"{said.speaker or 'the report itself'} {said.kind}{', ' + said.date if said.date else ''}"
    return note(words, said.quote, said)
