"""What may never be joined, whatever the weights say.

* Events of different families (a meeting and a shooting).
* An aggregate statement and a single happening: "dozens of attacks in recent months" would swallow them all.
* A threat, demand, plan or supposition and a deed. That someone threatened is a happening of its own; it is no
  evidence that the deed was done. Only a plan joins the deed, and only where day, place and doer agree.
* A denial that something happened and the reports of it, unless day and place or doer show that they mean one
  act: then the denial belongs to the incident and is kept there as a version of its status.
* Two events of one document, unless nothing tells them apart: a writer who tells of two attacks knows that
  there were two. The rule also holds through third documents, since groups are checked member by member.
"""

from __future__ import annotations

from onrecord.incidents.compare import day_gap, nearest_sites
from onrecord.incidents.traits import Bounds, Stage, Traits
from onrecord.records import Status

__all__ = ["veto"]

SAME_PLACE_KM = 5.0


def _same_days(a: Traits, b: Traits) -> bool:
    return a.days is not None and b.days is not None and day_gap(a.days, b.days) == 0


def _same_place(a: Traits, b: Traits) -> bool:
    nearest = nearest_sites(a, b)
    return nearest is not None and nearest <= SAME_PLACE_KM


def _share_party(a: Traits, b: Traits) -> bool:
    return bool({party.key for party in a.actors} & {party.key for party in b.actors})


def _short(a: Traits) -> bool:
    return a.days is not None and a.days[1] - a.days[0] <= 1


def _plan_carried_out(a: Traits, b: Traits) -> bool:
    plan = a if a.stage is Stage.PROSPECTIVE else b
    agree = _same_days(a, b) and _short(a) and _short(b) and _same_place(a, b) and _share_party(a, b)
    return plan.status is Status.PLANNED and a.event_type == b.event_type and agree


def _same_act_denied(a: Traits, b: Traits) -> bool:
    return a.event_type == b.event_type and _same_days(a, b) and (_same_place(a, b) or _share_party(a, b))


def _stages_apart(a: Traits, b: Traits) -> bool:
    stages = {a.stage, b.stage}
    if len(stages) == 1:
        return False
    if stages == {Stage.ACTUAL, Stage.PROSPECTIVE}:
        return not _plan_carried_out(a, b)
    if stages == {Stage.ACTUAL, Stage.DENIED}:
        return not _same_act_denied(a, b)
    return True


def _excludes(x: Bounds | None, y: Bounds | None) -> bool:
    if x is None or y is None:
        return False
    return (x.high is not None and y.low > x.high) or (y.high is not None and x.low > y.high)


def _days_apart(a: Traits, b: Traits) -> bool:
    return a.days is not None and b.days is not None and day_gap(a.days, b.days) > 0


def _sites_apart(a: Traits, b: Traits) -> bool:
    left, right = ({site.key for site in side.sites if site.is_fine} for side in (a, b))
    return bool(left) and bool(right) and not left & right


def _doers_apart(a: Traits, b: Traits) -> bool:
    left, right = ({party.actor_id for party in side.actors if party.actor_id} for side in (a, b))
    return bool(left) and bool(right) and not left & right


def _victims_apart(a: Traits, b: Traits) -> bool:
    """Persons of other words than the other's persons, or things of other words than its things."""

    def said(side: Traits, kind: str | None) -> set[str]:
        return {word for party in side.recipients if party.kind == kind for word in party.words}

    kinds = {party.kind for side in (a, b) for party in side.recipients}
    return any(said(a, kind) and said(b, kind) and not said(a, kind) & said(b, kind) for kind in kinds)


def _means_apart(a: Traits, b: Traits) -> bool:
    modes = a.mode is not None and b.mode is not None and a.mode_family != b.mode_family
    return modes or (bool(a.weapons) and bool(b.weapons) and not a.weapon_families & b.weapon_families)


def _told_apart(a: Traits, b: Traits) -> bool:
    """Any evidence that two events of one document are two. A coarser date or place is none."""
    tolls = _excludes(a.killed, b.killed) or _excludes(a.wounded, b.wounded)
    means = a.event_type != b.event_type or _means_apart(a, b)
    return means or tolls or any(apart(a, b) for apart in (_days_apart, _sites_apart, _doers_apart, _victims_apart))


def _nothing_shared(a: Traits, b: Traits) -> bool:
    """Whether day or place is lacking: without both, nothing shows that a document means one event."""
    return not (_same_days(a, b) and bool({site.key for site in a.sites} & {site.key for site in b.sites}))


def veto(a: Traits, b: Traits) -> str | None:
    """Why two reports may not stand in one incident; ``None`` where they may."""
    if a.family != b.family:
        return "different kinds of event"
    if a.aggregate != b.aggregate:
        return "a statement about many events and a single event"
    if _stages_apart(a, b):
        return "one tells of a deed, the other of a plan, threat or denial"
    if a.document_id == b.document_id and (_told_apart(a, b) or _nothing_shared(a, b)):
        return "one document tells them as two"
    return None
