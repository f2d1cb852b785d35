"""Days and their precision as the codebooks write them."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.records import DatePrecision, EventDate

__all__ = ["acled_precision", "days_covered", "ged_precision", "middle_day"]

_WEEK = 7
_MONTH = 31


def days_covered(when: EventDate) -> int:
    """How many days the span covers, both ends counted."""
    return (date.fromisoformat(when.end) - date.fromisoformat(when.start)).days + 1


def middle_day(when: EventDate) -> date:
    """The day in the middle of the span, the earlier one of two."""
    return date.fromisoformat(when.start) + timedelta(days=(days_covered(when) - 1) // 2)


def acled_precision(when: EventDate) -> int:
    """1 the day, 2 within a week, 3 coarser (ACLED codebook, time precision)."""
    covered = days_covered(when)
    if covered == 1 and when.precision is DatePrecision.DAY:
        return 1
    return 2 if covered <= _WEEK else 3


def ged_precision(when: EventDate) -> int:
    """1 the day, 2 two to six days, 3 a week, 4 a month, 5 longer (UCDP GED codebook, date_prec)."""
    covered = days_covered(when)
    if covered == 1:
        return 1
    if covered < _WEEK:
        return 2
    if covered == _WEEK:
        return 3
    return 4 if covered <= _MONTH else 5
