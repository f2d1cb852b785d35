"""Finds time expressions and says what days they mean.

``tag_times`` reads a text as tokens with word classes, tries the rules of ``data/times/rules.toml`` on the
stretches that hold a word of time, and builds a TIMEX3 value (ISO-TimeML) and the calendar days for each.
The days follow the rules of event coding: counted from the publication day, "last week" Sunday to Saturday,
"last summer" June to August, a month's name the whole month, a weekday the latest such day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from onrecord.lexicon.times import OTHER, TimeLexicon, default_time_lexicon
from onrecord.mentions import times_calendar as cal
from onrecord.mentions import times_dates, times_relative, times_spans
from onrecord.mentions.times_guards import is_read_as_time
from onrecord.mentions.times_links import count_from_dates, join_clock_and_day, spread_intervals
from onrecord.mentions.times_reading import Draft, Found, Reading, Tokens, tokenize
from onrecord.records import DatePrecision, TimeMention

__all__ = ["resolve_against", "tag_times"]

_BUILDERS = times_dates.BUILDERS | times_relative.BUILDERS | times_spans.BUILDERS


def tag_times(text: str, published: str | None, lexicon: TimeLexicon | None = None) -> tuple[TimeMention, ...]:
    """The time expressions of ``text``, sorted, never overlapping; offsets count in ``text``.

    ``published`` is an ISO day (a time after it is ignored). Where it is ``None``, relative expressions have
    the value ``PAST_REF``, ``XXXX-WXX-3`` and so on and no days, unless a date told before in the text anchors
    them (``anchor`` is then ``mention``). ValueError where ``published`` is no ISO day.
    """
    lexicon = lexicon or default_time_lexicon()
    day = date.fromisoformat(published[:10]) if published else None
    tokens = tokenize(text, lexicon)
    reading = Reading(tokens, lexicon, day)
    drafts: list[Draft] = []
    for found in _find(tokens, lexicon):
        for draft in _BUILDERS[found[0]](found[1], reading):
            drafts.append(draft)
            reading.remember(draft)
    drafts = join_clock_and_day(drafts, reading)
    drafts = count_from_dates(spread_intervals(drafts, reading), reading)
    return tuple(_mention(draft, tokens) for draft in drafts)


def _find(tokens: Tokens, lexicon: TimeLexicon) -> Iterator[tuple[str, Found]]:
    codes, rules, scan = tokens.codes, lexicon.rules, lexicon.scan
    done = 0
    for trigger in lexicon.trigger.finditer(codes):
        if trigger.start() < done:
            continue
        left = max(done, codes.rfind(OTHER, 0, trigger.start()) + 1)
        right = codes.find(OTHER, trigger.end())
        right = right if right >= 0 else len(codes)
        position = left
        while position < right:
            match = scan.search(codes, position, right)
            if match is None:
                break
            rule = rules[(match.lastindex or 1) - 1]
            again = rule.pattern.match(codes, match.start(), right)
            if again is None or again.end() == again.start():
                position = match.start() + 1
                continue
            parts = {name: again.span(name) for name, got in again.groupdict().items() if got is not None}
            found = Found(rule.name, again.start(), again.end(), parts, tokens, lexicon)
            if is_read_as_time(found):
                yield rule.build, found
                position = again.end()
            else:
                position = match.start() + 1
        done = right


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

    Weeks and days are counted exactly; months and years by the calendar (the first anniversary of
    29 February is 28 February). A mention that counts from no event, or by no known distance, comes back as it is.
    """
    if mention.anchor != "event" or mention.shift_days is None:
        return mention
    first = _moved(date.fromisoformat(event_first_day), mention)
    last = _moved(date.fromisoformat(event_last_day), mention)
    one_day = first == last
    return TimeMention(
        start=mention.start,
        end=mention.end,
        text=mention.text,
        timex_type=mention.timex_type,
        value=mention.value,
        first_day=first.isoformat(),
        last_day=last.isoformat(),
        precision=DatePrecision.DAY if one_day else DatePrecision.INTERVAL,
        anchor=mention.anchor,
        shift_days=mention.shift_days,
        is_vague=mention.is_vague,
    )


def _moved(day: date, mention: TimeMention) -> date:
    value, shift = mention.value, mention.shift_days or 0
    count = value[1:-1]
    if value.startswith("P") and value[-1:] in ("M", "Y") and count.isdecimal():
        return cal.shift_units(day, int(count) if shift >= 0 else -int(count), value[-1])
    return cal.add_days(day, shift)
