"""What chooses among MUC-4 entities and incidents (data/muc4/choice.toml, fitted by training/spans)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.tables import data_path, read_rules

__all__ = ["Choice", "load_choices"]


class Choice(Struct, frozen=True):
    """Weights of features by name, and the probability from which on something is chosen."""

    weights: Mapping[str, float]
    least: float


@cache
def load_choices() -> Mapping[str, Choice]:
    """The choices by name: the roles of entities, ``type`` and ``apart``; LexiconError where one has no threshold."""
    source = data_path("muc4", "choice.toml")
    found: dict[str, Choice] = {}
    for name, row in read_rules(source).items():
        if not isinstance(row.get("least"), float):
            raise LexiconError(f"{source}: {name}: least is {row.get('least')!r}, a probability expected")
        found[name] = Choice(MappingProxyType(dict(row.get("weights", {}))), row["least"])
    return MappingProxyType(found)
