"""What the words say: times, places and actors in a text. Offsets count in the text given to the tagger."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from msgspec import Struct


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
