"""Which words may name one act: a verb and its noun, synonyms, a word and its broader one (data/language/kinship.csv).

The table is built from WordNet 3.0 by ``tools/build_kinship.py``; the families of acts of violence in
``data/ontology/same_event.toml`` stand beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from onrecord.lexicon.same_event import SameEventWords, load_same_event_words
from onrecord.lexicon.tables import data_path, parse_table

__all__ = ["Kinship", "WordKin", "load_kinship"]


class Kinship(StrEnum):
    """How near two words are, nearest first."""

    SAME = "same word"
    FIRST = "their first senses meet"
    SENSE = "other senses meet"
    FAMILY = "one family of acts"
    BROADER = "one is broader"
    NONE = "none known"


class _Concepts(Struct, frozen=True):
    first: frozenset[int]
    other: frozenset[int]
    broader: frozenset[int]


_UNKNOWN = _Concepts(frozenset(), frozenset(), frozenset())


class WordKin(Struct, frozen=True):
    """The concepts of words, and the families of acts. Words are lower-case lemmas."""

    concepts: Mapping[str, _Concepts]
    families: SameEventWords

    def relation(self, one: str, two: str) -> Kinship:
        """The nearest relation of two words, in either order; ``NONE`` for a word that no table holds."""
        if one == two:
            return Kinship.SAME
        a, b = self.concepts.get(one, _UNKNOWN), self.concepts.get(two, _UNKNOWN)
        if a.first & b.first:
            return Kinship.FIRST
        if (a.first | a.other) & (b.first | b.other):
            return Kinship.SENSE
        if self.families.are_akin(one, two):
            return Kinship.FAMILY
        return Kinship.BROADER if a.broader & b.first or b.broader & a.first else Kinship.NONE

    def base(self, lemma: str) -> str:
        """A lemma in lower case, without the ending of a headline's capitalised verb or plural, which parsers keep."""
        word = lemma.lower()
        for ending in ("s", "es"):
            stem = word.removesuffix(ending)
            if stem != word and word not in self.concepts and stem in self.concepts:
                return stem
        return word


def _row(row: dict[str, str]) -> tuple[str, _Concepts]:
    cells = (frozenset(map(int, row[name].split())) for name in ("first", "other", "broader"))
    return row["word"], _Concepts(*cells)


@cache
def load_kinship() -> WordKin:
    """The package's tables; LexiconError where one is wrong."""
    rows = parse_table(data_path("language", "kinship.csv"), ("word", "first", "other", "broader"), _row)
    return WordKin(concepts=MappingProxyType(dict(rows)), families=load_same_event_words())
