"""A map as SVG: for print, for browsers without WebGL and for pages that need no more than a glance.

Plate carree with the standard parallel in the middle of what is shown. One unit of the drawing is a pixel.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final, TypeAlias

from msgspec import Struct

from onrecord.serve.drawing.outlines import Outline, load_outlines
from onrecord.serve.explore.asked import Box
from onrecord.serve.explore.mapped import Area, Cluster, Mapped

__all__ = ["Circle", "Label", "MapDrawing", "Shape", "draw_map"]

WIDTH: Final = 900
TALLEST: Final = 520
LOWEST: Final = 300
_LEAST_DEGREES: Final = 14.0
_WORLD: Final = (-170.0, -56.0, 190.0, 78.0)
_LABEL_PIXELS: Final = 14
MOST_LABELS: Final = 40

Frame: TypeAlias = tuple[float, float, float, float]


class Shape(Struct, frozen=True, kw_only=True):
    """A country as an SVG path. ``count``: incidents that are placed no closer than this country."""

    path: str
    name: str
    count: int


class Circle(Struct, frozen=True, kw_only=True):
    """A cluster (``is_area`` false) or the area of an imprecise place, in pixels, with what it says on hovering."""

    x: float
    y: float
    radius: float
    is_area: bool
    title: str
    count: int
    incident_id: str | None = None


class Label(Struct, frozen=True, kw_only=True):
    """A name beside its point."""

    x: float
    y: float
    text: str


class MapDrawing(Struct, frozen=True, kw_only=True):
    """All that the template draws. Areas come before points, so that points lie on top."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    circles: tuple[Circle, ...]
    labels: tuple[Label, ...]
    title: str


class _Projection:
    def __init__(self, frame: Frame) -> None:
        west, south, east, north = frame
        self.stretch = math.cos(math.radians(min(75.0, abs(south + north) / 2)))
        self.scale = min(WIDTH / ((east - west) * self.stretch), TALLEST / (north - south))
        self.height = round(max(LOWEST, min(TALLEST, (north - south) * self.scale)))
        self.middle = ((west + east) / 2, (south + north) / 2)

    def __call__(self, longitude: float, latitude: float) -> tuple[float, float]:
        x = WIDTH / 2 + (longitude - self.middle[0]) * self.stretch * self.scale
        y = self.height / 2 - (latitude - self.middle[1]) * self.scale
        return round(x, 1), round(y, 1)

    def pixels(self, km: float) -> float:
        return km / 111.32 * self.scale

    def sees(self, points: Iterable[tuple[float, float]]) -> bool:
        xs, ys = zip(*points, strict=True)
        return max(xs) >= 0 and min(xs) <= WIDTH and max(ys) >= 0 and min(ys) <= self.height


def draw_map(mapped: Mapped, frame: Box | None = None, title: str = "Map of the incidents") -> MapDrawing:
    """The drawing of a map's content within a frame; where ``None``, the frame fits the content."""
    project = _Projection(_fitted(mapped) if frame is None else _padded(frame))
    shapes = [shape for outline in load_outlines() if (shape := _shape(outline, project, mapped.countries)) is not None]
    circles = [*(_area(area, project) for area in mapped.areas), *(_point(one, project) for one in mapped.clusters)]
    shown = [one for one in circles if project.sees([(one.x, one.y)])]
    return MapDrawing(
        width=WIDTH,
        height=project.height,
        shapes=tuple(shapes),
        circles=tuple(shown),
        labels=tuple(_labels(mapped, project)),
        title=title,
    )


def _fitted(mapped: Mapped) -> Frame:
    points = [(one.longitude, one.latitude, 0.3) for one in mapped.clusters]
    points += [(area.longitude, area.latitude, area.radius_km / 111.32) for area in mapped.areas]
    for outline in load_outlines():
        if outline.alpha3 in mapped.countries:
            points += [(x, y, 0.0) for x, y in max(outline.rings, key=len)]
    if not points:
        return _WORLD
    west, east = min(x - reach for x, _, reach in points), max(x + reach for x, _, reach in points)
    south, north = min(y - reach for _, y, reach in points), max(y + reach for _, y, reach in points)
    if east - west > 200:
        return _WORLD
    return _padded((west, max(south, -60.0), east, min(north, 80.0)))


def _padded(box: Box) -> Frame:
    west, south, east, north = box
    east = east + 360 if east < west else east
    wide, high = max(_LEAST_DEGREES, east - west) * 0.56, max(_LEAST_DEGREES * 0.6, north - south) * 0.56
    x, y = (west + east) / 2, (south + north) / 2
    return (x - wide, y - high, x + wide, y + high)


def _shape(outline: Outline, project: _Projection, counts: dict[str, int]) -> Shape | None:
    parts = []
    for ring in outline.rings:
        for turn in (-360, 0, 360):
            points = _thinned(project(x + turn, y) for x, y in ring)
            if len(points) > 2 and project.sees(points):
                parts.append("M" + "L".join(f"{x:g},{y:g}" for x, y in points) + "Z")
    if not parts:
        return None
    count = counts.get(outline.alpha3 or "", 0)
    return Shape(path="".join(parts), name=outline.name, count=count)


def _thinned(points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points without those that lie within a pixel of the one before."""
    kept: list[tuple[float, float]] = []
    for x, y in points:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= 1:
            kept.append((x, y))
    return kept


def _area(area: Area, project: _Projection) -> Circle:
    x, y = project(area.longitude, area.latitude)
    title = f"{area.name}: {_told(area.count)}, known only to within about {area.radius_km:g} km ({area.precision})"
    radius = max(4.0, round(project.pixels(area.radius_km), 1))
    return Circle(x=x, y=y, radius=radius, is_area=True, title=title, count=area.count)


def _point(one: Cluster, project: _Projection) -> Circle:
    x, y = project(one.longitude, one.latitude)
    radius = round(min(22.0, 4 + 2.2 * math.sqrt(one.count - 1)), 1)
    title = f"{one.name}{' and about' if one.count > 1 else ''}: {_told(one.count)}"
    return Circle(x=x, y=y, radius=radius, is_area=False, title=title, count=one.count, incident_id=one.incident_id)


def _told(count: int) -> str:
    return f"{count} incident{'s' * (count != 1)}"


def _labels(mapped: Mapped, project: _Projection) -> Iterable[Label]:
    """Names of the largest clusters and areas, each only where no other name lies in its way."""
    taken: list[tuple[float, float, float]] = []
    named: list[Cluster | Area] = sorted([*mapped.clusters, *mapped.areas], key=lambda one: (-one.count, one.name))
    for one in named:
        x, y = project(one.longitude, one.latitude)
        wide = 6.4 * len(one.name) + 14
        clear = all(
            abs(y - other_y) > _LABEL_PIXELS or x > other_x + other_wide or x + wide < other_x
            for other_x, other_y, other_wide in taken
        )
        if one.name and clear and project.sees([(x, y)]) and len(taken) < MOST_LABELS:
            taken.append((x, y, wide))
            yield Label(x=x, y=y, text=one.name)
