"""What the words and grammar around an event word say about whether it happened: fitted weights."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct, ValidationError, convert

from onrecord.errors import LexiconError
from onrecord.lexicon.tables import data_path, parse_table, read_rules

CUE_COLUMNS = ("cue", "counter", "unlikely", "open", "likely", "certain")
"""A cue of ``mentions.factuality``, and its weight (in log-odds) for each level from "did not" to "did"."""


class FactualityWeights(Struct, frozen=True):
    """``cues``: a cue's weights, one a level; ``levels``: each level's value in [-3, +3]; ``share``: what the cues
    weigh beside the event model; ``margin`` is added to the mean of the two, which by itself hardly reaches +3."""

    cues: Mapping[str, tuple[float, ...]]
    levels: tuple[float, ...]
    share: float
    margin: float


class FactualityClass(Struct, frozen=True):
    """Words (lemmas, with their particle if they have one) that say of what they govern whether it took place.

    ``effect`` is what they add to the chain of the cues (n, d, e, h; factuality_classes.toml) where the word below
    hangs on them in one of the ways of ``reach``. They govern the ``marked`` word of each ``positive`` sentence, and
    not the ``unmarked`` word of each ``negative`` one.
    """

    name: str
    words: tuple[str, ...]
    positive: tuple[str, ...]
    marked: tuple[str, ...]
    negative: tuple[str, ...]
    unmarked: tuple[str, ...]
    effect: str = ""
    reach: tuple[str, ...] = ()


@cache
def load_factuality_classes() -> tuple[FactualityClass, ...]:
    """The package's classes (data/ontology/factuality_classes.toml); LexiconError names a wrong file."""
    source = data_path("ontology", "factuality_classes.toml")
    try:
        return tuple(convert(read_rules(source)["class"], list[FactualityClass]))
    except (KeyError, ValidationError) as error:
        raise LexiconError(f"{source}: a class is missing or wrong ({error}); reinstall onrecord") from error


@cache
def classes_by_word() -> Mapping[str, tuple[FactualityClass, ...]]:
    """Each word of ``load_factuality_classes`` -> its classes, in their order."""
    found: dict[str, tuple[FactualityClass, ...]] = {}
    for kind in load_factuality_classes():
        for word in kind.words:
            found[word] = (*found.get(word, ()), kind)
    return MappingProxyType(found)


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
    )
