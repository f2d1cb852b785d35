"""Which of the entities that the span model finds belong in a template: a weighing of what the document shows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from onrecord.lexicon.muc4_choice import Choice
from onrecord.lexicon.span_heads import SpanHead
from onrecord.views.muc4_coded import CodedWords
from onrecord.views.muc4_entities import ARMED, Entity, Tagged

__all__ = ["choose_entities", "features_of"]

NEAREST_ZERO = 0.01


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
                "surest": _logit(entity.probability),
                "mentions": math.log(sum(mention.span.probability for mention in entity.mentions) + NEAREST_ZERO),
                "sentence": _logit(max(float(tagged.told[index].max()) for index in entity.sentences)),
                "document": _logit(highest),
                "incident": _logit(float(incident.max())),
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


def choose_entities(
    entities: Sequence[Entity],
    tagged: Tagged,
    heads: Mapping[str, SpanHead],
    coded: CodedWords,
    choices: Mapping[str, Choice],
) -> list[tuple[Entity, float]]:
    """The entities that are likelier than their role's threshold to belong in a template, each with how likely."""
    chosen = []
    for entity, features in zip(entities, features_of(entities, tagged, heads, coded), strict=True):
        choice = choices[entity.role]
        total = sum(choice.weights[name] * value for name, value in features.items())
        probability = 1 / (1 + math.exp(-total))
        if probability >= choice.least:
            chosen.append((entity, probability))
    return chosen


def _logit(probability: float) -> float:
    bounded = min(max(probability, NEAREST_ZERO), 1 - NEAREST_ZERO)
    return math.log(bounded / (1 - bounded))
