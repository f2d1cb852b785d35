"""Settles what an event's own sentence leaves open: days that count from other events, and places told before."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.mentions.times import resolve_against
from onrecord.records import TimeMention
from onrecord.reports.drafts import Draft, DraftPlace

_SCENES = frozenset({"ASSAULT", "COERCE", "PROTEST"})


def settle_times(drafts: Sequence[Draft]) -> list[Draft]:
    """Resolves "a day after the attack" against the latest dated event told before, or after, in the document."""
    return [replace(d, time=_anchored(d, drafts)) if d.time and d.time.anchor == "event" else d for d in drafts]


def _anchored(draft: Draft, drafts: Sequence[Draft]) -> TimeMention | None:
    time = draft.time
    assert time is not None
    others = [d for d in drafts if d is not draft and d.time and d.time.anchor != "event" and d.time.first_day]
    same_type = [d for d in others if d.event_type == "ASSAULT"] or others
    before = [d for d in same_type if d.sentence <= draft.sentence]
    chosen = before[-1] if before else (same_type[0] if same_type else None)
    if chosen is None or chosen.time is None or chosen.time.first_day is None or chosen.time.last_day is None:
        return time if time.first_day else None
    if chosen.time.first_day != chosen.time.last_day:
        return time if time.first_day else None
    return resolve_against(time, chosen.time.first_day, chosen.time.last_day)


def settle_places(drafts: Sequence[Draft]) -> list[Draft]:
    """Gives a scene without a place the place of the scene told just before it, marked as inherited."""
    settled: list[Draft] = []
    last: tuple[DraftPlace, ...] = ()
    last_sentence = -10
    for draft in drafts:
        if (
            draft.event_type in _SCENES
            and not draft.places
            and draft.sentence - last_sentence <= 2
            and not draft.aggregate
        ):
            draft = replace(draft, places=tuple(replace(p, is_inherited=True) for p in last))  # noqa: PLW2901
        elif draft.event_type in _SCENES and draft.places:
            last = draft.places
        if draft.event_type in _SCENES and draft.places:
            last_sentence = draft.sentence
        settled.append(draft)
    return settled
