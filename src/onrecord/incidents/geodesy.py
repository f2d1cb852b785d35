"""Distance on the globe."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

import numpy as np
import numpy.typing as npt

__all__ = ["distance_km", "distances_km"]

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG 1980
Floats = npt.NDArray[np.float64]


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between two (latitude, longitude) points in degrees (haversine formula)."""
    (lat1, lon1), (lat2, lon2) = ((radians(x), radians(y)) for x, y in (a, b))
    chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


def distances_km(a: Floats, b: Floats) -> Floats:
    """``distance_km`` of each row of ``a`` and of ``b`` (latitude, longitude); not a number where a point is none."""
    (lat1, lon1), (lat2, lon2) = np.radians(a).T, np.radians(b).T
    chord = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(chord))))
