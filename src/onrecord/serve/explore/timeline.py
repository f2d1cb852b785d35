"""How many incidents when: bars of days, weeks, months or years, with what is not known so exactly spread over several.

An incident whose days lie within one bar counts there. One that may lie in several (a month shown by days, a year by
months) counts in each with an equal part, and is told apart.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

import numpy as np
from msgspec import Struct

from onrecord.serve.explore.columns import UNKNOWN, Columns, Mask

__all__ = ["Bar", "Timeline", "make_timeline"]

MOST_BARS: Final = 120


class Bar(Struct, frozen=True, kw_only=True):
    """One bar: its first and last day (ISO, inclusive), incidents that lie within it, and parts of those that may."""

    start: str
    end: str
    within: int
    spread: float


class Timeline(Struct, frozen=True, kw_only=True):
    """Bars without a gap, the unit of one bar, and how many incidents have no date."""

    unit: str
    bars: tuple[Bar, ...]
    undated: int


LATEST: Final = date(9979, 12, 31)
"""A later day is drawn on this one: the bar after it must still be a day that Python has."""


def make_timeline(columns: Columns, mask: Mask, finest: str = "day") -> Timeline:
    """The timeline of the rows that pass, by no finer a unit than ``finest``; no bars where none is dated."""
    rows = np.flatnonzero(mask)
    first, last = columns.first_day[rows], columns.last_day[rows]
    dated = first != UNKNOWN
    undated = int(len(rows) - dated.sum())
    if not dated.any():
        return Timeline(unit="day", bars=(), undated=undated)
    first, last = (np.minimum(days[dated], LATEST.toordinal()) for days in (first, last))
    unit, starts = _starts(date.fromordinal(int(first.min())), date.fromordinal(int(last.max())), finest)
    edges = np.array([day.toordinal() for day in starts], dtype=np.int64)
    one = np.searchsorted(edges, first, side="right") - 1
    other = np.searchsorted(edges, last, side="right") - 1
    inside = one == other
    bars = len(edges) - 1
    within = np.bincount(one[inside], minlength=bars)
    steps = np.zeros(bars + 1)
    share = 1.0 / (other[~inside] - one[~inside] + 1)
    np.add.at(steps, one[~inside], share)
    np.add.at(steps, other[~inside] + 1, -share)
    return Timeline(unit=unit, bars=tuple(_bars(starts, within.tolist(), np.cumsum(steps).tolist())), undated=undated)


def _bars(starts: Sequence[date], within: Sequence[int], spread: Sequence[float]) -> list[Bar]:
    return [
        Bar(
            start=start.isoformat(),
            end=(after - timedelta(days=1)).isoformat(),
            within=within[number],
            spread=max(0.0, round(spread[number], 3)),
        )
        for number, (start, after) in enumerate(itertools.pairwise(starts))
    ]


def _starts(first: date, last: date, finest: str) -> tuple[str, list[date]]:
    """The finest unit that needs at most ``MOST_BARS`` bars, and the first day of each bar and of the one after."""
    names = [unit for unit, _, _ in _UNITS]
    for unit, floor, step in _UNITS[names.index(finest) :]:
        starts = [floor(first)]
        while starts[-1] <= last and len(starts) <= MOST_BARS + 1:
            starts.append(step(starts[-1]))
        if starts[-1] > last and len(starts) <= MOST_BARS + 1:
            return unit, starts
    starts = [date(first.year // 10 * 10 or 1, 1, 1)]
    while starts[-1] <= last:
        starts.append(date(min(starts[-1].year // 10 * 10 + 10, 9999), 1, 1))
    return "decade", starts


def _next_month(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


_UNITS: Final[tuple[tuple[str, Callable[[date], date], Callable[[date], date]], ...]] = (
    ("day", lambda day: day, lambda day: day + timedelta(days=1)),
    ("week", lambda day: day - timedelta(days=day.weekday()), lambda day: day + timedelta(days=7)),
    ("month", lambda day: day.replace(day=1), lambda day: _next_month(day, 1)),
    ("quarter", lambda day: day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1), lambda day: _next_month(day, 3)),
    ("year", lambda day: day.replace(month=1, day=1), lambda day: _next_month(day.replace(month=1, day=1), 12)),
)
