"""Who is said to have done it and who was hit, as the codebooks ask; disputes stay disputes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.lexicon.exports import ExportTables, Side
from onrecord.records import (
    Actor,
    AssertionKind,
    Attribution,
    Basis,
    Confidence,
    Incident,
    Recipient,
    RecipientKind,
    Support,
)

__all__ = [
    "Candidate",
    "Statement",
    "body_name",
    "candidate_words",
    "candidates",
    "is_disputed",
    "organised_recipients",
    "recipient_side",
    "statement_words",
    "statements",
]

_ALPHA3 = 3
_STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})


class Candidate(Struct, frozen=True, kw_only=True):
    """One who is said to have done it. ``basis`` is what that rests on; ``is_named`` is false for "gunmen"."""

    name: str
    raw: str
    actor_id: str | None
    country: str | None
    sector: str | None
    basis: Basis
    is_contested: bool
    is_named: bool


class Statement(Struct, frozen=True, kw_only=True):
    """Who says what of whom: ``kind`` as asserted, ``about`` the actor it is said of, ``quote`` the words.

    ``is_for`` is false for a denial, and for another's claim that speaks against this actor's.
    """

    kind: AssertionKind
    speaker: str | None
    about: str
    date: str | None
    quote: str
    report_id: str
    is_for: bool


_BASIS = {
    Confidence.CLAIMED: Basis.CLAIM,
    Confidence.ACCUSED: Basis.ACCUSATION,
    Confidence.SUSPECTED: Basis.SUSPICION,
    Confidence.POSSIBLE: Basis.SUSPICION,
}


def candidates(incident: Incident) -> tuple[Candidate, ...]:
    """All who are said to have done it, strongest first; those behind them by affiliation alone are left out.

    Without any attribution the actors stand in, but for those of whom it is only denied; so does the actor that a
    reviewer named.
    """
    attributed = [one for one in incident.attribution if one.basis is not Basis.AFFILIATION and one.support]
    if attributed and not incident.corrected_actor():
        return tuple(_attributed(one, incident.actors) for one in attributed)
    return tuple(_acting(actor) for actor in incident.actors if actor.confidence is not Confidence.DENIED)


def _attributed(one: Attribution, actors: Sequence[Actor]) -> Candidate:
    same = (actor for actor in actors if (one.actor_id and actor.actor_id == one.actor_id) or actor.name == one.name)
    actor = next(same, None)
    sector = _sector(one.actor_id, actor.sector if actor else None)
    return Candidate(
        name=one.name,
        raw=actor.text if actor else one.name,
        actor_id=one.actor_id,
        country=actor.country if actor else _state(one.actor_id),
        sector=sector,
        basis=one.basis,
        is_contested=one.contested,
        is_named=_is_named(one.name, one.actor_id, sector),
    )


def _state(actor_id: str | None) -> str | None:
    """The country that an id such as ``IRQ`` or ``IRQ.MIL`` is of."""
    head = (actor_id or "").partition(".")[0]
    return head if len(head) == _ALPHA3 and head.isupper() else None


def _sector(actor_id: str | None, sector: str | None) -> str | None:
    """The sector; a state named as such acts through its government."""
    return sector or ("GOV" if _state(actor_id) else None)


def _acting(actor: Actor) -> Candidate:
    return Candidate(
        name=actor.name,
        raw=actor.text,
        actor_id=actor.actor_id,
        country=actor.country,
        sector=_sector(actor.actor_id, actor.sector),
        basis=_BASIS.get(actor.confidence, Basis.REPORT),
        is_contested=False,
        is_named=_is_named(actor.name, actor.actor_id, actor.sector),
    )


def _is_named(name: str, actor_id: str | None, sector: str | None) -> bool:
    """Whether a body is meant: a known one, a state's, or one whose words after the first are capitalised."""
    return actor_id is not None or sector in _STATE_SECTORS or any(word[:1].isupper() for word in name.split()[1:])


def is_disputed(incident: Incident) -> bool:
    """Whether no single answer stands: one is contested, or several named ones do not all rest on plain reports."""
    found = candidates(incident)
    if any(one.is_contested for one in found):
        return True
    named = [one for one in found if one.is_named]
    return len(named) > 1 and any(one.basis is not Basis.REPORT for one in named)


def statements(incident: Incident) -> tuple[Statement, ...]:
    """Every statement for and against every candidate, each once, by candidate and then by day (undated last).

    Those behind a candidate by affiliation alone are passed over: nothing was said of them.
    """
    told: dict[object, Statement] = {}
    for one in incident.attribution:
        if one.basis is Basis.AFFILIATION:
            continue
        sides = [(said, True) for said in one.support] + [(said, False) for said in one.against]
        for said, is_for in sorted(sides, key=lambda side: (side[0].date is None, side[0].date or "")):
            key = (said.report_id, said.start, said.end, said.kind, one.name)
            told.setdefault(key, _statement(one, said, is_for=is_for))
    return tuple(told.values())


def _statement(one: Attribution, support: Support, *, is_for: bool) -> Statement:
    return Statement(
        kind=support.kind,
        speaker=support.speaker,
        about=one.name,
        date=support.date,
        quote=support.quote,
        report_id=support.report_id,
        is_for=is_for,
    )


def statement_words(said: Statement, *, quoted: bool) -> str:
    """``2020-03-18: SPEAKER denies (of NAME): "words"``; an unknown speaker is "a source"."""
    words = f"{said.speaker or 'a source'} {said.kind} (of {said.about})"
    dated = f"{said.date}: {words}" if said.date else words
    return f'{dated}: "{" ".join(said.quote.split())}"' if quoted else dated


def candidate_words(incident: Incident) -> Iterator[str]:
    """``NAME (claim, contested)`` for each attribution, those by affiliation too."""
    for one in incident.attribution:
        yield f"{one.name} ({one.basis}{', contested' if one.contested else ''})"


def recipient_side(recipient: Recipient, tables: ExportTables) -> Side:
    """What a recipient is to the codebooks; things are ``other``, people of whom nothing is told ``unknown``."""
    if recipient.kind is RecipientKind.PHYSICAL:
        return "other"
    return tables.sides.get(_sector(recipient.actor_id, recipient.sector) or "UNK", "unknown")


def body_name(recipient: Recipient, country: str, tables: ExportTables) -> str:
    """The name of an organised body that was hit; a state's unnamed one is called ``Police Forces (Country)``."""
    body = tables.bodies.get(recipient.sector or "")
    return recipient.name if recipient.actor_id or not body else f"{body} ({country})"


def organised_recipients(recipients: Sequence[Recipient], tables: ExportTables) -> list[Recipient]:
    """States' forces and armed groups among those who were hit, known ones first, each name once."""
    hit = [one for one in recipients if recipient_side(one, tables) in ("state", "group")]
    ranked = sorted(hit, key=lambda one: one.actor_id is None)
    return list({one.name: one for one in ranked}.values())
