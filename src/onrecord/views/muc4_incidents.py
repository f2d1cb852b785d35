"""Incidents of MUC-4 from the entities of a text: which entities belong to each, of what type it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
from msgspec import Struct

from onrecord.lexicon.muc4 import Muc4Tables
from onrecord.lexicon.muc4_choice import Choice
from onrecord.lexicon.span_heads import SpanHead
from onrecord.views.muc4_circumstances import Surroundings
from onrecord.views.muc4_entities import Entity, Tagged
from onrecord.views.muc4_scenes import SCENE, scene_text, split_scenes

__all__ = ["INSTRUMENT", "TARGETS", "Incident", "IncidentTables", "form_incidents"]

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
    chosen: Sequence[Member], tagged: Tagged, around: Surroundings, tables: IncidentTables
) -> list[Incident]:
    """The incidents, the surest first; none where no target and no perpetrator was chosen.

    Targets are parted into scenes, each of which is of the type that its targets are likeliest of; without targets all
    perpetrators are of one.
    """
    if not any(entity.role != INSTRUMENT for entity, _ in chosen):
        return []
    head = tables.heads["incident"]
    incidents = []
    for scene in _scenes(chosen, tagged, around, tables):
        telling = [member for member in scene if member[0].role in TARGETS]
        telling = telling or [member for member in scene if member[0].role != INSTRUMENT]
        shares = np.array([p * entity.facet(tagged.scores, head) for entity, p in telling])
        kind = int(shares.sum(axis=0).argmax())
        sentences = _telling(scene, tagged, kind)
        incidents.append((float(shares[:, kind].max()), Incident(head.labels[kind], tuple(scene), sentences)))
    return [incident for _, incident in sorted(incidents, key=lambda pair: -pair[0])]


def _scenes(
    chosen: Sequence[Member], tagged: Tagged, around: Surroundings, tables: IncidentTables
) -> list[list[Member]]:
    """All members by scene; each perpetrator and instrument goes with every scene that a neighbouring sentence tells
    of, else with the nearest."""
    targets = [member for member in chosen if member[0].role in TARGETS]
    others = [member for member in chosen if member[0].role not in TARGETS]
    if not targets:
        return [others]
    named = [entity for entity, _ in targets]
    armed = [entity for entity, _ in others if entity.role != INSTRUMENT]
    text = scene_text(named, armed, tagged, around, tables.heads, tables.muc4)
    groups = split_scenes(named, text, tables.choices[SCENE])
    scenes = [[targets[index] for index in group] for group in groups]
    told = [{index for entity, _ in scene for index in entity.sentences} for scene in scenes]
    for member in others:
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
