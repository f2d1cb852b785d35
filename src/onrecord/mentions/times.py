"""Finds time expressions and says what days they mean.

``tag_times`` reads a text as tokens with word classes, tries the rules of ``data/times/rules.toml`` on the
stretches that hold a word of time, and builds a TIMEX3 value (ISO-TimeML) and the calendar days for each.
The days follow the rules of event coding: counted from the publication day, "last week" Sunday to Saturday,
"last summer" June to August, a month's name the whole month, a weekday the latest such day.
"""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from onrecord.lexicon.times import OTHER, TimeLexicon, default_time_lexicon
from onrecord.mentions import times_calendar as cal
from onrecord.mentions import (
    times_clock,
    times_dates,
    times_periods,
    times_relative,
    times_shifts,
    times_spans,
)
from onrecord.mentions.times_guards import is_read_as_time
from onrecord.mentions.times_links import count_from_dates, join_clock_and_day, spread_intervals
from onrecord.mentions.times_reading import Builder, Draft, Found, Reading, Tokens, tokenize
from onrecord.records import DatePrecision, TimeMention

__all__ = ["event_days", "resolve_against", "tag_times"]

_FIRST_YEAR, _LAST_YEAR = 1000, 3000
_BUILDERS: dict[str, Builder] = {
    **times_clock.BUILDERS,
    **times_dates.BUILDERS,
    **times_periods.BUILDERS,
    **times_relative.BUILDERS,
    **times_shifts.BUILDERS,
    **times_spans.BUILDERS,
}


def tag_times(text: str, published: str | None, lexicon: TimeLexicon | None = None) -> tuple[TimeMention, ...]:
    """The time expressions of ``text``, sorted, never overlapping; offsets count in ``text``.

    ``published`` is an ISO day (a time after it is ignored). Where it is ``None``, relative expressions have
    the value ``PAST_REF``, ``XXXX-WXX-3`` and so on and no days, unless a date told before in the text anchors
    them (``anchor`` is then ``mention``); so too where its year is before 1000 or after 3000. ValueError where
    ``published`` is no ISO day.
    """
    lexicon = lexicon or default_time_lexicon()
    day = date.fromisoformat(published[:10]) if published else None
    if day and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        day = None
    reading = Reading(tokenize(text, lexicon), lexicon, day)
    drafts = join_clock_and_day(_read(reading), reading)
    drafts = count_from_dates(spread_intervals(drafts, reading), reading)
    return tuple(_mention(draft, reading.tokens) for draft in drafts)


def _read(reading: Reading) -> list[Draft]:
    """Goes through the stretches of known words that hold a word of time, from left to right."""
    codes, drafts, done = reading.tokens.codes, [], 0
    for trigger in reading.lexicon.trigger.finditer(codes):
        if trigger.start() < done:
            continue
        position = max(done, codes.rfind(OTHER, 0, trigger.start()) + 1)
        right = codes.find(OTHER, trigger.end())
        done = right if right >= 0 else len(codes)
        while position < done and (match := reading.lexicon.scan.search(codes, position, done)):
            position = match.start() + 1
            for draft in _build(reading, (match.lastindex or 1) - 1, match.start(), done):
                drafts.append(draft)
                reading.remember(draft)
                position = draft.end
    return drafts


def _build(reading: Reading, first_rule: int, start: int, right: int) -> tuple[Draft, ...]:
    """The drafts of the first rule, from ``first_rule`` on, that fits at ``start`` and is no double; else none."""
    for rule in reading.lexicon.rules[first_rule:]:
        match = rule.pattern.match(reading.tokens.codes, start, right)
        if match is None or match.end() == start:
            continue
        parts = {name: match.span(name) for name, words in match.groupdict().items() if words is not None}
        found = Found(rule.name, start, match.end(), parts, reading.tokens, reading.lexicon)
        drafts = _BUILDERS[rule.build](found, reading) if is_read_as_time(found) else ()
        if drafts is None:  # read, and no time expression
            return ()
        if drafts:
            return drafts
    return ()


def _mention(draft: Draft, tokens: Tokens) -> TimeMention:
    start, end = tokens.starts[draft.start], tokens.end_of(draft.end - 1)
    return TimeMention(
        start=start,
        end=end,
        text=tokens.text[start:end],
        timex_type=draft.timex_type,
        value=draft.value,
        first_day=draft.first.isoformat() if draft.first else None,
        last_day=draft.last.isoformat() if draft.last else None,
        precision=draft.precision,
        anchor=draft.anchor,
        shift_days=draft.shift_days,
        is_vague=draft.is_vague,
    )


def resolve_against(mention: TimeMention, event_first_day: str, event_last_day: str) -> TimeMention:
    """The mention with the days it means where the event it counts from fell on the given days (ISO).

    Days and weeks are counted exactly; months and years by the calendar (the first anniversary of
    29 February is 28 February). A mention that counts from no event, or by no known distance, comes back as it is.
    """
    if mention.anchor != "event" or mention.shift_days is None:
        return mention
    first, last = _moved(event_first_day, mention, 1), _moved(event_last_day, mention, 1)
    precision = DatePrecision.DAY if first == last else DatePrecision.INTERVAL
    return replace(mention, first_day=first, last_day=last, precision=precision)


def event_days(mention: TimeMention, first_day: str, last_day: str) -> tuple[str, str] | None:
    """The days (ISO) of the event that ``mention`` counts from, where the mention itself means the given days.

    The way back of ``resolve_against``: for "a strike a day after the vote" and the strike's day, the day of
    the vote. ``None`` where the mention counts from no event or by no known distance.
    """
    if mention.anchor != "event" or mention.shift_days is None:
        return None
    return _moved(first_day, mention, -1), _moved(last_day, mention, -1)


def _moved(day: str, mention: TimeMention, way: int) -> str:
    value, shift, start = mention.value, way * (mention.shift_days or 0), date.fromisoformat(day)
    count = value[1:-1]
    if value.startswith("P") and value[-1:] in ("M", "Y") and count.isdecimal():
        return cal.shift_units(start, int(count) if shift >= 0 else -int(count), value[-1]).isoformat()
    return cal.add_days(start, shift).isoformat()
