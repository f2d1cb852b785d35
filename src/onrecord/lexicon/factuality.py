"""What the words and grammar around an event word say about whether it happened: fitted weights."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from onrecord.lexicon.tables import data_path, parse_table, read_rules

CUE_COLUMNS = ("cue", "counter", "unlikely", "open", "likely", "certain")
"""A cue of ``mentions.factuality``, and its weight (in log-odds) for each level from "did not" to "did"."""


class FactualityWeights(Struct, frozen=True):
    """``cues``: a cue's weights, one a level; ``levels``: each level's value in [-3, +3]; ``share``: what the cues
    weigh beside the event model; ``margin`` is added to the mean of the two, which by itself hardly reaches +3;
    ``undone``: lemmas of putting off and calling off."""

    cues: Mapping[str, tuple[float, ...]]
    levels: tuple[float, ...]
    share: float
    margin: float
    undone: frozenset[str] = frozenset()


@cache
def load_factuality_weights() -> FactualityWeights:
    """The package's weights (data/ontology/factuality_cues.csv, factuality.toml); LexiconError names a wrong line."""

    def parse(row: dict[str, str]) -> tuple[str, tuple[float, ...]]:
        return row["cue"], tuple(float(row[level]) for level in CUE_COLUMNS[1:])

    rules = read_rules(data_path("ontology", "factuality.toml"))
    return FactualityWeights(
        cues=MappingProxyType(dict(parse_table(data_path("ontology", "factuality_cues.csv"), CUE_COLUMNS, parse))),
        levels=tuple(float(rules["levels"][level]) for level in CUE_COLUMNS[1:]),
        share=rules["share"],
        margin=rules["margin"],
        undone=frozenset(rules["undone"]),
    )
