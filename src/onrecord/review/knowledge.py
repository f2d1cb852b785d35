"""What the package's own knowledge says of a place or an actor that a reviewer names. Read on first use."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from onrecord.errors import InputError
from onrecord.lexicon.actors import ActorIndex, load_actors
from onrecord.lexicon.gazetteer import Gazetteer, load_gazetteer
from onrecord.lexicon.gazetteer_tables import read_countries
from onrecord.lexicon.tables import data_path
from onrecord.mentions.actors import resolve_actor
from onrecord.mentions.places import PlaceHints, resolve_places
from onrecord.records import ActorMatch, Place, PlaceMention, PlacePrecision, PlaceRole

__all__ = ["known_actor", "known_place"]

_POINT: Final = re.compile(
    r"(?P<name>[^@]*[^@\s])\s*@\s*(?P<latitude>-?\d+(?:\.\d+)?)\s*,\s*(?P<longitude>-?\d+(?:\.\d+)?)"
)


@cache
def _actors() -> ActorIndex:
    return load_actors()


@cache
def _gazetteer() -> Gazetteer:
    return load_gazetteer()


@cache
def _country_codes() -> frozenset[str]:
    rows = read_countries(Path(str(data_path("gazetteer", "countries.csv"))))
    return frozenset(row.alpha3 for row in rows)


def known_actor(words: str, on: str | None) -> ActorMatch:
    """The actor whose id or name ``words`` are, as of the ISO day ``on``; else the words with nothing known of them."""
    if (entry := _actors().entries.get(words)) is not None:
        return ActorMatch(name=entry.name, actor_id=words, country=entry.country, sector=entry.sector)
    match = resolve_actor(words, _actors(), on)
    if match.actor_id is not None and match.looseness == "name":
        return match
    return ActorMatch(name=words, country=match.country, sector=match.sector)


def known_place(words: str) -> Place:
    """The site that ``NAME``, ``NAME, COUNTRY`` or either with ``@ LATITUDE, LONGITUDE`` means.

    A name that the gazetteer lacks gives a place without a point unless one is written. InputError where the country
    is unknown or the point is none on earth.
    """
    matched = _POINT.fullmatch(words)
    name, comma, country_words = (matched["name"] if matched else words).rpartition(",")
    if not comma:
        name, country_words = country_words, ""
    found, country = _looked_up(name.strip(), country_words.strip())
    point = (found.latitude, found.longitude)
    precision = found.precision
    if matched:
        point, precision = (float(matched["latitude"]), float(matched["longitude"])), PlacePrecision.EXACT
        if not (-90 <= float(matched["latitude"]) <= 90 and -180 <= float(matched["longitude"]) <= 180):
            raise InputError(f"{words!r} lies nowhere on earth; write latitude, longitude in degrees north and east")
    return Place(
        text=words,
        role=PlaceRole.SITE,
        name=found.name,
        country=country or found.country,
        admin1=found.admin1,
        latitude=point[0],
        longitude=point[1],
        precision=precision,
        gazetteer_id=found.gazetteer_id,
        score=1.0,
    )


def _looked_up(name: str, country_words: str) -> tuple[PlaceMention, str | None]:
    """What the name means, in the country if one is given, and that country's code."""
    if not name:
        raise InputError("a place needs a name; write it as NAME or NAME, COUNTRY")
    text = f"{name}, {country_words}" if country_words else name
    spans = [(0, len(name)), *([(len(name) + 2, len(text))] if country_words else [])]
    mentions = resolve_places(text, spans, _gazetteer(), PlaceHints())
    if not country_words:
        return mentions[0], None
    country = country_words if country_words in _country_codes() else None
    if country is None and mentions[1].precision is PlacePrecision.COUNTRY:
        country = mentions[1].country
    if country is None:
        raise InputError(f"{country_words!r} is no country; give its name or its ISO 3166-1 code such as IRQ")
    if mentions[0].country != country:
        return PlaceMention(start=0, end=len(name), text=name, name=name, score=0.0), country
    return mentions[0], country
