"""Distance on the globe."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

__all__ = ["distance_km"]

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG 1980


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between two (latitude, longitude) points in degrees (haversine formula)."""
    (lat1, lon1), (lat2, lon2) = ((radians(x), radians(y)) for x, y in (a, b))
    chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))
