"""Bars of the timeline: exact days stand where they are, vaguer ones are spread, nothing is lost."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.serve.explore.columns import read_columns
from onrecord.serve.explore.timeline import MOST_BARS, make_timeline


def columns_of(*dates):
    records = []
    for number, (start, end, precision) in enumerate(dates):
        record = {
            "event_type": "ASSAULT", "mode": None, "status": "occurred", "places": [], "casualties": {},
            "date": {"start": start, "end": end, "precision": precision} if start else None,
            "independent_sources": 1, "attribution": [],
        }  # fmt: skip
        records.append((f"inc-{number}", json.dumps(record)))
    return read_columns(records, [], [])


def timeline(*dates, finest="day"):
    columns = columns_of(*dates)
    return make_timeline(columns, np.ones(len(columns), dtype=bool), finest)


def test_a_month_among_days_is_spread_over_them():
    made = timeline(("2020-06-01", "2020-06-30", "month"), ("2020-06-10", "2020-06-10", "day"))
    assert made.unit == "day"
    assert len(made.bars) == 30
    assert [bar.within for bar in made.bars].count(1) == 1
    assert all(bar.spread == pytest.approx(1 / 30, abs=1e-3) for bar in made.bars)


def test_a_month_among_months_is_within_one():
    made = timeline(("2020-06-01", "2020-06-30", "month"), ("2018-01-02", "2018-01-02", "day"), finest="month")
    assert made.unit == "month"
    assert (made.bars[-1].within, made.bars[-1].spread) == (1, 0)


def test_nothing_dated_gives_no_bar():
    made = timeline((None, None, None))
    assert (made.bars, made.undated) == ((), 1)


@pytest.mark.parametrize("start", ["0001-01-01", "2020-01-01", "9999-01-01", "9999-12-31"])
def test_the_last_day_of_all_ends_the_timeline(start):
    assert len(timeline((start, "9999-12-31", "interval")).bars) <= 1001


day = st.dates(max_value=date(9900, 1, 1)).map(str)


@given(st.lists(st.tuples(day, day).map(sorted), min_size=1, max_size=30))
def test_bars_hold_every_incident_once_and_touch_one_another(spans):
    made = timeline(*((start, end, "interval") for start, end in spans))
    assert sum(bar.within + bar.spread for bar in made.bars) == pytest.approx(
        len(spans), abs=0.01 * len(made.bars) + 0.01
    )
    assert made.unit == "decade" or len(made.bars) <= MOST_BARS + 1
    assert made.bars[0].start <= min(start for start, _ in spans)
    assert max(end for _, end in spans) <= made.bars[-1].end
    assert all(one.end < other.start for one, other in zip(made.bars, made.bars[1:], strict=False))
