"""What a map shows of the incidents that pass: points in clusters, imprecise places as areas and never as points.

A place of precision ``exact`` is a point. ``near``, ``admin2``, ``admin1`` and ``other`` are circles with the radius
of ``tables/areas.toml``; ``country`` is the whole country.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from msgspec import Struct

from onrecord.records import PlacePrecision
from onrecord.serve.explore.asked import Box
from onrecord.serve.explore.columns import PLACE_PRECISIONS, UNKNOWN, Columns, Ints, Mask

__all__ = ["Area", "Cluster", "Mapped", "area_radii_km", "circle_ring", "map_rows"]

CELL_PIXELS: Final = 56
"""Points nearer than about this are one cluster."""

MOST_FEATURES: Final = 1500
EARTH_KM: Final = 6371.0088
_MAX_LATITUDE: Final = 85.0511


class Cluster(Struct, frozen=True, kw_only=True):
    """Points close to one another: their mean, how many, and the incident where it is one."""

    latitude: float
    longitude: float
    count: int
    incident_id: str | None
    name: str


class Area(Struct, frozen=True, kw_only=True):
    """Incidents whose place is known to lie in a circle: its centre, its radius, its precision and name."""

    latitude: float
    longitude: float
    radius_km: float
    precision: str
    name: str
    count: int


class Mapped(Struct, frozen=True, kw_only=True):
    """A map's content. ``countries``: incidents placed no closer than that. ``unplaced``: those without a place."""

    clusters: tuple[Cluster, ...]
    areas: tuple[Area, ...]
    countries: dict[str, int]
    unplaced: int
    left_out: int


@cache
def area_radii_km() -> Mapping[str, float]:
    """The radius of each precision that is drawn as a circle."""
    text = files("onrecord.serve").joinpath("tables", "areas.toml").read_text(encoding="utf-8")
    return {str(name): float(km) for name, km in tomllib.loads(text)["radius_km"].items()}


def map_rows(columns: Columns, mask: Mask, zoom: float, view: Box | None) -> Mapped:
    """The map of the rows that pass at a zoom (tiles of 512 pixels) within a view; the whole world where ``None``.

    The largest features come first, and no more than ``MOST_FEATURES`` of each sort; ``left_out`` counts the rest.
    """
    rows = np.flatnonzero(mask)
    precision = columns.place_precision[rows]
    located = ~np.isnan(columns.latitude[rows])
    shaded = precision == PLACE_PRECISIONS.index(PlacePrecision.COUNTRY)
    inside = _inside(columns, rows, view)
    exact = precision == PLACE_PRECISIONS.index(PlacePrecision.EXACT)
    clusters, lost = _clusters(columns, rows[exact & located & inside], zoom)
    areas, lost_areas = _areas(columns, rows[~exact & ~shaded & located & inside & (precision != UNKNOWN)])
    known = shaded & (columns.country[rows] != UNKNOWN)
    codes, counts = np.unique(columns.country[rows[known]], return_counts=True)
    return Mapped(
        clusters=clusters,
        areas=areas,
        countries={columns.countries[code]: int(count) for code, count in zip(codes, counts, strict=True)},
        unplaced=int((~known & ~(located & ~shaded)).sum()),
        left_out=lost + lost_areas,
    )


def _inside(columns: Columns, rows: Ints, view: Box | None) -> Mask:
    if view is None:
        return np.ones(len(rows), dtype=np.bool_)
    west, south, east, north = view
    latitude, longitude = columns.latitude[rows], columns.longitude[rows]
    across = (longitude >= west) & (longitude <= east) if west <= east else (longitude >= west) | (longitude <= east)
    inside: Mask = (latitude >= south) & (latitude <= north) & across
    return inside


def _clusters(columns: Columns, rows: Ints, zoom: float) -> tuple[tuple[Cluster, ...], int]:
    if not len(rows):
        return (), 0
    latitude, longitude = columns.latitude[rows], columns.longitude[rows]
    cells = 512 * 2.0 ** math.floor(zoom) / CELL_PIXELS
    across = np.floor((longitude + 180) / 360 * cells).astype(np.int64)
    clipped = np.radians(np.clip(latitude, -_MAX_LATITUDE, _MAX_LATITUDE))
    down = np.floor((1 - np.log(np.tan(clipped) + 1 / np.cos(clipped)) / np.pi) / 2 * cells).astype(np.int64)
    _, first, number, counts = np.unique(
        down * (int(cells) + 2) + across, return_index=True, return_inverse=True, return_counts=True
    )
    mean_latitude = np.bincount(number, weights=latitude) / counts
    mean_longitude = np.bincount(number, weights=longitude) / counts
    shown = np.argsort(-counts, kind="stable")[:MOST_FEATURES]
    clusters = tuple(
        Cluster(
            latitude=round(float(mean_latitude[one]), 5),
            longitude=round(float(mean_longitude[one]), 5),
            count=int(counts[one]),
            incident_id=columns.ids[rows[first[one]]] if counts[one] == 1 else None,
            name=_name(columns, int(rows[first[one]])),
        )
        for one in shown
    )
    return clusters, int(counts.sum()) - sum(cluster.count for cluster in clusters)


def _areas(columns: Columns, rows: Ints) -> tuple[tuple[Area, ...], int]:
    if not len(rows):
        return (), 0
    across = np.round((columns.longitude[rows] + 180) * 1e4).astype(np.int64)
    up = np.round((columns.latitude[rows] + 90) * 1e4).astype(np.int64)
    keys = (across * 2_000_000 + up) * len(PLACE_PRECISIONS) + columns.place_precision[rows]
    _, first, counts = np.unique(keys, return_index=True, return_counts=True)
    shown = np.argsort(-counts, kind="stable")[:MOST_FEATURES]
    radii = area_radii_km()
    areas = []
    for one in shown:
        row = int(rows[first[one]])
        precision = str(PLACE_PRECISIONS[columns.place_precision[row]])
        areas.append(
            Area(
                latitude=float(columns.latitude[row]),
                longitude=float(columns.longitude[row]),
                radius_km=radii[precision],
                precision=precision,
                name=_name(columns, row),
                count=int(counts[one]),
            )
        )
    return tuple(areas), int(counts.sum()) - sum(area.count for area in areas)


def _name(columns: Columns, row: int) -> str:
    return columns.place_names[columns.place[row]] if columns.place[row] != UNKNOWN else ""


def circle_ring(latitude: float, longitude: float, radius_km: float, corners: int = 48) -> list[tuple[float, float]]:
    """A closed ring of (longitude, latitude) about a point at a distance on the sphere."""
    angle = radius_km / EARTH_KM
    here = math.radians(latitude)
    ring = []
    for corner in range(corners + 1):
        bearing = 2 * math.pi * (corner % corners) / corners
        there = math.asin(math.sin(here) * math.cos(angle) + math.cos(here) * math.sin(angle) * math.cos(bearing))
        turn = math.atan2(
            math.sin(bearing) * math.sin(angle) * math.cos(here), math.cos(angle) - math.sin(here) * math.sin(there)
        )
        ring.append((round(longitude + math.degrees(turn), 4), round(math.degrees(there), 4)))
    return ring
