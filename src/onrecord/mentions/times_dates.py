"""Builders for days and months of the calendar: "Oct. 1, 2020", "3 and 5 May", "last March", "Christmas Day".

A day or month without a year is the nearest one that fits, in the past unless it is far nearer in the future
or words around point there; without a publication day it takes the year the story has got to.
"""

from __future__ import annotations

from datetime import date

from onrecord.lexicon.times import Holiday
from onrecord.mentions import times_calendar as cal
from onrecord.mentions.times_parts import day_draft, full_year, is_ahead, month_draft, part_suffix, told_year, vague
from onrecord.mentions.times_reading import Anchor, Draft, Found, Reading
from onrecord.records import DatePrecision

_NONE: Anchor = "none"


def nearest_year(month: int, day: int, found: Found, reading: Reading) -> tuple[int | None, Anchor]:
    """The year of a day told without one, and what it was counted from."""
    published = reading.published
    if published is None:
        year = reading.story_year(month)
        return year, "mention" if year else "none"
    days = [found_day for year in range(published.year - 4, published.year + 5)
            if (found_day := cal.day_or_none(year, month, day))]  # fmt: skip
    if found.has("w"):
        weekday = found.number("w")
        fitting = [item for item in days if item.isoweekday() == weekday and abs(item.year - published.year) <= 1]
        if fitting:
            return min(fitting, key=lambda item: abs(cal.days_between(published, item))).year, "published"
    past = max((item for item in days if item <= published), default=None)
    future = min((item for item in days if item > published), default=None)
    return _choose(past, future, published, reading.direction(found.start, found.end)), "published"


def _choose(past: date | None, future: date | None, published: date, direction: int) -> int | None:
    if past is None or future is None:
        either = past or future
        return either.year if either else None
    ahead, behind = cal.days_between(published, future), cal.days_between(past, published)
    return future.year if is_ahead(ahead, behind, direction) else past.year


