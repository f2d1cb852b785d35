"""Joins groups by average link, many at a time; see ``grouping``.

Two groups of which each is the other's best may be joined at once, wherever else groups are joined, and the outcome is
that of joining the best of all pairs, one after the other: a mean between joined groups lies between the means before
(Bruynooghe 1978; reciprocal nearest neighbours). That holds to the last bit where sums are exact, so weights
are rounded to multiples of ``GRAIN``; of equal means the pair whose first members come first is the better.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from msgspec import Struct

from onrecord.incidents.ragged import Bits, Floats, Ints, Longs, runs, starts_of

__all__ = ["Free", "Links", "join_groups"]

Free: TypeAlias = Callable[[Ints, Ints], Bits]
GRAIN = 2.0**-30


class Links(Struct, frozen=True):
    """Pairs of groups between which something was compared: the sum of ``compared`` weights.

    A group is named by its first member, ``left`` the lesser. ``barred`` is set where two were found to be barred.
    """

    left: Ints
    right: Ints
    sums: Floats
    compared: Floats
    barred: Bits

    @classmethod
    def of(cls, left: Ints, right: Ints, weights: Floats) -> Links:
        """The links of single members."""
        count = len(left)
        return cls(left, right, np.round(weights / GRAIN) * GRAIN, np.ones(count), np.zeros(count, np.bool_))

    def only(self, kept: Bits) -> Links:
        """Some of the links."""
        return Links(self.left[kept], self.right[kept], self.sums[kept], self.compared[kept], self.barred[kept])

    def means(self, sizes: Floats, unpaired: float) -> Floats:
        """The mean weight between the two of each link; what was never compared counts as ``unpaired``."""
        pairs = sizes.take(self.left) * sizes.take(self.right)
        return np.asarray((self.sums + unpaired * (pairs - self.compared)) / pairs)

    def renamed(self, name_of: Ints, renewed: Bits) -> Links:
        """The links of the groups as they are called now; those of one pair, of which one is renewed, are one link."""
        left, right = name_of.take(self.left), name_of.take(self.right)
        apart = left != right
        low, high = np.minimum(left, right)[apart], np.maximum(left, right)[apart]
        links = Links(low, high, self.sums[apart], self.compared[apart], self.barred[apart])
        touched = renewed.take(low) | renewed.take(high)
        return _both(links.only(~touched), _summed(links.only(touched)))


def _both(one: Links, other: Links) -> Links:
    return Links(
        np.concatenate((one.left, other.left)),
        np.concatenate((one.right, other.right)),
        np.concatenate((one.sums, other.sums)),
        np.concatenate((one.compared, other.compared)),
        np.concatenate((one.barred, other.barred)),
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
    threshold.
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
        groups, links = _joined(groups, links, chosen[may])


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


def _joined(groups: Ints, links: Links, chosen: Longs) -> tuple[Ints, Links]:
    left, right = links.left.take(chosen), links.right.take(chosen)
    name_of = np.arange(len(groups), dtype=np.int32)
    name_of[right] = left
    renewed = np.zeros(len(groups), np.bool_)
    renewed[left] = True
    return name_of.take(groups), links.renamed(name_of, renewed)
