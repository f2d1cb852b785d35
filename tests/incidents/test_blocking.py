"""Which reports are compared: near in time and place, or by rare words while these are rare."""

from __future__ import annotations

from datetime import date, timedelta

from tests.incidents.told import report

from onrecord.incidents.blocking import ANY_DAY_LIMIT, Candidates
from onrecord.incidents.columns import columns_of
from onrecord.incidents.fusion import order_reports
from onrecord.lexicon.incidents import load_fusion_weights
from onrecord.records import Report


def dated(number: int, days: int, text: str, town: str | None = None) -> Report:
    day = (date(2020, 1, 1) + timedelta(days=days)).isoformat()
    return report(f"d{number:03}", text, day=day, published=day, town=town)


def pairs(reports: list[Report]) -> list[tuple[int, int]]:
    candidates = Candidates(columns_of(order_reports(reports), {}, load_fusion_weights()))
    stretches = candidates.stretches()
    return [pair for left, right in stretches for pair in zip(left.tolist(), right.tolist(), strict=True)]


def test_rare_words_find_a_follow_up_years_later() -> None:
    told = [dated(0, 0, "Velkorin met Ostrayev"), dated(1, 900, "Velkorin and Ostrayev")]
    assert pairs(told) == [(0, 1)]


def test_words_that_many_reports_share_count_in_near_weeks_only() -> None:
    told = [dated(n, 40 * n, "Velkorin met Ostrayev") for n in range(ANY_DAY_LIMIT + 1)]
    assert not pairs(told)
    near = [*told, dated(900, 1, "Velkorin met Ostrayev")]
    assert pairs(near) == [(0, 1)]


def test_one_place_in_near_weeks_is_compared_and_each_pair_stands_once_in_order() -> None:
    told = [dated(0, 0, "first", "Varanel"), dated(1, 2, "second", "Varanel"), dated(2, 60, "third", "Varanel")]
    assert pairs(told) == [(0, 1)]
    close = [dated(n, 0, f"words {n}", "Varanel") for n in range(4)]
    assert pairs(close) == [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
