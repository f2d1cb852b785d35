"""Tolls over the reports of an incident: the range, the best supported figure, every version.

Tolls are corrected as news comes in, so only figures published within ``CURRENT_DAYS`` of the latest one
compete for ``best``; among those the figure of the most independent origins wins, then the later, then the
higher. ``low`` and ``high`` bound all versions: an early undercount stays visible. Where nobody tells of more than
"at least seven", nothing bounds the toll above and ``high`` is ``None``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from onrecord.incidents.traits import Bounds, bounds, read_day
from onrecord.records import IncidentCasualties, IncidentToll, Report, Toll, TollVersion

__all__ = ["fuse_casualties", "fuse_tolls"]

CURRENT_DAYS = 1


def _version(report: Report, toll: Toll) -> TollVersion:
    return TollVersion(
        report_id=report.report_id,
        source=report.document.source,
        published=report.document.published,
        low=toll.low,
        best=toll.best,
        high=toll.high,
        text=toll.text,
    )


def _figure(toll: Toll) -> int | None:
    return toll.best if toll.best is not None else toll.low if toll.low is not None else toll.high


def _best(told: Sequence[tuple[Report, Toll]], origins: Mapping[str, str]) -> int | None:
    dated = [(read_day(report.document.published), report, _figure(toll)) for report, toll in told]
    latest = max((day for day, _, _ in dated if day is not None), default=None)
    backers: dict[int, set[str]] = defaultdict(set)
    last_said: dict[int, int] = defaultdict(int)
    for day, report, figure in dated:
        if figure is None or (latest is not None and (day is None or day < latest - CURRENT_DAYS)):
            continue
        backers[figure].add(origins.get(report.document.document_id, report.document.document_id))
        last_said[figure] = max(last_said[figure], day or 0)
    return max(backers, key=lambda figure: (len(backers[figure]), last_said[figure], figure), default=None)


def fuse_tolls(told: Sequence[tuple[Report, Toll | None]], origins: Mapping[str, str]) -> IncidentToll | None:
    """One toll over the reports that give a number; ``None`` where none does. Copies count once for ``best``."""
    given = [(report, toll) for report, toll in told if toll is not None and bounds(toll) is not None]
    if not given:
        return None
    limits = [limit for _, toll in given if (limit := bounds(toll)) is not None]
    return IncidentToll(
        low=min(limit.low for limit in limits),
        best=_best(given, origins),
        high=_high(limits),
        versions=tuple(_version(report, toll) for report, toll in given),
    )


def _high(limits: Sequence[Bounds]) -> int | None:
    """The greatest figure of any version; ``None`` where only versions without an upper end reach it."""
    tops = [max(limit.low, limit.high or 0, limit.best or 0) for limit in limits]
    is_closed = any(limit.high == max(tops) for limit in limits)
    return max(tops) if is_closed else None


def fuse_casualties(reports: Sequence[Report], origins: Mapping[str, str]) -> IncidentCasualties:
    """Killed, wounded and abducted over the reports of one incident."""
    return IncidentCasualties(
        killed=fuse_tolls([(report, report.casualties.killed) for report in reports], origins),
        wounded=fuse_tolls([(report, report.casualties.wounded) for report in reports], origins),
        abducted=fuse_tolls([(report, report.casualties.abducted) for report in reports], origins),
    )
