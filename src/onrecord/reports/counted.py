"""Times that count from an event of their own sentence ("a day after the raid"), and what they say of its day."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta

from msgspec.structs import replace

from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.times import event_days
from onrecord.records import DatePrecision, TimeMention
from onrecord.reports.attaching import head_of_span

_LINKS = frozenset({"after", "before", "following", "since"})
_LONG_UNITS = ("M", "Y")
_MONTH_AND_DAY = re.compile(r"(\d{4})(-\d\d(?:-\d\d)?)")
_MONTH_NAME = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)", re.IGNORECASE)


def link_of(sentence: ParsedSentence, time: TimeMention) -> int | None:
    """The word that leads from a distance to the event that it counts from: "after" in "a day after the raid", "of" in
    "the anniversary of the raid"; ``None`` where the time counts from no event told beside it."""
    head = head_of_span(sentence, time.start, time.end)
    if time.anchor != "event" or head is None:
        return None
    after = next((i for i, start in enumerate(sentence.starts) if start >= time.end), None)
    for i in (sentence.heads[head], after):
        if i is not None and sentence.words[i].lower() in _LINKS:
            return i
    if after is not None and sentence.words[after].lower() == "of" and time.text.lower().endswith("anniversary"):
        return after
    return None


def counted_from(sentence: ParsedSentence, link: int, words: Collection[int]) -> frozenset[int]:
    """Those of ``words`` that a distance with this link counts from: in the clause or noun phrase behind it."""
    if sentence.deps[link] == "mark":
        inside = sentence.subtree(sentence.heads[link])
    else:
        inside = [k for j in sentence.kids(link, "pobj", "pcomp") for k in sentence.subtree(j)]
    return frozenset(k for k in inside if k > link and k in words and not _is_said_there(sentence, k, link))


def _is_said_there(sentence: ParsedSentence, word: int, link: int) -> bool:
    """Whether a deed is only told of in the clause behind a link: "a day after the army said that attacks fell"."""
    k = word
    for _ in range(len(sentence)):
        if sentence.heads[k] == k or link in sentence.children[k] or k == link:
            return False
        if sentence.deps[k] in ("ccomp", "relcl"):
            return True
        k = sentence.heads[k]
    return False


def above_link(sentence: ParsedSentence, link: int) -> int:
    """The word that the distance itself belongs to: above the clause or phrase that the link opens."""
    return sentence.heads[sentence.heads[link]] if sentence.deps[link] == "mark" else sentence.heads[link]


def turned(time: TimeMention, published: str | None) -> TimeMention:
    """The time as one of the event that it counts from: as long before the other as that came after it.

    It still counts from an event (now the other one). Its own days are those it has where the other happened on the day
    of publication.
    """
    days = event_days(time, published, published) if published and time.first_day else None
    first, last = days or (None, None)
    return replace(time, shift_days=-(time.shift_days or 0), first_day=first, last_day=last)


def loosened(time: TimeMention) -> TimeMention:
    """A day found by counting months or years, as the month that it lies in: such counts name no day."""
    if time.first_day is None or time.value[-1:] not in _LONG_UNITS:
        return time
    first = date.fromisoformat(time.first_day).replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return replace(time, first_day=first.isoformat(), last_day=last.isoformat(), precision=DatePrecision.MONTH)


def is_in_since(sentence: ParsedSentence, time: TimeMention, words: Collection[int]) -> bool:
    """Whether a time stands in a clause or phrase with "since" below the event words: "shelled since May"."""
    k = head_of_span(sentence, time.start, time.end)
    for _ in range(len(sentence)):
        if k is None or k in words:
            return False
        marks = [sentence.words[c].lower() for c in sentence.kids(k, "mark")]
        if "since" in marks or sentence.words[k].lower() == "since":
            return _is_below(sentence, k, words)
        k = sentence.heads[k] if sentence.heads[k] != k else None
    return False


def _is_below(sentence: ParsedSentence, k: int, words: Collection[int]) -> bool:
    for _ in range(len(sentence)):
        if k in words:
            return True
        if sentence.heads[k] == k:
            return False
        k = sentence.heads[k]
    return False


def lies_within(inner: TimeMention, outer: TimeMention) -> bool:
    """Whether one time is a shorter part of another: "on 3 March" of "2016", a Monday of "last week"."""
    if not (inner.first_day and inner.last_day and outer.first_day and outer.last_day) or inner.anchor == "event":
        return False
    is_inside = outer.first_day <= inner.first_day and inner.last_day <= outer.last_day
    return is_inside and (inner.first_day, inner.last_day) != (outer.first_day, outer.last_day)


def still_to_come(time: TimeMention, published: str | None) -> TimeMention:
    """A day or month told without its year, of what lies ahead ("will leave by September"): not the one gone by."""
    bare = _MONTH_AND_DAY.fullmatch(time.value) if time.anchor == "published" else None
    is_past = published is not None and time.last_day is not None and time.last_day < published[:10]
    if bare is None or not is_past or bare[1] in time.text or not _MONTH_NAME.search(time.text):
        return time
    first, last = (day and _a_year_later(day) for day in (time.first_day, time.last_day))
    return replace(time, value=f"{int(bare[1]) + 1:04}{bare[2]}", first_day=first, last_day=last)


def _a_year_later(day: str) -> str:
    found = date.fromisoformat(day)
    is_leap = (found.month, found.day) == (2, 29)
    return found.replace(year=found.year + 1, day=28 if is_leap else found.day).isoformat()


def up_to(time: TimeMention, published: str | None) -> TimeMention:
    """From the first day of a time up to publication; the time itself where that is unknown or earlier."""
    if published is None or time.first_day is None or time.first_day >= published[:10]:
        return time
    return replace(time, last_day=published[:10], precision=DatePrecision.INTERVAL)


__all__ = [
    "above_link",
    "counted_from",
    "is_in_since",
    "lies_within",
    "link_of",
    "loosened",
    "still_to_come",
    "turned",
    "up_to",
]
