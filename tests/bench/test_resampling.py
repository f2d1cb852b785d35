"""Figures and intervals over documents."""

from __future__ import annotations

import pytest
from bench.score.resampling import Counts, event_f, interval, record_f

GOOD = Counts(reports=4, core=4, paired=4, core_paired=4, credit=3, core_credit=3)
BAD = Counts(reports=4, core=4, paired=0, core_paired=0, credit=0, core_credit=0)


def test_figures_are_of_all_documents_together() -> None:
    assert event_f([GOOD, BAD]) == pytest.approx(0.5)
    assert record_f([GOOD, BAD]) == pytest.approx(0.375)
    assert event_f([BAD]) == 0.0


def test_an_interval_holds_the_figure_and_is_the_same_each_time() -> None:
    counts = [GOOD, BAD] * 10
    low, high = interval(counts, event_f)
    assert 0 < low < event_f(counts) < high < 1
    assert (low, high) == interval(counts, event_f)
    assert interval([GOOD] * 5, event_f) == (1.0, 1.0)
