"""How sure a text is that an organization did it, in the five words of MUC-4's keys.

Weighed are the model's head, what the coder's reports say, and words beside the organization where the text tells of
the incident. Keys mostly have one confidence for all organizations of a text: the text's mean counts with each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct

from onrecord.lexicon.muc4 import Muc4Tables
from onrecord.lexicon.muc4_choice import Choice
from onrecord.lexicon.span_heads import SpanHead
from onrecord.mentions.span_model import FloatArray, facet_of
from onrecord.views.muc4_choice import log_odds, weigh_total
from onrecord.views.muc4_coded import CodedWords
from onrecord.views.muc4_entities import LEAST, ORGANIZATION, Entity, Mention, Tagged
from onrecord.views.muc4_incidents import Incident
from onrecord.views.muc4_members import anchors_of

__all__ = ["SURE", "SureText", "confidence_features", "confidences_of", "likeliest"]

SURE = "sure "
"""How the names of choices begin that weigh a label."""

OF_TEXT = 0.4
"""How much the mean over a text's organizations counts against what speaks for one of them."""

HALF = "SUSPECTED OR ACCUSED"
"""Two labels begin so; each is worth half the other."""

CHARS_BESIDE = 70


class SureText(Struct, frozen=True):
    """What confidences are read from: the text, what was coded of it, the heads, MUC-4's tables."""

    tagged: Tagged
    coded: CodedWords
    heads: Mapping[str, SpanHead]
    muc4: Muc4Tables

    @property
    def head(self) -> SpanHead:
        """The model's head of confidence, whose labels are those of the keys."""
        return self.heads["confidence"]


def confidences_of(
    incidents: Sequence[Incident], text: SureText, choices: Mapping[str, Choice]
) -> list[dict[str, str]]:
    """For each incident the label of each of its organizations, by wording."""
    named = [
        (number, entity)
        for number, incident in enumerate(incidents)
        for entity, _ in incident.entities
        if entity.role == ORGANIZATION
    ]
    found: list[dict[str, str]] = [{} for _ in incidents]
    if named:
        weighed = np.array([_totals(entity, incidents[number], text, choices) for number, entity in named])
        for (number, entity), label in zip(named, likeliest(weighed, text.head.labels), strict=True):
            found[number][entity.wording] = label
    return found


def _totals(entity: Entity, incident: Incident, text: SureText, choices: Mapping[str, Choice]) -> list[float]:
    features = confidence_features(entity, anchors_of(incident), text)
    return [weigh_total(features, choices[f"{SURE}{label}"]) for label in text.head.labels]


def likeliest(totals: FloatArray, labels: Sequence[str]) -> Iterator[str]:
    """The label of each row of sums (one row an organization of the text) that is worth most on average."""
    logs = totals - np.logaddexp.reduce(totals, axis=1, keepdims=True)
    shares = np.exp((1 - OF_TEXT) * logs + OF_TEXT * logs.mean(axis=0))
    worth = np.array([[_worth(one, two) for two in labels] for one in labels])
    for row in shares @ worth:
        yield labels[int(row.argmax())]


def _worth(one: str, two: str) -> float:
    return 1.0 if one == two else 0.5 if one.startswith(HALF) and two.startswith(HALF) else 0.0


def confidence_features(entity: Entity, anchors: set[int], text: SureText) -> dict[str, float]:
    """What speaks for each label, of an organization of an incident that the sentences ``anchors`` (indexes) tell of.
    Mentions in these sentences count; else those next to them; else all."""
    here = [mention for mention in entity.mentions if mention.sentence in anchors]
    beside = [m for m in entity.mentions if any(abs(m.sentence - index) <= 1 for index in anchors)]
    near = here or beside or list(entity.mentions)
    return {
        "bias": 1.0,
        **_head(entity, near, text),
        f"coded {text.coded.confidence(entity)}": 1.0,
        f"coded near {next(iter(text.coded.confidences_of(near)), None)}": 1.0,
        **_cues(near, text),
    }


def _head(entity: Entity, near: Sequence[Mention], text: SureText) -> dict[str, float]:
    scores, head = text.tagged.scores, text.head
    weights = [mention.span.probability + LEAST for mention in near]
    shares = {
        "all": entity.facet(scores, head),
        "near": np.average([facet_of(scores, mention.span, head) for mention in near], axis=0, weights=weights),
    }
    return {
        f"head {where} {label}": log_odds(float(share))
        for where, of_where in shares.items()
        for label, share in zip(head.labels, of_where, strict=True)
    }


def _cues(near: Sequence[Mention], text: SureText) -> dict[str, float]:
    """Which cues stand before and after the mentions and anywhere in their sentences."""
    plain, sentences = text.tagged.text.lower(), text.tagged.sentences
    places: dict[str, list[str]] = {"before": [], "after": [], "sentence": []}
    for mention in near:
        start, end = sentences[mention.sentence]
        places["before"].append(plain[max(start, mention.span.start - CHARS_BESIDE) : mention.span.start])
        places["after"].append(plain[mention.span.end : min(end, mention.span.end + CHARS_BESIDE)])
        places["sentence"].append(plain[start:end])
    return {
        f"{where} {cue}": float(any(pattern.search(part) for part in parts))
        for where, parts in places.items()
        for cue, pattern in text.muc4.cues.items()
    }
