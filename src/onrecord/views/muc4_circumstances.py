"""When and where an incident was, as the MUC-4 answer keys write it, from the times and places near its sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from onrecord.lexicon.muc4 import Muc4Tables
from onrecord.records import PlaceMention, PlacePrecision, SpanPair, TimeMention
from onrecord.views.muc4_words import capitals

__all__ = ["Surroundings", "date_of", "day_name", "location_of"]

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
LONGEST_RANGE_DAYS = 31
COARSE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.ADMIN1})
SENTENCES_BEFORE = 2


class Surroundings(Struct, frozen=True):
    """What is known of a text beside its entities: sentences, times, places, the publication day (ISO) and the
    country (alpha-3) of its dateline, either ``None`` where unknown."""

    sentences: tuple[SpanPair, ...]
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    published: str | None
    home: str | None


def date_of(telling: Sequence[int], around: Surroundings) -> str | None:
    """ "20 NOV 89", "18 NOV 89 - 20 NOV 89", or "- 20 NOV 89" (on or before) where only the publication day is known.

    ``telling``: the incident's sentences, the most telling first. The first of them with a day, or with a day shortly
    before it, decides.
    """
    for back in range(SENTENCES_BEFORE + 1):
        for index in telling[: None if back == 0 else 1]:
            if found := _told_days(index - back, around):
                first, last = found
                return day_name(first) if first == last else f"{day_name(first)} - {day_name(last)}"
    return f"- {day_name(around.published)}" if around.published else None


def _told_days(index: int, around: Surroundings) -> tuple[str, str] | None:
    if index < 0:
        return None
    start, end = around.sentences[index]
    told = [
        (time.first_day, time.last_day)
        for time in around.times
        if start <= time.start < end and time.first_day and time.last_day and time.timex_type in ("DATE", "TIME")
    ]
    short = [(first, last) for first, last in told if _length(first, last) <= LONGEST_RANGE_DAYS]
    past = [days for days in short if around.published is None or days[0] <= around.published]
    return min(past, key=lambda days: _length(*days)) if past else None


def _length(first: str, last: str) -> int:
    return (date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days


def day_name(iso: str) -> str:
    """ "1989-11-20" as "20 NOV 89"."""
    day = date.fromisoformat(iso[:10])
    return f"{day.day:02d} {MONTHS[day.month - 1]} {day.year % 100:02d}"


def location_of(telling: Sequence[int], around: Surroundings, tables: Muc4Tables) -> tuple[str | None, str | None]:
    """("COUNTRY" or "COUNTRY: PLACE (CITY)", the country's alpha-3); ``None`` where no country is known."""
    near = [place for index in telling for place in _places(index, around)]
    country = _country(near, around, tables)
    nation = tables.nations.get(country or "")
    if nation is None:
        return None, country
    inside = [place for place in near if place.country in (country, None)]
    fine = [place for place in inside if place.precision not in COARSE]
    regions = [place for place in inside if place.precision is PlacePrecision.ADMIN1]
    for chosen, sort in ((fine, "CITY"), (regions, "DEPARTMENT")):
        if chosen:
            return f"{nation}: {capitals(chosen[0].text, tables)} ({sort})", country
    return nation, country


def _places(index: int, around: Surroundings) -> list[PlaceMention]:
    start, end = around.sentences[index]
    return [place for place in around.places if start <= place.start < end]


def _country(near: Sequence[PlaceMention], around: Surroundings, tables: Muc4Tables) -> str | None:
    """The first near place's country of interest; else the dateline's; else the text's usual one."""
    first = next((place.country for place in near if place.country in tables.of_interest), None)
    if first is not None:
        return first
    if around.home is not None and (around.home in tables.of_interest or not near):
        return around.home
    usual = Counter(place.country for place in around.places if place.country in tables.of_interest)
    return usual.most_common(1)[0][0] if usual else around.home
