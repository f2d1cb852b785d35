"""Calendar arithmetic for time expressions: months, weeks, seasons, holidays, nearest days.

Weeks in values are ISO 8601 weeks (Monday first); the days of "last week" run Sunday to Saturday, the way
newspapers count. Seasons are those of the northern hemisphere, whole months (summer: June to August).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from onrecord.lexicon.times import Holiday

Days = tuple[date, date]
_SEASON_FIRST_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_MAX_YEAR = 9998
_ISLAMIC_EPOCH = date(622, 7, 19).toordinal()  # 16 July 622 in the Julian calendar


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The day, or ``None`` where the calendar has no such day (31 June, month 13, year 0)."""
    if not (1 <= year <= _MAX_YEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def add_days(day: date, days: int) -> date:
    """``day`` moved by ``days``, held inside the calendar."""
    ordinal = min(max(day.toordinal() + days, date.min.toordinal()), date(_MAX_YEAR, 12, 31).toordinal())
    return date.fromordinal(ordinal)


def add_months(day: date, months: int) -> date:
    """``day`` moved by whole months; the last day of a shorter month stands in for a missing day."""
    index = day.year * 12 + day.month - 1 + months
    index = min(max(index, 12), _MAX_YEAR * 12 + 11)
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift_units(day: date, count: float, unit: str) -> date:
    """``day`` moved by ``count`` of a unit (``D W F M Q Y DE CE``); parts of a day move nothing."""
    if unit in ("D", "W", "F", "WE"):
        return add_days(day, round(count * {"D": 1, "W": 7, "F": 14, "WE": 7}[unit]))
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
    if months is not None:
        return add_months(day, round(count * months))
    hours = {"TH": 1.0, "TM": 1 / 60, "TS": 1 / 3600}.get(unit, 0.0)
    return add_days(day, int(count * hours / 24))


def month_days(year: int, month: int) -> Days:
    """The first and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_days(year: int) -> Days:
    """1 January and 31 December."""
    return date(year, 1, 1), date(year, 12, 31)


def quarter_days(year: int, quarter: int) -> Days:
    """The first and last day of a calendar quarter (1-4)."""
    return date(year, quarter * 3 - 2, 1), month_days(year, quarter * 3)[1]


def news_week(day: date, weeks: int = 0) -> Days:
    """The week, Sunday to Saturday, ``weeks`` after the one that holds ``day``."""
    sunday = add_days(day, weeks * 7 - day.isoweekday() % 7)
    return sunday, add_days(sunday, 6)


def iso_week_value(day: date) -> str:
    """``YYYY-Www`` of a day."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def season_days(year: int, season: str) -> Days:
    """The days of a season (``SP SU FA WI``); winter begins in December of ``year``."""
    first = date(year, _SEASON_FIRST_MONTH[season], 1)
    return first, add_days(add_months(first, 3), -1)


def third_of(days: Days, part: str) -> Days:
    """The ``early``, ``mid`` or ``late`` third of a span; months and years keep to usual bounds.

    Early, mid, late November: 1-10, 11-20, 21-30. Early, mid, late 2013: January to March, April to
    September, October to December.
    """
    first, last = days
    length = (last - first).days + 1
    if length >= 360 and length <= 366:
        bounds = {"early": (1, 3), "mid": (4, 9), "late": (10, 12)}[part]
        return date(first.year, bounds[0], 1), month_days(first.year, bounds[1])[1]
    third = length // 3
    if part == "early":
        return first, add_days(first, third - 1)
    if part == "late":
        return add_days(first, 2 * third), last
    return add_days(first, third), add_days(first, 2 * third - 1)


def weekday_on_or_before(day: date, weekday: int) -> date:
    """The latest such weekday (ISO, Monday 1) up to ``day``."""
    return add_days(day, -((day.isoweekday() - weekday) % 7))


def weekday_after(day: date, weekday: int) -> date:
    """The first such weekday (ISO, Monday 1) strictly after ``day``."""
    return add_days(day, (weekday - day.isoweekday() - 1) % 7 + 1)


def easter(year: int) -> date:
    """Easter Sunday, Gregorian (the anonymous computus, Nature, 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    fourth, skipped = divmod(century, 4)
    moon = (19 * golden + century - fourth - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    offset = (32 + 2 * skipped + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * offset) // 451
    month, day = divmod(moon + offset - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def islamic_day(year: int, month: int, day: int) -> date:
    """The first such day of the tabular Islamic calendar (civil epoch, 30-year cycle) in a Gregorian year.

    Sighted months may begin a day earlier or later (Dershowitz and Reingold, Calendrical Calculations).
    """
    islamic_year = (year - 622) * 33 // 32
    while True:
        elapsed = (islamic_year - 1) * 354 + (3 + 11 * islamic_year) // 30
        found = date.fromordinal(_ISLAMIC_EPOCH + elapsed + 29 * (month - 1) + month // 2 + day - 1)
        if found.year >= year:
            return found
        islamic_year += 1


def holiday_day(holiday: Holiday, year: int) -> date:
    """The day of a holiday in a year."""
    if holiday.rule == "easter":
        return add_days(easter(year), holiday.value)
    if holiday.rule == "islamic":
        return islamic_day(year, holiday.month, holiday.value)
    if holiday.rule == "nth":
        first = date(year, holiday.month, 1)
        return add_days(first, (holiday.value - first.isoweekday()) % 7 + 7 * (holiday.nth - 1))
    if holiday.rule == "last":
        return weekday_on_or_before(month_days(year, holiday.month)[1], holiday.value)
    return date(holiday.nth if holiday.rule == "dated" else year, holiday.month, holiday.value)


def days_between(first: date, last: date) -> int:
    """Whole days from ``first`` to ``last``; negative where ``last`` is earlier."""
    return (last - first) // timedelta(days=1)
