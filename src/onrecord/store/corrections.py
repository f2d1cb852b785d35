"""Lays a reviewer's corrections over a report or an incident; the coder's own values stay named beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from msgspec import structs

from onrecord.records import (
    SITE_ROLES,
    Actor,
    Attribution,
    Correction,
    Count,
    Decision,
    DecisionKind,
    EventDate,
    Field,
    Incident,
    IncidentToll,
    Place,
    Remark,
    Report,
    Review,
    Toll,
    Value,
)

__all__ = ["correct", "field_words", "review_of", "toll_words"]

RecordT = TypeVar("RecordT", Report, Incident)
TOLLS = (Field.KILLED, Field.WOUNDED, Field.ABDUCTED)


def field_words(record: Report | Incident, field: Field) -> str | None:
    """The value of a field as a reviewer would write it; ``None`` where it is unknown."""
    if field is Field.EVENT:
        return "no" if record.review and record.review.is_withdrawn else "yes"
    if field in TOLLS:
        return toll_words(getattr(record.casualties, field))
    if field is Field.DATE:
        return _date_words(record.date)
    if field is Field.PLACE:
        return "; ".join(_place_words(place) for place in record.places if place.role in SITE_ROLES) or None
    if field is Field.ACTOR:
        return "; ".join(dict.fromkeys(actor.name for actor in record.actors)) or None
    value = getattr(record, field)
    return None if value is None else str(value)


def toll_words(toll: Toll | IncidentToll | Count | None) -> str | None:
    """``5``, ``5-7``, ``5-`` for at least five, ``-5`` for at most five; ``None`` where nothing is known."""
    if toll is None or (toll.low, toll.best, toll.high) == (None, None, None):
        return None
    if toll.low == toll.high:
        return str(toll.low if toll.low is not None else toll.best)
    return f"{'' if toll.low is None else toll.low}-{'' if toll.high is None else toll.high}"


def _date_words(date: EventDate | None) -> str | None:
    if date is None:
        return None
    return date.start if date.start == date.end else f"{date.start}/{date.end}"


def _place_words(place: Place) -> str:
    return ", ".join(filter(None, (place.name, place.country)))


def correct(record: RecordT, decisions: Iterable[Decision]) -> RecordT:
    """The record with every correction among ``decisions`` laid over it, in their order; ``review`` is left alone."""
    made = [one for one in decisions if one.kind is DecisionKind.CORRECT and one.value is not None]
    last_actor = next((one for one in reversed(made) if one.field is Field.ACTOR), None)
    for decision in made:
        is_overruled = (
            decision.field is Field.ACTOR and decision is not last_actor
        )  # it must leave no trace in the order
        if decision.field is not None and decision.value is not None and not is_overruled:
            record = _corrected(record, decision.field, decision.value)
    return record


def _corrected(record: RecordT, field: Field, value: Value) -> RecordT:
    if field in TOLLS:
        return _with_toll(record, field, value.toll)
    if field is Field.DATE:
        return structs.replace(record, date=value.date)
    if field is Field.PLACE:
        others: tuple[Place, ...] = tuple(place for place in record.places if place.role not in SITE_ROLES)
        return structs.replace(record, places=(*((value.place,) if value.place else ()), *others))
    if field is Field.ACTOR:
        return _with_actor(record, value.actor)
    if field is Field.EVENT:
        return record
    changed = structs.replace(record, **{str(field): _typed(record, field, value.words)})
    if field is Field.EVENT_TYPE:
        changed = structs.replace(changed, mode=None)
    return structs.replace(changed, codes=value.codes) if value.codes else changed


def _with_actor(record: RecordT, actor: Actor | None) -> RecordT:
    """Of an incident's attributions, which are what documents say, those of the reviewer's actor stand first."""
    changed = structs.replace(record, actors=(actor,) if actor else ())
    if actor is None or isinstance(changed, Report):
        return changed

    def is_other(one: Attribution) -> bool:
        return one.name != actor.name and (one.actor_id is None or one.actor_id != actor.actor_id)

    return structs.replace(changed, attribution=tuple(sorted(changed.attribution, key=is_other)))


def _typed(record: Report | Incident, field: Field, words: str | None) -> object:
    return type(record.status)(words) if field is Field.STATUS and words else words


def _with_toll(record: RecordT, field: Field, toll: Toll | None) -> RecordT:
    if isinstance(record, Report):
        return structs.replace(record, casualties=structs.replace(record.casualties, **{str(field): toll}))
    told: IncidentToll | None = getattr(record.casualties, field)
    versions = told.versions if told else ()
    best = IncidentToll(
        low=toll.low if toll else None,
        best=toll.best if toll else None,
        high=toll.high if toll else None,
        versions=versions,
    )
    shown = best if toll or versions else None
    return structs.replace(record, casualties=structs.replace(record.casualties, **{str(field): shown}))


def review_of(
    own: Report | Incident, decisions: Sequence[Decision], remarks: Iterable[Remark], *, is_withdrawn: bool
) -> Review | None:
    """What stands beside the record; ``None`` where no decision is in force about it."""
    latest = {one.field: one for one in decisions if one.kind is DecisionKind.CORRECT and one.field and one.value}
    corrections = tuple(
        Correction(
            field=field,
            own=field_words(own, field),
            value=one.value.words,
            reviewer=one.reviewer,
            at=one.at,
            reason=one.reason,
            decision=one.seq,
        )
        for field, one in latest.items()
        if field is not None and one.value is not None
    )
    kept = tuple(sorted(remarks, key=lambda one: one.decision))
    if not (corrections or kept or is_withdrawn):
        return None
    ordered = tuple(sorted(corrections, key=lambda one: one.decision))
    return Review(corrections=ordered, remarks=kept, is_withdrawn=is_withdrawn)
