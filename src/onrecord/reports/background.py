"""Leaves out what a document only mentions beside another act: no report of its own, like words under the bar."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.lexicon.background import BackgroundRule, load_background
from onrecord.reports.drafts import Draft


def without_background(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts but those that no sentence tells otherwise than in passing and that a rule of ``load_background``
    fits."""
    return [d for d in drafts if not (d.is_in_passing and any(_fits(rule, d, drafts) for rule in load_background()))]


def _fits(rule: BackgroundRule, draft: Draft, drafts: Sequence[Draft]) -> bool:
    if draft.event_type not in rule.types or draft.status not in rule.statuses:
        return False
    if rule.is_bare and (not draft.is_noun or draft.recipients or draft.tolls):
        return False
    beside = {d.event_type for d in drafts if d is not draft and set(d.sentences) & set(draft.sentences)}
    return not beside & rule.unless_beside
