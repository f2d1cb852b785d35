"""An event while it is being put together: what its sentences give, before ids, codes and stored offsets."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.lexicon.noun_kinds import NounKind
from onrecord.mentions.counts import Number
from onrecord.records import (
    ActorMatch,
    AssertionKind,
    Confidence,
    Effect,
    PlaceMention,
    PlaceRole,
    SpanPair,
    Status,
    TimeMention,
)
from onrecord.reports.reading import WeaponMention

_THINGS = frozenset({NounKind.BUILDING, NounKind.PLACE, NounKind.VEHICLE, NounKind.MONEY})
Tense: TypeAlias = Literal["present", "perfect", "past", "past perfect"]


class Party(Struct, frozen=True, kw_only=True):
    """Someone or something in an event, in the words of the text (offsets in the clean text).

    ``names``: what its common noun names; ``None`` for a proper name and a noun that may name several kinds."""

    text: str
    start: int
    end: int
    lemma: str
    match: ActorMatch
    is_person: bool
    is_place: bool = False
    names: NounKind | None = None
    count: Number | None = None
    effect: Effect | None = None
    confidence: Confidence = Confidence.REPORTED_AS_FACT
    according_to: str | None = None


def is_thing(party: Party) -> bool:
    """Whether a party is a building, place, vehicle or sum that no actor knowledge takes for somebody."""
    return party.names in _THINGS and party.match.actor_id is None


class DraftToll(Struct, frozen=True):
    """Killed, wounded or abducted: ``effect`` is ``death``, ``injury`` or ``abduction``; offsets in the clean text.

    ``is_open``: who was shot and may since be told dead."""

    effect: str
    low: int | None
    best: int | None
    high: int | None
    start: int
    end: int
    is_open: bool = False


class DraftPlace(Struct, frozen=True):
    """A place in its role; ``is_inherited`` where another sentence names it, ``is_inferred`` where none does (its
    mention then has no words: ``start`` and ``end`` are 0)."""

    mention: PlaceMention
    role: PlaceRole
    is_inherited: bool = False
    is_inferred: bool = False


class DraftAssertion(Struct, frozen=True):
    """Who says so; the statement's span in the clean text. ``about``: who is said to answer, where it is about that."""

    kind: AssertionKind
    speaker: str | None
    start: int
    end: int
    about: str | None = None


class Draft(Struct, frozen=True, kw_only=True):
    """One event so far. ``clauses`` are the spans that carry it, the first to quote; ``trigger`` its word's span.

    ``is_definite``: it is told as known ("the attack"), so it may be one told before; ``is_other``: it is told as
    not the one before ("another attack"); ``is_plural``: a noun in the plural tells it; ``is_noun``: no verb tells it;
    ``likely_actors``, ``likely_recipients`` stand in where all its tellings leave the role open
    (``reports.likely_parties``). ``is_in_passing``: no sentence tells it but beside another event; ``is_headline``: the
    headline.
    ``is_told_day``: its day is that of a statement ("police said on Tuesday"), which its own may lie before.
    ``is_of_known``: it tells what came of a deed that the sentence names as known ("killed in the attack").
    ``lemmas`` are those of all its words, ``sentences`` the numbers of all sentences that tell it, ``context`` their
    lemmas; ``naming`` are those of what tells its noun from others of its kind ("the airport attack").
    """

    event_type: str
    mode: str | None
    cameo: str | None
    sentence: int
    lemma: str
    trigger: SpanPair
    clauses: tuple[SpanPair, ...]
    evidence: float
    status: Status
    factuality: float
    is_definite: bool
    is_other: bool = False
    is_plural: bool = False
    is_noun: bool = False
    is_in_passing: bool = False
    is_headline: bool = False
    is_told_day: bool = False
    is_of_known: bool = False
    tense: Tense | None = None
    lemmas: tuple[str, ...] = ()
    sentences: tuple[int, ...] = ()
    context: frozenset[str] = frozenset()
    naming: frozenset[str] = frozenset()
    aggregate: bool
    count: Number | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    likely_actors: tuple[Party, ...] = ()
    likely_recipients: tuple[Party, ...] = ()
    weapons: tuple[WeaponMention, ...]
    tolls: tuple[DraftToll, ...]
    time: TimeMention | None
    places: tuple[DraftPlace, ...]
    assertions: tuple[DraftAssertion, ...]
