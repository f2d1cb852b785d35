"""When and where an incident was, as the MUC-4 answer keys write it, from the times and places near its sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from onrecord.lexicon.muc4 import Muc4Tables
from onrecord.records import PlaceMention, PlacePrecision, SpanPair, TimeMention
from onrecord.views.muc4_words import capitals

__all__ = ["Surroundings", "date_of", "day_name", "location_of", "told_day", "told_days"]

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
REGION = "DEPARTMENT"
COARSE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.ADMIN1})
DAY_SENTENCES, PLACE_SENTENCES, SENTENCES_BEFORE = 2, 3, 1
"""How many of the most telling sentences day and place are looked for in, and how many before the first of them."""


class Surroundings(Struct, frozen=True):
    """What is known of a text beside its entities: sentences, times, places, the publication day (ISO) and the
    country (alpha-3) of its dateline, either ``None`` where unknown."""

    sentences: tuple[SpanPair, ...]
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    published: str | None
    home: str | None


def date_of(telling: Sequence[int], around: Surroundings) -> str | None:
    """ "20 NOV 89", or "- 20 NOV 89" (on or before) where only the publication day is known.

    ``telling``: the incident's sentences, the most telling first.
    """
    if day := told_day(telling, around):
        return day_name(day)
    return f"- {day_name(around.published)}" if around.published else None


def told_day(telling: Sequence[int], around: Surroundings) -> str | None:
    """The day (ISO) of an incident as its most telling sentences have it; ``None`` where they tell none or a range:
    keys seldom give one."""
    before = [telling[0] - back for back in range(1, SENTENCES_BEFORE + 1)] if telling else []
    told = (days for index in (*telling[:DAY_SENTENCES], *before) for days in told_days(index, around))
    return next((first for first, last in told if first == last), None)


def told_days(index: int, around: Surroundings) -> list[tuple[str, str]]:
    """First and last days (ISO) that a sentence names, those after the publication left out; none before the text."""
    if index < 0:
        return []
    start, end = around.sentences[index]
    return [
        (time.first_day, time.last_day)
        for time in around.times
        if start <= time.start < end
        and time.first_day
        and time.last_day
        and time.timex_type in ("DATE", "TIME")
        and (around.published is None or time.first_day <= around.published)
    ]


def day_name(iso: str) -> str:
    """ "1989-11-20" as "20 NOV 89"."""
    day = date.fromisoformat(iso[:10])
    return f"{day.day:02d} {MONTHS[day.month - 1]} {day.year % 100:02d}"


def location_of(telling: Sequence[int], around: Surroundings, tables: Muc4Tables) -> tuple[str | None, str | None]:
    """("COUNTRY" or "COUNTRY: PLACE (CITY)", the country's alpha-3); ``None`` where no country is known."""
    near = [place for index in telling[:PLACE_SENTENCES] for place in _places(index, around)]
    country = _country(near, around, tables)
    nation = tables.nations.get(country or "")
    if nation is None:
        return None, country
    inside = [place for place in near if place.country in (country, None)]
    fine = [place for place in inside if place.precision not in COARSE]
    regions = [place for place in inside if place.precision is PlacePrecision.ADMIN1]
    for chosen, sort in ((fine, "CITY"), (regions, REGION)):
        if chosen:
            return f"{nation}: {_named(chosen[0], tables)} ({sort})", country
    return nation, country


def _places(index: int, around: Surroundings) -> list[PlaceMention]:
    start, end = around.sentences[index]
    return [place for place in around.places if start <= place.start < end]


def _named(place: PlaceMention, tables: Muc4Tables) -> str:
    """ "Rio Seco Department" as "RIO SECO"."""
    name = capitals(place.text, tables)
    return name.removesuffix(f" {REGION}") if place.precision is PlacePrecision.ADMIN1 else name


def _country(near: Sequence[PlaceMention], around: Surroundings, tables: Muc4Tables) -> str | None:
    """The first near place's country of interest; else the dateline's, if it is of interest; else the text's usual
    one of interest; else the dateline's."""
    first = next((place.country for place in near if place.country in tables.of_interest), None)
    if first is not None:
        return first
    if around.home in tables.of_interest:
        return around.home
    usual = Counter(place.country for place in around.places if place.country in tables.of_interest)
    return usual.most_common(1)[0][0] if usual else around.home
