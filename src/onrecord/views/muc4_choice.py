"""Which of the entities that the span model finds belong in a template: a weighing of what the document shows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from msgspec import Struct

from onrecord.lexicon.muc4_choice import Choice
from onrecord.lexicon.span_heads import SpanHead
from onrecord.views.muc4_coded import CodedWords
from onrecord.views.muc4_entities import Entity, Tagged
from onrecord.views.muc4_organizations import ARMED

__all__ = ["Candidate", "features_of", "log_odds", "weigh", "weigh_entities", "weigh_total"]

NEAREST_ZERO = 0.01
FARTHEST = 30.0


class Candidate(Struct, frozen=True):
    """An entity with what speaks for and against it, by name, and how likely it belongs in any template at all."""

    entity: Entity
    features: Mapping[str, float]
    likely: float


def features_of(
    entities: Sequence[Entity], tagged: Tagged, heads: Mapping[str, SpanHead], coded: CodedWords
) -> list[dict[str, float]]:
    """For each entity what speaks for and against it, by name; logits lie within -4.6 and 4.6."""
    highest = float(tagged.told.max()) if tagged.told.size else 0.0
    sure = [entity for entity in entities if entity.probability > 0.5]
    features = []
    for entity in entities:
        incident = entity.facet(tagged.scores, heads["incident"])
        beside = {other.role for other in sure if other is not entity and set(other.sentences) & set(entity.sentences)}
        features.append(
            {
                "bias": 1.0,
                "surest": log_odds(entity.probability),
                "mentions": math.log(sum(mention.span.probability for mention in entity.mentions) + NEAREST_ZERO),
                "sentence": log_odds(max(float(tagged.told[index].max()) for index in entity.sentences)),
                "document": log_odds(highest),
                "incident": log_odds(float(incident.max())),
                "early": 1 - entity.sentences[0] / max(1, len(tagged.sentences)),
                "beside": float(len(beside)),
                "coded": float(coded.names(entity)),
                "coded otherwise": float(coded.names_otherwise(entity)),
                "act": float(any(coded.tells_act(tagged.sentences[index]) for index in entity.sentences)),
                "other act": float(any(coded.tells_other_act(tagged.sentences[index]) for index in entity.sentences)),
                "acts": math.log1p(len(coded.acts)),
                "armed": float(any(m.actor is not None and m.actor.sector in ARMED for m in entity.mentions)),
                "rivals": math.log1p(sum(other.role == entity.role for other in sure)),
            }
        )
    return features


def weigh_entities(
    entities: Sequence[Entity],
    tagged: Tagged,
    heads: Mapping[str, SpanHead],
    coded: CodedWords,
    choices: Mapping[str, Choice],
) -> tuple[Candidate, ...]:
    """All entities as candidates."""
    return tuple(
        Candidate(entity, features, weigh(features, choices[entity.role]))
        for entity, features in zip(entities, features_of(entities, tagged, heads, coded), strict=True)
    )


def weigh(features: Mapping[str, float], choice: Choice) -> float:
    """How likely something is, 0 to 1, by what speaks for and against it; what has no weight does not count."""
    total = weigh_total(features, choice)
    return 1 / (1 + math.exp(-min(max(total, -FARTHEST), FARTHEST)))


def weigh_total(features: Mapping[str, float], choice: Choice) -> float:
    """The sum of all weights times what speaks for and against something."""
    return sum(choice.weights.get(name, 0.0) * value for name, value in features.items())


def log_odds(probability: float) -> float:
    """Between -4.6 and 4.6, for probabilities from 0.01 to 0.99."""
    bounded = min(max(probability, NEAREST_ZERO), 1 - NEAREST_ZERO)
    return math.log(bounded / (1 - bounded))
