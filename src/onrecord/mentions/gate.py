"""Spares the event model the sentences that it would surely turn down.

The gate is a convolutional net a hundredth of the model's size that has learned the model's own judgement
(training/gate, docs/models/gate.md). It is loose: what it lets pass, the model judges.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from onrecord.lexicon.models import Gate
from onrecord.mentions.event_model import MAX_PIECES

__all__ = ["gate_logit", "turns_down"]


def turns_down(gate: Gate, encoding: Any) -> bool:
    """Whether a sentence (its encoding by the event model's tokenizer) goes no further."""
    return gate_logit(gate, encoding) < gate.bar


def gate_logit(gate: Gate, encoding: Any) -> float:
    """What speaks for an event in a sentence, as log-odds; asked of each by itself."""
    ids = np.array([encoding.ids[:MAX_PIECES]], dtype=np.int64)
    return float(gate.session.run(None, {"ids": ids})[0][0])
