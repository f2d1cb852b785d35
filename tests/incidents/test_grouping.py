"""Average-link grouping under constraints."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.incidents.grouping import WeighedPairs, group_members


def free(i: int, j: int) -> bool:
    return False


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

    def barred(i: int, j: int) -> bool:
        return {i, j} == {0, 1}

    assert group_members(3, weights, barred, 0.0, 5.0) == ((0, 2), (1,))


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
    groups = group_members(8, weights, lambda i, j: frozenset((i, j)) in never, 0.0, -2.0)
    assert sorted(member for group in groups for member in group) == list(range(8))
    assert not any(frozenset((i, j)) in never for group in groups for i in group for j in group if i != j)
    assert groups == group_members(
        8, dict(reversed(weights.items())), lambda i, j: frozenset((i, j)) in never, 0.0, -2.0
    )


def test_weak_pairs_count_within_a_chain_of_strong_ones_and_a_bond_links_chains() -> None:
    weights = {(0, 1): 2.0, (1, 2): 1.5, (0, 2): -4.0, (2, 3): -9.0}
    assert group_members(4, weights, free, 0.0, -5.0) == ((0, 1), (2,), (3,))
    assert group_members(4, weights, free, 0.0, -5.0, [(2, 3)]) == ((0, 1), (2, 3))
    assert group_members(4, {**weights, (0, 2): -0.5}, free, 0.0, -5.0) == ((0, 1, 2), (3,))


def test_pairs_in_columns_group_as_pairs_in_a_table_do() -> None:
    weights = {(0, 1): 2.0, (2, 3): 1.0, (1, 2): 0.5}
    assert group_members(4, WeighedPairs(weights.items()), free, 0.0, -5.0) == group_members(
        4, weights, free, 0.0, -5.0
    )
