"""The frozen records that pass from room to room, and the public record they are printed as.

Offsets are half-open ``[start, end)`` and count characters (Python code points, never bytes).
Two texts are in play and every docstring names the one it means:

* ``Document.text``: the document as stored, after decoding and before cleaning. Everything that leaves
  the program (reports, relations, incidents) counts in this text.
* ``Document.clean``: the text of the story alone. Mentions count in this text.

``Document.stored_span`` leads from the second to the first.

Dates are ISO 8601 strings (``2020-09-30``), inclusive at both ends. ``None`` means "the text does not
support a value"; it is never a guess.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from enum import StrEnum
from typing import Any, Literal, TypeAlias

import msgspec
from msgspec import UNSET, Struct, UnsetType

__all__ = [
    "Actor",
    "ActorMatch",
    "ActorMention",
    "Assertion",
    "AssertionKind",
    "Attribution",
    "Basis",
    "Casualties",
    "Coded",
    "CoderRef",
    "Codes",
    "Confidence",
    "Conflict",
    "Count",
    "DatePrecision",
    "Document",
    "DocumentRef",
    "Effect",
    "EventDate",
    "Evidence",
    "Incident",
    "IncidentCasualties",
    "IncidentToll",
    "Link",
    "MediaKind",
    "Place",
    "PlaceMention",
    "PlacePrecision",
    "PlaceRole",
    "RawItem",
    "Recipient",
    "RecipientKind",
    "Refusal",
    "Relation",
    "RelationKind",
    "Report",
    "Segment",
    "Status",
    "Support",
    "TimeMention",
    "Toll",
    "TollVersion",
    "Version",
    "Weapon",
    "content_id",
    "json_line",
]

SpanPair: TypeAlias = tuple[int, int]


def content_id(prefix: str, *parts: object) -> str:
    """A stable id: ``prefix`` and the first 16 hex digits of the sha256 of the parts' JSON."""
    payload = msgspec.json.encode(parts)
    return f"{prefix}-{hashlib.sha256(payload).hexdigest()[:16]}"


def json_line(record: Struct | dict[str, Any]) -> str:
    """One record as one line of JSON (UTF-8 text, no newline at the end)."""
    return msgspec.json.encode(record).decode("utf-8")


# ---------------------------------------------------------------- sources and documents


class MediaKind(StrEnum):
    """What the bytes of a raw item are."""

    TEXT = "text"
    HTML = "html"


class RawItem(Struct, frozen=True, kw_only=True):
    """One thing read, before anything is made of it.

    ``path`` is the path as given, or the ``id`` of a table's row. The hints (``title`` ... ``language``)
    come from the container (a table's columns, the command line), never from the text itself.
    """

    path: str
    data: bytes
    sha256: str
    media: MediaKind
    url: str | None = None
    title: str | None = None
    source: str | None = None
    published: str | None = None
    language: str | None = None


class Segment(Struct, frozen=True, array_like=True):
    """A run of ``Document.clean`` and the run of ``Document.text`` it came from.

    Where both lengths are equal the runs correspond character by character; else the whole clean run
    stands for the whole stored run (an HTML entity, collapsed white space).
    """

    clean_start: int
    stored_start: int
    clean_chars: int
    stored_chars: int


class Document(Struct, frozen=True, kw_only=True):
    """A decoded, cleaned, dated document.

    ``clean`` holds the story's paragraphs separated by blank lines; ``segments`` are sorted, do not
    overlap and cover it but for the separators. ``published_from`` says where the date came from:
    ``given``, ``metadata``, ``head line``, ``dateline``, ``url`` or ``fallback`` (the command line's). ``dateline`` is
    the span in ``clean`` of an opening such as "BAGHDAD, Oct 1 -", which is no place of an event.
    """

    document_id: str
    path: str
    text: str
    clean: str
    segments: tuple[Segment, ...]
    language: str
    url: str | None = None
    title: str | None = None
    source: str | None = None
    published: str | None = None
    published_from: str | None = None
    dateline: SpanPair | None = None

    def stored_span(self, start: int, end: int) -> SpanPair:
        """The span in ``text`` that holds ``clean[start:end]``; ValueError where it is empty or outside."""
        if not 0 <= start < end <= len(self.clean):
            raise ValueError(f"span [{start}, {end}) is not inside the clean text of {self.path}")
        starts = [segment.clean_start for segment in self.segments]
        first = self.segments[max(0, bisect_right(starts, start) - 1)]
        last = self.segments[max(0, bisect_right(starts, end - 1) - 1)]
        return _stored_offset(first, start, last=False), _stored_offset(last, end - 1, last=True)


