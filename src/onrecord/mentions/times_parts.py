"""What the builders of all kinds share: years told in a mention, parts of units and days, what to count from."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from onrecord.mentions import times_calendar as cal
from onrecord.mentions.times_reading import Anchor, Draft, Found, Reading
from onrecord.records import DatePrecision

_FUTURE_BIAS = 2.0  # a coming date must be that many times nearer (186 dates of timebank, aquaint, reports_train dev)
_FUTURE_CUE = 2.0  # ... less after a word like "will" (same dates)
_PAST_CUE = 4.0  # ... more after a word like "killed"
PRECISION = {
    "D": DatePrecision.DAY,
    "W": DatePrecision.WEEK,
    "M": DatePrecision.MONTH,
    "Q": DatePrecision.INTERVAL,
    "Y": DatePrecision.YEAR,
}
FEW = 4  # "the past few weeks", "in recent months": how many at most (reports_train: three to four)


def fuzz_of(found: Found) -> str | None:
    """``early``, ``mid`` or ``late`` where the mention says so."""
    for part in ("f", "f2", "f3"):
        for word in found.words(part):
            if (value := found.lexicon.values.get(word)) in ("early", "mid", "late"):
                return value
    return None


def narrowed(found: Found, days: cal.Days) -> cal.Days:
    """The days, or their early, middle or late part."""
    fuzz = fuzz_of(found)
    return cal.third_of(days, fuzz) if fuzz else days


def full_year(short: int, published: date | None) -> int:
    """The year that two digits stand for: the nearest to publication, else within 1950-2049."""
    if published is None:
        return 1900 + short if short >= 50 else 2000 + short
    century = published.year // 100 * 100
    return min((century + short + step for step in (-100, 0, 100)), key=lambda year: abs(year - published.year))


def told_year(found: Found, reading: Reading) -> int | None:
    """The year that the mention itself gives, in digits or by "last", "this", "next"."""
    if year := found.number("y") or found.number("ay"):
        return year if year > 99 else full_year(year, reading.published)
    if found.has("yy"):
        return full_year(int(found.words("yy")[0]), reading.published)
    if found.has("r"):
        near = reading.told_day if found.words("r")[-1] in found.lexicon.listed["from_told"] else None
        base = near or reading.published
        return base.year + found.shift() if base else None
    return None


def is_ahead(ahead: int, behind: int, direction: int) -> bool:
    """Whether the coming date is meant rather than the past one, from their distances in days and the cue."""
    bias = _FUTURE_BIAS * (_PAST_CUE if direction < 0 else 1 / _FUTURE_CUE if direction > 0 else 1)
    return ahead * bias < behind


def part_suffix(found: Found) -> str:
    """``TNI``, ``T12:00`` ... for a part of the day in the mention, else empty."""
    for part in ("p", "p1"):
        if found.has(part):
            return "T" + found.value(part)
    for part in ("f",):
        for word in found.words(part):
            value = found.lexicon.values.get(word, "")
            if found.lexicon.codes.get(word) in (found.lexicon.classes["PARTDAY"], found.lexicon.classes["NOON"]):
                return "T" + value
    return ""


def day_draft(found: Found, day: date, anchor: Anchor = "none") -> Draft:
    """A draft for one day, or for a part of it."""
    suffix = part_suffix(found)
    return found.draft("TIME" if suffix else "DATE", day.isoformat() + suffix, (day, day), DatePrecision.DAY, anchor)


def base_for(relation: str, reading: Reading) -> tuple[date | None, Anchor]:
    """The day a relation counts from: the day told last for "previous", "following", "that"; else publication."""
    if relation in reading.lexicon.listed["from_told"] and reading.told_day:
        return reading.told_day, "mention"
    if reading.published:
        return reading.published, "published"
    return None, "none"


def unresolved(found: Found, shift: int) -> tuple[Draft, ...]:
    """A relative date that nothing anchors: past, present or future reference."""
    value = "PRESENT_REF" if shift == 0 else "PAST_REF" if shift < 0 else "FUTURE_REF"
    return (found.draft("DATE", value),)


def vague(draft: Draft) -> Draft:
    """The draft, marked as vague."""
    return replace(draft, is_vague=True)


def unit_days(base: date, unit: str, shift: int) -> tuple[str, cal.Days] | None:
    """The TIMEX3 value and days of the calendar unit ``shift`` after the one that holds ``base``."""
    if unit == "D":
        day = cal.add_days(base, shift)
        return day.isoformat(), (day, day)
    if unit in ("W", "F"):
        weeks = shift * (2 if unit == "F" else 1)
        return cal.iso_week_value(cal.add_days(base, 7 * weeks)), cal.news_week(base, weeks)
    if unit == "M":
        moved = cal.add_months(base.replace(day=1), shift)
        return f"{moved.year:04d}-{moved.month:02d}", cal.month_days(moved.year, moved.month)
    if unit == "Q":
        moved = cal.add_months(base.replace(day=1), 3 * shift)
        number = (moved.month + 2) // 3
        return f"{moved.year:04d}-Q{number}", cal.quarter_days(moved.year, number)
    if unit == "Y":
        year = base.year + shift
        return f"{year:04d}", cal.year_days(year)
    if unit == "DE":
        year = base.year // 10 * 10 + 10 * shift
        return f"{year:04d}"[:3], (date(year, 1, 1), date(year + 9, 12, 31))
    if unit == "CE":
        year = base.year // 100 * 100 + 100 * shift
        return f"{year:04d}"[:2], (date(year, 1, 1), date(year + 99, 12, 31))
    return None


def month_draft(found: Found, year: int, month: int, anchor: Anchor = "none") -> Draft:
    """A draft for a month or its early, middle or late part."""
    days = narrowed(found, cal.month_days(year, month))
    return found.draft("DATE", f"{year:04d}-{month:02d}", days, DatePrecision.MONTH, anchor)
