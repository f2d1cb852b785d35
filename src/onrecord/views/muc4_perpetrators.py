"""The perpetrator slots of a MUC-4 template: who did it, for which organization, how surely."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from onrecord.lexicon.muc4 import Muc4Tables
from onrecord.records import Actor, Confidence
from onrecord.views.muc4_words import Fill, Slots, add_fill, capitals, names_people, split_group

__all__ = ["confidence_name", "perpetrator_fills", "rebel_group", "split_perpetrator"]

REBELS = "REB"
STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG", "PRM"})
CONFIDENCES: Mapping[Confidence, str] = {
    Confidence.REPORTED_AS_FACT: "REPORTED AS FACT",
    Confidence.CLAIMED: "CLAIMED OR ADMITTED",
    Confidence.ACCUSED: "SUSPECTED OR ACCUSED",
    Confidence.SUSPECTED: "SUSPECTED OR ACCUSED",
    Confidence.POSSIBLE: "POSSIBLE",
    Confidence.DENIED: "POSSIBLE",
}
BY_AUTHORITIES = "SUSPECTED OR ACCUSED BY AUTHORITIES"


def rebel_group(actors: Iterable[Actor], tables: Muc4Tables) -> str | None:
    """The one organization of rebels that a document's actors name; ``None`` where they name none or several."""
    named: dict[str, str] = {}
    for actor in actors:
        organization = split_perpetrator(actor, tables)[1]
        if actor.actor_id is not None and actor.sector == REBELS and organization:
            named.setdefault(actor.actor_id, organization)
    return next(iter(named.values())) if len(named) == 1 else None


def perpetrator_fills(slots: Slots, actors: Sequence[Actor], group: str | None, tables: Muc4Tables) -> None:
    """Adds individuals, organizations with their confidence, and the category.

    An actor that is neither known nor of any sector, nor told by a word for persons, is passed over. Rebels whose
    organization the incident does not name are taken to be of ``group``, the only one that the document names.
    """
    actors = [actor for actor in actors if _is_someone(actor, tables)]
    for actor in actors:
        individual, organization = split_perpetrator(actor, tables)
        if individual:
            _add_once(slots, "perp_individual", individual)
        if organization and _add_once(slots, "perp_organization", organization):
            add_fill(slots, "perp_org_confidence", Fill((confidence_name(actor, tables),), (organization,)))
    if group and not slots.get("perp_organization") and any(actor.sector == REBELS for actor in actors):
        add_fill(slots, "perp_organization", Fill((group,)))
        add_fill(slots, "perp_org_confidence", Fill((CONFIDENCES[Confidence.REPORTED_AS_FACT],), (group,)))
    by_state = any(actor.sector in STATE_SECTORS for actor in actors)
    add_fill(slots, "perp_category", Fill(("STATE-SPONSORED VIOLENCE" if by_state else "TERRORIST ACT",)))


def _is_someone(actor: Actor, tables: Muc4Tables) -> bool:
    known = actor.actor_id is not None or actor.sector is not None
    return known or names_people(capitals(actor.text, tables), tables)


def _add_once(slots: Slots, slot: str, name: str) -> bool:
    """Adds a name unless another that ends in the same word stands there; True where it was added."""
    if any(fill.alts[0].rpartition(" ")[2] == name.rpartition(" ")[2] for fill in slots.get(slot, [])):
        return False
    add_fill(slots, slot, Fill((name,)))
    return True


def confidence_name(actor: Actor, tables: Muc4Tables) -> str:
    """The conference's name for how surely an actor did it, and on whose word."""
    accused = actor.confidence in (Confidence.ACCUSED, Confidence.SUSPECTED)
    speaker = (actor.according_to or "").lower()
    if accused and any(word in speaker for word in tables.authorities):
        return BY_AUTHORITIES
    return CONFIDENCES[actor.confidence]


def split_perpetrator(actor: Actor, tables: Muc4Tables) -> tuple[str, str]:
    """(individual, organization) in capitals, either empty: "members of the Red Front" gives both.

    An organization is a known actor under its own name, and otherwise a known actor, a force of a state or rebels that
    no word for persons tells ("soldiers").
    """
    plain = capitals(actor.text, tables)
    individual, organization = split_group(plain, tables)
    if organization:
        return individual, organization
    is_group = actor.actor_id is not None or actor.sector in STATE_SECTORS | {REBELS}
    is_named = actor.actor_id is not None and plain == capitals(actor.name, tables)
    if is_named or (is_group and not names_people(plain, tables)):
        return "", plain
    return plain, ""
