"""A report reduced to what tells one happening from another.

Pairs are compared on traits alone. ``Columns`` holds the traits of many reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from onrecord.incidents.words import Vector, fold_name, words_in
from onrecord.records import (
    SITE_ROLES,
    Actor,
    EventDate,
    Place,
    PlacePrecision,
    PlaceRole,
    Recipient,
    Report,
    Status,
    Toll,
)

__all__ = [
    "BLANK",
    "STAGES",
    "Bounds",
    "Party",
    "Site",
    "Stage",
    "Traits",
    "bounds",
    "days_of",
    "evidence_text",
    "party_of",
    "places_compared",
    "read_day",
    "site_of",
]

FINE = frozenset({PlacePrecision.EXACT, PlacePrecision.NEAR, PlacePrecision.ADMIN2})


class Stage(StrEnum):
    """Whether a report tells of something done, something to come, or something said not to have been."""

    ACTUAL = "actual"
    PROSPECTIVE = "prospective"
    DENIED = "denied"


STAGES: Mapping[Status, Stage] = {
    Status.OCCURRED: Stage.ACTUAL,
    Status.ATTEMPTED: Stage.ACTUAL,
    Status.ONGOING: Stage.ACTUAL,
    Status.PLANNED: Stage.PROSPECTIVE,
    Status.THREATENED: Stage.PROSPECTIVE,
    Status.DEMANDED: Stage.PROSPECTIVE,
    Status.HYPOTHETICAL: Stage.PROSPECTIVE,
    Status.DENIED: Stage.DENIED,
}


class Site(Struct, frozen=True):
    """A place as a point of comparison; ``is_fine`` where it is no larger than a district."""

    key: str
    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    is_fine: bool


class Party(Struct, frozen=True):
    """Someone named in a report. ``key`` is the actor id, else the folded name."""

    key: str
    name: str
    actor_id: str | None
    country: str | None
    sector: str | None
    words: frozenset[str]
    kind: str | None


class Bounds(Struct, frozen=True):
    """Least and greatest number that a toll allows; ``high`` is ``None`` where nothing bounds it."""

    low: int
    high: int | None
    best: int | None


class Traits(Struct, frozen=True, kw_only=True):
    """What is compared. Days are proleptic ordinals (``date.toordinal``), inclusive.

    ``breadth``: how many events of the family the document tells apart by day or place, this one included.
    """

    report_id: str
    document_id: str
    breadth: int
    origin: str
    source: str | None
    published: int | None
    event_type: str
    mode: str | None
    family: str
    contexts: frozenset[str]
    status: Status
    stage: Stage
    aggregate: bool
    days: tuple[int, int] | None
    sites: tuple[Site, ...]
    countries: frozenset[str]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    worths: Mapping[str, float]
    mode_family: str | None
    weapons: frozenset[str]
    weapon_families: frozenset[str]
    killed: Bounds | None
    wounded: Bounds | None
    title: Vector
    evidence: Vector
    names: Vector


def read_day(iso: str | None) -> int | None:
    """Ordinal of an ISO day (a longer stamp is cut to its day); ``None`` where there is none or it is malformed."""
    try:
        return date.fromisoformat(iso[:10]).toordinal() if iso else None
    except ValueError:
        return None


def bounds(toll: Toll | None) -> Bounds | None:
    """The numbers a toll allows; ``None`` where it gives no number."""
    if toll is None or (toll.low is None and toll.best is None and toll.high is None):
        return None
    low = toll.low if toll.low is not None else (toll.best or 0)
    return Bounds(low, toll.high if toll.high is None else max(toll.high, low), toll.best)


BLANK = Traits(
    report_id="", document_id="", breadth=1, origin="", source=None, published=None, event_type="", mode=None,
    family="", contexts=frozenset(), status=Status.OCCURRED, stage=Stage.ACTUAL, aggregate=False, days=None, sites=(),
    countries=frozenset(), actors=(), recipients=(), worths={}, mode_family=None, weapons=frozenset(),
    weapon_families=frozenset(), killed=None, wounded=None, title={}, evidence={}, names={},
)  # fmt: skip
"""Traits of a report that says nothing."""


def days_of(when: EventDate | None) -> tuple[int, int] | None:
    """First and last day; ``None`` where either is unknown."""
    start = read_day(when.start) if when else None
    end = read_day(when.end) if when else None
    if start is None or end is None:
        return None
    return (start, end) if start <= end else (end, start)


def site_of(place: Place) -> Site:
    """A place as a point of comparison."""
    name = fold_name(place.name or place.text)
    key = place.gazetteer_id or name
    return Site(key, name, place.country, place.latitude, place.longitude, place.precision in FINE)


def places_compared(report: Report) -> list[Place]:
    """The places where it happened; where none is said to be one, all that are more than mentioned."""
    chosen = [place for place in report.places if place.role in SITE_ROLES]
    return chosen or [place for place in report.places if place.role is not PlaceRole.MENTIONED]


def party_of(who: Actor | Recipient, stopwords: frozenset[str]) -> Party:
    """Someone named in a report, with the words of the name and of the text."""
    name = fold_name(who.name or who.text)
    words = frozenset(word for word in words_in(f"{who.name} {who.text}", stopwords) if not word.isdigit())
    kind = who.kind.value if isinstance(who, Recipient) else None
    return Party(who.actor_id or name, name, who.actor_id, who.country, who.sector, words, kind)


def evidence_text(report: Report) -> str:
    """The quotes that carry the event, each once."""
    return " ".join(dict.fromkeys(quote.text for quote in report.evidence))
