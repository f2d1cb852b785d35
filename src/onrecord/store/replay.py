"""What decisions make of one report and of one incident. Pure: the records as the program made them go in."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct, structs

from onrecord.records import Decision, DecisionKind, Field, Incident, Remark, Report, SubjectKind
from onrecord.store import actor_rules, bonds
from onrecord.store.corrections import correct, review_of
from onrecord.store.rows import actor_keys

__all__ = ["LaidReport", "Touch", "changes_fusion", "is_about_report", "lay_incident", "lay_report"]


class LaidReport(Struct, frozen=True):
    """A report as shown, and the keys of its actors by their names before decisions."""

    shown: Report
    told_as: frozenset[tuple[str, str]]


class Touch(Struct, frozen=True):
    """A decision in force about an incident, and the reports that it is attached to now; ``None`` for those gone."""

    decision: Decision
    reports: frozenset[str | None]


def changes_fusion(decision: Decision) -> bool:
    """Whether incidents must be fused anew once this decision is made or undone."""
    if decision.kind is DecisionKind.CORRECT:
        return decision.subject.kind is SubjectKind.REPORT or decision.field is Field.EVENT
    return decision.kind in (*bonds.KINDS, *actor_rules.KINDS)


def is_about_report(decision: Decision) -> bool:
    """Whether a decision is laid over the reports that it is attached to."""
    return decision.subject.kind is SubjectKind.REPORT or decision.field is Field.EVENT


def lay_report(own: Report, decisions: Sequence[Decision], rules: Sequence[Decision]) -> LaidReport:
    """The report as shown. ``decisions`` are those in force that are attached to it, ``rules`` the merges and splits
    of actors; both in the order of the journal."""
    about = [one for one in decisions if is_about_report(one)]
    corrected = correct(own, about)
    actors, used = actor_rules.apply_rules(corrected.actors, rules)
    withdrawn = any(one.field is Field.EVENT for one in about)
    named = [one for one in decisions if one.subject.kind is SubjectKind.REPORT or one.kind in bonds.KINDS]
    remarks = [remark for one in (*named, *used) if (remark := _remark(one)) is not None]
    review = review_of(own, about, remarks, is_withdrawn=withdrawn)
    told_as = frozenset(actor_keys(corrected.actors)) if used else frozenset()
    return LaidReport(structs.replace(corrected, actors=actors, review=review), told_as)


def lay_incident(own: Incident, touches: Sequence[Touch], *, is_withdrawn: bool) -> Incident:
    """The incident as shown; ``touches`` in the order of the journal."""
    decisions = [touch.decision for touch in touches]
    members: frozenset[str | None] = frozenset(own.reports)
    told = [_remark(touch.decision, is_current=_is_current(touch, members)) for touch in touches]
    shown = correct(own, [one for one in decisions if not is_about_report(one)])
    review = review_of(own, decisions, [one for one in told if one is not None], is_withdrawn=is_withdrawn)
    return structs.replace(shown, review=review)


def _is_current(touch: Touch, members: Collection[str | None]) -> bool:
    return touch.decision.kind in bonds.KINDS or touch.reports == members


def _remark(decision: Decision, *, is_current: bool = True) -> Remark | None:
    if decision.kind in (DecisionKind.CORRECT, DecisionKind.UNDO):
        return None
    return Remark(
        kind=decision.kind,
        words=_words(decision),
        reviewer=decision.reviewer,
        at=decision.at,
        decision=decision.seq,
        is_current=is_current,
    )


def _words(decision: Decision) -> str:
    """What was said: for a pair or an actor, also about whom."""
    if decision.other is None:
        return decision.reason
    joins = {
        DecisionKind.SAME: "is the same as",
        DecisionKind.NOT_SAME: "is not",
        DecisionKind.MERGE_ACTORS: "is",
        DecisionKind.SPLIT_ACTORS: "is not",
    }
    other = decision.value.words if decision.value and decision.value.words else decision.other.id
    said = f"{decision.subject.id} {joins[decision.kind]} {other}"
    return f"{said}: {decision.reason}" if decision.reason else said
