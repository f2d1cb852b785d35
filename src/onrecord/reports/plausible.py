"""Mends what cannot be: days after the day of publication, and parties that did not exist yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from onrecord.lexicon.actors import ActorIndex
from onrecord.records import ActorMatch, Status, TimeMention
from onrecord.reports.drafts import Draft, Party

_HAPPENED = frozenset({Status.OCCURRED, Status.ONGOING, Status.ATTEMPTED})
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.I)
_WEEK = timedelta(days=7)


def without_future_days(drafts: Sequence[Draft], published: str | None) -> list[Draft]:
    """The drafts with the days of past acts mended: a weekday ahead is the one before, any other day ahead unknown."""
    if published is None:
        return list(drafts)
    return [replace(d, time=_mended(d.time, published)) if d.status in _HAPPENED else d for d in drafts]


def _mended(time: TimeMention | None, published: str) -> TimeMention | None:
    if time is None or time.first_day is None or time.last_day is None or time.first_day <= published[:10]:
        return time
    first, last = date.fromisoformat(time.first_day), date.fromisoformat(time.last_day)
    if _WEEKDAY.search(time.text) and first - _WEEK <= date.fromisoformat(published[:10]):
        return replace(time, first_day=(first - _WEEK).isoformat(), last_day=(last - _WEEK).isoformat())
    return None


def without_later_bodies(drafts: Sequence[Draft], published: str | None, actors: ActorIndex) -> list[Draft]:
    """The drafts with no party taken for one that was founded in a year after the act, or after publication: such a
    name is another's, and nothing is known of whose."""
    mended = []
    for draft in drafts:
        day = (draft.time.last_day if draft.time is not None else None) or published
        if day is not None:
            doers = tuple(_as_of(p, day[:4], actors) for p in draft.actors)
            draft = replace(  # noqa: PLW2901
                draft, actors=doers, recipients=tuple(_as_of(p, day[:4], actors) for p in draft.recipients)
            )
        mended.append(draft)
    return mended


def _as_of(party: Party, year: str, actors: ActorIndex) -> Party:
    entry = actors.entries.get(party.match.actor_id or "")
    if entry is None or entry.start is None or entry.start[:4] <= year:
        return party
    return replace(party, match=ActorMatch(name=party.text))
