"""What common nouns name: persons, buildings, places, vehicles, money (data/language/noun_kinds*.csv).

The first table is built from WordNet 3.0 by ``tools/build_noun_kinds.py``; the second is our own and goes before it (an
empty kind: the noun may stand for those in it, so that it tells nothing).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from onrecord.lexicon.tables import data_path, parse_table


class NounKind(StrEnum):
    """What a noun names in its commonest sense."""

    PERSON = "person"
    BUILDING = "building"
    PLACE = "place"
    VEHICLE = "vehicle"
    MONEY = "money"


@cache
def load_noun_kinds() -> Mapping[str, NounKind]:
    """The kinds by lower-case lemma; LexiconError where a table is wrong. Nouns of other kinds are not in it."""
    own = dict(parse_table(data_path("language", "noun_kinds_own.csv"), ("noun", "kind"), _row))
    listed = dict(parse_table(data_path("language", "noun_kinds.csv"), ("noun", "kind"), _row))
    both = {**listed, **own}
    return MappingProxyType({noun: kind for noun, kind in both.items() if kind is not None})


def _row(row: dict[str, str]) -> tuple[str, NounKind | None]:
    return row["noun"], NounKind(row["kind"]) if row["kind"] else None
