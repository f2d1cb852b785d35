"""Joins groups by average link, many at a time; see ``grouping``.

Two groups of which each is the other's best may be joined at once, wherever else groups are joined, and the outcome is
that of joining the best of all pairs, one after the other: a mean between joined groups lies between the means before
(Bruynooghe 1978; reciprocal nearest neighbours). That holds to the last bit where sums are exact, so weights
are rounded to multiples of ``GRAIN``; of equal means the pair whose first members come first is the better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from onrecord.incidents.ragged import Bits, Floats, Ints, Longs, runs, starts_of

__all__ = ["Free", "Links", "find_homes", "first_joins", "join_groups"]

Free: TypeAlias = Callable[[Ints, Ints], Bits]
GRAIN = 2.0**-30
AT_ONCE = 4_000_000
STRIPES = 16
"""Links are brought together by stretches of their left groups, so that little is held twice."""


class Links(Struct, frozen=True):
    """Pairs of groups between which something was compared: the sum of ``compared`` weights.

    A group is named by its first member, ``left`` the lesser. ``barred`` is set where two were found to be barred.
    """

    left: Ints
    right: Ints
    sums: Floats
    compared: npt.NDArray[np.float32]
    barred: Bits

    @classmethod
    def of(cls, left: Ints, right: Ints, weights: Floats) -> Links:
        """The links of single members."""
        count = len(left)
        exact = np.round(weights / GRAIN) * GRAIN
        return cls(left, right, exact, np.ones(count, np.float32), np.zeros(count, np.bool_))

    @classmethod
    def joined(cls, parts: Iterable[Links], count: int) -> Links:
        """The links of all parts, between ``count`` members; those of one pair of groups are one link."""
        stripes: list[list[Links]] = [[] for _ in range(STRIPES)]
        width = count // STRIPES + 1
        for part in parts:
            stripe_of = part.left // width
            for stripe in np.unique(stripe_of).tolist():
                stripes[stripe].append(part.only(stripe_of == stripe))
        for number, stripe in enumerate(stripes):
            stripes[number] = [_summed(_end_to_end(stripe))]
        return _end_to_end([one for stripe in stripes for one in stripe])

    def only(self, kept: Bits) -> Links:
        """Some of the links."""
        return Links(self.left[kept], self.right[kept], self.sums[kept], self.compared[kept], self.barred[kept])

    def means(self, sizes: Floats, unpaired: float) -> Floats:
        """The mean weight between the two of each link; what was never compared counts as ``unpaired``."""
        return np.concatenate([np.empty(0), *(one._means(sizes, unpaired) for one in self._stretches())])

    def _means(self, sizes: Floats, unpaired: float) -> Floats:
        pairs = sizes.take(self.left) * sizes.take(self.right)
        return np.asarray((self.sums + unpaired * (pairs - self.compared)) / pairs)

    def _stretches(self) -> Iterator[Links]:
        """The links some at a time, uncopied: links are what fusing holds most of, so little is made of all at once."""
        for at in range(0, len(self.left), AT_ONCE):
            part = slice(at, at + AT_ONCE)
            yield Links(self.left[part], self.right[part], self.sums[part], self.compared[part], self.barred[part])

    def renamed(self, name_of: Ints, homes: Ints | None = None) -> Links:
        """The links of the groups as they are called now; those within a group drop out, those of one pair are one.

        With ``homes`` only links between groups of one home.
        """
        parts = (one._renamed(name_of, homes) for one in self._stretches())
        return next(parts, self) if len(self.left) <= AT_ONCE else Links.joined(parts, len(name_of))

    def _renamed(self, name_of: Ints, homes: Ints | None) -> Links:
        left, right = name_of.take(self.left), name_of.take(self.right)
        kept = left != right
        if homes is not None:
            kept &= homes.take(self.left) == homes.take(self.right)
        left, right = left[kept], right[kept]
        sums, compared, barred = self.sums[kept], self.compared[kept], self.barred[kept]
        return _summed(Links(np.minimum(left, right), np.maximum(left, right), sums, compared, barred))


def _end_to_end(parts: Sequence[Links]) -> Links:
    """The links of all parts as they are."""
    if not parts:
        return Links.of(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0))
    return Links(
        np.concatenate([one.left for one in parts]),
        np.concatenate([one.right for one in parts]),
        np.concatenate([one.sums for one in parts]),
        np.concatenate([one.compared for one in parts]),
        np.concatenate([one.barred for one in parts]),
    )


def _summed(links: Links) -> Links:
    """Links of the same two groups as one."""
    if not len(links.left):
        return links
    keys = links.left.astype(np.int64) << 32 | links.right
    order = np.argsort(keys, kind="stable")
    keys = keys.take(order)
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    return Links(
        links.left.take(order).take(first),
        links.right.take(order).take(first),
        np.add.reduceat(links.sums.take(order), first),
        np.add.reduceat(links.compared.take(order), first),
        np.logical_or.reduceat(links.barred.take(order), first),
    )


def join_groups(groups: Ints, links: Links, free: Free, threshold: float, unpaired: float) -> Ints:
    """For each member the first member of its group, once no mean reaches the threshold.

    ``groups`` names for each member the group in which it stands at first, ``links`` what was compared between these;
    ``free`` says of pairs of members (the smaller first) whether they may be together. ``unpaired`` lies below the
    threshold, so groups that no chain of strong links reaches will never meet and the links between them are dropped.
    """
    while True:
        sizes = np.bincount(groups, minlength=len(groups)).astype(np.float64)
        means = links.means(sizes, unpaired)
        strong = (means >= threshold) & ~links.barred
        if not strong.any():
            return groups
        best = _mutual(links.left[strong], links.right[strong], means[strong], len(groups))
        chosen = np.flatnonzero(strong)[best]
        may = _may_meet(groups, links.left.take(chosen), links.right.take(chosen), free)
        links.barred[chosen[~may]] = True
        homes = find_homes(len(groups), links.left[strong], links.right[strong])
        name_of = _names(len(groups), links.left.take(chosen[may]), links.right.take(chosen[may]))
        groups = name_of.take(groups)
        links = links.renamed(name_of, homes)


def _mutual(left: Ints, right: Ints, means: Floats, count: int) -> Longs:
    """The places of the links that are the best of both their groups; of equals the first by left, then right."""
    most = np.full(count, -np.inf)
    np.maximum.at(most, left, means)
    np.maximum.at(most, right, means)
    for_left, for_right = means == most.take(left), means == most.take(right)
    able = np.flatnonzero(for_left | for_right)
    able = able.take(np.lexsort((right.take(able), left.take(able))))
    first = np.full(count, len(able))
    rank = np.arange(len(able))
    for side, best in ((left, for_left), (right, for_right)):
        its = best.take(able)
        np.minimum.at(first, side.take(able)[its], rank[its])
    both = (first.take(left.take(able)) == rank) & (first.take(right.take(able)) == rank)
    return able[both]


def _may_meet(groups: Ints, left: Ints, right: Ints, free: Free) -> Bits:
    """Of each pair of groups whether all their members may be together."""
    members = np.argsort(groups, kind="stable").astype(np.int32)
    starts = starts_of(np.bincount(groups, minlength=len(groups)))
    mine, yours = (starts.take(side + 1) - starts.take(side) for side in (left, right))
    pair = np.repeat(np.arange(len(left)), mine)
    one = members.take(runs(starts.take(left), mine))
    width = yours.take(pair)
    other = members.take(runs(starts.take(right).take(pair), width))
    one, pair = np.repeat(one, width), np.repeat(pair, width)
    barred = ~free(np.minimum(one, other), np.maximum(one, other))
    return np.bincount(pair[barred], minlength=len(left)) == 0


def _names(count: int, left: Ints, right: Ints) -> Ints:
    """What each group is called once the right ones have joined the left."""
    name_of = np.arange(count, dtype=np.int32)
    name_of[right] = left
    return name_of


def first_joins(count: int, strong: Links, free: Free) -> Ints:
    """The groups of single members after a first round, in which each joins at most one other.

    ``strong`` are all links that reach the threshold: between single members no others can matter.
    """
    singles = np.arange(count, dtype=np.int32)
    best = _mutual(strong.left, strong.right, strong.sums, count)
    left, right = strong.left.take(best), strong.right.take(best)
    may = _may_meet(singles, left, right, free)
    return _names(count, left[may], right[may])


def find_homes(count: int, left: Ints, right: Ints) -> Ints:
    """For each of ``range(count)`` the least that a chain of links reaches."""
    homes = np.arange(count, dtype=np.int32)
    while len(left):
        left, right = homes.take(left), homes.take(right)
        apart = left != right
        left, right = left[apart], right[apart]
        np.minimum.at(homes, np.maximum(left, right), np.minimum(left, right))
        while not np.array_equal(homes, nearer := homes.take(homes)):
            homes = nearer
    return homes
