"""Which incidents most need a reviewer, and why."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from onrecord.attribution.candidates import names_someone
from onrecord.incidents.doubts import Doubt
from onrecord.lexicon.incidents import load_vague_words
from onrecord.lexicon.review import QueuePoints
from onrecord.records import SITE_ROLES, DecisionKind, Incident, Remark

__all__ = ["QueueEntry", "review_queue"]


class QueueEntry(Struct, frozen=True, kw_only=True):
    """An incident that asks for review: how urgently, and each reason in words."""

    incident: Incident
    points: float
    reasons: tuple[str, ...]


def review_queue(incidents: Iterable[Incident], doubts: Sequence[Doubt], points: QueuePoints) -> tuple[QueueEntry, ...]:
    """The incidents that ask for review, the most urgent first; equals by id.

    Left out are those that a reviewer accepted as they are now, and those without any reason.
    """
    about: dict[str, list[Doubt]] = defaultdict(list)
    for doubt in doubts:
        about[doubt.group].append(doubt)
        if doubt.other is not None:
            about[doubt.other].append(doubt)
    entries = (_entry(one, about, points) for one in incidents if not _is_accepted(one))
    return tuple(
        sorted((one for one in entries if one.reasons), key=lambda one: (-one.points, one.incident.incident_id))
    )


def _acceptances(incident: Incident) -> list[Remark]:
    remarks = incident.review.remarks if incident.review else ()
    return [remark for remark in remarks if remark.kind is DecisionKind.ACCEPT]


def _is_accepted(incident: Incident) -> bool:
    return any(remark.is_current for remark in _acceptances(incident))


def _entry(incident: Incident, about: Mapping[str, Sequence[Doubt]], points: QueuePoints) -> QueueEntry:
    reasons = [*_fusion_reasons(incident, about, points), *_evidence_reasons(incident, points)]
    dead = incident.casualties.killed.best if incident.casualties.killed else None
    severity = points.killed * math.log10(1 + (dead or 0))
    total = math.fsum((severity if reasons else 0.0, *(amount for amount, _ in reasons)))
    ordered = sorted(reasons, key=lambda reason: -reason[0])
    return QueueEntry(incident=incident, points=round(total, 2), reasons=tuple(words for _, words in ordered))


def _fusion_reasons(
    incident: Incident, about: Mapping[str, Sequence[Doubt]], points: QueuePoints
) -> Iterator[tuple[float, str]]:
    found = about.get(incident.incident_id, ())
    weak = next((doubt for doubt in found if doubt.other is None), None)
    if weak is not None:
        yield points.weak_link * _nearness(weak, points), f"{weak.report_id} hardly belongs to it"
    near = next((doubt for doubt in found if doubt.other is not None), None)
    if near is not None:
        other = near.other if near.group == incident.incident_id else near.group
        yield points.near_miss * _nearness(near, points), f"may be the same as {other}"


def _nearness(doubt: Doubt, points: QueuePoints) -> float:
    return max(0.0, 1 - doubt.margin / points.band)


def _evidence_reasons(incident: Incident, points: QueuePoints) -> Iterator[tuple[float, str]]:
    if any(one.contested for one in incident.attribution):
        yield points.contested, "attribution is contested"
    if incident.conflicts:
        fields = ", ".join(conflict.field for conflict in incident.conflicts)
        yield points.conflict * len(incident.conflicts), f"reports disagree on {fields}"
    if incident.independent_sources == 1:
        yield points.single_source, "rests on one source"
    vague = load_vague_words()
    new = [one.name for one in incident.actors if one.actor_id is None and names_someone(one, vague)]
    if new:
        yield points.new_actor, f"actor in no table: {', '.join(dict.fromkeys(new))}"
    missing = list(_missing(incident))
    if missing:
        yield points.missing * len(missing), f"no report gives {', '.join(missing)}"
    if _acceptances(incident):
        yield points.changed_since, "its reports have changed since it was accepted"


def _missing(incident: Incident) -> Iterator[str]:
    if incident.date is None:
        yield "day"
    if not any(place.role in SITE_ROLES for place in incident.places):
        yield "place"
    if not incident.actors:
        yield "doer"
