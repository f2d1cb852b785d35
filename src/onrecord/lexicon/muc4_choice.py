"""What chooses among MUC-4 entities and incidents: the fitted files of data/muc4 (training/spans)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.tables import data_path, read_rules

__all__ = ["Choice", "load_choices"]


FILES = ("choice.toml", "scenes.toml", "members.toml", "confidence.toml", "wordings.toml")


class Choice(Struct, frozen=True):
    """Weights of features by name, and the probability from which on something is chosen."""

    weights: Mapping[str, float]
    least: float


@cache
def load_choices() -> Mapping[str, Choice]:
    """The choices by name: the roles of entities, ``scene``, of each role its members of an incident (``member ...``),
    ``incident``, of each label of confidence its weighing (``sure ...``), ``wording``.

    LexiconError where one has no threshold.
    """
    return MappingProxyType({name: choice for file in FILES for name, choice in _choices(file).items()})


def _choices(name: str) -> dict[str, Choice]:
    source = data_path("muc4", name)
    found: dict[str, Choice] = {}
    for key, row in read_rules(source).items():
        if not isinstance(row.get("least"), float):
            raise LexiconError(f"{source}: {key}: least is {row.get('least')!r}, a probability expected")
        found[key] = Choice(MappingProxyType(dict(row.get("weights", {}))), row["least"])
    return found
