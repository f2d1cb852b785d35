"""Groups from pair weights: average link under constraints.

The two groups with the greatest mean weight are joined while that mean reaches the threshold; a pair that was
never compared counts with the table's ``unpaired`` weight. A join is refused where any pair across the two
groups is vetoed, so two happenings that one document tells apart never meet through a third document.
Ties go to the group with the smaller first member, so the outcome depends on the members alone.

A mean reaches the threshold only where some pair does, so members that no chain of such pairs links never meet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
from msgspec import Struct

from onrecord.incidents.joining import Free, Links, join_groups
from onrecord.incidents.ragged import Bits, Floats, Ints, starts_of

__all__ = ["WeighedPairs", "find_homes", "group_members", "unbarred"]

Pair: TypeAlias = tuple[int, int]


def unbarred(left: Ints, right: Ints) -> Bits:
    """Any may be together."""
    return np.ones(len(left), np.bool_)


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

    def only(self, kept: Bits) -> WeighedPairs:
        """Some of the pairs."""
        return WeighedPairs(self.left[kept], self.right[kept], self.weights[kept])


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
    free: Free,
    threshold: float,
    unpaired: float,
    bound: Sequence[Pair] = (),
) -> tuple[tuple[int, ...], ...]:
    """Groups of ``range(count)``, each sorted, in the order of their first members.

    ``free`` says of pairs (the smaller first) whether they may be together. The pairs of ``bound`` are together
    whatever else is said.
    """
    least = threshold if unpaired < threshold else float("-inf")
    homes = find_homes(count, weighed.only(weighed.weights >= least), bound)
    inner = weighed.only(homes.take(weighed.left) == homes.take(weighed.right))
    links = Links.of(inner.left, inner.right, inner.weights)
    groups = find_homes(count, WeighedPairs.of({}), bound)
    if bound:
        links = links.renamed(groups, np.bincount(groups, minlength=count) > 1)
    groups = join_groups(groups, links, free, threshold, unpaired)
    members = np.argsort(groups, kind="stable").tolist()
    sizes = np.bincount(groups, minlength=count)
    starts = starts_of(sizes).tolist()
    return tuple(tuple(members[starts[one] : starts[one + 1]]) for one in np.flatnonzero(sizes).tolist())
