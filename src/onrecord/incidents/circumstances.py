"""How reports came to be told, and their tolls as a whole: of one pair as values, of many pairs at once as weights.

* ``delay``: how long after the event each of the two came out. The first news of a day is full of other attacks; a
  report of months later that fits an event told at once is the more telling.
* ``breadth``: how many events the document of each tells. A document that lists dozens of single cases tells the few
  that others know too among many that nobody else has; of two such lists hardly any two entries are one.
* ``whole toll``: killed and wounded taken together, since nobody dead and a few wounded in both says little, and three
  dead and seven wounded in both says much.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from onrecord.incidents.columns import Columns
from onrecord.incidents.ragged import Floats, Ints
from onrecord.incidents.reading import NONE
from onrecord.incidents.traits import Bounds, Traits
from onrecord.lexicon.incidents import PairTable

__all__ = ["Circumstances", "find_breadth", "find_delay", "find_whole_toll"]

DELAYS: Final = ((-1, "before the end"), (1, "at once"), (7, "within a week"), (60, "within two months"))
LATEST: Final = "later"
BREADTHS: Final = ((1, "one"), (5, "few"), (12, "several"))
BROADEST: Final = "many"
UNKNOWN: Final = "unknown"
TOLLS: Final = (
    "same", "nobody hurt", "same dead", "dead or none", "wounded differ", "dead near", "dead apart", "dead far apart",
    UNKNOWN,
)  # fmt: skip
NEAR, FAR = 1.5, 3.0


def _both(a: int, b: int, names: Sequence[str]) -> str:
    return f"{names[min(a, b)]} and {names[max(a, b)]}"


def _class(number: int, bins: Sequence[tuple[int, str]]) -> int:
    """The place of the first bin that reaches ``number``, the number of bins where none does."""
    return next((place for place, (limit, _) in enumerate(bins) if number <= limit), len(bins))


def _names(bins: Sequence[tuple[int, str]], beyond: str) -> tuple[str, ...]:
    return (*(name for _, name in bins), beyond)


DELAY_NAMES: Final = _names(DELAYS, LATEST)
BREADTH_NAMES: Final = _names(BREADTHS, BROADEST)


def find_delay(a: Traits, b: Traits) -> str:
    """How long after the last day of its event each of two came out, the sooner first."""
    told = [_class(one.published - one.days[1], DELAYS) for one in (a, b) if one.published is not None and one.days]
    return _both(told[0], told[1], DELAY_NAMES) if len(told) == 2 else UNKNOWN


def find_breadth(a: Traits, b: Traits) -> str:
    """How many events of the kind the document of each of two tells, the fewer first."""
    return _both(_class(a.breadth, BREADTHS), _class(b.breadth, BREADTHS), BREADTH_NAMES)


def _figure(toll: Bounds | None) -> int:
    """The best figure, else the least; ``NONE`` where no number is told."""
    return NONE if toll is None else toll.low if toll.best is None else toll.best


def find_whole_toll(a: Traits, b: Traits) -> str:
    """What killed and wounded of two say together; the wounded count where as many are dead."""
    dead, others = _figure(a.killed), _figure(b.killed)
    hurt, wounded = _figure(a.wounded), _figure(b.wounded)
    if NONE in (dead, others):
        return UNKNOWN
    if dead == others:
        return _same_dead(dead, hurt, wounded)
    if not dead or not others:
        return "dead or none"
    low, high = sorted((dead, others))
    return "dead near" if high <= NEAR * low else "dead apart" if high < FAR * low else "dead far apart"


def _same_dead(dead: int, hurt: int, wounded: int) -> str:
    if NONE in (hurt, wounded):
        return "same dead" if dead else UNKNOWN
    if hurt == wounded:
        return "same" if dead or hurt else "nobody hurt"
    return "same dead" if dead else "wounded differ"


def _classes(numbers: Ints, bins: Sequence[tuple[int, str]]) -> Ints:
    return np.searchsorted(np.array([limit for limit, _ in bins]), numbers).astype(np.int32)


def _table(table: PairTable, field: str, names: Sequence[str]) -> Floats:
    """The weight of each pair of classes; the last row and column stand for unknown."""
    count = len(names)
    found = np.full((count + 1, count + 1), table.weight(field, UNKNOWN))
    for a in range(count):
        for b in range(count):
            found[a, b] = table.weight(field, _both(a, b, names))
    return found


class Circumstances:
    """Weighs "delay", "breadth" and "whole toll"."""

    def __init__(self, columns: Columns, table: PairTable) -> None:
        cell = columns.cell
        known = (cell["published"] != NONE) & (cell["start"] != NONE)
        self._delay = np.where(known, _classes(cell["published"] - cell["end"], DELAYS), len(DELAY_NAMES))
        self._delays = _table(table, "delay", DELAY_NAMES)
        self._breadth = _classes(columns.breadth, BREADTHS)
        self._breadths = _table(table, "breadth", BREADTH_NAMES)
        figures = np.array([_figure(toll) for toll in columns.tolls], np.int64)
        self._killed, self._wounded = figures.take(cell["killed"]), figures.take(cell["wounded"])
        self._tolls = np.array([table.weight("whole toll", value) for value in TOLLS])

    def weights(self, left: Ints, right: Ints) -> Floats:
        """The sum of the three weights of each pair."""
        delays = self._delays[self._delay.take(left), self._delay.take(right)]
        breadths = self._breadths[self._breadth.take(left), self._breadth.take(right)]
        return np.asarray(delays + breadths + self._tolls.take(self._toll_values(left, right)))

    def _toll_values(self, left: Ints, right: Ints) -> Ints:
        """The place in ``TOLLS`` of what each pair shows."""
        dead, others = self._killed.take(left), self._killed.take(right)
        hurt, wounded = self._wounded.take(left), self._wounded.take(right)
        low, high = np.minimum(dead, others), np.maximum(dead, others)
        unlike = np.where(high <= NEAR * low, 5, np.where(high < FAR * low, 6, 7))
        unlike[low == 0] = 3
        alike = np.where(hurt == wounded, np.where(dead + hurt > 0, 0, 1), np.where(dead > 0, 2, 4))
        alike[np.minimum(hurt, wounded) == NONE] = 2
        alike[(np.minimum(hurt, wounded) == NONE) & (dead == 0)] = len(TOLLS) - 1
        found = np.where(dead == others, alike, unlike)
        found[low == NONE] = len(TOLLS) - 1
        return np.asarray(found)
