"""What days say of many pairs at once: the same as ``compare`` says of one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onrecord.incidents.columns import Columns
from onrecord.incidents.compare import DAY_BINS, OVERLAP_BINS, UNDATED_BINS, UNKNOWN
from onrecord.incidents.ragged import Floats, Ints
from onrecord.incidents.reading import NONE
from onrecord.lexicon.incidents import PairTable

__all__ = ["Days"]


def _gap_weights(
    table: PairTable, field: str, at_zero: str, bins: Sequence[tuple[float, str]], beyond: str
) -> tuple[Floats, int]:
    """The weight of each number of days, and the number from which all weigh the same."""
    most = int(bins[-1][0]) + 1
    names = [at_zero, *(next((name for limit, name in bins if days <= limit), beyond) for days in range(1, most + 1))]
    return np.array([table.weight(field, name) for name in names]), most


class Days:
    """Weighs the days of the event and of publication."""

    def __init__(self, columns: Columns, table: PairTable) -> None:
        self._start, self._end = columns.cell["start"], columns.cell["end"]
        self._published = columns.cell["published"]
        beyond = "over 30 days apart"
        self._apart = _gap_weights(table, "date", "same day", DAY_BINS, beyond)
        self._overlap = _gap_weights(table, "date", "same day", OVERLAP_BINS, "overlap of long spans")
        near = UNDATED_BINS[0][1]
        self._undated = _gap_weights(table, "date", near, UNDATED_BINS, "undated, told over 30 days apart")
        self._told = _gap_weights(table, "published", "same day", DAY_BINS, beyond)
        self._same_days = table.weight("date", "same days")
        self._on_publication = table.weight("date", "1 day apart, day of publication")
        self._before = table.weight("date", "told before it began")
        self._unknown = table.weight("date", UNKNOWN)
        self._told_unknown = table.weight("published", UNKNOWN)

    def relation(self, left: Ints, right: Ints) -> Ints:
        """1 where the left was published first, 2 where the right was, 0 where on one day or unknown."""
        p, q = self._published.take(left), self._published.take(right)
        known = (p != NONE) & (q != NONE)
        return (((p < q) + 2 * (p > q)) * known).astype(np.int32)

    def weights(self, left: Ints, right: Ints) -> Floats:
        """The sum of the weights of "date" and "published"."""
        p, q = self._published.take(left), self._published.take(right)
        told = (p != NONE) & (q != NONE)
        delay = np.abs(p - q)
        published = np.where(told, _weigh(delay, self._told), self._told_unknown)
        undated = np.where(told, _weigh(delay, self._undated), self._unknown)
        return self._dates(left, right, (p, q), undated) + published

    def _dates(self, left: Ints, right: Ints, published: tuple[Ints, Ints], undated: Floats) -> Floats:
        s, t = self._start.take(left), self._start.take(right)
        e, f = self._end.take(left), self._end.take(right)
        p, q = published
        gap = np.maximum(t - e, s - f)
        longest = np.maximum(e - s, f - t)
        weights = np.where(gap > 0, _weigh(np.maximum(gap, 0), self._apart), _weigh(longest, self._overlap))
        weights[(s == t) & (e == f) & (longest > 0)] = self._same_days
        weights[(gap == 1) & (np.where(s > t, p == s, q == t))] = self._on_publication
        weights = np.where((s == NONE) | (t == NONE), undated, weights)
        before = ((p != NONE) & (t != NONE) & (p < t - 1)) | ((q != NONE) & (s != NONE) & (q < s - 1))
        weights[before] = self._before
        return weights


def _weigh(days: Ints, weights: tuple[Floats, int]) -> Floats:
    return weights[0].take(np.minimum(days, weights[1]))
