"""Builders for calendar dates: days, months, quarters, seasons, years, decades, centuries, clock times.

Values follow TIMEX3 (ISO 8601 with the extensions of ISO-TimeML: seasons ``SP SU FA WI``, parts of the day
``MO AF EV NI``). A day or month without a year is the nearest one that fits, in the past unless words
around point to the future; without a publication day it takes the year told last.
"""

from __future__ import annotations

from datetime import date

from onrecord.mentions import times_calendar as cal
from onrecord.mentions.times_reading import Anchor, Draft, Found, Reading
from onrecord.records import DatePrecision

_FUTURE_BIAS = 2.0  # a coming date must be that many times nearer (186 dates of timebank, aquaint, reports_train dev)
_CUE_WEIGHT = 2.0  # ... and a word like "will" or "was" moves that by this factor (same dates)


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


def is_ahead(ahead: int, behind: int, direction: int) -> bool:
    """Whether the coming date is meant rather than the past one, from their distances in days and the cue."""
    bias = _FUTURE_BIAS * _CUE_WEIGHT ** (-direction)
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


def calendar_day(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """A day of a month, with or without its year: "Oct. 1, 2020", "1 October", "Thursday, Dec. 28"."""
    month, day = found.number("m"), found.number("d")
    if month is None or day is None:
        return ()
    year, anchor = told_year(found, reading), "none"
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


def month_draft(found: Found, year: int, month: int, anchor: Anchor = "none") -> Draft:
    """A draft for a month or its early, middle or late part."""
    days = narrowed(found, cal.month_days(year, month))
    return found.draft("DATE", f"{year:04d}-{month:02d}", days, DatePrecision.MONTH, anchor)


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


def plain_year(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """A year in digits; a fiscal year is that of the United States (October to September)."""
    year = found.number("y")
    if year is None:
        return ()
    if found.has("bc"):
        return (found.draft("DATE", f"BC{year:04d}"),)
    days = narrowed(found, cal.year_days(year))
    if "fiscal" in found.tokens.words[found.start : found.end]:
        days = (date(year - 1, 10, 1), date(year, 9, 30))
    return (found.draft("DATE", f"{year:04d}", days, DatePrecision.YEAR),)


def quarter(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """A quarter of a year; without its year the latest one begun by publication."""
    number = found.number("q")
    if found.words("q")[0] == "final":
        number = 4
    if number is None or not 1 <= number <= 4:
        return ()
    year, base = told_year(found, reading), reading.published or reading.told_day
    anchor: Anchor = "none"
    if year is None:
        if base is None:
            return (found.draft("DATE", f"XXXX-Q{number}"),)
        current = (base.month + 2) // 3
        ahead = reading.direction(found.start, found.end) > 0
        year, anchor = base.year - (number > current and not ahead) + (number < current - 1 and ahead), "published"
    return (
        found.draft("DATE", f"{year:04d}-Q{number}", cal.quarter_days(year, number), DatePrecision.INTERVAL, anchor),
    )


def half_year(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "the first half of 1990"."""
    number = found.number("q") or 2
    year = told_year(found, reading)
    if year is None or number > 2:
        return ()
    days = (date(year, 6 * number - 5, 1), cal.month_days(year, 6 * number)[1])
    return (found.draft("DATE", f"{year:04d}-H{number}", days, DatePrecision.INTERVAL),)


def season(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """A season with or without its year; winter counts by the year it begins in."""
    name = found.value("s")
    year, base = told_year(found, reading) if found.has("y") else None, reading.published
    anchor: Anchor = "none"
    if year is None:
        relation = found.words("r")[-1] if found.has("r") else "the"
        if found.parts.get("r", (0, 0))[0] > found.parts["s"][0]:  # "summer last year"
            year = told_year(found, reading)
        elif relation in ("following", "that", "same", "previous") or base is None:
            base = reading.told_day
        if year is None and base is not None:
            year = _season_year(name, relation, base, reading.direction(found.start, found.end))
        anchor = "published"
    if year is None:
        return (found.draft("DATE", f"XXXX-{name}"),)
    days = narrowed(found, cal.season_days(year, name))
    return (found.draft("DATE", f"{year:04d}-{name}", days, DatePrecision.SEASON, anchor),)


def _season_year(name: str, relation: str, base: date, direction: int) -> int:
    first, last = cal.season_days(base.year, name)
    if relation in ("next", "coming", "following"):
        return base.year + (first <= base)
    if relation in ("last", "previous"):
        return base.year - (last >= base)
    if relation in ("this", "that", "same"):
        return base.year
    if relation == "past":
        return base.year - (first > base)
    return base.year if direction > 0 else base.year - (first > base)


def decade(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "the 1970s", "the late '80s", "the eighties"."""
    if found.has("y"):
        year = found.number("y") or 0
    elif found.has("yy"):
        year = full_year(int(found.words("yy")[0]), reading.published)
    else:
        year = full_year(10 * int(found.value("dw")), reading.published)
    if year % 10:
        return ()
    first, last = date(year, 1, 1), date(year + (99 if year % 100 == 0 and year < 2000 else 9), 12, 31)
    fuzz = fuzz_of(found)
    if fuzz:
        spans = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[fuzz]
        first, last = date(year + spans[0], 1, 1), date(year + spans[1], 12, 31)
    value = f"{year:04d}"[: 2 if year % 100 == 0 and year < 2000 else 3]
    return (found.draft("DATE", value, (first, last), DatePrecision.INTERVAL),)


def century(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "the 19th century": value ``18``; days 1801-1900 are told as 1800-1899, as in the value."""
    start, end = found.parts["c"]
    number = 0
    for word in found.tokens.words[start:end]:
        value = found.lexicon.values.get(word) or word
        number += int(value) if value.isdecimal() else 0
    if not 1 <= number <= 30:
        return ()
    if found.has("bc"):
        return (found.draft("DATE", f"BC{number - 1:02d}"),)
    first, last = date(max(1, (number - 1) * 100), 1, 1), date(number * 100 - 1, 12, 31)
    return (found.draft("DATE", f"{number - 1:02d}", (first, last), DatePrecision.INTERVAL),)


def clock(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """A time of day alone; its day is that told last, else that of publication."""
    start, end = found.parts["c"]
    words = found.tokens.words[start:end]
    time = clock_value(words, found)
    if time is None:
        return ()
    return (_timed(found, time, reading),)


def clock_value(words: list[str], found: Found) -> str | None:
    """``hh:mm`` of the tokens of a clock time, ``None`` where the hour or minute is impossible."""
    value = found.lexicon.values.get(words[0]) or words[0]
    if ":" in value:
        return value
    half = next(
        (found.lexicon.values[word] for word in words if word in ("a.m.", "a.m", "am", "p.m.", "p.m", "pm")), ""
    )
    minute = int(words[2]) if len(words) > 2 and words[1] in ".:" and words[2].isdecimal() else 0
    hour = int(value)
    if half and not 1 <= hour <= 12 and not (half == "pm" and hour < 24):
        return None
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None


def military_clock(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "0735 GMT", "2200 hours"."""
    digits = found.words("c")[0].zfill(4)
    if int(digits[:2]) > 24 or int(digits[2:]) > 59:
        return ()
    return (_timed(found, f"{digits[:2]}:{digits[2:]}", reading),)


def _timed(found: Found, time: str, reading: Reading) -> Draft:
    told = reading.told_near(found.start)
    if told and told.precision == DatePrecision.DAY and told.first and told.first == told.last:
        return found.draft(
            "TIME", f"{told.first.isoformat()}T{time}", (told.first, told.first), DatePrecision.DAY, "mention"
        )
    if reading.published:
        day = reading.published
        return found.draft("TIME", f"{day.isoformat()}T{time}", (day, day), DatePrecision.DAY, "published")
    return found.draft("TIME", f"XXXX-XX-XXT{time}")


def year_pair(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "1861-1865", "2006-07", "499 to 493 BC": two years, each a mention, the days those of all the years."""
    first, last = int(found.words("y1")[0]), int(found.words("y")[0])
    head = Found(found.name, found.start, found.parts["j"][0], {}, found.tokens, found.lexicon)
    tail = Found(found.name, found.parts["j"][1], found.end, {}, found.tokens, found.lexicon)
    if found.has("bc"):
        return (head.draft("DATE", f"BC{first:04d}"), tail.draft("DATE", f"BC{last:04d}"))
    last = last if last > 99 else first // 100 * 100 + last
    days = (date(first, 1, 1), date(last, 12, 31))
    return tuple(
        part.draft("DATE", f"{year:04d}", days, DatePrecision.INTERVAL) for part, year in ((head, first), (tail, last))
    )


def spoken_year(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "nineteen ninety-six", "January nineteen ninety-seven"."""
    values = [found.number(part) or 0 for part in ("y1", "y2", "y3")]
    year, month = 100 * values[0] + values[1] + values[2], found.number("m")
    if month:
        return (month_draft(found, year, month),)
    return (found.draft("DATE", f"{year:04d}", narrowed(found, cal.year_days(year)), DatePrecision.YEAR),)


def year_quarter(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "the 1988 quarter": the same quarter of that year as the last full one before publication."""
    year = found.number("y")
    if reading.published is None or year is None:
        return ()
    number = (cal.add_months(reading.published.replace(day=1), -3).month + 2) // 3
    return (found.draft("DATE", f"{year:04d}-Q{number}", cal.quarter_days(year, number), DatePrecision.INTERVAL),)


def the_quarter(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "the quarter": the last full one before publication."""
    if reading.published is None:
        return ()
    moved = cal.add_months(reading.published.replace(day=1), -3)
    number = (moved.month + 2) // 3
    days = cal.quarter_days(moved.year, number)
    return (found.draft("DATE", f"{moved.year:04d}-Q{number}", days, DatePrecision.INTERVAL, "published"),)


BUILDERS = {
    "spoken_year": spoken_year,
    "the_quarter": the_quarter,
    "year_pair": year_pair,
    "year_quarter": year_quarter,
    "bare_month": bare_month,
    "calendar_day": calendar_day,
    "century": century,
    "clock": clock,
    "day_pair": day_pair,
    "decade": decade,
    "dotted_day": dotted_day,
    "half_year": half_year,
    "military_clock": military_clock,
    "month_year": month_year,
    "plain_year": plain_year,
    "quarter": quarter,
    "relative_month": relative_month,
    "season": season,
    "slashed_day": slashed_day,
}
