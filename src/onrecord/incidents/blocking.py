"""Which pairs are worth comparing.

Two reports are candidates where they are of one family, their days come within ``WINDOW_DAYS`` of each
other and they share a key: a place (cell of about 30 km, neighbours included), a country where either knows
no finer place, or a doer. Reports without a day stand at their day of publication. Two rare words in common make
candidates at any distance in time, since a follow-up may give no day, while few reports hold both words; where more
do, only near each other in time. So does a common origin, at any distance.

Blocks are made one family of events at a time, and rare words are looked up by the week only where they are not rare
enough to be looked up at once: a report has 28 pairs of them, and they would fill the memory.
"""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

import numpy as np
import numpy.typing as npt

from onrecord.incidents.traits import Traits

__all__ = ["candidate_pairs"]

WINDOW_DAYS = 8
CELL_DEGREES = 0.3
LONG_SPAN_DAYS = 70
RARE_WORDS = 8
BLOCK_LIMIT = 250
MOST_UNSORTED = 20_000_000
ANY_DAY_LIMIT = 30

Key = tuple[str, ...]


class _Pairs:
    """Pairs of indexes as one number each, eight bytes a pair; the same pair may be added often."""

    def __init__(self) -> None:
        self._told = array("q")
        self._once = np.empty(0, np.int64)

    def add(self, pairs: Iterable[int]) -> None:
        self._told.extend(pairs)
        if len(self._told) > MOST_UNSORTED:
            self._settle()

    def _settle(self) -> None:
        self._once = np.union1d(self._once, np.array(self._told, np.int64))
        self._told = array("q")

    def once(self) -> npt.NDArray[np.int64]:
        """Each pair once, ascending."""
        self._settle()
        return self._once


def _cells(a: Traits) -> set[str]:
    cells = set()
    for site in a.sites:
        if not site.is_fine:
            continue
        cells.add(f"name:{site.name}")
        if site.latitude is not None and site.longitude is not None:
            row, column = math.floor(site.latitude / CELL_DEGREES), math.floor(site.longitude / CELL_DEGREES)
            cells.update(f"cell:{row + i}:{column + j}" for i, j in product((0, 1), (0, 1)))
    return cells


def _rare(a: Traits) -> list[str]:
    strength: dict[str, float] = defaultdict(float)
    for side in (a.title, a.evidence):
        for word, value in side.items():
            strength[word] += value
    return sorted(strength, key=lambda word: (-strength[word], word))[:RARE_WORDS]


def _grounds(a: Traits, cells: set[str]) -> Iterator[Key]:
    for cell in cells:
        yield "place", cell
    if not cells:
        for country in a.countries:
            yield "coarse", country
    for country in a.countries:
        yield "country", country
    for key in {party.key for party in a.actors}:
        yield "actor", key


def _weeks(a: Traits) -> range:
    if a.days is not None:
        start, end = a.days
    elif a.published is not None:
        start = end = a.published
    else:
        return range(0, 1)
    end = min(end, start + LONG_SPAN_DAYS)
    return range((start - WINDOW_DAYS // 2) // WINDOW_DAYS, (end + WINDOW_DAYS // 2) // WINDOW_DAYS + 1)


def _add_pairs(members: Sequence[int], found: _Pairs, count: int) -> None:
    """Adds each pair of ``members`` (ascending)."""
    for place, i in enumerate(members):
        base = i * count
        found.add([base + j for j in members[place + 1 :]])


def _grounded(kin: Sequence[int], traits: Sequence[Traits], found: _Pairs) -> None:
    """The pairs that share a place, a country or a doer in near weeks."""
    blocks: dict[tuple[int, Key], list[int]] = defaultdict(list)
    coarse = set()
    for index in kin:
        cells, weeks = _cells(traits[index]), _weeks(traits[index])
        if not cells:
            coarse.add(index)
        for ground in _grounds(traits[index], cells):
            for week in weeks:
                blocks[week, ground].append(index)
    count = len(traits)
    for (_, ground), members in blocks.items():
        if len(members) < 2 or (len(members) > BLOCK_LIMIT and ground[0] != "place"):
            continue
        if ground[0] == "country":
            found.add(min(i, j) * count + max(i, j) for i in members if i in coarse for j in members if i != j)
        else:
            _add_pairs(members, found, count)


def _worded(kin: Sequence[int], traits: Sequence[Traits], found: _Pairs) -> None:
    """The pairs that share two rare words: anywhere in time where few hold both, in near weeks where more do."""
    numbers: dict[str, int] = {}
    holders: dict[int, list[int]] = defaultdict(list)
    for index in kin:
        rare = sorted(numbers.setdefault(word, len(numbers)) for word in _rare(traits[index]))
        for one, other in combinations(rare, 2):
            holders[one << 32 | other].append(index)
    for members in holders.values():
        if 2 <= len(members) <= ANY_DAY_LIMIT:
            _add_pairs(members, found, len(traits))
        elif len(members) > ANY_DAY_LIMIT:
            _add_near_pairs(members, traits, found)


def _add_near_pairs(members: Sequence[int], traits: Sequence[Traits], found: _Pairs) -> None:
    weeks: dict[int, list[int]] = defaultdict(list)
    for index in members:
        for week in _weeks(traits[index]):
            weeks[week].append(index)
    for near in weeks.values():
        if 2 <= len(near) <= BLOCK_LIMIT:
            _add_pairs(near, found, len(traits))


def _copied(kin: Sequence[int], traits: Sequence[Traits], found: _Pairs) -> None:
    """The pairs of one origin."""
    origins: dict[str, list[int]] = defaultdict(list)
    for index in kin:
        origins[traits[index].origin].append(index)
    for members in origins.values():
        if 2 <= len(members) <= BLOCK_LIMIT:
            _add_pairs(members, found, len(traits))


def candidate_pairs(traits: Sequence[Traits]) -> Iterator[tuple[int, int]]:
    """Pairs of indexes (smaller first), sorted; blocks of more than ``BLOCK_LIMIT`` members say too little to count."""
    kinds: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for index, one in enumerate(traits):
        kinds[one.family, one.aggregate].append(index)
    found = _Pairs()
    for kin in kinds.values():
        for gather in (_grounded, _worded, _copied):
            gather(kin, traits, found)
    return (divmod(int(pair), len(traits)) for pair in found.once())
