"""The public record: incidents and attributions (contract.md)."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from msgspec import Struct

from onrecord.records.reports import (
    Actor,
    AssertionKind,
    Codes,
    EventDate,
    Place,
    Recipient,
    RelationKind,
    Status,
    Weapon,
)
from onrecord.records.reviews import Correction, Field, Review


class TollVersion(Struct, frozen=True, kw_only=True):
    """One report's figure for a toll."""

    report_id: str
    source: str | None
    published: str | None
    low: int | None
    best: int | None
    high: int | None
    text: str | None


class IncidentToll(Struct, frozen=True, kw_only=True):
    """A toll over the reports: bounds over all, ``best`` the best supported, and every version."""

    low: int | None
    best: int | None
    high: int | None
    versions: tuple[TollVersion, ...]


class IncidentCasualties(Struct, frozen=True, kw_only=True):
    """Casualties over the reports of an incident."""

    killed: IncidentToll | None = None
    wounded: IncidentToll | None = None
    abducted: IncidentToll | None = None


class Version(Struct, frozen=True, kw_only=True):
    """One value of a field on which reports disagree, and the reports that give it."""

    value: str
    reports: tuple[str, ...]


class Conflict(Struct, frozen=True, kw_only=True):
    """A field on which the reports of an incident disagree; every version is kept."""

    field: str
    versions: tuple[Version, ...]


class Basis(StrEnum):
    """What an attribution rests on (contract)."""

    CLAIM = "claim"
    ACCUSATION = "accusation"
    REPORT = "report"
    SUSPICION = "suspicion"
    AFFILIATION = "affiliation"


class Support(Struct, frozen=True, kw_only=True):
    """One assertion for or against an attribution. ``kind`` is that of the assertion."""

    report_id: str
    kind: AssertionKind
    speaker: str | None
    quote: str
    start: int
    end: int
    document_id: str
    date: str | None


class Link(Struct, frozen=True, kw_only=True):
    """One dated step of an affiliation chain, with its own source. ``status``: accepted or disputed."""

    subject_id: str
    subject: str
    relation: RelationKind
    object_id: str
    object: str
    start: str | None
    end: str | None
    source: str
    status: str


class Attribution(Struct, frozen=True, kw_only=True):
    """One candidate for who answers for an incident, and the evidence for and against."""

    actor_id: str | None
    name: str
    basis: Basis
    support: tuple[Support, ...]
    against: tuple[Support, ...]
    chain: tuple[Link, ...]
    contested: bool


class Incident(Struct, frozen=True, kw_only=True):
    """One event in the world, fused from reports (contract.md); ``review`` as in ``Report``."""

    kind: Literal["incident"] = "incident"
    incident_id: str
    event_type: str
    mode: str | None
    codes: Codes
    status: Status
    aggregate: bool
    date: EventDate | None
    places: tuple[Place, ...]
    weapons: tuple[Weapon, ...]
    actors: tuple[Actor, ...]
    recipients: tuple[Recipient, ...]
    casualties: IncidentCasualties
    reports: tuple[str, ...]
    independent_sources: int
    conflicts: tuple[Conflict, ...]
    attribution: tuple[Attribution, ...]
    review: Review | None = None

    def corrected_actor(self) -> Correction | None:
        """A reviewer's word on who did it, which stands in ``actors``.

        ``attribution`` keeps what the documents say, so whoever asks for one name must ask here first.
        """
        return self.review.correction_of(Field.ACTOR) if self.review else None
