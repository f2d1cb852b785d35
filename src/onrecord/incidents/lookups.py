"""What pairs of numbered values weigh, each worked out once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from onrecord.incidents.ragged import Floats, Ints, Longs, once
from onrecord.incidents.reading import Numbers

__all__ = ["Lookup", "Outcome"]

Outcome: TypeAlias = tuple[float, int]
"""A weight, and signs of what several fields show together."""

MOST_CELLS = 8_000_000
MOST_REMEMBERED = 4_000_000
UNASKED = -1


class Lookup:
    """Asks ``weigh`` for each pair of a row and a column that comes up, and remembers what it said.

    Where there are few rows and columns the answers stand in a table, else by pair.
    """

    def __init__(self, rows: int, columns: int, weigh: Callable[[int, int], Outcome]) -> None:
        self._columns = columns
        self._weigh = weigh
        self._outcomes: Numbers[Outcome] = Numbers()
        self._weights, self._signs = np.empty(0, np.float64), np.empty(0, np.int32)
        fits = rows * columns <= MOST_CELLS
        self._table = np.full(rows * columns, UNASKED, np.int32) if fits else None
        self._asked: dict[int, int] = {}

    def find(self, rows: Ints, columns: Ints) -> tuple[Floats, Ints]:
        """The weight and the signs of each pair."""
        keys = rows.astype(np.int64) * self._columns + columns
        numbers = self._asked_one_by_one(keys) if self._table is None else self._from_table(self._table, keys)
        if len(self._outcomes) != len(self._weights):
            self._weights = np.array([weight for weight, _ in self._outcomes], np.float64)
            self._signs = np.array([signs for _, signs in self._outcomes], np.int32)
        return self._weights.take(numbers), self._signs.take(numbers)

    def _from_table(self, table: Ints, keys: Longs) -> Ints:
        numbers = table.take(keys)
        if len(unasked := keys[numbers == UNASKED]):
            for key in once(unasked).tolist():
                table[key] = self._ask(key)
            numbers = table.take(keys)
        return numbers

    def _asked_one_by_one(self, keys: Longs) -> Ints:
        if len(self._asked) > MOST_REMEMBERED:
            self._asked.clear()
        different, places = np.unique(keys, return_inverse=True)
        for key in different.tolist():
            if key not in self._asked:
                self._asked[key] = self._ask(key)
        return np.array([self._asked[key] for key in different.tolist()], np.int32).take(places)

    def _ask(self, key: int) -> int:
        return self._outcomes[self._weigh(*divmod(key, self._columns))]
