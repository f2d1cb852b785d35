"""Settles what an event's own sentence leaves open: days that count from other events, and places told before."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from onrecord.mentions.times import resolve_against
from onrecord.records import DatePrecision, Status, TimeMention
from onrecord.reports.counted import loosened
from onrecord.reports.drafts import Draft, DraftPlace

_SCENES = frozenset({"ASSAULT", "COERCE", "PROTEST"})
_HAPPENED = frozenset({Status.OCCURRED, Status.ONGOING})
_WORDS = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONSULT", "CONCEDE"})
_DEICTIC = frozenset({"this", "last", "tonight", "today", "yesterday", "tomorrow", "next", "now", "previous"})
_CARRY_SENTENCES = 5
_CARRY_TO_NOUN = 1
_NEWS_DAYS = 7


def settle_times(drafts: Sequence[Draft]) -> list[Draft]:
    """Resolves "a day after the attack" against the latest dated event told before, or after, in the document."""
    return settle_hours(
        [replace(d, time=_anchored(d, drafts)) if d.time and d.time.anchor == "event" else d for d in drafts]
    )


def settle_hours(drafts: Sequence[Draft]) -> list[Draft]:
    """Puts a bare hour ("in the evening", "at 8 p.m.") on the day of the scene told just before, not of publication."""
    settled: list[Draft] = []
    day: Draft | None = None
    for draft in drafts:
        time = draft.time
        if time is not None and _is_bare_hour(time) and day is not None and day.time is not None:
            if draft.sentence - day.sentence <= _CARRY_SENTENCES:
                time = replace(time, first_day=day.time.first_day, last_day=day.time.last_day)
                draft = replace(draft, time=time)  # noqa: PLW2901
        elif time is not None and time.timex_type != "SET" and time.first_day == time.last_day:
            day = draft
        settled.append(draft)
    return settled


def _is_bare_hour(time: TimeMention) -> bool:
    words = set(time.text.lower().split())
    return time.timex_type == "TIME" and time.anchor == "published" and not words & _DEICTIC and not _names_day(words)


def _names_day(words: set[str]) -> bool:
    months = {name.lower() for name in month_name if name}
    return any(word.strip(",.'’s").endswith("day") or word.strip(",.") in months for word in words)


def _anchored(draft: Draft, drafts: Sequence[Draft]) -> TimeMention | None:
    time = draft.time
    assert time is not None
    others = [d for d in drafts if d is not draft and d.time and d.time.anchor != "event" and _is_one_day(d.time)]
    same_type = [d for d in others if d.event_type == "ASSAULT"] or others
    before = [d for d in same_type if d.sentence <= draft.sentence]
    chosen = before[-1] if before else (same_type[0] if same_type else None)
    if chosen is None or chosen.time is None or chosen.time.first_day is None or chosen.time.last_day is None:
        return loosened(time) if time.first_day else None
    return loosened(resolve_against(time, chosen.time.first_day, chosen.time.last_day))


def _is_one_day(time: TimeMention) -> bool:
    return time.first_day is not None and time.first_day == time.last_day


def without_history(drafts: Sequence[Draft], published: str | None, oldest_years: int) -> list[Draft]:
    """Leaves out acts dated more than ``oldest_years`` before publication: history lessons, no reports.

    Where every dated act of a text is that old, the undated ones are history too.
    """
    if published is None:
        return list(drafts)
    first_year = int(published[:4]) - oldest_years
    years = [int(d.time.last_day[:4]) if d.time and d.time.last_day else None for d in drafts]
    told_years = [year for year in years if year is not None]
    if told_years and max(told_years) < first_year:
        return []
    return [d for d, year in zip(drafts, years, strict=True) if year is None or year >= first_year]


def carry_times(drafts: Sequence[Draft], published: str | None) -> list[Draft]:
    """Dates what has no time of its own: by the day of what is told just before it, or by the publication day.

    A day within a week of publication is taken for the story's own and carried to what follows: from deeds to deeds and
    words to words, else from deeds to words (the day of a statement tells no deed's). An older one is background: it is
    not carried, and the story's day lives on past it. Nor is any day carried to an act told in the past perfect. What
    is told in the present or the perfect is dated by publication, as inferred.
    """
    carried: list[Draft] = []
    last: dict[bool, Draft] = {}
    for draft in drafts:
        is_said = draft.event_type in _WORDS
        if draft.status in _HAPPENED and not _covers_long(draft):
            if draft.time is None:
                before = [last[k] for k in ((True, False) if is_said else (False,)) if k in last]
                draft = replace(draft, time=_inferred_time(draft, before, published))  # noqa: PLW2901
            if _is_news_day(draft.time, published):
                last[is_said] = draft
        carried.append(draft)
    return carried


def _inferred_time(draft: Draft, before: Sequence[Draft], published: str | None) -> TimeMention | None:
    if draft.tense == "past perfect":
        return None
    if draft.tense in ("present", "perfect") and published is not None:
        return _day_of_publication(published)
    reach = _CARRY_SENTENCES if draft.tense is not None or draft.event_type in _SCENES else _CARRY_TO_NOUN
    for told in before:
        if draft.sentence - told.sentence <= reach and _is_news_day(told.time, published):
            return told.time
    return None


def _day_of_publication(published: str) -> TimeMention:
    return TimeMention(
        start=0,
        end=0,
        text="",
        timex_type="DATE",
        value=published,
        first_day=published,
        last_day=published,
        precision=DatePrecision.DAY,
        anchor="published",
    )


def _covers_long(draft: Draft) -> bool:
    """A statement on many events without a number: no day of the story is theirs."""
    return draft.aggregate and draft.count is None


def _is_news_day(time: TimeMention | None, published: str | None) -> bool:
    if time is None or published is None or time.first_day is None or time.first_day != time.last_day:
        return False
    return 0 <= (date.fromisoformat(published) - date.fromisoformat(time.first_day)).days <= _NEWS_DAYS


def settle_places(drafts: Sequence[Draft]) -> list[Draft]:
    """Gives a scene without a place the place of the scene told just before it, marked as inherited.

    A country that was only inferred gives way to a place told before that lies in it.
    """
    settled: list[Draft] = []
    last: tuple[DraftPlace, ...] = ()
    for draft in drafts:
        if draft.event_type in _SCENES and not draft.aggregate and _may_inherit(draft.places, last):
            draft = replace(draft, places=tuple(replace(p, is_inherited=True) for p in last))  # noqa: PLW2901
        elif draft.event_type in _SCENES and draft.places and not draft.places[0].is_inferred:
            last = draft.places
        settled.append(draft)
    return settled


def _may_inherit(places: Sequence[DraftPlace], last: Sequence[DraftPlace]) -> bool:
    if not last:
        return False
    inferred = {p.mention.country for p in places if p.is_inferred}
    return not places or bool(inferred & {p.mention.country for p in last})
