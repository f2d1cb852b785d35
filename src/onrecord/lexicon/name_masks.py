"""The stand-ins for the names of states, groups and nationalities."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from onrecord.lexicon.tables import data_path, read_rules


class NameMasks(Struct, frozen=True):
    """Classes by (kind of actor, kind of name or ""), and each class's stand-ins in the order of first mention.

    ``modified`` matches behind a name that stands before a noun as its adjective ("US troops")."""

    classes: Mapping[tuple[str, str], str]
    stand_ins: Mapping[str, tuple[str, ...]]
    without_article: frozenset[str]
    modified: re.Pattern[str]

    def stand_in(self, name: str, order: int) -> str:
        """The stand-in of the class for its ``order``-th name in a sentence; the last one for all further ones."""
        words = self.stand_ins[name]
        return words[min(order, len(words) - 1)]


@cache
def load_name_masks() -> NameMasks:
    """The package's stand-ins (data/ontology/name_masks.toml)."""
    raw = read_rules(data_path("ontology", "name_masks.toml"))
    classes = {
        (kind, name_kind): name
        for name, table in raw.items()
        for kind in table["actor_kinds"]
        for name_kind in table["name_kinds"]
    }
    return NameMasks(
        classes=MappingProxyType(classes),
        modified=re.compile(rf"[ -](?!(?:{raw['nationality']['not_modified']})\b)[a-z]"),
        without_article=frozenset({"state", "group"}),
        stand_ins=MappingProxyType({name: tuple(table["stand_ins"]) for name, table in raw.items()}),
    )
