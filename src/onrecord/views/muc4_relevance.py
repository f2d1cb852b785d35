"""Which incidents of a text an answer key would have, with the perpetrators that take part in them.

The conference wanted no fights between armed forces, nothing older than two months, nothing in other countries.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np
from msgspec.structs import replace

from onrecord.lexicon.muc4_choice import Choice
from onrecord.lexicon.span_heads import SpanHead
from onrecord.views.muc4_choice import log_odds, weigh
from onrecord.views.muc4_circumstances import Surroundings, location_of, told_days
from onrecord.views.muc4_entities import Entity, Tagged
from onrecord.views.muc4_incidents import INSTRUMENT, TARGETS, Incident
from onrecord.views.muc4_members import MEMBER, PERPETRATORS, Pairing, Weighed, sort_of, weigh_members

__all__ = ["INCIDENT", "choose_incidents", "incident_features"]

INCIDENT = "incident"
"""The name of the choice among incidents."""

OLD_DAYS = 60


def choose_incidents(
    incidents: Sequence[Incident], pairing: Pairing, choices: Mapping[str, Choice]
) -> Iterator[Incident]:
    """The incidents that are likely enough, with the perpetrators that are likely enough to be theirs (``choices`` by
    role) in the place of those that they had; none without a target or a perpetrator."""
    weighed = [weigh_members(incident, pairing, choices) for incident in incidents]
    for index, incident in enumerate(incidents):
        members = [member for member in incident.entities if member[0].role not in PERPETRATORS]
        for role in PERPETRATORS:
            members += [one for one in weighed[index][role] if one[1] >= choices[f"{MEMBER}{role}"].least]
        likely = weigh(incident_features(index, incidents, weighed, pairing), choices[INCIDENT])
        if likely >= choices[INCIDENT].least and any(entity.role != INSTRUMENT for entity, _ in members):
            yield replace(incident, entities=tuple(members))


def incident_features(
    index: int, incidents: Sequence[Incident], weighed: Sequence[Weighed], pairing: Pairing
) -> dict[str, float]:
    """What speaks for an incident of a text: how likely its members are (``weighed``: those of each incident), how it
    stands to the text's others, whom it hit, when and where it was, what the text's sentences tell of."""
    incident, tagged = incidents[index], pairing.tagged
    kind = pairing.heads["incident"].labels.index(incident.type)
    targets = [entity for entity, _ in incident.entities if entity.role in TARGETS]
    return {
        "bias": 1.0,
        **_members(weighed[index]),
        **_others(index, incidents, weighed),
        "document": log_odds(float(tagged.told.max())),
        "told": log_odds(max(float(tagged.told[sentence, kind]) for sentence in incident.sentences)),
        "first": math.log1p(min(incident.sentences)),
        "length": math.log1p(len(tagged.sentences)),
        "size": math.log1p(len(incident.entities)),
        "no target": float(not targets),
        f"type {incident.type}": 1.0,
        **_hit(targets, pairing),
        **_when_and_where(incident, pairing),
    }


def _members(weighed: Weighed) -> dict[str, float]:
    found: dict[str, float] = {}
    for role, members in weighed.items():
        if role != INSTRUMENT:
            found[f"likeliest {role}"] = log_odds(max((p for _, p in members), default=0.0))
            found[f"sum {role}"] = math.log1p(sum(p for _, p in members))
    return found


def _others(index: int, incidents: Sequence[Incident], weighed: Sequence[Weighed]) -> dict[str, float]:
    sums = [sum(p for role in one if role != INSTRUMENT for _, p in one[role]) for one in weighed]
    others = [one for k, one in enumerate(incidents) if k != index]
    return {
        "rank": math.log1p(sum(one > sums[index] for one in sums)),
        "incidents": math.log(len(incidents)),
        "strongest other": math.log1p(max((one for k, one in enumerate(sums) if k != index), default=0.0)),
        "same type": float(any(one.type == incidents[index].type for one in others)),
    }


def _hit(targets: Sequence[Entity], pairing: Pairing) -> dict[str, float]:
    """What stage the targets tell of, what sort each is by its words and by the model."""
    found: dict[str, float] = {}
    if targets:
        stages = pairing.heads["stage"]
        shares = np.mean([target.facet(pairing.tagged.scores, stages) for target in targets], axis=0)
        found.update({f"stage {label}": float(p) for label, p in zip(stages.labels, shares, strict=True)})
    for target in targets:
        head = pairing.heads["phys_type" if target.role == "phys_target" else "hum_type"]
        found[f"hit {_likeliest(target, pairing.tagged, head)}"] = 1.0
        if sort := sort_of(target, pairing.muc4):
            found[f"sort {sort}"] = 1.0
    return found


def _likeliest(entity: Entity, tagged: Tagged, head: SpanHead) -> str:
    return head.labels[int(entity.facet(tagged.scores, head).argmax())]


def _when_and_where(incident: Incident, pairing: Pairing) -> dict[str, float]:
    around = pairing.around
    found: dict[str, float] = {}
    if (day := _last_day(incident.sentences, around)) and around.published:
        age = (date.fromisoformat(around.published[:10]) - date.fromisoformat(day[:10])).days
        found["dated"] = 1.0
        found["age"] = math.log1p(max(0, age))
        found["old"] = float(age > OLD_DAYS)
        found["future"] = float(age < 0)
    where, country = location_of(incident.sentences, around, pairing.muc4)
    found["no place"] = float(where is None)
    found["abroad"] = float(country is not None and country not in pairing.muc4.of_interest)
    found["town"] = float(where is not None and ":" in where)
    return found


def _last_day(telling: Sequence[int], around: Surroundings) -> str | None:
    """The last day of the shortest time that the most telling sentence with any names ("in 1980" is one)."""
    for index in telling:
        if days := told_days(index, around):
            return min(days, key=lambda pair: date.fromisoformat(pair[1][:10]) - date.fromisoformat(pair[0][:10]))[1]
    return None
