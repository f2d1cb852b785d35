"""Which ACLED sub-event type the words of an event, or of a whole snippet, speak for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.lexicon.subtypes import Cue, Subtypes

LEAST_WEIGHT = 3.0
"""Below it the words say nothing: the weight of one usual cue of acled_cues.csv."""


USUAL_WEIGHT = 6.0
"""What type, mode and parties say weighs as two usual cues."""


def subtype_weights(text: str, subtypes: Subtypes) -> dict[str, float]:
    """The summed weights of the cues in ``text`` by sub-event type, each cue once; only those with any."""
    return _weights(text, subtypes.cues)


def _weights(text: str, cues: Sequence[Cue]) -> dict[str, float]:
    found: dict[str, float] = {}
    for cue in cues:
        if cue.pattern.search(text):
            found[cue.name] = found.get(cue.name, 0.0) + cue.weight
    return found


def likeliest_subtype(weights: Mapping[str, float]) -> str | None:
    """The name with most weight, the first in the table of equals; ``None`` where none has ``LEAST_WEIGHT``."""
    best = max(weights, key=lambda name: weights[name], default=None)
    return best if best is not None and weights[best] >= LEAST_WEIGHT else None


def acled_of(clause: str, event_type: str, usual: tuple[str, str] | None, subtypes: Subtypes) -> tuple[str, str] | None:
    """ACLED's (event type, sub-event type) for an event of PLOVER's ``event_type`` told in ``clause``.

    ``usual`` is what type, mode and parties give. ``None`` where the event type
    has no place in ACLED and the words name none.
    """
    weights = _weights(clause, subtypes.cues_by_plover.get(event_type, ()))
    if usual is not None:
        weights[usual[1]] = weights.get(usual[1], 0.0) + USUAL_WEIGHT
    name = likeliest_subtype(weights)
    above = subtypes.by_name[name].event_type if name else None
    return (above, name) if name and above else usual
