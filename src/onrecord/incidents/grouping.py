"""Groups from pair weights: average link under constraints.

The two groups with the greatest mean weight are joined while that mean reaches the threshold; a pair that was
never compared counts with the table's ``unpaired`` weight. A join is refused where any pair across the two
groups is vetoed, so two happenings that one document tells apart never meet through a third document.
Ties go to the group with the smaller first member, so the outcome depends on the members alone.

A mean reaches the threshold only where some pair does, so members that no chain of such pairs links never meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from onrecord.incidents.joining import Free, Links, find_homes, join_groups
from onrecord.incidents.ragged import Bits, Ints, starts_of

__all__ = ["bound_groups", "group_members", "groups_from", "unbarred"]

Pair: TypeAlias = tuple[int, int]
Groups: TypeAlias = tuple[tuple[int, ...], ...]


def unbarred(left: Ints, right: Ints) -> Bits:
    """Any may be together."""
    return np.ones(len(left), np.bool_)


def group_members(
    count: int, links: Links, free: Free, threshold: float, unpaired: float, bound: Sequence[Pair] = ()
) -> Groups:
    """Groups of ``range(count)``, each sorted, in the order of their first members.

    ``links`` are those of single members; ``free`` says of pairs (the smaller first) whether they may be together.
    The pairs of ``bound`` are together whatever else is said.
    """
    groups = bound_groups(count, bound)
    return groups_from(groups, links.renamed(groups) if bound else links, free, threshold, unpaired)


def bound_groups(count: int, bound: Sequence[Pair]) -> Ints:
    """For each member the first of those that are bound to it, be it through others."""
    return find_homes(count, *(np.array([pair[side] for pair in bound], np.int32) for side in (0, 1)))


def groups_from(groups: Ints, links: Links, free: Free, threshold: float, unpaired: float) -> Groups:
    """As ``group_members``, from groups that are joined already (for each member the first of its group)."""
    groups = join_groups(groups, links, free, threshold, unpaired)
    members = np.argsort(groups, kind="stable").tolist()
    sizes = np.bincount(groups, minlength=len(groups))
    starts = starts_of(sizes).tolist()
    return tuple(tuple(members[starts[one] : starts[one + 1]]) for one in np.flatnonzero(sizes).tolist())
