"""Incidents of MUC-4 from the entities of a text: of what type each is, which entities belong to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
from msgspec import Struct

from onrecord.lexicon.muc4 import Muc4Tables
from onrecord.lexicon.muc4_choice import Choice
from onrecord.lexicon.span_heads import SpanHead
from onrecord.mentions.span_model import FloatArray
from onrecord.views.muc4_circumstances import Surroundings
from onrecord.views.muc4_entities import Entity, Tagged
from onrecord.views.muc4_scenes import split_scenes

__all__ = ["Incident", "IncidentTables", "form_incidents"]

INSTRUMENT = "instrument"
TARGETS = ("phys_target", "hum_name", "hum_description")
NEIGHBOURS = 1
"""Sentences between a perpetrator and a target that may be of one incident."""

Member: TypeAlias = tuple[Entity, float]


class IncidentTables(Struct, frozen=True):
    """What incidents are formed with: heads of the model, fitted choices, MUC-4's tables."""

    heads: Mapping[str, SpanHead]
    choices: Mapping[str, Choice]
    muc4: Muc4Tables


class Incident(Struct, frozen=True):
    """One incident: its type, its entities with how likely each belongs in a template, the sentences that tell of it
    (indexes, the most telling first)."""

    type: str
    entities: tuple[tuple[Entity, float], ...]
    sentences: tuple[int, ...]


def form_incidents(
    chosen: Sequence[tuple[Entity, float]], tagged: Tagged, around: Surroundings, tables: IncidentTables
) -> list[Incident]:
    """The incidents, the surest type first; none where no target and no perpetrator was chosen."""
    if not any(entity.role != INSTRUMENT for entity, _ in chosen):
        return []
    head, least = tables.heads["incident"], tables.choices["type"].least
    shares = [entity.facet(tagged.scores, head) for entity, _ in chosen]
    kinds = _kinds(chosen, shares, least)
    incidents: list[Incident] = []
    for kind in kinds:
        members = [
            member
            for member, share in zip(chosen, shares, strict=True)
            if kind == max(kinds, key=lambda k: share[k]) or share[kind] >= least
        ]
        for scene in _scenes(members, tagged, around, tables):
            if any(entity.role != INSTRUMENT for entity, _ in scene):
                incidents.append(Incident(head.labels[kind], tuple(scene), _telling(scene, tagged, kind)))
    return incidents


def _kinds(chosen: Sequence[Member], shares: Sequence[FloatArray], least: float) -> list[int]:
    """The types that some perpetrator or target is likely enough of; the likeliest where none is; strongest first."""
    strength = np.max(
        [p * share for (entity, p), share in zip(chosen, shares, strict=True) if entity.role != INSTRUMENT], axis=0
    )
    order = [int(kind) for kind in np.argsort(-strength)]
    return [kind for kind in order if strength[kind] >= least] or order[:1]


def _scenes(
    members: Sequence[Member], tagged: Tagged, around: Surroundings, tables: IncidentTables
) -> list[list[Member]]:
    """Members of one type, split where their targets were hit in several incidents; each perpetrator and instrument
    goes with every scene that a neighbouring sentence tells of, else with the nearest."""
    targets = [member for member in members if member[0].role in TARGETS]
    named = [entity.sentences for entity, _ in targets]
    groups = split_scenes(named, tagged.text, around, tables.muc4, tables.choices["apart"])
    if len(groups) <= 1:
        return [list(members)]
    scenes = [[targets[index] for index in group] for group in groups]
    told = [sorted({index for entity, _ in scene for index in entity.sentences}) for scene in scenes]
    for member in members:
        if member[0].role not in TARGETS:
            gaps = [min(abs(a - b) for a in member[0].sentences for b in indexes) for indexes in told]
            for scene, gap in zip(scenes, gaps, strict=True):
                if gap <= max(NEIGHBOURS, min(gaps)):
                    scene.append(member)
    return scenes


def _telling(members: Sequence[Member], tagged: Tagged, kind: int) -> tuple[int, ...]:
    weights: dict[int, float] = {}
    for entity, probability in members:
        for index in entity.sentences:
            weights[index] = weights.get(index, 0.0) + probability * float(tagged.told[index, kind])
    return tuple(sorted(weights, key=lambda index: (-weights[index], index)))
