"""The type of a report in PLOVER's own event stream, which has no status.

PLOVER codes what was said or done on the day: an act announced is an agreement or a threat, an act demanded a request.
So that nothing planned, threatened or hypothetical ever stands there as done, a report's status decides its type.
"""

from __future__ import annotations

from typing import Final

from onrecord.records import Report, Status

_HAPPENED: Final = frozenset({Status.OCCURRED, Status.ONGOING, Status.ATTEMPTED})
_COOPERATIVE: Final = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
_VERBAL: Final = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})


def plover_type(report: Report) -> str | None:
    """The type under which the report enters a PLOVER event stream; ``None`` where it is no event there.

    A hypothetical or denied act is none. PLOVER codebook, "Agree" and "Threaten": announced future acts.
    """
    if report.status in _HAPPENED:
        return report.event_type
    if report.status is Status.DEMANDED:
        return "REQUEST"
    if report.status is Status.THREATENED:
        return "THREATEN"
    if report.status is not Status.PLANNED:
        return None
    if report.event_type in _COOPERATIVE:
        return "AGREE"
    return report.event_type if report.event_type in _VERBAL else "THREATEN"
