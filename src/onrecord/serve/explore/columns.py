"""All incidents of a store as columns of numbers, so that a filter over 100,000 of them takes milliseconds.

Rows stand in the order of incident ids. Days are proleptic ordinals (``date.toordinal``); ``UNKNOWN`` stands for an
unknown day or number, NaN for an unknown coordinate.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import Struct

from onrecord.records import DatePrecision, Field, PlacePrecision, PlaceRole, Status

__all__ = ["UNKNOWN", "Columns", "Ints", "Keys", "Mask", "read_columns"]

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Mask: TypeAlias = npt.NDArray[np.bool_]

UNKNOWN: Final = -1

DATE_PRECISIONS: Final = tuple(DatePrecision)
PLACE_PRECISIONS: Final = tuple(PlacePrecision)
STATUSES: Final = tuple(str(status) for status in Status)
_ROLE_RANK: Final = {role: rank for rank, role in enumerate(PlaceRole)}


class _Date(Struct, frozen=True):
    start: str
    end: str
    precision: DatePrecision


class _Place(Struct, frozen=True):
    name: str
    role: PlaceRole
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: PlacePrecision


class _Toll(Struct, frozen=True):
    low: int | None
    best: int | None
    high: int | None


class _Casualties(Struct, frozen=True):
    killed: _Toll | None = None
    wounded: _Toll | None = None


class _Attribution(Struct, frozen=True):
    name: str
    contested: bool


class _Named(Struct, frozen=True):
    name: str


class _Correction(Struct, frozen=True):
    field: str


class _Review(Struct, frozen=True):
    corrections: tuple[_Correction, ...] = ()


class _Slim(Struct, frozen=True):
    """The part of an incident's JSON that is explored; the decoder skips all else."""

    event_type: str
    mode: str | None
    status: str
    date: _Date | None
    places: tuple[_Place, ...]
    casualties: _Casualties
    independent_sources: int
    attribution: tuple[_Attribution, ...]
    actors: tuple[_Named, ...] = ()
    review: _Review | None = None

    def answer(self) -> str | None:
        """Who is named first as answering for it; a reviewer's word goes before what documents say."""
        corrections = self.review.corrections if self.review else ()
        named = self.actors if any(one.field == Field.ACTOR for one in corrections) else self.attribution
        return named[0].name if named else None


_SLIM: Final = msgspec.json.Decoder(_Slim)


class Keys(Struct, frozen=True, kw_only=True):
    """Which rows bear which folded name: ``row[i]`` bears ``names[name[i]]`` under ``groups[group[i]]``.

    ``groups`` are countries for places and actor ids for actors, the empty string where unknown.
    """

    names: tuple[str, ...]
    groups: tuple[str, ...]
    row: Ints
    name: Ints
    group: Ints


class Columns(Struct, frozen=True, kw_only=True):
    """The columns, each as long as ``ids``. ``place`` counts in ``place_names``; ``country`` in ``countries``.

    The place of an incident is its first in the order of roles (site, target, ...), mentioned ones left out.
    """

    ids: tuple[str, ...]
    row_of: dict[str, int]
    first_day: Ints
    last_day: Ints
    date_precision: Ints
    kinds: tuple[str, ...]
    kind: Ints
    status: Ints
    sources: Ints
    contested: Mask
    killed: Ints
    wounded: Ints
    latitude: Floats
    longitude: Floats
    place_precision: Ints
    place_names: tuple[str, ...]
    place: Ints
    countries: tuple[str, ...]
    country: Ints
    answers: tuple[str, ...]
    answer: Ints
    places: Keys
    actors: Keys

    def __len__(self) -> int:
        return len(self.ids)


class _Codes:
    """Gives each text a number, in order of first appearance."""

    def __init__(self) -> None:
        self.number: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        return self.number.setdefault(text, len(self.number))

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(self.number)


def read_columns(
    records: Iterable[tuple[str, str]],
    places: Sequence[tuple[str, str, str]],
    actors: Sequence[tuple[str, str, str]],
) -> Columns:
    """The columns of incidents given as id and JSON; ``places``, ``actors``: (incident id, group, folded name)."""
    ids: list[str] = []
    rows: list[tuple[float, ...]] = []
    kinds, names, countries, answers = _Codes(), _Codes(), _Codes(), _Codes()
    for incident_id, record in records:
        slim = _SLIM.decode(record)
        ids.append(incident_id)
        kind = kinds(f"{slim.event_type}/{slim.mode}" if slim.mode else slim.event_type)
        answer = answers(name) if (name := slim.answer()) else UNKNOWN
        rows.append((*_placed(slim.places, names, countries), kind, answer, *_numbers(slim)))
    table = np.array(rows, dtype=np.float64).reshape(len(rows), 15)
    whole = table[:, 2:].astype(np.int64)
    row_of = {incident_id: row for row, incident_id in enumerate(ids)}
    return Columns(
        ids=tuple(ids),
        row_of=row_of,
        latitude=table[:, 0],
        longitude=table[:, 1],
        place_precision=whole[:, 0],
        place=whole[:, 1],
        country=whole[:, 2],
        kind=whole[:, 3],
        answer=whole[:, 4],
        status=whole[:, 5],
        first_day=whole[:, 6],
        last_day=whole[:, 7],
        date_precision=whole[:, 8],
        sources=whole[:, 9],
        contested=whole[:, 10] == 1,
        killed=whole[:, 11],
        wounded=whole[:, 12],
        kinds=kinds.texts,
        place_names=names.texts,
        countries=countries.texts,
        answers=answers.texts,
        places=_keys(places, row_of),
        actors=_keys(actors, row_of),
    )


def _placed(places: Sequence[_Place], names: _Codes, countries: _Codes) -> tuple[float, ...]:
    """Latitude, longitude, precision, name and country of the place of an incident."""
    happened = [place for place in places if place.role is not PlaceRole.MENTIONED]
    site = min(happened, key=lambda place: _ROLE_RANK[place.role], default=None)
    if site is None:
        return (np.nan, np.nan, UNKNOWN, UNKNOWN, UNKNOWN)
    known = site.latitude is not None and site.longitude is not None
    point = (site.latitude or 0.0, site.longitude or 0.0) if known else (np.nan, np.nan)
    country = countries(site.country) if site.country else UNKNOWN
    return (*point, PLACE_PRECISIONS.index(site.precision), names(site.name), country)


def _numbers(slim: _Slim) -> tuple[int, ...]:
    """Status, first and last day, date precision, sources, contested, killed, wounded."""
    when = slim.date
    days = (date.fromisoformat(when.start).toordinal(), date.fromisoformat(when.end).toordinal()) if when else (-1, -1)
    precision = DATE_PRECISIONS.index(when.precision) if when else UNKNOWN
    contested = int(any(one.contested for one in slim.attribution))
    tolls = (_toll(slim.casualties.killed), _toll(slim.casualties.wounded))
    return (STATUSES.index(slim.status), *days, precision, slim.independent_sources, contested, *tolls)


def _toll(toll: _Toll | None) -> int:
    known = (toll.best, toll.low, toll.high) if toll else ()
    return next((number for number in known if number is not None), UNKNOWN)


def _keys(rows: Sequence[tuple[str, str, str]], row_of: dict[str, int]) -> Keys:
    names, groups = _Codes(), _Codes()
    table = [
        (row_of[incident_id], names(name), groups(group)) for incident_id, group, name in rows if incident_id in row_of
    ]
    columns = np.array(table, dtype=np.int64).reshape(len(table), 3)
    return Keys(names=names.texts, groups=groups.texts, row=columns[:, 0], name=columns[:, 1], group=columns[:, 2])
