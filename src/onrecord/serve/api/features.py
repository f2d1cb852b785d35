"""An incident as a GeoJSON feature (RFC 7946). What is known only to an area is a polygon about it, never a point."""

from __future__ import annotations

import msgspec

from onrecord.records import Incident, Place, PlacePrecision, PlaceRole
from onrecord.serve.drawing.outlines import load_outlines
from onrecord.serve.explore.mapped import area_radii_km, circle_ring
from onrecord.views import incident_cells

__all__ = ["feature_line"]


def feature_line(incident: Incident) -> str:
    """The feature on one line; its geometry is null where the place is unknown."""
    happened = [place for place in incident.places if place.role is not PlaceRole.MENTIONED]
    site = min(happened, key=lambda place: list(PlaceRole).index(place.role), default=None)
    properties = {name: value for name, value in incident_cells(incident).items() if value not in (None, "")}
    feature = {
        "type": "Feature",
        "id": incident.incident_id,
        "geometry": _geometry(site) if site else None,
        "properties": properties,
    }
    return msgspec.json.encode(feature).decode("utf-8")


def _geometry(place: Place) -> dict[str, object] | None:
    if place.precision is PlacePrecision.COUNTRY:
        outline = next((one for one in load_outlines() if one.alpha3 == place.country and place.country), None)
        return {"type": "MultiPolygon", "coordinates": [[ring] for ring in outline.rings]} if outline else None
    if place.latitude is None or place.longitude is None:
        return None
    if place.precision is PlacePrecision.EXACT:
        return {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    ring = circle_ring(place.latitude, place.longitude, area_radii_km()[str(place.precision)])
    return {"type": "Polygon", "coordinates": [ring[::-1]]}
