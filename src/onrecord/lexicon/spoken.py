"""Words that carry an act of words by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct


class SpokenWords(Struct, frozen=True):
    """Which words may carry an act of words by themselves (``wills``: those that make a "not" a refusal), which types
    such an act may have, and what is added to the model's log-odds (data/ontology/detection.toml)."""

    marks: frozenset[str]
    wills: frozenset[str]
    adjectives: frozenset[str]
    types: frozenset[str]
    evidence: float


def make_spoken_words(raw: Mapping[str, Any]) -> SpokenWords:
    """The words of detection.toml's table ``spoken``."""
    return SpokenWords(
        frozenset(raw["marks"]),
        frozenset(raw["wills"]),
        frozenset(raw["adjectives"]),
        frozenset(raw["types"]),
        float(raw["evidence"]),
    )
