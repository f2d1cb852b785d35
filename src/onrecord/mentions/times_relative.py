"""Builders for expressions that count from the publication day, from the day told last, or from an event."""

from __future__ import annotations

from datetime import date

from onrecord.mentions import times_calendar as cal
from onrecord.mentions.times_counts import Amount, amount_of
from onrecord.mentions.times_dates import day_draft, fuzz_of, narrowed, part_suffix
from onrecord.mentions.times_reading import Anchor, Draft, Found, Reading
from onrecord.records import DatePrecision

_PRECISION = {
    "D": DatePrecision.DAY,
    "W": DatePrecision.WEEK,
    "M": DatePrecision.MONTH,
    "Q": DatePrecision.INTERVAL,
    "Y": DatePrecision.YEAR,
}
_UNIT_DAYS = {"D": 1, "W": 7, "F": 14, "M": 30, "Q": 91, "Y": 365, "DE": 3652, "WE": 7}
_FEW = 4  # "the past few weeks", "in recent months": how many at most (reports_train: three to four)


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


def tonight(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "tonight" is the night of the publication day, "overnight" the one before it."""
    if reading.published is None:
        return (found.draft("TIME", "PRESENT_REF" if found.value("x") == "0" else "XXXX-XX-XXTNI"),)
    last = reading.published
    first = cal.add_days(last, int(found.value("x")))
    days = (first, last) if first != last else (last, last)
    precision = DatePrecision.DAY if first == last else DatePrecision.INTERVAL
    return (found.draft("TIME", f"{first.isoformat()}TNI", days, precision, "published"),)


def this_part(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "this morning"."""
    if reading.published is None:
        return (found.draft("TIME", f"XXXX-XX-XXT{found.value('p')}"),)
    return (day_draft(found, reading.published, "published"),)


def that_part(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "that night", "the next morning": from the day told last."""
    base = reading.told_day or reading.published
    if base is None:
        return (found.draft("TIME", f"XXXX-XX-XXT{found.value('p')}"),)
    day = cal.add_days(base, found.shift())
    return (day_draft(found, day, "mention" if reading.told_day else "published"),)


def last_night(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "last night", "last evening"."""
    if reading.published is None:
        return (found.draft("TIME", f"XXXX-XX-XXT{found.value('p')}"),)
    return (day_draft(found, cal.add_days(reading.published, -1), "published"),)


def part_alone(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "in the morning", "at dawn": of the day told last, else of publication."""
    told = reading.told_near(found.start)
    if told and told.first and told.precision == DatePrecision.DAY:
        return (day_draft(found, told.first, "mention"),)
    if reading.published and found.words("p") == ["night"]:
        eve = cal.add_days(reading.published, -1)
        value, days = f"{eve.isoformat()}TNI", (eve, reading.published)
        return (found.draft("TIME", value, days, DatePrecision.INTERVAL, "published"),)
    if reading.published:
        return (day_draft(found, reading.published, "published"),)
    return (found.draft("TIME", f"XXXX-XX-XX{part_suffix(found)}"),)


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
    precision = _PRECISION.get(unit, DatePrecision.INTERVAL)
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
    return (found.draft("DATE", value, narrowed(found, days), _PRECISION.get(unit, DatePrecision.INTERVAL), anchor),)


def year_ago_quarter(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "the year-ago quarter": the last full quarter, a year before; "year-earlier" alone the whole year."""
    base = reading.published
    if base is None:
        return ()
    year = base.year - 1
    if not found.has("k"):
        return (found.draft("DATE", f"{year:04d}", cal.year_days(year), DatePrecision.YEAR, "published"),)
    moved = cal.add_months(base.replace(day=1), -12 - 3)
    number = found.number("q") or (moved.month + 2) // 3
    if not 1 <= number <= 4:
        return ()
    return (
        found.draft(
            "DATE", f"{year:04d}-Q{number}", cal.quarter_days(year, number), DatePrecision.INTERVAL, "published"
        ),
    )


def amount(found: Found) -> Amount:
    """The count and unit of a match; no count at all is vague."""
    start, end = found.parts["u"]
    tail = found.tokens.words[end : found.end]
    words = found.words("n") or ["several"]
    return amount_of(words, found.tokens.words[start:end], found.lexicon, tail)


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
    near, far = cal.shift_units(base, sign, size.unit), cal.shift_units(base, sign * _FEW, size.unit)
    if size.unit == "D" and sign > 0:
        far = cal.add_days(base, 7)
    days = (near, far) if sign > 0 else (far, near)
    value = ("FUTURE_REF" if sign > 0 else "PAST_REF") if found.has("n") else size.value
    timex = "DATE" if found.has("n") else "DURATION"
    draft = found.draft(timex, value, days, DatePrecision.INTERVAL, anchor)  # type: ignore[arg-type]
    return vague(draft)


def vague(draft: Draft) -> Draft:
    """The draft, marked as vague."""
    fields = {name: getattr(draft, name) for name in draft.__struct_fields__}
    return Draft(**{**fields, "is_vague": True})


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
    "deictic": deictic,
    "end_of_unit": end_of_unit,
    "event_day": event_day,
    "event_shift": event_shift,
    "last_night": last_night,
    "part_alone": part_alone,
    "related_unit": related_unit,
    "shifted": shifted,
    "that_part": that_part,
    "this_part": this_part,
    "tonight": tonight,
    "weekday": weekday,
    "weekend": weekend,
    "year_ago_quarter": year_ago_quarter,
}
