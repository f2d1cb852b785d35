"""Lists of unlike lengths in flat arrays, and the arithmetic of their positions."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

__all__ = ["Bits", "Floats", "Ints", "Longs", "Ragged", "Rows", "once", "ragged", "runs", "starts_of"]

Ints: TypeAlias = npt.NDArray[np.int32]
Longs: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Bits: TypeAlias = npt.NDArray[np.bool_]


class Ragged(Struct, frozen=True):
    """Row ``i`` holds ``items[starts[i] : starts[i + 1]]``."""

    starts: Longs
    items: Ints

    def lengths(self) -> Longs:
        """The number of items of each row."""
        return np.diff(self.starts)

    def row(self, number: int) -> list[int]:
        """The items of one row."""
        return [int(item) for item in self.items[self.starts[number] : self.starts[number + 1]]]

    def take(self, rows: Ints) -> tuple[Longs, Ints]:
        """The items of the given rows one after the other, and for each row how many it has."""
        starts = self.starts.take(rows)
        lengths = self.starts.take(rows + 1) - starts
        return lengths, self.items.take(runs(starts, lengths))


class Rows:
    """Grows row by row."""

    def __init__(self) -> None:
        self._items, self._ends = array("i"), array("q", [0])

    def add(self, items: Iterable[int]) -> None:
        """One more row."""
        self._items.extend(items)
        self._ends.append(len(self._items))

    def done(self) -> Ragged:
        """What was added; adding more afterwards is an error."""
        return Ragged(np.frombuffer(self._ends, np.int64), np.frombuffer(self._items, np.int32))


def ragged(rows: Iterable[Iterable[int]]) -> Ragged:
    """The rows as flat arrays."""
    grown = Rows()
    for row in rows:
        grown.add(row)
    return grown.done()


def starts_of(lengths: npt.NDArray[np.integer]) -> Longs:
    """Where each row starts, and after the last where it ends."""
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def once(numbers: Longs) -> Longs:
    """Each number once, ascending."""
    ordered = np.sort(numbers)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def runs(starts: Longs, lengths: Longs) -> Longs:
    """The positions ``starts[i]`` to ``starts[i] + lengths[i]`` (half-open) of every run, one after the other."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts - (ends - lengths), lengths) + np.arange(total)
