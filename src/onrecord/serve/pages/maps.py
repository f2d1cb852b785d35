"""What the map in the browser asks for: features, names, country codes, and the tiles that the user supplied."""

from __future__ import annotations

import math
from typing import Any, Final

import msgspec
from fastapi import APIRouter, Request
from fastapi.exceptions import HTTPException
from fastapi.responses import FileResponse, JSONResponse, Response

from onrecord.errors import InputError
from onrecord.serve.asking import asked_of, server_of
from onrecord.serve.drawing.map_svg import draw_map
from onrecord.serve.drawing.outlines import shape_codes
from onrecord.serve.explore.asked import Box, read_asked
from onrecord.serve.explore.mapped import Mapped, map_rows
from onrecord.serve.rendering import environment
from onrecord.views.choices import countries_by_code

__all__ = ["router"]

router = APIRouter(prefix="/map", include_in_schema=False)

MOST_NAMES: Final = 60
HIGHEST_ZOOM: Final = 22.0


@router.get("/features.json")
def features(request: Request) -> Response:
    """Clusters, areas (centre and radius) and countries of the incidents that pass, for one ``view`` and ``zoom``."""
    asked = asked_of(request)
    found = server_of(request).find(asked)
    made = _features(map_rows(found.columns, found.mask, _zoom(request), _view(request)))
    return Response(msgspec.json.encode(made), media_type="application/json")


@router.get("/still.svg")
def still(request: Request) -> Response:
    """The map of the incidents that pass as one SVG, for print and for browsers without WebGL."""
    asked = asked_of(request)
    found = server_of(request).find(asked)
    mapped = map_rows(found.columns, found.mask, 3.0 if asked.box is None else 5.0, None)
    drawing = environment().get_template("still.svg").render(drawing=draw_map(mapped, asked.box))
    policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return Response(drawing, media_type="image/svg+xml", headers={"content-security-policy": policy})


@router.get("/names.json")
def names(request: Request) -> JSONResponse:
    """Names of the gazetteer's most populous places in a view, at most ``MOST_NAMES``."""
    state, view, zoom = server_of(request), _view(request) or (-180.0, -90.0, 180.0, 90.0), _zoom(request)
    gazetteer, rows = state.gazetteer, state.labelled_places
    least = 10 ** max(0.0, 7.2 - 0.62 * zoom)
    west, south, east, north = view
    longitude, latitude = gazetteer.longitude[rows], gazetteer.latitude[rows]
    across = (longitude >= west) & (longitude <= east) if west <= east else (longitude >= west) | (longitude <= east)
    seen = rows[across & (latitude >= south) & (latitude <= north) & (gazetteer.population[rows] >= least)]
    points = [
        _point(float(gazetteer.longitude[row]), float(gazetteer.latitude[row]), {"name": gazetteer.name(int(row))})
        for row in seen[:MOST_NAMES]
    ]
    answer = JSONResponse({"type": "FeatureCollection", "features": points})
    answer.headers["cache-control"] = "private, max-age=3600"
    return answer


@router.get("/countries.json")
def countries(_: Request) -> JSONResponse:
    """The alpha-3 code of each shape of the country file, by id and name, and the countries' names and centres."""
    shapes = {f"{shape_id}|{name}": code for (shape_id, name), code in shape_codes().items()}
    answer = JSONResponse({"shapes": shapes, "names": dict(countries_by_code())})
    answer.headers["cache-control"] = "private, max-age=3600"
    return answer


@router.get("/tiles.pmtiles")
def tiles(request: Request) -> FileResponse:
    """The tile archive that the user supplied; answers requests for ranges of it."""
    path = server_of(request).settings.tiles
    if path is None:
        raise HTTPException(404, "No tiles were supplied; start the server with --tiles FILE.pmtiles.")
    return FileResponse(path, media_type="application/vnd.pmtiles")


def _features(mapped: Mapped) -> dict[str, Any]:
    clusters = [
        _point(
            one.longitude,
            one.latitude,
            {"count": one.count, "id": one.incident_id, "name": one.name, "label": _short(one.count)},
        )
        for one in mapped.clusters
    ]
    areas = [
        _point(
            area.longitude,
            area.latitude,
            {"count": area.count, "name": area.name, "precision": area.precision, "radius_km": area.radius_km},
        )
        for area in mapped.areas
    ]
    return {
        "clusters": {"type": "FeatureCollection", "features": clusters},
        "areas": {"type": "FeatureCollection", "features": areas},
        "countries": mapped.countries,
        "unplaced": mapped.unplaced,
        "left_out": mapped.left_out,
    }


def _short(count: int) -> str:
    return str(count) if count < 10_000 else f"{count // 1000}k"


def _point(longitude: float, latitude: float, properties: dict[str, Any]) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": [round(longitude, 5), round(latitude, 5)]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _zoom(request: Request) -> float:
    try:
        zoom = float(request.query_params.get("zoom") or "2")
    except ValueError:
        zoom = math.nan
    if not math.isfinite(zoom):
        raise InputError("zoom is a number between 0 and 22")
    return min(max(zoom, 0.0), HIGHEST_ZOOM)


def _view(request: Request) -> Box | None:
    return read_asked({"bbox": [request.query_params.get("view") or ""]}).box
