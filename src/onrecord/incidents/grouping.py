"""Groups from pair weights: average link under constraints.

The two groups with the greatest mean weight are joined while that mean reaches the threshold; a pair that was
never compared counts with the table's ``unpaired`` weight. A join is refused where any pair across the two
groups is vetoed, so two happenings that one document tells apart never meet through a third document.
Ties go to the group with the smaller first member, so the outcome depends on the members alone.

A mean reaches the threshold only where some pair does. So members that no chain of such pairs links never meet,
and each such component is grouped by itself.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeAlias

import numpy as np
from msgspec import Struct

from onrecord.incidents.ragged import Floats, Ints, Longs, starts_of

__all__ = ["Barring", "Unbarred", "WeighedPairs", "find_homes", "group_members"]

Pair: TypeAlias = tuple[int, int]
CERTAIN = 1e-6
"""Means of weights that are all so much above the threshold are above it, however they are rounded."""


class Barring(Protocol):
    """Says which members may never be together."""

    def barred(self, i: int, j: int) -> bool:
        """Whether these two may not."""

    def are_free(self, members: Sequence[int]) -> bool:
        """Whether no two of these may be barred, for certain; False is no answer."""


class Unbarred:
    """Any may be together."""

    def barred(self, i: int, j: int) -> bool:
        """Never."""
        return False

    def are_free(self, members: Sequence[int]) -> bool:
        """Always."""
        return True


class WeighedPairs(Struct, frozen=True):
    """Compared pairs (smaller first, each once) with their weights."""

    left: Ints
    right: Ints
    weights: Floats

    @classmethod
    def of(cls, weighed: Mapping[Pair, float]) -> WeighedPairs:
        """The pairs of a mapping."""
        left, right = ([pair[side] for pair in weighed] for side in (0, 1))
        return cls(np.array(left, np.int32), np.array(right, np.int32), np.array([*weighed.values()], np.float64))

    @classmethod
    def joined(cls, parts: Sequence[tuple[Ints, Ints, Floats]]) -> WeighedPairs:
        """The pairs of all parts."""
        if not parts:
            return cls.of({})
        left, right, weights = zip(*parts, strict=True)
        return cls(np.concatenate(left), np.concatenate(right), np.concatenate(weights))


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

    def barred(self, i: int, j: int, bars: Barring) -> bool:
        return any(bars.barred(x, y) for x in self.members[i] for y in self.members[j])

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


def find_homes(count: int, pairs: WeighedPairs, bound: Sequence[Pair] = ()) -> Ints:
    """For each of ``range(count)`` the smallest member that a chain of pairs reaches."""
    homes = np.arange(count, dtype=np.int32)
    left = np.append(pairs.left, np.array([i for i, _ in bound], np.int32))
    right = np.append(pairs.right, np.array([j for _, j in bound], np.int32))
    while len(left):
        left, right = homes.take(left), homes.take(right)
        apart = left != right
        left, right = left[apart], right[apart]
        np.minimum.at(homes, np.maximum(left, right), np.minimum(left, right))
        while not np.array_equal(homes, nearer := homes.take(homes)):
            homes = nearer
    return homes


def group_members(
    count: int,
    weighed: WeighedPairs,
    bars: Barring,
    threshold: float,
    unpaired: float,
    bound: Sequence[Pair] = (),
) -> tuple[tuple[int, ...], ...]:
    """Groups of ``range(count)``, each sorted, in the order of their first members.

    ``bars`` says which may never be together. The pairs of ``bound`` are together whatever else is said.
    """
    least = threshold if unpaired < threshold else float("-inf")
    linked = weighed.weights >= least
    strong = WeighedPairs(weighed.left[linked], weighed.right[linked], weighed.weights[linked])
    homes = find_homes(count, strong, bound)
    bonds: dict[int, list[Pair]] = defaultdict(list)
    for pair in bound:
        bonds[int(homes[pair[0]])].append(pair)
    found: list[tuple[int, ...]] = []
    for members, inner in _components(homes, weighed):
        if len(members) == 1 or _all_join(members, inner, bars, threshold):
            found.append(tuple(members))
            continue
        groups = _Groups(members, inner.listed(), unpaired)
        _bind(groups, bonds.get(members[0], ()))
        _join_all(groups, bars, threshold)
        found += (tuple(sorted(group)) for group in groups.members.values())
    return tuple(sorted(found))


class _Inner(Struct, frozen=True):
    """The pairs within one component."""

    left: Ints
    right: Ints
    weights: Floats

    def listed(self) -> Iterator[tuple[int, int, float]]:
        return zip(self.left.tolist(), self.right.tolist(), self.weights.tolist(), strict=True)


def _components(homes: Ints, weighed: WeighedPairs) -> Iterator[tuple[list[int], _Inner]]:
    """The members of each home, ascending, with the pairs between them."""
    near = homes.take(weighed.left) == homes.take(weighed.right)
    left, right, weights = weighed.left[near], weighed.right[near], weighed.weights[near]
    order = np.argsort(homes.take(left), kind="stable")
    left, right, weights = left.take(order), right.take(order), weights.take(order)
    pair_starts = starts_of(np.bincount(homes.take(left), minlength=len(homes)))
    members = np.argsort(homes, kind="stable")
    starts: Longs = starts_of(np.bincount(homes, minlength=len(homes)))
    for home in np.unique(homes).tolist():
        pairs = slice(int(pair_starts[home]), int(pair_starts[home + 1]))
        inner = _Inner(left[pairs], right[pairs], weights[pairs])
        yield members[starts[home] : starts[home + 1]].tolist(), inner


def _all_join(members: Sequence[int], inner: _Inner, bars: Barring, threshold: float) -> bool:
    """Whether every mean is sure to reach the threshold and nothing is barred: then all end in one group."""
    pairs = len(members) * (len(members) - 1) // 2
    if len(inner.weights) < pairs or inner.weights.min() < threshold + CERTAIN:
        return False
    return bars.are_free(members)


def _join_all(groups: _Groups, bars: Barring, threshold: float) -> None:
    """Joins the two groups of the greatest mean weight until no mean reaches the threshold."""
    heap = [(-mean, i, j) for i, j in groups.bordering() if (mean := groups.mean(i, j)) >= threshold]
    heapq.heapify(heap)
    while heap:
        claimed, i, j = heapq.heappop(heap)
        if i not in groups.members or j not in groups.members or j not in groups.sums[i]:
            continue
        if -claimed != groups.mean(i, j):
            continue
        if groups.barred(i, j, bars):
            groups.part(i, j)
            continue
        for other in groups.join(i, j):
            low, high = min(i, other), max(i, other)
            if (mean := groups.mean(low, high)) >= threshold:
                heapq.heappush(heap, (-mean, low, high))
