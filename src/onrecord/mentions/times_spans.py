"""Builders for durations, sets and vague references."""

from __future__ import annotations

from datetime import date

from onrecord.mentions import times_calendar as cal
from onrecord.mentions.times_counts import Amount, amount, duration_value
from onrecord.mentions.times_parts import FEW, part_suffix, vague
from onrecord.mentions.times_reading import Anchor, Draft, Found, Reading
from onrecord.records import DatePrecision

_HAVE_TOKENS = 10
_NO_DAYS: tuple[date | None, date | None] = (None, None)


def counted_span(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "the past three months", "the next two weeks", "the first nine months": a duration up to or from publication."""
    size, shift = amount(found), found.shift()
    if size.unit == "TS" and shift == 0:
        return ()
    days = _span_days(size, shift, reading)
    draft = found.draft("DURATION", size.value, days, DatePrecision.INTERVAL, "published" if days[0] else "none")
    return (vague(draft) if size.count is None else draft,)


def _span_days(size: Amount, shift: int, reading: Reading) -> tuple[date | None, date | None]:
    published = reading.published
    if published is None or (size.count is None and size.unit not in ("D", "W", "M", "TH", "F")):
        return _NO_DAYS
    count = (24 if size.unit == "TH" else FEW) if size.count is None else size.count
    if shift < 0:
        return cal.shift_units(published, -count, size.unit), published
    if shift > 0:
        return published, cal.shift_units(published, count, size.unit)
    return _NO_DAYS


def vague_span(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "in recent months": about four units up to publication (days: a week); years give no days."""
    relation, unit = found.words("r")[0], found.value("u")
    if relation in ("these", "those"):
        return (found.draft("DATE", "PRESENT_REF" if relation == "these" else "PAST_REF"),)
    if unit not in ("D", "W", "M", "TH"):
        return (found.draft("DATE", "FUTURE_REF" if found.shift() > 0 else "PAST_REF"),)
    size = Amount(None, unit)
    published, days = reading.published, _NO_DAYS
    if published and unit in ("D", "W", "M", "TH"):
        count = {"D": 7, "TH": 24}.get(unit, FEW)
        far = cal.shift_units(published, count if found.shift() > 0 else -count, unit)
        days = (min(far, published), max(far, published))
    return (
        vague(found.draft("DURATION", size.value, days, DatePrecision.INTERVAL, "published" if days[0] else "none")),
    )


def duration(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "for ten years", "a four-day visit"; "$5 a day" is a set."""
    words, start = found.words("n"), found.parts["n"][0]
    size = amount(found)
    unit_word = found.words("u")[0]
    if unit_word in ("second", "quarter", "seconds", "quarters") and not _is_unit(found, words, unit_word):
        return ()
    if size.unit in ("WE",) and words in (["a"], ["an"]):
        size = Amount(1.0, "WE")
    before = found.tokens.word(start - 1)
    if words in (["a"], ["an"]) and _is_rate(found, before):
        return (found.draft("SET", size.value),)
    draft = found.draft("DURATION", size.value, *_until_now(found, size, before, reading))
    return (vague(draft) if size.count is None else draft,)


def _until_now(
    found: Found, size: Amount, before: str, reading: Reading
) -> tuple[tuple[date | None, date | None], DatePrecision | None, Anchor]:
    """ "has been held for eight years": the days from then up to publication."""
    published, start = reading.published, found.start
    if published is None or size.count is None or before != "for":
        return _NO_DAYS, None, "none"
    if not found.lexicon.listed["have"].intersection(reading.tokens.words[max(0, start - _HAVE_TOKENS) : start]):
        return _NO_DAYS, None, "none"
    first = cal.shift_units(published, -size.count, size.unit)
    return (first, published), DatePrecision.INTERVAL, "published"


def _is_unit(found: Found, words: list[str], unit_word: str) -> bool:
    if unit_word == "second" or words in (["a"], ["an"]):
        return False
    return found.tokens.word(found.parts["u"][0] - 1) != "-" or unit_word in ("second", "seconds")


def _is_rate(found: Found, before: str) -> bool:
    codes = found.lexicon.codes
    classes = found.lexicon.classes
    code = codes.get(before, "x")
    numbers = {
        classes[name] for name in ("N0", "N12", "N31", "N99", "N999", "NBIG", "NUMWORD", "ONCE", "TIMES", "PERCENT")
    }
    return (
        code in numbers
        or before in found.lexicon.listed["counted"]
        or (before.endswith("s") and code == "x" and len(before) > 3)
    )


def bare_plural(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "for weeks", "months": a duration of unknown length."""
    before = found.tokens.word(found.start - 1)
    alone = found.end - found.start == 1 and found.value("u") not in ("DE", "CE")
    if alone and before not in found.lexicon.listed["bare_plural_before"]:
        return ()
    return (vague(found.draft("DURATION", duration_value(None, found.value("u")))),)


def age(found: Found, reading: Reading) -> tuple[Draft, ...] | None:
    """ "53-year-old", the length of a life, is no time of anything; "the eight-month-old truce" is a duration."""
    return None if found.value("u") == "Y" else (found.draft("DURATION", amount(found).value),)


def unit_set(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "every day", "every two weeks", "twice a year"."""
    unit, words = found.value("u"), found.words("n")
    if found.words("u")[0] in ("morning", "afternoon", "evening", "night"):
        return (found.draft("SET", f"XXXX-XX-XXT{unit}"),)
    count = 2.0 if words == ["other"] else amount(found).count if words else 1.0
    return (found.draft("SET", duration_value(count, unit)),)


def named_set(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "each Thursday", "Mondays", "every July"."""
    if found.has("m"):
        return (found.draft("SET", f"XXXX-{found.number('m'):02d}"),)
    if found.has("s"):
        return (found.draft("SET", f"XXXX-{found.value('s')}"),)
    part = "TNI" if found.words("p") == ["nights"] else part_suffix(found)
    return (found.draft("SET", f"XXXX-WXX-{found.value('w')}{part}"),)


def season_set(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "the past three summers"."""
    return (found.draft("SET", f"XXXX-{found.value('s')}"),)


def set_word(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "daily", "annually"."""
    return (found.draft("SET", found.value("x")),)


def reference(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "now", "recently", "soon"."""
    published = reading.published
    value = "PRESENT_REF" if found.name == "current" else found.value("x")
    days = (published, published) if published and value == "PRESENT_REF" else _NO_DAYS
    return (vague(found.draft("DATE", value, days, DatePrecision.DAY, "published" if days[0] else "none")),)


def the_future(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "the near future"."""
    return (vague(found.draft("DATE", "FUTURE_REF")),)


def the_past(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "in the past"."""
    return (vague(found.draft("DATE", "PAST_REF")),)


def moment(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "this time", "these days" are now; "at the time", "at that time" then."""
    words = found.tokens.words[found.start : found.end]
    value = "PRESENT_REF" if words[0] in ("this", "these") or words[-1] == "moment" else "PAST_REF"
    if value == "PAST_REF" and found.tokens.word(found.start - 1) != "at":
        return ()
    return (vague(found.draft("DATE", value)),)


def duration_year(found: Found, reading: Reading) -> tuple[Draft, ...]:
    """ "the year ended Aug. 31"."""
    return (found.draft("DURATION", "P1Y"),)


BUILDERS = {
    "age": age,
    "bare_plural": bare_plural,
    "counted_span": counted_span,
    "duration": duration,
    "duration_year": duration_year,
    "moment": moment,
    "named_set": named_set,
    "reference": reference,
    "season_set": season_set,
    "set_word": set_word,
    "the_future": the_future,
    "the_past": the_past,
    "unit_set": unit_set,
    "vague_span": vague_span,
}
