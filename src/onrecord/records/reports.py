"""The public record: one event as one document tells it, and relations between actors (contract.md)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Literal

from msgspec import UNSET, Struct, UnsetType

from onrecord.records.documents import SpanPair
from onrecord.records.mentions import DatePrecision, PlacePrecision
from onrecord.records.reviews import Review


class Status(StrEnum):
    """Did it happen, according to the text (contract)."""

    OCCURRED = "occurred"
    ATTEMPTED = "attempted"
    ONGOING = "ongoing"
    PLANNED = "planned"
    THREATENED = "threatened"
    DEMANDED = "demanded"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"


class Confidence(StrEnum):
    """How sure the text is that the actor did it (contract)."""

    REPORTED_AS_FACT = "reported_as_fact"
    CLAIMED = "claimed"
    ACCUSED = "accused"
    SUSPECTED = "suspected"
    POSSIBLE = "possible"
    DENIED = "denied"


class PlaceRole(StrEnum):
    """What a place is to an event (contract)."""

    SITE = "site"
    TARGET = "target"
    ORIGIN = "origin"
    DESTINATION = "destination"
    MENTIONED = "mentioned"


SITE_ROLES: Final = frozenset({PlaceRole.SITE, PlaceRole.TARGET})
"""The roles of a place at which an event happened: what is hit lies where it is hit."""


class RecipientKind(StrEnum):
    """What sort of thing an act was done to (contract)."""

    HUMAN = "human"
    PHYSICAL = "physical"
    ORGANIZATION = "organization"


class Effect(StrEnum):
    """What became of a recipient (contract)."""

    DEATH = "death"
    INJURY = "injury"
    ABDUCTION = "abduction"
    DESTROYED = "destroyed"
    DAMAGED = "damaged"
    NONE = "none"


class AssertionKind(StrEnum):
    """What a speaker does with a statement (contract)."""

    REPORTS = "reports"
    CLAIMS = "claims"
    DENIES = "denies"
    ACCUSES = "accuses"
    SUSPECTS = "suspects"
    CONFIRMS = "confirms"


class RelationKind(StrEnum):
    """How two actors are related (contract)."""

    PART_OF = "part_of"
    LINKED_TO = "linked_to"
    SUPPORTS = "supports"
    FRONT_FOR = "front_for"
    LEADER_OF = "leader_of"
    MEMBER_OF = "member_of"
    SAME_AS = "same_as"
    ALLIED_WITH = "allied_with"
    OPPOSED_TO = "opposed_to"


class DocumentRef(Struct, frozen=True, kw_only=True):
    """The document a report was read from."""

    document_id: str
    path: str
    url: str | None = None
    title: str | None = None
    source: str | None = None
    published: str | None = None
    language: str | None = None


class Codes(Struct, frozen=True, kw_only=True):
    """The event in other schemes: CAMEO code, ACLED (event_type, sub_event_type), GTD integers."""

    cameo: str | None = None
    acled: tuple[str, str] | None = None
    gtd_attacktype: int | None = None
    gtd_weaptype: int | None = None


class Evidence(Struct, frozen=True):
    """Words of ``Document.text``: ``text == document.text[start:end]``."""

    start: int
    end: int
    text: str


class Count(Struct, frozen=True, kw_only=True):
    """A number as told; ``low`` and ``high`` bound it, ``None`` where nothing bounds it."""

    low: int | None
    best: int | None
    high: int | None
    text: str | None = None
    span: SpanPair | UnsetType = UNSET


class Toll(Struct, frozen=True, kw_only=True):
    """Killed, wounded or abducted persons, with the words that say so."""

    low: int | None
    best: int | None
    high: int | None
    text: str | None
    span: SpanPair | UnsetType = UNSET


class EventDate(Struct, frozen=True, kw_only=True):
    """When: inclusive ISO days. No ``span`` where the day was inferred (from the publication day, say)."""

    start: str
    end: str
    precision: DatePrecision
    text: str | None = None
    span: SpanPair | UnsetType = UNSET


class Place(Struct, frozen=True, kw_only=True):
    """Where: a place in its role in the event."""

    text: str
    role: PlaceRole
    name: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    precision: PlacePrecision
    gazetteer_id: str | None
    score: float
    span: SpanPair | UnsetType = UNSET


class Actor(Struct, frozen=True, kw_only=True):
    """Who did it, how sure that is and on whose word."""

    text: str
    name: str
    actor_id: str | None
    country: str | None
    sector: str | None
    confidence: Confidence
    according_to: str | None
    span: SpanPair | UnsetType = UNSET


class Recipient(Struct, frozen=True, kw_only=True):
    """Whom or what it was done to."""

    text: str
    kind: RecipientKind
    name: str
    actor_id: str | None
    country: str | None
    sector: str | None
    count: Count | None
    effect: Effect | None
    span: SpanPair | UnsetType = UNSET


class Weapon(Struct, frozen=True, kw_only=True):
    """What it was done with; ``type`` is one of the contract's weapon types."""

    text: str
    type: str
    count: Count | None
    span: SpanPair | UnsetType = UNSET


class Casualties(Struct, frozen=True, kw_only=True):
    """The attacker's own death is left out."""

    killed: Toll | None = None
    wounded: Toll | None = None
    abducted: Toll | None = None


class Assertion(Struct, frozen=True, kw_only=True):
    """Who says so; ``start``/``end`` span the statement in ``Document.text``.

    ``about`` names the party that a statement of responsibility is about (that of an actor of the report); ``None`` for
    all other statements.
    """

    kind: AssertionKind
    speaker: str | None
    start: int
    end: int
    about: str | None = None


class CoderRef(Struct, frozen=True, kw_only=True):
    """What coded it: program version, and the sha256 of the model's weights or ``None``."""

    version: str
    model: str | None


class Report(Struct, frozen=True, kw_only=True):
    """One event as one document reports it (contract.md). Offsets in ``Document.text``.

    ``factuality`` is the value in [-3, +3] behind ``status``; ``trigger`` the word(s) that carry the event;
    ``in_passing``: every sentence that tells it is about another event ("arrested after the bombing": the bombing);
    ``review`` holds what reviewers decided, ``None`` where nobody did.
    """

    kind: Literal["report"] = "report"
    report_id: str
    document: DocumentRef
    event_type: str
    mode: str | None
    contexts: tuple[str, ...]
    codes: Codes
    status: Status
    aggregate: bool
    count: Count | None
    date: EventDate | None
    places: tuple[Place, ...]
    actors: tuple[Actor, ...]
    recipients: tuple[Recipient, ...]
    weapons: tuple[Weapon, ...]
    casualties: Casualties
    assertions: tuple[Assertion, ...]
    evidence: tuple[Evidence, ...]
    coder: CoderRef
    factuality: float | None = None
    trigger: Evidence | None = None
    in_passing: bool = False
    review: Review | None = None


class Relation(Struct, frozen=True, kw_only=True):
    """A relation between two actors as one document states it (contract.md)."""

    kind: Literal["relation"] = "relation"
    subject: str
    relation: RelationKind
    object: str
    subject_id: str | None
    object_id: str | None
    date: EventDate | None
    status: Status
    according_to: str | None
    document: DocumentRef
    evidence: tuple[Evidence, ...]


class Coded(Struct, frozen=True, kw_only=True):
    """Everything that coding one document gives."""

    reports: tuple[Report, ...]
    relations: tuple[Relation, ...]
