"""The tables behind the gazetteer: their records, and reading them with checks.

Every reader raises LexiconError with the file, and the line where there is one.
"""

from __future__ import annotations

import csv
import tomllib
import zipfile
from collections import defaultdict
from enum import IntEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from onrecord.errors import LexiconError

__all__ = [
    "KINDS",
    "Country",
    "GazetteerPlace",
    "NameKind",
    "PlaceModel",
    "read_arrays",
    "read_countries",
    "read_model",
    "read_rows",
]

# What a place is, by the number that the built file stores.
KINDS = (
    "country",
    "admin1",
    "admin2",
    "admin3",
    "capital",
    "city",
    "quarter",
    "region",
    "site",
    "airport",
    "water",
    "land",
    "continent",
    "historic",
)


class NameKind(IntEnum):
    """How a name belongs to a place: its own name, another spelling, its name without its type word ("Laurel" for
    Laurel County), or an abbreviation that stands only after another name ("Pa.", "TX")."""

    MAIN = 0
    ALTERNATE = 1
    BARE = 2
    ABBREVIATION = 3


class GazetteerPlace(Struct, frozen=True, kw_only=True):
    """One place. ``gazetteer_id`` is the GeoNames id, ``icao:XXXX`` or ``own:name``.

    ``country`` is ISO 3166-1 alpha-3, ``None`` for a place of several countries; ``latitude`` and ``longitude`` are
    WGS 84 degrees; ``population`` is 0 where unknown; ``index`` its position in the gazetteer's arrays.
    """

    index: int
    gazetteer_id: str
    name: str
    kind: str
    country: str | None
    admin1: str | None
    latitude: float
    longitude: float
    population: int


class Country(Struct, frozen=True, kw_only=True):
    """A state or territory of ISO 3166-1, with the words that mean its people or things of it."""

    alpha3: str
    alpha2: str
    gazetteer_id: str
    name: str
    capital: str
    latitude: float
    longitude: float
    neighbours: tuple[str, ...]
    demonyms: tuple[str, ...]
    aliases: tuple[str, ...]


class PlaceModel(Struct, frozen=True, kw_only=True):
    """Fitted weights by feature name, and word lists by class, that ``mentions.places`` decides with.

    ``weights`` has the tables ``spans``, ``spans_capitals``, ``choice`` and ``choice_context``; ``words`` maps a
    class of words (``title``, ``given``, ``organization`` ...) to its members, in lower case. ``calibration`` leads
    from what the weights give (first, rising) to how often that was right (second), by straight lines between.
    """

    weights: MappingProxyType[str, MappingProxyType[str, float]]
    words: MappingProxyType[str, frozenset[str]]
    calibration: tuple[tuple[float, ...], tuple[float, ...]] = ((0.0, 1.0), (0.0, 1.0))


def read_arrays(path: Path) -> dict[str, npt.NDArray[Any]]:
    """The arrays of the built file, by name."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise LexiconError(
            f"{path}: not a gazetteer ({error}); build it with onrecord gazetteer build, or reinstall onrecord"
        ) from error


def read_rows(path: Path, columns: int) -> list[list[str]]:
    """The rows of a CSV table below its header, each with so many columns."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))[1:]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LexiconError(f"{path}: cannot be read ({error})") from error
    if not rows:
        raise LexiconError(f"{path}: a table with no rows")
    for number, row in enumerate(rows, start=2):
        if len(row) != columns:
            raise LexiconError(f"{path}, line {number}: {len(row)} columns where {columns} are expected")
    return rows


def read_countries(path: Path) -> list[Country]:
    """The countries, in the order of the table."""
    countries = []
    for number, row in enumerate(read_rows(path, 12), start=2):
        alpha3, alpha2, ident, name, capital, lat, lon, neighbours, demonyms, aliases = row[:10]
        try:
            latitude, longitude = float(lat), float(lon)
        except ValueError as error:
            raise LexiconError(f"{path}, line {number}: latitude and longitude must be numbers ({error})") from error
        countries.append(
            Country(
                alpha3=alpha3,
                alpha2=alpha2,
                gazetteer_id=ident,
                name=name,
                capital=capital,
                latitude=latitude,
                longitude=longitude,
                neighbours=_split(neighbours),
                demonyms=_split(demonyms),
                aliases=_split(aliases),
            )
        )
    return countries


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def read_model(folder: Path) -> PlaceModel:
    """The weights and word lists of a folder of gazetteer data."""
    words: dict[str, set[str]] = defaultdict(set)
    for name in ("cue_words.csv", "person_names.csv", "common_words.csv"):
        for row in read_rows(folder / name, 4):
            words[row[0]].add(row[1])
    path = folder / "weights.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        weights = {
            name: MappingProxyType({feature: float(weight) for feature, weight in tables[name].items()})
            for name in ("spans", "spans_capitals", "choice", "choice_context")
        }
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError, AttributeError) as error:
        raise LexiconError(f"{path}: not a table of place weights ({error!r})") from error
    return PlaceModel(
        weights=MappingProxyType(weights),
        words=MappingProxyType({name: frozenset(members) for name, members in words.items()}),
        calibration=_read_calibration(folder / "calibration.csv"),
    )


def _read_calibration(path: Path) -> tuple[tuple[float, ...], tuple[float, ...]]:
    try:
        points = [(float(given), float(right)) for given, right in read_rows(path, 2)]
    except ValueError as error:
        raise LexiconError(f"{path}: given and right must be numbers ({error})") from error
    if points != sorted(points) or sorted(right for _, right in points) != [right for _, right in points]:
        raise LexiconError(f"{path}: given and right must both rise from row to row")
    return tuple(given for given, _ in points), tuple(right for _, right in points)
