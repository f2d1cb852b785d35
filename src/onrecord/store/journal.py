"""What became of incident ids when the incidents were fused anew.

An id once printed must stay traceable: where it disappears, the log says into which incident, and why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

__all__ = ["ChangeKind", "IncidentChange", "incident_changes"]


class ChangeKind(StrEnum):
    """What happened to an incident id.

    ``merged``: its reports went into an incident that has other reports too. ``split``: its reports now lie in
    several incidents. ``renamed``: the same happening has another id. ``dissolved``: none of its reports is left.
    """

    MERGED = "merged"
    SPLIT = "split"
    RENAMED = "renamed"
    DISSOLVED = "dissolved"


class IncidentChange(Struct, frozen=True, kw_only=True):
    """One line of the log: ``incident_id`` is the old id, ``successors`` the ids that hold its reports now."""

    change: ChangeKind
    incident_id: str
    successors: tuple[str, ...]
    reason: str


def incident_changes(
    before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]
) -> tuple[IncidentChange, ...]:
    """The changes that lead from one set of incidents to the next; both map an incident id to its report ids.

    New incidents and reports added to an incident are no change. The order is that of the old ids; the same two
    sets always give the same changes.
    """
    return tuple(_changes(before, after))


def _changes(before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]) -> Iterator[IncidentChange]:
    holder = {report: incident for incident, reports in after.items() for report in reports}
    held_before = {report: incident for incident, reports in before.items() for report in reports}
    for incident in sorted(before):
        heirs = Counter(holder[report] for report in before[incident] if report in holder)
        gone_to = sorted(heir for heir in heirs if heir != incident)
        if not heirs:
            if incident not in after:
                yield _change(ChangeKind.DISSOLVED, incident, (), "none of its reports is left")
        elif len(heirs) > 1:
            shares = ", ".join(f"{heirs[heir]} in {heir}" for heir in sorted(heirs))
            yield _change(ChangeKind.SPLIT, incident, tuple(sorted(heirs)), f"its reports now lie apart: {shares}")
        elif gone_to:
            joined = sum(held_before.get(report, incident) != incident for report in after[gone_to[0]])
            yield _whole_move(incident, gone_to[0], joined, before, after)


def _whole_move(
    incident: str, heir: str, joined: int, before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]
) -> IncidentChange:
    """The change where all reports are now with ``heir``, and ``joined`` reports of other incidents with them."""
    if joined or heir in before:
        reason = f"its reports are told of the same happening as {joined} report(s) of other incidents"
        return _change(ChangeKind.MERGED, incident, (heir,), reason)
    added = len(set(after[heir]) - set(before[incident]))
    return _change(ChangeKind.RENAMED, incident, (heir,), f"{added} report(s) were added and the id follows them")


def _change(change: ChangeKind, incident_id: str, successors: tuple[str, ...], reason: str) -> IncidentChange:
    return IncidentChange(change=change, incident_id=incident_id, successors=successors, reason=reason)
