"""Makes judgements of what reviewers write, ready to be recorded with ``Store.record_decision``."""

from __future__ import annotations

from onrecord.errors import InputError
from onrecord.records import DecisionKind, Field, Judgement, Subject, SubjectKind, Value
from onrecord.review.values import actor_value, parse_value
from onrecord.store import Store

__all__ = ["judge_actors", "judge_pair", "judge_remark", "judge_undo", "judge_value"]


def judge_pair(store: Store, kind: DecisionKind, one: str, other: str, reason: str) -> Judgement:
    """That two reports or incidents are (``same``) or are not (``not_same``) one happening. InputError for unknown ids.

    A report and the incident that holds it: it is not the same as the incident's other reports.
    """
    if one == other:
        raise InputError(f"{one} is named twice; a decision of this kind is about two records")
    return Judgement(kind=kind, subject=_subject(store, one), other=_subject(store, other), reason=reason)


def judge_value(store: Store, record_id: str, field: str, words: str, reason: str) -> Judgement:
    """That a field of a report or incident has the value that ``words`` say (see ``values``).

    InputError for an unknown id or field, or words that are no value of it.
    """
    record = store.incident(record_id) or store.report(record_id)
    if record is None:
        raise _unknown(record_id)
    if field not in set(Field):
        raise InputError(f"{field!r} cannot be corrected; what can be is {', '.join(Field)}")
    value = parse_value(Field(field), words, record)
    subject = _subject(store, record_id)
    return Judgement(kind=DecisionKind.CORRECT, subject=subject, field=Field(field), value=value, reason=reason)


def judge_remark(store: Store, kind: DecisionKind, record_id: str, words: str) -> Judgement:
    """A note on a report or incident, or that it was reviewed and is right. InputError for an unknown id or no note."""
    if kind is DecisionKind.NOTE and not words.strip():
        raise InputError("a note needs words")
    return Judgement(kind=kind, subject=_subject(store, record_id), reason=words)


def judge_actors(kind: DecisionKind, one: str, other: str, reason: str) -> Judgement:
    """That the actor called ``one`` (a name, or an id) is, or is not, ``other``. InputError where a name is missing.

    To be parted is whoever documents call ``one``; to be merged is the known actor of that name, where there is one.
    """
    if not one.strip() or not other.strip() or one == other:
        raise InputError("give two different actors, each by its name or id")
    value = actor_value(other, None)
    named = one if kind is DecisionKind.SPLIT_ACTORS else _actor_id(actor_value(one, None), one)
    subject, into = (Subject(kind=SubjectKind.ACTOR, id=name) for name in (named, _actor_id(value, other)))
    if subject.id == into.id:
        raise InputError(f"{one!r} and {other!r} are one actor already ({into.id})")
    return Judgement(kind=kind, subject=subject, other=into, value=value, reason=reason)


def _actor_id(value: Value, name: str) -> str:
    return value.actor.actor_id if value.actor and value.actor.actor_id else name


def judge_undo(number: str, reason: str) -> Judgement:
    """That a decision counts no longer."""
    subject = Subject(kind=SubjectKind.DECISION, id=number.strip().removeprefix("#"))
    return Judgement(kind=DecisionKind.UNDO, subject=subject, reason=reason)


def _subject(store: Store, record_id: str) -> Subject:
    subject = store.subject_of(record_id)
    if subject is None:
        raise _unknown(record_id)
    return subject


def _unknown(record_id: str) -> InputError:
    return InputError(
        f"no incident or report has the id {record_id!r}; onrecord incidents and onrecord reports list them"
    )
