"""The journal of decisions as a table, and decisions in words."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.records import Correction, Decision, DecisionState, Remark, Review
from onrecord.views.tables import Listing
from onrecord.views.words import UNKNOWN, one_line

__all__ = ["correction_words", "decision_table", "decision_words", "remark_words", "review_lines"]


def decision_words(decision: Decision) -> str:
    """What was decided, in one line without who, when and why."""
    kind = str(decision.kind).replace("_", " ")
    parts = [kind, str(decision.subject.id)]
    if decision.field is not None:
        value = decision.value.words if decision.value else None
        parts += [str(decision.field), "=", value or UNKNOWN]
    if decision.other is not None:
        parts.append(decision.other.id)
    return one_line(" ".join(parts))


def correction_words(correction: Correction) -> str:
    """The reviewer's value, the coder's, who, when and why."""
    why = f": {correction.reason}" if correction.reason else ""
    said = f"{correction.field}: {correction.value or UNKNOWN}, not {correction.own or UNKNOWN} as coded"
    return one_line(f"{said} ({correction.reviewer}, {correction.at[:10]}, decision {correction.decision}){why}")


def remark_words(remark: Remark) -> str:
    """A note, acceptance or link in one line."""
    kind = str(remark.kind).replace("_", " ")
    changed = "" if remark.is_current else "; the incident's reports have changed since"
    words = f" {remark.words}" if remark.words else ""
    return one_line(f"{kind}:{words} ({remark.reviewer}, {remark.at[:10]}, decision {remark.decision}{changed})")


def review_lines(review: Review | None) -> tuple[str, ...]:
    """Everything that reviewers decided about a record, a line each; empty where nobody did."""
    if review is None:
        return ()
    withdrawn = ("withdrawn: reviewed as no event",) if review.is_withdrawn else ()
    corrections = map(correction_words, review.corrections)
    return (*withdrawn, *corrections, *map(remark_words, review.remarks))


def decision_table(states: Sequence[DecisionState]) -> Listing:
    """A row a decision, oldest first."""
    return Listing(("no.", "when", "standing", "reviewer", "decision", "reason"), map(_row, states), keys=3)


def _row(state: DecisionState) -> tuple[str, ...]:
    one = state.decision
    standing = str(state.standing).replace("_", " ") + (f" by {state.by}" if state.by else "")
    when = one.at[:16].replace("T", " ")
    return str(one.seq), when, standing, one.reviewer, decision_words(one), one.reason
