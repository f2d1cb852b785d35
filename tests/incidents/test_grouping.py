"""Average-link grouping under constraints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.incidents.grouping import group_members as group_weighed
from onrecord.incidents.grouping import unbarred
from onrecord.incidents.joining import Free, Links, find_homes
from onrecord.incidents.ragged import Bits, Ints


def linked(weights: Mapping[tuple[int, int], float]) -> Links:
    left, right = (np.array([pair[side] for pair in weights], np.int32) for side in (0, 1))
    return Links.of(left, right, np.array([*weights.values()], np.float64))


Pair = tuple[int, int]
Groups = tuple[tuple[int, ...], ...]
free = unbarred


def never(*pairs: frozenset[int]) -> Free:
    """Bars these pairs."""

    def may_meet(left: Ints, right: Ints) -> Bits:
        told = zip(left.tolist(), right.tolist(), strict=True)
        return np.array([frozenset(pair) not in pairs for pair in told], np.bool_)

    return may_meet


def group_members(
    count: int,
    weights: Mapping[Pair, float],
    may_meet: Free,
    threshold: float,
    unpaired: float,
    bound: Sequence[Pair] = (),
) -> Groups:
    return group_weighed(count, linked(weights), may_meet, threshold, unpaired, bound)


def test_a_pair_above_the_threshold_joins_and_one_below_does_not() -> None:
    assert group_members(4, {(0, 1): 2.0, (2, 3): -0.1}, free, 0.0, -5.0) == ((0, 1), (2,), (3,))


def test_the_mean_decides_not_the_best_pair() -> None:
    weights = {(0, 1): 4.0, (1, 2): 3.0, (0, 2): -6.0}
    assert group_members(3, weights, free, 0.0, -5.0) == ((0, 1), (2,))


def test_pairs_never_compared_count_as_unpaired() -> None:
    assert group_members(3, {(0, 1): 4.0, (1, 2): 3.0}, free, 0.0, -5.0) == ((0, 1), (2,))
    assert group_members(3, {(0, 1): 4.0, (1, 2): 3.0}, free, 0.0, -1.0) == ((0, 1, 2),)


def test_barred_members_never_meet_through_a_third() -> None:
    weights = {(0, 2): 5.0, (1, 2): 4.0}
    assert group_members(3, weights, never(frozenset((0, 1))), 0.0, 5.0) == ((0, 2), (1,))


pairs = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(-40, 40).map(lambda tenth: tenth / 10),
    max_size=28,
)


@settings(max_examples=80, deadline=None)
@given(pairs, st.sets(st.frozensets(st.integers(0, 7), min_size=2, max_size=2), max_size=6))
def test_groups_are_a_partition_without_barred_pairs(
    weights: dict[tuple[int, int], float], parted: set[frozenset[int]]
) -> None:
    groups = group_members(8, weights, never(*parted), 0.0, -2.0)
    assert sorted(member for group in groups for member in group) == list(range(8))
    assert not any(frozenset((i, j)) in parted for group in groups for i in group for j in group if i != j)
    assert groups == group_members(8, dict(reversed(weights.items())), never(*parted), 0.0, -2.0)


def test_weak_pairs_count_within_a_chain_of_strong_ones_and_a_bond_links_chains() -> None:
    weights = {(0, 1): 2.0, (1, 2): 1.5, (0, 2): -4.0, (2, 3): -9.0}
    assert group_members(4, weights, free, 0.0, -5.0) == ((0, 1), (2,), (3,))
    assert group_members(4, weights, free, 0.0, -5.0, [(2, 3)]) == ((0, 1), (2, 3))
    assert group_members(4, {**weights, (0, 2): -0.5}, free, 0.0, -5.0) == ((0, 1, 2), (3,))


def test_members_that_all_agree_are_one_group_unless_a_pair_is_barred() -> None:
    weights = dict.fromkeys(((0, 1), (0, 2), (1, 2)), 1.0)
    assert group_members(3, weights, free, 0.0, -5.0) == ((0, 1, 2),)
    assert group_members(3, weights, never(frozenset((0, 2))), 0.0, -5.0) == ((0, 1), (2,))


@given(pairs)
def test_a_home_is_the_least_member_that_a_chain_reaches(weights: dict[Pair, float]) -> None:
    reached = [{index} for index in range(8)]
    for i, j in weights:
        joined = reached[i] | reached[j]
        for member in joined:
            reached[member] = joined
    assert find_homes(8, *(np.array([pair[side] for pair in weights], np.int32) for side in (0, 1))).tolist() == [
        min(one) for one in reached
    ]


def one_by_one(weights: dict[Pair, float], parted: set[frozenset[int]], bound: list[Pair], unpaired: float) -> Groups:
    """The plain way: the two groups of the greatest mean, until none reaches 0."""
    groups = [[index] for index in range(8)]
    for i, j in bound:
        low, high = sorted(next(n for n, group in enumerate(groups) if one in group) for one in (i, j))
        if low != high:
            groups[low] += groups.pop(high)
    while True:
        best: tuple[float, int, int] | None = None
        for low, high in combinations(range(len(groups)), 2):
            pairs = [(min(i, j), max(i, j)) for i in groups[low] for j in groups[high]]
            if any(frozenset(pair) in parted for pair in pairs) or not any(pair in weights for pair in pairs):
                continue
            mean = float(sum(Fraction(weights.get(pair, unpaired)) for pair in pairs) / len(pairs))
            if mean >= 0 and (best is None or mean > best[0]):
                best = mean, low, high
        if best is None:
            return tuple(tuple(sorted(group)) for group in groups)
        groups[best[1]] += groups.pop(best[2])
        groups[best[1]].sort()
        groups.sort()


eighths = st.integers(-320, 320).map(lambda number: number / 8) | st.integers(-3, 3).map(float)


@settings(max_examples=400, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]), eighths, max_size=28
    ),
    st.sets(st.frozensets(st.integers(0, 7), min_size=2, max_size=2), max_size=4),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]), max_size=2),
    st.sampled_from([-5.0, -2.0, -0.5]),
)
def test_joining_many_at_once_is_joining_the_best_one_by_one(
    weights: dict[Pair, float], parted: set[frozenset[int]], bound: list[Pair], unpaired: float
) -> None:
    found = group_members(8, weights, never(*parted), 0.0, unpaired, bound)
    assert found == one_by_one(weights, parted, bound, unpaired)
