"""What the event model must say of a word at the least for the word to pass as an event, whatever its parse."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.lexicon.ontology import EVENT_TYPES, Frame, Ontology
from onrecord.lexicon.retype import Retype

if TYPE_CHECKING:
    from onrecord.lexicon.coding import Detection


class EventBars(Struct, frozen=True):
    """Least log-odds of "some event": of each form of a trigger word, of any other word, and the least of all."""

    by_form: Mapping[str, float]
    other: float
    least: float


def make_event_bars(ontology: Ontology, rules: Detection, retypes: Sequence[Retype]) -> EventBars:
    """The bars that no reading of a word can go below: mentions/events.py turns down what stays under them."""
    any_type = max(rules.types.get(t, 0.0) for t in EVENT_TYPES)
    most: dict[str, float] = defaultdict(lambda: rules.other_type + any_type)
    for form, frames in ontology.by_form.items():
        most[form] = max(most[form], *(_most(frame, frames, rules, retypes) for frame in frames))
    by_form = {form: rules.threshold - odds for form, odds in most.items()}
    for form in (*rules.spoken.marks, *rules.spoken.adjectives, "not"):
        by_form[form] = min(by_form.get(form, math.inf), rules.threshold - rules.spoken.evidence)
    other = rules.threshold - rules.not_listed - any_type
    return EventBars(MappingProxyType(by_form), other, min(other, *by_form.values()))


def _most(frame: Frame, beside: Sequence[Frame], rules: Detection, retypes: Sequence[Retype]) -> float:
    """The most that the lexicon can add to the model's log-odds for a frame, alone or with another type put on it."""
    own = _evidence(frame.event_type, frame.strength, rules)
    strength = "strong" if any(f.is_strong for f in beside) else "weak"
    return max([own, *(_evidence(r.to, strength, rules) for r in retypes if frame.lemma in r.lemmas)])


def _evidence(event_type: str, strength: str, rules: Detection) -> float:
    odds = rules.weak if strength == "weak" else rules.strong
    odds += rules.sure if strength == "sure" else 0.0
    violent = rules.violent if event_type == "ASSAULT" and strength != "weak" else 0.0
    return odds + violent + rules.types.get(event_type, 0.0)