def calendar_day(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """A day of a month, with or without its year: "Oct. 1, 2020", "1 October", "Thursday, Dec. 28"."""
    month, day = found.number("m"), found.number("d")
    if month is None or day is None:
        return ()
    year, anchor = told_year(found, reading), _NONE
    if year is None:
        year, anchor = nearest_year(month, day, found, reading)
    if year is None:
        return (found.draft("DATE", f"XXXX-{month:02d}-{day:02d}" + part_suffix(found)),)
    known = cal.day_or_none(year, month, day)
    return (day_draft(found, known, anchor),) if known else ()


def slashed_day(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """``10/01/2020``: month first unless that is no month."""
    return _numeric_day(found, reading, day_first=False)


def dotted_day(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """``01.10.2020``: day first unless that gives no month."""
    return _numeric_day(found, reading, day_first=True)


def _numeric_day(found: Found, reading: Reading, *, day_first: bool) -> tuple[Draft, ...]:
    tokens = found.tokens
    if not all(tokens.glued(index) for index in range(found.start, found.end - 1)):
        return ()
    first, second = found.number("a"), found.number("b")
    year_digits = found.words("y")[0]
    if first is None or second is None or len(year_digits) not in (2, 4):
        return ()
    year = int(year_digits) if len(year_digits) == 4 else full_year(int(year_digits), reading.published)
    orders = [(second, first), (first, second)] if day_first else [(first, second), (second, first)]
    for month, day in orders:
        if known := cal.day_or_none(year, month, day):
            return (day_draft(found, known),)
    return ()


def day_pair(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """Two days of one month: "between 3 and 5 May", "March 3-5, 2019"; each a mention of its own."""
    single = calendar_day(found, reading)
    if not single:
        return ()
    last = single[0]
    first_day = int(found.words("d1")[0])
    month, parts = found.number("m"), found.parts
    known = cal.day_or_none(last.first.year, month, first_day) if last.first and month else None
    head = Found(found.name, found.start, parts["j"][0], {}, found.tokens, found.lexicon)
    tail = Found(found.name, parts["j"][1], found.end, {}, found.tokens, found.lexicon)
    if last.first is None:
        value = f"XXXX-{month:02d}-{first_day:02d}"
        return (head.draft("DATE", value), tail.draft("DATE", last.value))
    if known is None or known >= last.first:
        return ()
    days = (known, last.first)
    precision = DatePrecision.INTERVAL
    if found.words("j")[0] == "or":
        return (day_draft(head, known, last.anchor), day_draft(tail, last.first, last.anchor))
    return (
        head.draft("DATE", known.isoformat(), days, precision, last.anchor),
        tail.draft("DATE", last.first.isoformat(), days, precision, last.anchor),
    )


def month_year(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """A month with its year: "March 1996", "June last year", "early October 1939"."""
    year, month = told_year(found, reading), found.number("m")
    if month is None:
        return ()
    if year is None:
        return (found.draft("DATE", f"XXXX-{month:02d}"),)
    return (month_draft(found, year, month, "published" if found.has("r") else "none"),)


def bare_month(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """A month's name alone: the nearest fitting one, this month counting as past."""
    month = found.number("m")
    if month is None:
        return ()
    if ahead := found.number("ay"):
        return (month_draft(found, ahead, month),)
    year, anchor = _month_year_near(month, reading, reading.direction(found.start, found.end))
    if year is None:
        return (found.draft("DATE", f"XXXX-{month:02d}"),)
    return (month_draft(found, year, month, anchor),)


def _month_year_near(month: int, reading: Reading, direction: int) -> tuple[int | None, Anchor]:
    base = reading.published
    if base is None:
        year = reading.story_year(month)
        return year, "mention" if year else "none"
    ahead, behind = (month - base.month) % 12, (base.month - month) % 12
    if ahead and is_ahead(ahead, behind, direction):
        return base.year + (month < base.month), "published"
    return base.year - (month > base.month), "published"


def relative_month(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "last May", "next March", "this October" (and a day of it)."""
    month, base = found.number("m"), reading.published
    relation = found.words("r")[-1]
    if month is None:
        return ()
    if relation in ("following", "previous"):
        base = reading.told_day or base
    if base is None:
        return (found.draft("DATE", f"XXXX-{month:02d}"),)
    if relation in ("last", "past", "previous"):
        year = base.year - (month >= base.month)
    elif relation in ("next", "coming", "following"):
        year = base.year + (month <= base.month)
    else:
        year = base.year
    if day := found.number("d"):
        known = cal.day_or_none(year, month, day)
        return (day_draft(found, known, "published"),) if known else ()
    return (month_draft(found, year, month, "published"),)


def holiday(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "Christmas Day", "last Easter", "Ramadan": the nearest one, in the past unless words around say otherwise."""
    known = found.lexicon.holidays[" ".join(found.words("h")[0].replace("’", "'").split())]
    told = known.nth if known.rule == "dated" else found.number("y")
    if told:
        return (_holiday_draft(found, known, cal.holiday_day(known, told), _NONE),)
    base = reading.published or reading.told_day
    if base is None:
        return (found.draft("DATE", "XXXX-XX-XX"),)
    days = [cal.holiday_day(known, year) for year in range(base.year - 1, base.year + 2)]
    past = max(day for day in days if day <= base)
    future = min(day for day in days if day > base)
    distances = cal.days_between(base, future), cal.days_between(past, base)
    ahead = is_ahead(*distances, reading.direction(found.start, found.end)) or found.shift() > 0
    day = future if ahead and found.shift() >= 0 else past
    return (_holiday_draft(found, known, day, "published"),)


def _holiday_draft(found: Found, known: Holiday, first: date, anchor: Anchor) -> Draft:
    if known.days == 1:
        return found.draft("DATE", first.isoformat(), (first, first), DatePrecision.DAY, anchor)
    value = first.isoformat() if known.days < 28 else f"{first.year:04d}-{first.month:02d}"
    days = (first, cal.add_days(first, known.days - 1))
    return vague(found.draft("DATE", value, days, DatePrecision.INTERVAL, anchor))


BUILDERS = {
    "bare_month": bare_month,
    "calendar_day": calendar_day,
    "day_pair": day_pair,
    "dotted_day": dotted_day,
    "holiday": holiday,
    "month_year": month_year,
    "relative_month": relative_month,
    "slashed_day": slashed_day,
}
