"""Builders for longer periods: years, seasons, quarters, halves, decades, centuries.

Values follow TIMEX3 (ISO 8601 with the extensions of ISO-TimeML: seasons ``SP SU FA WI``, ``Q1``, ``H1``,
three digits for a decade, two for a century, ``BC0264``).
"""

from __future__ import annotations

from datetime import date

from onrecord.mentions import times_calendar as cal
from onrecord.mentions.times_parts import full_year, fuzz_of, month_draft, narrowed, told_year
from onrecord.mentions.times_reading import Anchor, Draft, Found, Reading
from onrecord.records import DatePrecision


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


def half_year(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "the first half of 1990"."""
    number = found.number("q") or 2
    year = told_year(found, reading)
    if year is None or number > 2:
        return ()
    days = (date(year, 6 * number - 5, 1), cal.month_days(year, 6 * number)[1])
    return (found.draft("DATE", f"{year:04d}-H{number}", days, DatePrecision.INTERVAL),)


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


def year_end(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "year-end", "year's end": December, told as the year."""
    base = reading.published or reading.told_day
    if base is None:
        return ()
    year = base.year + found.shift()
    return (found.draft("DATE", f"{year:04d}", cal.month_days(year, 12), DatePrecision.MONTH, "published"),)


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


BUILDERS = {
    "century": century,
    "decade": decade,
    "half_year": half_year,
    "plain_year": plain_year,
    "quarter": quarter,
    "season": season,
    "spoken_year": spoken_year,
    "the_quarter": the_quarter,
    "year_ago_quarter": year_ago_quarter,
    "year_end": year_end,
    "year_pair": year_pair,
    "year_quarter": year_quarter,
}
