"""What the places of many pairs show where each report has one place at most: the same as ``compare`` says of one."""

from __future__ import annotations

import numpy as np

from onrecord.incidents.columns import Columns
from onrecord.incidents.compare import DISTANCE_BINS_KM, RARE_WORTH, SAME_NAME_KM, UNKNOWN
from onrecord.incidents.geodesy import distances_km
from onrecord.incidents.ragged import Bits, Floats, Ints, Ragged
from onrecord.incidents.reading import Numbers
from onrecord.lexicon.incidents import PairTable

__all__ = ["LonePlaces"]


class LonePlaces:
    """Weighs "place", "spot" and "place rarity" by the numbers of ``Columns.sites``."""

    def __init__(self, columns: Columns, table: PairTable) -> None:
        names: Numbers[str] = Numbers()
        lone = [sites[0] if len(sites) == 1 else None for sites in columns.sites]
        self._count = np.array([len(sites) for sites in columns.sites], np.int32)
        self._key = _first(columns.site_keys)
        self._name = np.array([-1 if site is None else names[site.name] for site in lone], np.int32)
        self._fine = np.array([site is not None and site.is_fine for site in lone], np.bool_)
        points = [(None, None) if site is None else (site.latitude, site.longitude) for site in lone]
        self._points = np.array([(np.nan, np.nan) if None in one else one for one in points], np.float64).reshape(-1, 2)
        self._rarity = columns.worths.take(self._key) / RARE_WORTH * table.weight("place rarity", "shared")
        near = [limit for limit, _ in DISTANCE_BINS_KM]
        bins = [table.weight("place", value) for _, value in DISTANCE_BINS_KM]
        self._limits, self._bins = np.array(near), np.array([*bins, table.weight("place", "over 100 km")])
        self._table = table

    def are_lone(self, left: Ints, right: Ints) -> Bits:
        """Whether neither has more than one place."""
        return (self._count.take(left) <= 1) & (self._count.take(right) <= 1)

    def weights(self, left: Ints, right: Ints) -> Floats:
        """The sum of the three weights of pairs that ``are_lone``."""
        known = (self._count.take(left) == 1) & (self._count.take(right) == 1)
        same = known & (self._key.take(left) == self._key.take(right))
        fine, other = self._fine.take(left), self._fine.take(right)
        value = self._table.weight
        coarse = np.where(
            same,
            value("place", "same region"),
            np.where(fine | other, value("place", "one is coarser"), value("place", "regions differ")),
        )
        found = np.where(known, coarse, value("place", UNKNOWN))
        both = np.flatnonzero(known & fine & other)
        found[both] = self._fine_weights(left.take(both), right.take(both), same.take(both))
        return found + np.where(same, self._rarity.take(left), 0.0) + value("spot", UNKNOWN)

    def _fine_weights(self, left: Ints, right: Ints, same: Bits) -> Floats:
        km = distances_km(self._points.take(left, axis=0), self._points.take(right, axis=0))
        unknown = np.isnan(km)
        named = (self._name.take(left) == self._name.take(right)) & (unknown | (km <= SAME_NAME_KM))
        found = self._bins.take(np.searchsorted(self._limits, km))
        found[unknown] = self._table.weight("place", "names differ")
        found[same | named | (km == 0)] = self._table.weight("place", "same place")
        return found


def _first(keys: Ragged) -> Ints:
    """The first item of each row, 0 where there is none."""
    found = np.zeros(len(keys.starts) - 1, np.int32)
    held = keys.lengths() > 0
    found[held] = keys.items.take(keys.starts[:-1][held])
    return found
