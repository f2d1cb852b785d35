"""Builders for times of day: "10:35 a.m.", "0735 GMT", "tonight", "the next morning", "at dawn"."""

from __future__ import annotations

from msgspec.structs import replace

from onrecord.mentions import times_calendar as cal
from onrecord.mentions.times_parts import day_draft, part_suffix
from onrecord.mentions.times_reading import Draft, Found, Reading
from onrecord.records import DatePrecision


def clock(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """A time of day alone; its day is that told last, else that of publication."""
    start, end = found.parts["c"]
    words = found.tokens.words[start:end]
    time = clock_value(words, found)
    if time is None:
        return ()
    return (replace(_timed(found, time, reading), needs_day=True),)


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
    return (replace(_timed(found, f"{digits[:2]}:{digits[2:]}", reading), needs_day=True),)


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
    """ "in the morning", "at dawn": of the day told last, else of publication; the night before it counts too."""
    return (replace(_part_draft(found, reading), needs_day=True),)


def _part_draft(found: Found, reading: Reading) -> Draft:
    told, published = reading.told_near(found.start), reading.published
    if told and told.first and told.precision == DatePrecision.DAY:
        return day_draft(found, told.first, "mention")
    if published is None:
        return found.draft("TIME", f"XXXX-XX-XX{part_suffix(found)}")
    if found.words("p") != ["night"]:
        return day_draft(found, published, "published")
    eve = cal.add_days(published, -1)
    return found.draft("TIME", f"{eve.isoformat()}TNI", (eve, published), DatePrecision.INTERVAL, "published")


BUILDERS = {
    "clock": clock,
    "last_night": last_night,
    "military_clock": military_clock,
    "part_alone": part_alone,
    "that_part": that_part,
    "this_part": this_part,
    "tonight": tonight,
}
