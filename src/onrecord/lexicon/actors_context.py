"""What else is needed to tell whether a name fits its context: which countries touch, which words tell little."""

from __future__ import annotations

from collections import defaultdict
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from onrecord.lexicon.actors_names import name_key
from onrecord.lexicon.gazetteer_tables import read_countries
from onrecord.lexicon.tables import data_path, read_table

__all__ = ["NameContext", "load_name_context"]

_SUCCESSIONS: Final = ("state", "formerly", "source", "source_date")


class NameContext(Struct, frozen=True, kw_only=True):
    """Countries by alpha-3, and the words that many groups bear in their names ("army", "liberation").

    ``neighbours`` share a border; ``formerly`` are ruled from, or were parts of, each other: the Eritrean fronts
    fought in what was then Ethiopia. ``generic`` are ``name_key`` forms.
    """

    neighbours: MappingProxyType[str, frozenset[str]]
    formerly: MappingProxyType[str, frozenset[str]]
    generic: frozenset[str]

    def is_generic(self, key: str) -> bool:
        """Whether every word of a name's key is one that many groups bear; true of an empty key."""
        return all(word in self.generic for word in key.split())


def load_name_context(folder: Traversable | None = None) -> NameContext:
    """The context tables of ``folder`` (the package's own where None). LexiconError for a wrong row."""
    tables = folder if folder is not None else data_path("actors")
    countries = read_countries(Path(str(data_path("gazetteer", "countries.csv"))))
    codes = {country.alpha2: country.alpha3 for country in countries}
    neighbours = {
        country.alpha3: frozenset(codes[code] for code in country.neighbours if code in codes) for country in countries
    }
    formerly: defaultdict[str, set[str]] = defaultdict(set)
    for row in read_table(tables / "successions.csv", _SUCCESSIONS):
        formerly[row["state"]].add(row["formerly"])
        formerly[row["formerly"]].add(row["state"])
    return NameContext(
        neighbours=MappingProxyType(neighbours),
        formerly=MappingProxyType({state: frozenset(others) for state, others in formerly.items()}),
        generic=frozenset(name_key(row["word"]) for row in read_table(tables / "generic_words.csv", ("word",))),
    )
