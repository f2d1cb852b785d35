"""Judgements about the small articles, for tests."""

from __future__ import annotations

from onrecord.records import (
    Actor,
    Confidence,
    DatePrecision,
    DecisionKind,
    EventDate,
    Field,
    Judgement,
    Place,
    PlacePrecision,
    PlaceRole,
    Subject,
    SubjectKind,
    Toll,
    Value,
)

UNKNOWN = Value(words=None)


def day(words):
    return Value(words=words, date=EventDate(start=words, end=words, precision=DatePrecision.DAY))


def toll(number):
    return Value(words=str(number), toll=Toll(low=number, best=number, high=number, text=None))


def place(name, country):
    found = Place(
        text=name,
        role=PlaceRole.SITE,
        name=name,
        country=country,
        admin1=None,
        latitude=None,
        longitude=None,
        precision=PlacePrecision.OTHER,
        gazetteer_id=None,
        score=1.0,
    )
    return Value(words=f"{name}, {country}", place=found)


def actor(name, actor_id=None):
    found = Actor(
        text=name,
        name=name,
        actor_id=actor_id,
        country=None,
        sector=None,
        confidence=Confidence.REPORTED_AS_FACT,
        according_to=None,
    )
    return Value(words=name, actor=found)


def correction(store, record_id, field, value, reason="the text says so"):
    subject = store.subject_of(record_id)
    return Judgement(kind=DecisionKind.CORRECT, subject=subject, field=Field(field), value=value, reason=reason)


def pair(store, kind, one, other, reason="read both"):
    return Judgement(
        kind=DecisionKind(kind), subject=store.subject_of(one), other=store.subject_of(other), reason=reason
    )


def remark(store, kind, record_id, words=""):
    return Judgement(kind=DecisionKind(kind), subject=store.subject_of(record_id), reason=words)


def actors(kind, one, other, value=None):
    subject, into = (Subject(kind=SubjectKind.ACTOR, id=name) for name in (one, other))
    return Judgement(kind=DecisionKind(kind), subject=subject, other=into, value=value, reason="seen")