def _stored_offset(segment: Segment, clean_offset: int, *, last: bool) -> int:
    within = clean_offset - segment.clean_start
    if within >= segment.clean_chars:  # a separator that stands in no segment
        return segment.stored_start + segment.stored_chars
    if segment.clean_chars == segment.stored_chars:
        return segment.stored_start + within + (1 if last else 0)
    return segment.stored_start + (segment.stored_chars if last else 0)


class Refusal(Struct, frozen=True, kw_only=True):
    """A document that could not be coded: which, at what stage, why, and what would help.

    ``code`` is a short fixed word (``not_english``, ``empty``, ``undecodable``, ``too_long``, ...).
    """

    path: str
    stage: str
    code: str
    detail: str
    document_id: str | None = None


# ---------------------------------------------------------------- mentions (offsets in Document.clean)


class DatePrecision(StrEnum):
    """How exactly a date is known (contract)."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    INTERVAL = "interval"


class TimeMention(Struct, frozen=True, kw_only=True):
    """A time expression. Offsets in the text given to the tagger.

    ``timex_type`` and ``value`` follow TIMEX3 (ISO-TimeML). ``first_day``/``last_day`` are the calendar days
    covered (inclusive), ``None`` where there is no anchor or no day (a duration, a set). Where the
    expression counts from an event that the sentence names ("a day after the attack"), ``anchor`` is
    ``event`` and ``shift_days`` the signed distance; first_day/last_day then assume the publication day
    only if nothing better is known, so callers should prefer the event's own date.
    """

    start: int
    end: int
    text: str
    timex_type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    first_day: str | None = None
    last_day: str | None = None
    precision: DatePrecision | None = None
    anchor: Literal["none", "published", "event", "mention"] = "none"
    shift_days: int | None = None
    is_vague: bool = False


class PlacePrecision(StrEnum):
    """How exactly a place is known (contract)."""

    EXACT = "exact"
    NEAR = "near"
    ADMIN2 = "admin2"
    ADMIN1 = "admin1"
    COUNTRY = "country"
    OTHER = "other"


class PlaceMention(Struct, frozen=True, kw_only=True):
    """A place name in the text, resolved or not. Offsets in the text given to the tagger.

    ``score`` (0-1) is how sure the choice is; an unresolved name has no coordinates and score 0.
    ``country`` is ISO 3166-1 alpha-3; latitude and longitude are WGS 84 degrees.
    """

    start: int
    end: int
    text: str
    name: str
    score: float
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: PlacePrecision = PlacePrecision.OTHER
    gazetteer_id: str | None = None
    feature: str | None = None


class ActorMatch(Struct, frozen=True, kw_only=True):
    """What actor knowledge says of a name or noun phrase.

    ``actor_id`` is ``None`` where no single known actor is meant; ``country`` (ISO 3166-1 alpha-3) and
    ``sector`` (PLOVER) may still be known ("Iranian-backed militias"). ``backer`` is a country behind the
    actor that is not its own ("Iranian-backed": IRN). ``looseness``: ``name`` (the actor's own name),
    ``metonym`` (a capital for its government), ``description`` (a demonym and a noun), ``unknown``.
    """

    name: str
    actor_id: str | None = None
    country: str | None = None
    sector: str | None = None
    backer: str | None = None
    kind: str | None = None
    looseness: Literal["name", "metonym", "description", "unknown"] = "unknown"


class ActorMention(Struct, frozen=True, kw_only=True):
    """A known actor's name, or an actor noun, in the text. Offsets in the text given to the tagger."""

    start: int
    end: int
    text: str
    match: ActorMatch


# ---------------------------------------------------------------- the public record: reports


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
    """Who says so; ``start``/``end`` span the statement in ``Document.text``."""

    kind: AssertionKind
    speaker: str | None
    start: int
    end: int


class CoderRef(Struct, frozen=True, kw_only=True):
    """What coded it: program version, and the sha256 of the model's weights or ``None``."""

    version: str
    model: str | None


class Report(Struct, frozen=True, kw_only=True):
    """One event as one document reports it (contract.md). Offsets in ``Document.text``.

    ``factuality`` is the value in [-3, +3] behind ``status``; ``trigger`` the word(s) that carry the event.
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


# ---------------------------------------------------------------- the public record: incidents


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
    """One event in the world, fused from reports (contract.md)."""

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
