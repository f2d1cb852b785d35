"""Mends days that cannot be: what has happened lies on or before the day of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from onrecord.records import Status, TimeMention
from onrecord.reports.drafts import Draft

_HAPPENED = frozenset({Status.OCCURRED, Status.ONGOING, Status.ATTEMPTED})
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.I)
_WEEK = timedelta(days=7)


def without_future_days(drafts: Sequence[Draft], published: str | None) -> list[Draft]:
    """The drafts with the days of past acts mended: a weekday ahead is the one before, any other day ahead unknown."""
    if published is None:
        return list(drafts)
    return [replace(d, time=_mended(d.time, published)) if d.status in _HAPPENED else d for d in drafts]


def _mended(time: TimeMention | None, published: str) -> TimeMention | None:
    if time is None or time.first_day is None or time.last_day is None or time.first_day <= published[:10]:
        return time
    first, last = date.fromisoformat(time.first_day), date.fromisoformat(time.last_day)
    if _WEEKDAY.search(time.text) and first - _WEEK <= date.fromisoformat(published[:10]):
        return replace(time, first_day=(first - _WEEK).isoformat(), last_day=(last - _WEEK).isoformat())
    return None
