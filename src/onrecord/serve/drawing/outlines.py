"""Country outlines from the Natural Earth file that the browser uses too (TopoJSON, through world-atlas).

The lines are those of Natural Earth and say nothing on whom a territory belongs to.
"""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

from msgspec import Struct

__all__ = ["Outline", "load_outlines", "shape_codes"]

Ring: TypeAlias = tuple[tuple[float, float], ...]


class Outline(Struct, frozen=True, kw_only=True):
    """One country: ISO 3166-1 alpha-3 (``None`` where the shape has none) and its rings of (longitude, latitude)."""

    alpha3: str | None
    name: str
    rings: tuple[Ring, ...]


@cache
def shape_codes() -> Mapping[tuple[str, str], str]:
    """The alpha-3 code of each shape by its id and name in the file."""
    text = files("onrecord.serve").joinpath("tables", "country_shapes.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {(row["shape_id"], row["shape_name"]): row["alpha3"] for row in rows}


@cache
def load_outlines() -> tuple[Outline, ...]:
    """Every country at a scale of 1:110 million, enough for a map of a page's width."""
    path = files("onrecord.serve").joinpath("static", "vendor", "countries-110m.json")
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = _arcs(topology)
    codes = {shape_id or name: code for (shape_id, name), code in shape_codes().items()}
    return tuple(
        Outline(
            alpha3=codes.get(shape.get("id") or shape["properties"]["name"]),
            name=shape["properties"]["name"],
            rings=tuple(_rings(shape, arcs)),
        )
        for shape in topology["objects"]["countries"]["geometries"]
    )


def _arcs(topology: Mapping[str, Any]) -> list[Ring]:
    """The arcs in degrees: each point is stored as its step from the one before (TopoJSON 1.0, section 2.1.2)."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            points.append((round(x * kx + dx, 3), round(y * ky + dy, 3)))
        arcs.append(tuple(points))
    return arcs


def _rings(shape: Mapping[str, Any], arcs: Sequence[Ring]) -> Iterator[Ring]:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    for polygon in polygons:
        for ring in polygon:
            points: list[tuple[float, float]] = []
            for number in ring:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                points.extend(arc[1:] if points else arc)
            yield _unrolled(points)


def _unrolled(points: Sequence[tuple[float, float]]) -> Ring:
    """A ring that crosses the date line goes on beyond 180 degrees; one that goes round a pole is closed over it."""
    turn = 0
    ring = [points[0]]
    for (before, _), (x, y) in itertools.pairwise(points):
        turn += -360 if x - before > 180 else 360 if x - before < -180 else 0
        ring.append((x + turn, y))
    if abs(ring[-1][0] - ring[0][0]) > 180:
        pole = -90.0 if ring[0][1] < 0 else 90.0
        ring += [(ring[-1][0], pole), (ring[0][0], pole), ring[0]]
    return tuple(ring)
