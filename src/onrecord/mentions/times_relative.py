"""Builders for days, weeks, months and years that count from publication or from the day told last."""

from __future__ import annotations

from datetime import date

from onrecord.mentions import times_calendar as cal
from onrecord.mentions.times_counts import Amount
from onrecord.mentions.times_parts import (
    PRECISION,
    base_for,
    day_draft,
    fuzz_of,
    narrowed,
    part_suffix,
    unit_days,
    unresolved,
)
from onrecord.mentions.times_reading import Anchor, Draft, Found, Reading
from onrecord.records import DatePrecision


def weekday(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "Wednesday night", "last Friday", "the following Monday": the latest such day unless told otherwise."""
    number = found.number("w")
    if number is None:
        return ()
    relation = found.words("r")[-1] if found.has("r") else ""
    base, anchor = base_for(relation, reading)
    if base is None and reading.told_day:
        base, anchor, relation = reading.told_day, "mention", relation or "coming"
    if base is None:
        return (found.draft("DATE", f"XXXX-WXX-{number}{part_suffix(found)}"),)
    if found.has("r2"):
        day = cal.add_days(base, number - base.isoweekday() + 7 * found.shift("r2"))
        return (day_draft(found, day, "published"),)
    return (day_draft(found, _weekday_near(number, relation, base, found, reading), anchor),)


def _weekday_near(number: int, relation: str, base: date, found: Found, reading: Reading) -> date:
    latest = cal.weekday_on_or_before(base, number)
    if relation in ("last", "past", "previous", "preceding"):
        return cal.weekday_on_or_before(cal.add_days(base, -1), number)
    if relation in ("next", "coming", "upcoming", "following"):
        return cal.weekday_after(base, number)
    direction = reading.direction(found.start, found.end, verbs=True)
    if direction > 0 and latest != base:
        return cal.weekday_after(base, number)
    if relation == "this" and direction == 0 and latest != base:
        return cal.weekday_after(base, number)
    return latest


def deictic(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "today", "yesterday morning", "the day before yesterday"."""
    shift = int(found.value("x"))
    if found.has("j"):
        shift += -1 if found.words("j")[0] == "before" else 1
    if reading.published is None:
        return unresolved(found, shift)
    return (day_draft(found, cal.add_days(reading.published, shift), "published"),)


def weekend(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "the weekend", "last weekend", "next weekend"."""
    relation = found.words("r")[-1]
    base, anchor = base_for(relation, reading)
    if base is None:
        return (found.draft("DATE", "XXXX-WXX-WE"),)
    saturday = cal.weekday_on_or_before(base, 6)
    if cal.days_between(saturday, base) <= 1 and relation in ("last", "past", "previous"):
        saturday = cal.add_days(saturday, -7)
    ahead = relation in ("next", "coming", "following") or (
        relation in ("the", "this") and reading.direction(found.start, found.end) > 0
    )
    if ahead and cal.days_between(saturday, base) > 1:
        saturday = cal.weekday_after(base, 6)
    days = (saturday, cal.add_days(saturday, 1))
    return (found.draft("DATE", f"{cal.iso_week_value(saturday)}-WE", days, DatePrecision.INTERVAL, anchor),)


def related_unit(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "last week", "this month", "next year", "the same day", "earlier this year"."""
    unit, relation = found.value("u"), found.words("r")[-1]
    shift = found.shift()
    if relation == "past" and "this" not in found.words("r") and unit in ("Y", "M", "W", "Q", "DE", "CE", "D", "TH"):
        return _one_back(found, reading, unit)
    if relation == "latest" and unit != "Q":
        shift = 0
    from_told = unit == "D" or (reading.published is None and found.tokens.word(found.parts["r"][0] - 1) == "the")
    base, anchor = base_for("following" if relation == "next" and from_told else relation, reading)
    if base is None:
        return unresolved(found, shift)
    told = unit_days(base, unit, shift)
    if told is None:
        return _within_day(found, reading, unit, shift)
    value, days = told
    days = _clipped(found, reading, relation, days) if anchor == "published" else narrowed(found, days)
    precision = PRECISION.get(unit, DatePrecision.INTERVAL)
    return (found.draft("DATE", value, days, precision, anchor),)


def _one_back(found: Found, reading: Reading, unit: str) -> tuple[Draft, ...]:
    days: tuple[date | None, date | None] = (None, None)
    if reading.published:
        days = (cal.shift_units(reading.published, -1, unit), reading.published)
        if unit == "Y":
            value = f"{reading.published.year - 1:04d}"
            return (found.draft("DATE", value, days, DatePrecision.INTERVAL, "published"),)
    return (found.draft("DURATION", Amount(1.0, unit).value, days, DatePrecision.INTERVAL, "published"),)


def _within_day(found: Found, reading: Reading, unit: str, shift: int) -> tuple[Draft, ...]:
    days: tuple[date | None, date | None] = (None, None)
    if reading.published:
        days = (reading.published, reading.published)
    return (found.draft("DURATION", Amount(1.0, unit).value, days, DatePrecision.DAY, "published"),)


def _clipped(found: Found, reading: Reading, relation: str, days: cal.Days) -> cal.Days:
    words, published = found.tokens.words[found.start : found.end], reading.published
    if fuzz_of(found):
        days = cal.third_of(days, fuzz_of(found) or "mid")
    if relation not in ("this", "current") or published is None or not days[0] <= published <= days[1]:
        return days
    if "later" in words or "rest" in words or reading.direction(found.start, found.end) > 0:
        return published, days[1]
    return days[0], published


def end_of_unit(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "the end of the month", "earlier in the year": the unit that holds the day told last, or publication."""
    unit = found.value("u")
    base = reading.published or reading.told_day
    if base is None:
        return ()
    told = unit_days(base, unit, 0)
    if told is None or unit == "D":
        return ()
    value, days = told
    anchor: Anchor = "published" if reading.published else "mention"
    return (found.draft("DATE", value, narrowed(found, days), PRECISION.get(unit, DatePrecision.INTERVAL), anchor),)


BUILDERS = {
    "deictic": deictic,
    "end_of_unit": end_of_unit,
    "related_unit": related_unit,
    "weekday": weekday,
    "weekend": weekend,
}
