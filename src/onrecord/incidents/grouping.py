"""Groups from pair weights: average link under constraints.

The two groups with the greatest mean weight are joined while that mean reaches the threshold; a pair that was
never compared counts with the table's ``unpaired`` weight. A join is refused where any pair across the two
groups is vetoed, so two happenings that one document tells apart never meet through a third document.
Ties go to the group with the smaller first member, so the outcome depends on the members alone.

A mean reaches the threshold only where some pair does. So members that no chain of such pairs links never meet,
and each such component is grouped by itself; only the pairs within one are ever held as more than three numbers.
"""

from __future__ import annotations

import heapq
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeAlias

__all__ = ["WeighedPairs", "group_members"]

Pair: TypeAlias = tuple[int, int]
Barred: TypeAlias = Callable[[int, int], bool]


class WeighedPairs:
    """Compared pairs (smaller first, each once) with their weights, 24 bytes a pair."""

    def __init__(self, weighed: Iterable[tuple[Pair, float]] = ()) -> None:
        self._left, self._right, self._weights = array("q"), array("q"), array("d")
        for (i, j), weight in weighed:
            self._left.append(i)
            self._right.append(j)
            self._weights.append(weight)

    def __iter__(self) -> Iterator[tuple[int, int, float]]:
        return zip(self._left, self._right, self._weights, strict=True)


class _Groups:
    """The growing groups: members, and for each pair of groups the sum and number of compared pairs."""

    def __init__(self, members: Iterable[int], weighed: Iterable[tuple[int, int, float]], unpaired: float) -> None:
        self.members: dict[int, list[int]] = {index: [index] for index in members}
        self.sums: dict[int, dict[int, tuple[float, int]]] = {index: {} for index in self.members}
        self.unpaired = unpaired
        for i, j, weight in weighed:
            self.sums[i][j] = self.sums[j][i] = (weight, 1)

    def mean(self, i: int, j: int) -> float:
        total, compared = self.sums[i][j]
        pairs = len(self.members[i]) * len(self.members[j])
        return (total + self.unpaired * (pairs - compared)) / pairs

    def join(self, i: int, j: int) -> list[int]:
        """Puts group j into group i; gives the groups that i now borders on."""
        self.members[i] += self.members.pop(j)
        row = self.sums[i]
        row.pop(j, None)
        for other, (weight, compared) in self.sums.pop(j).items():
            if other == i:
                continue
            had, before = row.get(other, (0.0, 0))
            row[other] = self.sums[other][i] = (had + weight, before + compared)
            del self.sums[other][j]
        return list(row)

    def barred(self, i: int, j: int, barred: Barred) -> bool:
        return any(barred(x, y) for x in self.members[i] for y in self.members[j])

    def bordering(self) -> Iterator[Pair]:
        """The pairs of groups between which any pair was compared, smaller first."""
        return ((i, j) for i, row in self.sums.items() for j in row if i < j)

    def part(self, i: int, j: int) -> None:
        """Marks two groups as never to be joined, nor anything that holds them."""
        self.sums[i].pop(j, None)
        self.sums[j].pop(i, None)


def _bind(groups: _Groups, bound: Sequence[Pair]) -> None:
    holder = {index: index for index in groups.members}
    for i, j in bound:
        low, high = sorted((holder[i], holder[j]))
        if low != high:
            moved = list(groups.members[high])
            groups.join(low, high)
            holder.update(dict.fromkeys(moved, low))


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index


def _components(count: int, links: Iterable[Pair]) -> list[int]:
    """For each member the smallest member that a chain of links reaches."""
    parents = list(range(count))
    for i, j in links:
        low, high = sorted((_root(parents, i), _root(parents, j)))
        parents[high] = low
    return [_root(parents, index) for index in range(count)]


def group_members(
    count: int,
    weights: Mapping[Pair, float] | WeighedPairs,
    barred: Barred,
    threshold: float,
    unpaired: float,
    bound: Sequence[Pair] = (),
) -> tuple[tuple[int, ...], ...]:
    """Groups of ``range(count)``, each sorted, in the order of their first members.

    ``weights`` holds the compared pairs (smaller index first); ``barred`` says that two may never be together. The
    pairs of ``bound`` are together whatever else is said.
    """
    pairs = weights if isinstance(weights, WeighedPairs) else WeighedPairs(weights.items())
    least = threshold if unpaired < threshold else float("-inf")
    homes = _components(count, chain(bound, ((i, j) for i, j, weight in pairs if weight >= least)))
    members: dict[int, list[int]] = defaultdict(list)
    inner: dict[int, list[tuple[int, int, float]]] = defaultdict(list)
    bonds: dict[int, list[Pair]] = defaultdict(list)
    for index, home in enumerate(homes):
        members[home].append(index)
    for i, j, weight in pairs:
        if homes[i] == homes[j]:
            inner[homes[i]].append((i, j, weight))
    for pair in bound:
        bonds[homes[pair[0]]].append(pair)
    found: list[tuple[int, ...]] = []
    for home, indexes in members.items():
        groups = _Groups(indexes, inner.pop(home, ()), unpaired)
        _bind(groups, bonds[home])
        _join_all(groups, barred, threshold)
        found += (tuple(sorted(group)) for group in groups.members.values())
    return tuple(sorted(found))


def _join_all(groups: _Groups, barred: Barred, threshold: float) -> None:
    """Joins the two groups of the greatest mean weight until no mean reaches the threshold."""
    heap = [(-mean, i, j) for i, j in groups.bordering() if (mean := groups.mean(i, j)) >= threshold]
    heapq.heapify(heap)
    while heap:
        claimed, i, j = heapq.heappop(heap)
        if i not in groups.members or j not in groups.members or j not in groups.sums[i]:
            continue
        if -claimed != groups.mean(i, j):
            continue
        if groups.barred(i, j, barred):
            groups.part(i, j)
            continue
        for other in groups.join(i, j):
            low, high = min(i, other), max(i, other)
            if (mean := groups.mean(low, high)) >= threshold:
                heapq.heappush(heap, (-mean, low, high))
