"""How choices are fitted."""

from __future__ import annotations

from training.spans.logistic import fit_best, folds_of


def test_the_right_one_of_a_group_weighs_most() -> None:
    groups = [[({"long": 1.0}, True), ({"short": 1.0}, False)], [({"long": 1.0, "odd": 1.0}, True), ({}, False)]]
    weights = fit_best(groups, strength=0.5)
    assert weights["long"] > 0.5 > 0 > weights["short"]


def test_folds_repeat_themselves_and_keep_documents_whole() -> None:
    names = [f"d{k}" for k in range(20)]
    assert folds_of(names) == folds_of([*reversed(names), *names])
    assert sorted(set(folds_of(names).values())) == [0, 1, 2, 3, 4]
