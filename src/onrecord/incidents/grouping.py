"""Groups from pair weights: average link under constraints.

The two groups with the greatest mean weight are joined while that mean reaches the threshold; a pair that was
never compared counts with the table's ``unpaired`` weight. A join is refused where any pair across the two
groups is vetoed, so two happenings that one document tells apart never meet through a third document.
Ties go to the group with the smaller first member, so the outcome depends on the members alone.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

__all__ = ["group_members"]

Pair: TypeAlias = tuple[int, int]
Barred: TypeAlias = Callable[[int, int], bool]


class _Groups:
    """The growing groups: members, and for each pair of groups the sum and number of compared pairs."""

    def __init__(self, count: int, weights: Mapping[Pair, float], unpaired: float) -> None:
        self.members: dict[int, list[int]] = {index: [index] for index in range(count)}
        self.sums: dict[int, dict[int, tuple[float, int]]] = {index: {} for index in range(count)}
        self.unpaired = unpaired
        for (i, j), weight in weights.items():
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


def group_members(
    count: int,
    weights: Mapping[Pair, float],
    barred: Barred,
    threshold: float,
    unpaired: float,
    bound: Sequence[Pair] = (),
) -> tuple[tuple[int, ...], ...]:
    """Groups of ``range(count)``, each sorted, in the order of their first members.

    ``weights`` holds the compared pairs (smaller index first); ``barred`` says that two may never be together. The
    pairs of ``bound`` are together whatever else is said.
    """
    groups = _Groups(count, weights, unpaired)
    _bind(groups, bound)
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
    return tuple(sorted(tuple(sorted(members)) for members in groups.members.values()))
