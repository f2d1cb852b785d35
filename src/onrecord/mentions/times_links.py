"""Second look at the drafts of a text: a clock time and its day become one, intervals get both their ends.

"10 p.m. Wednesday" is one expression. In "between 3 May and 5 May", "from May to June 2019" and "since
February" each date stays an expression of its own with its own value, but its days run over the interval,
which is what an event coder needs.
"""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from onrecord.mentions.times_calendar import add_days
from onrecord.mentions.times_reading import Draft, Reading
from onrecord.records import DatePrecision

_BETWEEN = frozenset((("between", "and"), ("from", "to"), ("from", "through"), ("from", "until"), ("from", "till")))
_JOINTS: tuple[list[str], ...] = ([], ["on"], [","], [",", "on"])


def join_clock_and_day(drafts: list[Draft], reading: Reading) -> list[Draft]:
    """Joins "10 p.m." or "at dawn" with "Wednesday" after it; a comma or "on" may stand between."""
    words = reading.tokens.words
    joined: list[Draft] = []
    for draft in drafts:
        clock = joined[-1] if joined else None
        if clock and clock.needs_day and _is_day(draft) and words[clock.end : draft.start] in _JOINTS:
            time = clock.value[clock.value.rindex("T") :]
            joined[-1] = replace(draft, start=clock.start, timex_type="TIME", value=draft.value + time)
        else:
            joined.append(draft)
    return joined


def _is_day(draft: Draft) -> bool:
    return draft.timex_type == "DATE" and (draft.precision == DatePrecision.DAY or draft.value.startswith("XXXX-WXX-"))


def count_from_dates(drafts: list[Draft], reading: Reading) -> list[Draft]:
    """Gives an event's distance its days where a date stands beside it.

    "three days after April 15" counts from the date that follows; in "Sunday, a day after the raid" the
    distance is told of the date before it.
    """
    words, counted = reading.tokens.words, list(drafts)
    for index, draft in enumerate(drafts):
        if draft.anchor != "event" or draft.shift_days is None:
            continue
        after = drafts[index + 1] if index + 1 < len(drafts) else None
        before = drafts[index - 1] if index else None
        if after and after.first and after.last and _is_counted_from(words[draft.end : after.start]):
            first, last = add_days(after.first, draft.shift_days), add_days(after.last, draft.shift_days)
            counted[index] = replace(draft, first=first, last=last, precision=after.precision, anchor="mention")
        elif (
            before
            and before.first
            and before.precision == DatePrecision.DAY
            and words[before.end : draft.start] == [","]
        ):
            counted[index] = replace(draft, first=before.first, last=before.last, precision=before.precision)
    return counted


def _is_counted_from(between: list[str]) -> bool:
    return len([word for word in between if word not in ("the", "to")]) == 1


def spread_intervals(drafts: list[Draft], reading: Reading) -> list[Draft]:
    """Gives the dates of "between A and B", "from A to B", "since A", "until B" the days of the whole interval."""
    spread = list(drafts)
    for index, draft in enumerate(drafts):
        following = spread[index + 1] if index + 1 < len(drafts) else None
        if following and _opens_interval(spread[index], following, reading):
            first, last = spread[index].first, following.last
            spread[index] = replace(draft, first=first, last=last, precision=DatePrecision.INTERVAL)
            spread[index + 1] = replace(following, first=first, last=last, precision=DatePrecision.INTERVAL)
        elif draft.timex_type == "DATE" and reading.published and spread[index] is draft:
            spread[index] = _to_publication(draft, reading, reading.published)
    return spread


def _opens_interval(first: Draft, second: Draft, reading: Reading) -> bool:
    words = reading.tokens.words
    if first.timex_type != "DATE" or second.timex_type != "DATE" or second.start - first.end != 1 or first.start == 0:
        return False
    if first.first is None or second.last is None or first.first > second.last:
        return False
    return first.precision != DatePrecision.INTERVAL and (words[first.start - 1], words[first.end]) in _BETWEEN


def _to_publication(draft: Draft, reading: Reading, published: date) -> Draft:
    """ "since A" runs up to publication, "until B" from it where B is still to come."""
    opener = reading.tokens.word(draft.start - 1)
    if draft.first is None:
        return draft
    if opener == "since" and draft.first <= published:
        return replace(draft, last=published, precision=DatePrecision.INTERVAL)
    if opener in reading.lexicon.listed["until"] and draft.first > published:
        return replace(draft, first=published, precision=DatePrecision.INTERVAL)
    return draft
