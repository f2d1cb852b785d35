"""GeoJSON (RFC 7946): one feature an incident that happened; a coarse place has no point."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.records import Place
from onrecord.views.cells import incident_cells
from onrecord.views.exports.cases import AREAS, HAPPENED, Case, Settings, lead_quote, main_place, source_names

__all__ = ["feature_properties", "geojson_parts", "point_of"]

_CELLS = (
    *("incident_id", "event_type", "mode", "status", "date_start", "date_end", "date_precision"),
    *("place", "country", "admin1", "place_precision", "actors", "attribution", "recipients", "weapons"),
    *("killed_low", "killed_best", "killed_high", "wounded_low", "wounded_best", "wounded_high"),
    "independent_sources",
)


def geojson_parts(cases: Iterable[Case], settings: Settings) -> Iterator[str]:
    """A FeatureCollection, a feature a line."""
    yield '{"type": "FeatureCollection", "features": ['
    separator = "\n"
    for case in cases:
        if case.incident.status in HAPPENED:
            yield separator + json.dumps(_feature(case), ensure_ascii=False, allow_nan=False)
            separator = ",\n"
    yield "\n]}\n"


def point_of(place: Place | None) -> tuple[float, float] | None:
    """Longitude and latitude where the place is known well enough to be a point."""
    if place is None or place.precision in AREAS or place.latitude is None or place.longitude is None:
        return None
    return place.longitude, place.latitude


def feature_properties(case: Case) -> dict[str, Any]:
    """The properties of an incident (docs/reference/exports.md, GeoJSON); ``None`` where unknown."""
    incident, place, quote = case.incident, main_place(case.incident.places), lead_quote(case)
    cells = incident_cells(incident)
    is_area = place is not None and point_of(place) is None
    return {
        **{name: None if cells[name] == "" else cells[name] for name in _CELLS},
        "aggregate": incident.aggregate,
        "centre_latitude": place.latitude if place and is_area else None,
        "centre_longitude": place.longitude if place and is_area else None,
        "contested": any(one.contested for one in incident.attribution),
        "sources": "; ".join(source_names(case)) or None,
        "quote": quote.text if quote else None,
    }


def _feature(case: Case) -> dict[str, Any]:
    point = point_of(main_place(case.incident.places))
    return {
        "type": "Feature",
        "id": case.incident.incident_id,
        "geometry": {"type": "Point", "coordinates": list(point)} if point else None,
        "properties": feature_properties(case),
    }
