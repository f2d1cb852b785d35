"""What changed against the time before: the rates of two periods and their ratio."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from onrecord.questions.counting import middle_day, single_incidents
from onrecord.questions.intervals import Interval, poisson_interval, rate_ratio
from onrecord.records import Incident

__all__ = ["Period", "Trend", "compare_periods"]


class Period(Struct, frozen=True, kw_only=True):
    """A period (ISO days, inclusive) with its incidents: certainly in it, by their middle day, possibly in it."""

    since: str
    until: str
    days: int
    low: int
    best: int
    high: int
    interval: Interval


class Trend(Struct, frozen=True, kw_only=True):
    """A period against the one before. ``ratio`` is that of the daily rates by ``best``; ``ratio_low`` and
    ``ratio_high`` are the ratios where every uncertain day falls the one way and the other. ``is_clear``: the whole
    interval lies on one side of 1."""

    kind: Literal["trend"] = "trend"
    period: Period
    before: Period
    ratio: Interval
    ratio_low: float | None
    ratio_high: float | None
    is_clear: bool


def compare_periods(incidents: Sequence[Incident], since: str, until: str, days_before: int | None = None) -> Trend:
    """The period against as many days before it, or ``days_before``. ValueError where ``until`` is before ``since``."""
    first, last = date.fromisoformat(since), date.fromisoformat(until)
    if last < first:
        raise ValueError(f"the period ends ({until}) before it begins ({since})")
    length = days_before or (last - first).days + 1
    single = single_incidents(incidents)
    period = _period(single, first, last)
    before = _period(single, first - timedelta(days=length), first - timedelta(days=1))
    ratio = rate_ratio(period.best, period.days, before.best, before.days)
    is_clear = (ratio.low is not None and ratio.low > 1) or (ratio.high is not None and ratio.high < 1)
    return Trend(
        period=period,
        before=before,
        ratio=ratio,
        ratio_low=rate_ratio(period.low, period.days, before.high, before.days).value,
        ratio_high=rate_ratio(period.high, period.days, before.low, before.days).value,
        is_clear=is_clear,
    )


def _period(incidents: Sequence[Incident], first: date, last: date) -> Period:
    since, until = str(first), str(last)
    dated = [one for one in incidents if one.date is not None]
    best = sum(first <= day <= last for one in dated if (day := middle_day(one)) is not None)
    return Period(
        since=since,
        until=until,
        days=(last - first).days + 1,
        low=sum(one.date is not None and since <= one.date.start and one.date.end <= until for one in dated),
        best=best,
        high=sum(one.date is not None and one.date.start <= until and since <= one.date.end for one in dated),
        interval=poisson_interval(best),
    )
