"""Fitted weights of what speaks for a noun being an event's doer or recipient (``mentions.role_cues``)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

from msgspec import Struct

from onrecord.lexicon.tables import data_path, parse_table

CUE_COLUMNS = ("role", "cue", "weight")
DOER, RECIPIENT = "doer", "recipient"

Weights: TypeAlias = Mapping[str, float]
"""A cue's weight in log-odds."""


class RoleWeights(Struct, frozen=True):
    """The weights for each of the two roles; empty ones name nobody."""

    doer: Weights
    recipient: Weights

    def of(self, role: str) -> Weights:
        """The weights of ``DOER`` or ``RECIPIENT``."""
        return self.doer if role == DOER else self.recipient


@cache
def load_role_weights() -> RoleWeights:
    """The package's weights (data/ontology/role_cues.csv); LexiconError names a wrong line."""

    def parse(row: dict[str, str]) -> tuple[str, str, float]:
        if row["role"] not in (DOER, RECIPIENT):
            raise ValueError(f"role is {DOER} or {RECIPIENT}")
        return row["role"], row["cue"], float(row["weight"])

    weights: dict[str, dict[str, float]] = {DOER: {}, RECIPIENT: {}}
    for role, cue, weight in parse_table(data_path("ontology", "role_cues.csv"), CUE_COLUMNS, parse):
        weights[role][cue] = weight
    return RoleWeights(MappingProxyType(weights[DOER]), MappingProxyType(weights[RECIPIENT]))
