"""Finds the report that a decision was about among the reports that a coder gives now."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.records import Anchor, Report, SpanPair, anchor_of

__all__ = ["attach"]


def attach(anchor: Anchor, reports: Sequence[Report]) -> str | None:
    """The id of the report that fits ``anchor`` best; ``None`` where none does. ``reports``: all of its document.

    The very same report fits best. Else a report fits whose trigger overlaps the anchor's, or whose evidence does
    and whose event type is the same; the same type counts before the more of the trigger, that before the more of
    the evidence, and among equals the one that stands first.
    """
    if any(report.report_id == anchor.report_id for report in reports):
        return anchor.report_id
    here = (anchor_of(report) for report in reports if report.document.document_id == anchor.document_id)
    ranked = [(_rank(anchor, found), found.trigger, found.report_id) for found in here if _fits(anchor, found)]
    return min(ranked)[2] if ranked else None


def _fits(anchor: Anchor, found: Anchor) -> bool:
    if overlap(anchor.trigger, found.trigger):
        return True
    return anchor.event_type == found.event_type and overlap(anchor.evidence, found.evidence) > 0


def _rank(anchor: Anchor, found: Anchor) -> tuple[bool, int, int]:
    other_type = anchor.event_type != found.event_type
    return other_type, -overlap(anchor.trigger, found.trigger), -overlap(anchor.evidence, found.evidence)


def overlap(one: SpanPair, other: SpanPair) -> int:
    """How many characters two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
