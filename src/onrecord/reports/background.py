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
    beside = [d for d in drafts if d is not draft and set(d.sentences) & set(draft.sentences)]
    if rule.is_beside_toll and not any(_tells_toll_of(d, draft) for d in beside):
        return False
    return rule.unless_beside.isdisjoint(d.event_type for d in beside)


def _tells_toll_of(other: Draft, named: Draft) -> bool:
    """Whether another draft is of the same type, tells a toll, and is of no other day or place than the named one."""
    if other.event_type != named.event_type or not other.tolls:
        return False
    days = {d.time.first_day for d in (other, named) if d.time is not None}
    ours, theirs = ({p.mention.name for p in d.places if not p.is_inferred} for d in (named, other))
    return len(days) < 2 and not (ours and theirs and ours.isdisjoint(theirs))
