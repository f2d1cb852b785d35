"""Builders for distances: "two weeks ago", "a day earlier", "two days after the vote", anniversaries."""

from __future__ import annotations

from datetime import date

from onrecord.mentions import times_calendar as cal
from onrecord.mentions.times_counts import Amount, amount
from onrecord.mentions.times_parts import FEW, unresolved, vague
from onrecord.mentions.times_reading import Anchor, Draft, Found, Reading
from onrecord.records import DatePrecision

_UNIT_DAYS = {"D": 1, "W": 7, "F": 14, "M": 30, "Q": 91, "Y": 365, "DE": 3652, "WE": 7}


def shifted(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "two weeks ago" from publication; "a day earlier", "two days later" from the day told last."""
    size, word = amount(found), found.words("j")[0]
    ahead = word in ("later", "afterward", "afterwards", "from", "hence")
    from_publication = word in ("ago", "from", "hence")
    base, anchor = _shift_base(reading, from_publication)
    if base is None:
        if not from_publication:
            return (found.draft("DURATION", size.value),)
        return unresolved(found, 1 if ahead else -1)
    sign = 1 if ahead else -1
    if size.count is None:
        return (_vague_shift(found, base, size, sign, anchor),)
    moved = cal.shift_units(base, sign * size.count, size.unit)
    return (_shift_draft(found, moved, size, anchor),)


def _shift_base(reading: Reading, from_publication: bool) -> tuple[date | None, Anchor]:
    told, published = reading.told, reading.published
    if not from_publication and told and told.first and not (published and told.first > published):
        return told.first, "mention"
    return reading.published, "published" if reading.published else "none"


def _shift_draft(found: Found, moved: date, size: Amount, anchor: Anchor) -> Draft:
    if size.unit in ("TH", "TM", "TS"):
        return found.draft("TIME", moved.isoformat(), (moved, moved), DatePrecision.DAY, anchor)
    if size.unit in ("D", "WE"):
        return found.draft("DATE", moved.isoformat(), (moved, moved), DatePrecision.DAY, anchor)
    if size.unit in ("W", "F"):
        return found.draft("DATE", cal.iso_week_value(moved), (moved, moved), DatePrecision.DAY, anchor)
    if size.unit in ("M", "Q"):
        days = cal.month_days(moved.year, moved.month)
        return found.draft("DATE", f"{moved.year:04d}-{moved.month:02d}", days, DatePrecision.MONTH, anchor)
    if size.count == 1 and found.tokens.word(found.start - 1) in ("about", "around", "roughly"):
        days = cal.month_days(moved.year, moved.month)
        return found.draft("DATE", f"{moved.year:04d}", days, DatePrecision.MONTH, anchor)
    return found.draft("DATE", f"{moved.year:04d}", cal.year_days(moved.year), DatePrecision.YEAR, anchor)


def _vague_shift(found: Found, base: date, size: Amount, sign: int, anchor: Anchor) -> Draft:
    near, far = cal.shift_units(base, sign, size.unit), cal.shift_units(base, sign * FEW, size.unit)
    if size.unit == "D" and sign > 0:
        far = cal.add_days(base, 7)
    days = (near, far) if sign > 0 else (far, near)
    value = ("FUTURE_REF" if sign > 0 else "PAST_REF") if found.has("n") else size.value
    timex = "DATE" if found.has("n") else "DURATION"
    draft = found.draft(timex, value, days, DatePrecision.INTERVAL, anchor)  # type: ignore[arg-type]
    return vague(draft)


def event_shift(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "a day after the attack", "two days before the vote": a distance from an event that the text names."""
    size, word = amount(found), found.words("j")[0]
    sign = 1 if word in ("after", "following") else -1
    day = reading.published
    shift = None if size.count is None else sign * round(size.count * _UNIT_DAYS.get(size.unit, 0))
    return (
        Draft(
            start=found.start,
            end=found.parts["u"][1],
            timex_type="DURATION",
            value=size.value,
            first=day,
            last=day,
            precision=DatePrecision.DAY if day else None,
            anchor="event",
            shift_days=shift,
            is_vague=size.count is None,
        ),
    )


def event_day(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "the day after the attack"."""
    sign = 1 if found.words("j")[0] == "after" else -1
    day = reading.published
    value = cal.add_days(reading.told_day, sign).isoformat() if reading.told_day else "XXXX-XX-XX"
    return (
        Draft(
            start=found.start,
            end=found.parts["u"][1],
            timex_type="DATE",
            value=value,
            first=day,
            last=day,
            precision=DatePrecision.DAY if day else None,
            anchor="event",
            shift_days=sign,
        ),
    )


def anniversary(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "the one-year anniversary of the raid": as many years after that event."""
    years: float | None = None
    unit = "Y"
    if found.has("n"):
        size = amount(found)
        years, unit = size.count, size.unit
    elif found.has("o"):
        numbers = [found.lexicon.values.get(word) or word for word in found.words("o")]
        years = float(sum(int(number) for number in numbers if number.isdecimal()))
    day = reading.published
    return (
        Draft(
            start=found.start,
            end=found.end,
            timex_type="DATE",
            value=Amount(years, unit).value,
            first=day,
            last=day,
            precision=DatePrecision.DAY if day else None,
            anchor="event",
            shift_days=None if years is None else round(years * _UNIT_DAYS.get(unit, 365)),
            is_vague=years is None,
        ),
    )


BUILDERS = {
    "anniversary": anniversary,
    "event_day": event_day,
    "event_shift": event_shift,
    "shifted": shifted,
}
