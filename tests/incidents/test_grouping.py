"""Average-link grouping under constraints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.incidents.grouping import Unbarred, WeighedPairs, find_homes
from onrecord.incidents.grouping import group_members as group_weighed

Pair = tuple[int, int]
Groups = tuple[tuple[int, ...], ...]
free = Unbarred()


class Never:
    """Bars these pairs."""

    def __init__(self, *pairs: frozenset[int]) -> None:
        self.pairs = set(pairs)

    def barred(self, i: int, j: int) -> bool:
        return frozenset((i, j)) in self.pairs

    def are_free(self, members: Sequence[int]) -> bool:
        return not self.pairs


def group_members(
    count: int,
    weights: Mapping[Pair, float],
    bars: Unbarred | Never,
    threshold: float,
    unpaired: float,
    bound: Sequence[Pair] = (),
) -> Groups:
    return group_weighed(count, WeighedPairs.of(weights), bars, threshold, unpaired, bound)


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
    assert group_members(3, weights, Never(frozenset((0, 1))), 0.0, 5.0) == ((0, 2), (1,))


pairs = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(-40, 40).map(lambda tenth: tenth / 10),
    max_size=28,
)


@settings(max_examples=80, deadline=None)
@given(pairs, st.sets(st.frozensets(st.integers(0, 7), min_size=2, max_size=2), max_size=6))
def test_groups_are_a_partition_without_barred_pairs(
    weights: dict[tuple[int, int], float], never: set[frozenset[int]]
) -> None:
    groups = group_members(8, weights, Never(*never), 0.0, -2.0)
    assert sorted(member for group in groups for member in group) == list(range(8))
    assert not any(frozenset((i, j)) in never for group in groups for i in group for j in group if i != j)
    assert groups == group_members(8, dict(reversed(weights.items())), Never(*never), 0.0, -2.0)


def test_weak_pairs_count_within_a_chain_of_strong_ones_and_a_bond_links_chains() -> None:
    weights = {(0, 1): 2.0, (1, 2): 1.5, (0, 2): -4.0, (2, 3): -9.0}
    assert group_members(4, weights, free, 0.0, -5.0) == ((0, 1), (2,), (3,))
    assert group_members(4, weights, free, 0.0, -5.0, [(2, 3)]) == ((0, 1), (2, 3))
    assert group_members(4, {**weights, (0, 2): -0.5}, free, 0.0, -5.0) == ((0, 1, 2), (3,))


def test_members_that_all_agree_are_one_group_unless_a_pair_is_barred() -> None:
    weights = dict.fromkeys(((0, 1), (0, 2), (1, 2)), 1.0)
    assert group_members(3, weights, free, 0.0, -5.0) == ((0, 1, 2),)
    assert group_members(3, weights, Never(frozenset((0, 2))), 0.0, -5.0) == ((0, 1), (2,))


@given(pairs)
def test_a_home_is_the_least_member_that_a_chain_reaches(weights: dict[Pair, float]) -> None:
    reached = [{index} for index in range(8)]
    for i, j in weights:
        joined = reached[i] | reached[j]
        for member in joined:
            reached[member] = joined
    assert find_homes(8, WeighedPairs.of(weights)).tolist() == [min(one) for one in reached]
