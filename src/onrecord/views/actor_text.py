"""What is known of an actor, and what a name was taken for, as lines of text or as a record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.lexicon.actors import ActorIndex, Affiliation, Office
from onrecord.mentions.actors_finder import Identification

__all__ = ["actor_lines", "actor_record", "identification_lines", "identification_record"]


def identification_lines(found: Identification) -> Iterator[str]:
    """The answer first, then what it rests on, then what else bears the name or may be linked."""
    match = found.match
    where = ", ".join(filter(None, (match.kind, match.country, match.sector)))
    if found.status == "known":
        yield f"{match.actor_id}  {match.name} ({where})"
    elif found.status == "described":
        yield f"no one by name; described: {where or 'nothing more'}" + (
            f", backed by {match.backer}" if match.backer else ""
        )
    elif found.status == "open":
        yield f"{found.asked!r} is borne by several; a country or a day may settle it:"
    elif found.status == "provisional":
        yield f"provisional: no table has {match.name!r}"
    else:
        yield f"{found.asked!r} is no name that the tables know"
    for one in found.candidates:
        if one.actor_id != match.actor_id:
            how = f"{one.how} {one.score:g}" if one.how != "exact" else "same name"
            yield f"  not taken: {one.actor_id}  {one.alias} ({how})" + (f": {one.against}" if one.against else "")
    for link in found.links:
        yield f"  may be {link.relation} {link.actor_id} ({link.name}): {link.why}"


def identification_record(found: Identification) -> dict[str, Any]:
    """The same as one JSON object."""
    return {
        "name": found.asked,
        "status": found.status,
        "actor_id": found.match.actor_id,
        "actor": found.match.name if found.match.actor_id else None,
        "country": found.match.country,
        "sector": found.match.sector,
        "backer": found.match.backer,
        "looseness": found.match.looseness,
        "candidates": [
            {"actor_id": c.actor_id, "alias": c.alias, "how": c.how, "score": c.score, "against": c.against or None}
            for c in found.candidates
        ],
        "links": [{"relation": k.relation, "actor_id": k.actor_id, "why": k.why} for k in found.links],
    }


def actor_lines(actor_id: str, actors: ActorIndex) -> Iterator[str]:
    """Everything the tables say of one actor, each fact with its dates and source."""
    entry = actors.entries[actor_id]
    yield f"{entry.actor_id}  {entry.name}"
    yield f"  {', '.join(filter(None, (entry.kind, entry.country, entry.sector)))}; {_period(entry.start, entry.end)}"
    yield f"  source: {entry.source}, {entry.source_date} ({entry.status})"
    names = _names(actor_id, actors)
    if names:
        yield "names:"
        yield from (f"  {name}  {kind}{dates}" for name, kind, dates in names)
    links = actors.affiliations.get(actor_id, ())
    if links:
        yield "affiliations:"
        yield from (f"  {_link(link)}" for link in links)
    for title, offices in (("offices held:", actors.offices_of), ("offices of it:", actors.offices_at)):
        if offices.get(actor_id):
            yield title
            yield from (f"  {_office(office)}" for office in sorted(offices[actor_id], key=lambda o: o.start or ""))


def actor_record(actor_id: str, actors: ActorIndex) -> dict[str, Any]:
    """The same as one JSON object."""
    entry = actors.entries[actor_id]
    return {
        "actor_id": entry.actor_id,
        "name": entry.name,
        "kind": entry.kind,
        "country": entry.country,
        "sector": entry.sector,
        "from": entry.start,
        "to": entry.end,
        "source": f"{entry.source}, {entry.source_date}",
        "status": entry.status,
        "names": [
            {"name": name, "kind": kind, "dates": dates.strip() or None}
            for name, kind, dates in _names(actor_id, actors)
        ],
        "affiliations": [
            {
                "subject_id": link.subject_id, "relation": str(link.relation), "object_id": link.object_id,
                "from": link.start, "to": link.end, "source": f"{link.source}, {link.source_date}",
                "status": link.status,
            }
            for link in actors.affiliations.get(actor_id, ())
        ],
        "offices": [
            {
                "person_id": office.person_id, "title": office.title, "of": office.of, "from": office.start,
                "to": office.end, "source": f"{office.source}, {office.source_date}",
            }
            for offices in (actors.offices_of, actors.offices_at)
            for office in offices.get(actor_id, ())
        ],
    }  # fmt: skip


def _period(start: str | None, end: str | None) -> str:
    return f"{start or '...'} to {end or '...'}" if start or end else "dates unknown"


def _names(actor_id: str, actors: ActorIndex) -> list[tuple[str, str, str]]:
    own = [name for name in actors.aliases.get(actor_id, ()) if name.kind != "name"]
    return [
        (name.alias, name.kind, f"  {_period(name.start, name.end)}" if name.start or name.end else "") for name in own
    ]


def _link(link: Affiliation) -> str:
    words = f"{link.subject_id} {link.relation} {link.object_id}"
    return f"{words}  {_period(link.start, link.end)}  {link.source}, {link.source_date} ({link.status})"


def _office(office: Office) -> str:
    words = f"{office.person_id}  {office.title} of {office.of}"
    return f"{words}  {_period(office.start, office.end)}  {office.source}, {office.source_date}"
