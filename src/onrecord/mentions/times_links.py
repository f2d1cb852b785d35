"""Second look at the drafts of a text: a clock time and its day become one, intervals get both their ends.

"10 p.m. Wednesday" is one expression. In "between 3 May and 5 May", "from May to June 2019" and "since
February" each date stays an expression of its own with its own value, but its days run over the interval,
which is what an event coder needs.
"""

from __future__ import annotations

from datetime import date

from onrecord.mentions.times_calendar import add_days
from onrecord.mentions.times_reading import Anchor, Draft, Reading
from onrecord.records import DatePrecision

_JOINTS = {("between", "and"), ("from", "to"), ("from", "through"), ("from", "until"), ("from", "till")}
_UNTIL = ("until", "till", "through")


def changed(draft: Draft, **fields: object) -> Draft:
    """The draft with other field values."""
    kept = {name: getattr(draft, name) for name in draft.__struct_fields__}
    return Draft(**{**kept, **fields})


def join_clock_and_day(drafts: list[Draft], reading: Reading) -> list[Draft]:
    """Joins "10 p.m." with "Wednesday" after it; a comma or "on" may stand between."""
    words, joined = reading.tokens.words, []
    for draft in drafts:
        before = joined[-1] if joined else None
        if before and _is_clock(before) and _is_day(draft) and words[before.end : draft.start] in ([], ["on"], [","]):
            joined[-1] = _timed_day(before, draft)
        elif before and _is_clock(draft) and _is_day(before) and draft.first:
            joined.append(
                changed(draft, value=f"{before.value[:10]}T{_time(draft)}", first=before.first, last=before.last)
                if before.end + 3 >= draft.start and before.first and "T" not in before.value
                else draft
            )
        else:
            joined.append(draft)
    return joined


def count_from_dates(drafts: list[Draft], reading: Reading) -> list[Draft]:
    """Resolves "three days after April 15": an event's distance told from a date that follows at once."""
    words, counted = reading.tokens.words, list(drafts)
    for index, draft in enumerate(drafts[:-1]):
        after = drafts[index + 1]
        if draft.anchor != "event" or draft.shift_days is None or after.first is None or after.last is None:
            continue
        between = [word for word in words[draft.end : after.start] if word not in ("the", "to")]
        if len(between) == 1 and after.timex_type in ("DATE", "TIME"):
            days = (add_days(after.first, draft.shift_days), add_days(after.last, draft.shift_days))
            counted[index] = changed(draft, first=days[0], last=days[1], precision=after.precision, anchor="mention")
    return counted


def _is_clock(draft: Draft) -> bool:
    return draft.timex_type == "TIME" and len(draft.value) >= 16 and draft.value[-3] == ":"


def _time(draft: Draft) -> str:
    return draft.value[draft.value.rindex("T") + 1 :]


def _is_day(draft: Draft) -> bool:
    return (
        draft.timex_type == "DATE" and len(draft.value) in (10,) and "W" not in draft.value
    ) or draft.value.startswith("XXXX-WXX-")


def _timed_day(clock: Draft, day: Draft) -> Draft:
    return changed(day, start=clock.start, timex_type="TIME", value=f"{day.value}T{_time(clock)}")


def spread_intervals(drafts: list[Draft], reading: Reading) -> list[Draft]:
    """Gives the dates of "between A and B", "from A to B", "since A" the days of the whole interval."""
    words, spread = reading.tokens.words, list(drafts)
    for index, draft in enumerate(spread):
        if draft.timex_type != "DATE" or draft.first is None or draft.last is None or draft.start == 0:
            continue
        opener = words[draft.start - 1]
        after = spread[index + 1] if index + 1 < len(spread) else None
        if after and after.timex_type == "DATE" and after.last and after.start - draft.end == 1:
            joint = words[draft.end]
            if (opener, joint) in _JOINTS and draft.precision != DatePrecision.INTERVAL and draft.first <= after.last:
                days = {"first": draft.first, "last": after.last, "precision": DatePrecision.INTERVAL}
                spread[index], spread[index + 1] = changed(draft, **days), changed(after, **days)
                continue
        if opener in _UNTIL and reading.published and draft.first > reading.published:
            spread[index] = changed(draft, first=reading.published, precision=DatePrecision.INTERVAL)
        if opener == "since" and reading.published and draft.first <= reading.published:
            spread[index] = changed(draft, last=reading.published, precision=DatePrecision.INTERVAL)
    return spread


__all__ = ["Anchor", "changed", "date", "join_clock_and_day", "spread_intervals"]
