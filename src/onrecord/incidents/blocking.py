"""Which pairs are worth comparing.

Two reports are candidates where they are of one family, their days come within ``WINDOW_DAYS`` of each
other and they share a key: a place (cell of about 30 km, neighbours included), a country where either knows
no finer place, or a doer. Reports without a day stand at their day of publication. Two rare words in common make
candidates at any distance in time, since a follow-up may give no day; so does a common origin.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

from onrecord.incidents.traits import Traits

__all__ = ["candidate_pairs"]

WINDOW_DAYS = 8
CELL_DEGREES = 0.3
LONG_SPAN_DAYS = 70
FOLLOW_UP_DAYS = 120
RARE_WORDS = 8
BLOCK_LIMIT = 250

Key = tuple[str, ...]


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


def _grounds(a: Traits) -> Iterator[Key]:
    cells = _cells(a)
    for cell in cells:
        yield "place", cell
    if not cells:
        for country in a.countries:
            yield "coarse", country
    for country in a.countries:
        yield "country", country
    for key in sorted({party.key for party in a.actors}):
        yield "actor", key
    for pair in combinations(sorted(_rare(a)), 2):
        yield "words", *pair


def _weeks(a: Traits) -> range:
    if a.days is not None:
        start, end = a.days
    elif a.published is not None:
        start = end = a.published
    else:
        return range(0, 1)
    end = min(end, start + LONG_SPAN_DAYS)
    return range((start - WINDOW_DAYS // 2) // WINDOW_DAYS, (end + WINDOW_DAYS // 2) // WINDOW_DAYS + 1)


def _blocks(traits: Sequence[Traits]) -> dict[Key, list[int]]:
    blocks: dict[Key, list[int]] = defaultdict(list)
    for index, one in enumerate(traits):
        stage = "many" if one.aggregate else "one"
        for ground in _grounds(one):
            for week in _weeks(one):
                blocks[(one.family, stage, str(week), *ground)].append(index)
            if ground[0] == "words":
                blocks[(one.family, stage, "any", *ground)].append(index)
        blocks[(one.family, stage, "origin", one.origin)].append(index)
    return blocks


def _pairs(block: Key, members: Sequence[int], traits: Sequence[Traits]) -> Iterable[tuple[int, int]]:
    if "country" in block[3:4]:
        coarse = [index for index in members if not _cells(traits[index])]
        return ((min(i, j), max(i, j)) for i in coarse for j in members if i != j)
    return combinations(members, 2)


def candidate_pairs(traits: Sequence[Traits]) -> list[tuple[int, int]]:
    """Pairs of indexes (smaller first), sorted; blocks of more than ``BLOCK_LIMIT`` members say too little to count."""
    found: set[tuple[int, int]] = set()
    for block, members in _blocks(traits).items():
        if 2 <= len(members) <= BLOCK_LIMIT or (len(members) > 1 and block[3] == "place"):
            found.update(_pairs(block, members, traits))
    return sorted(found)
