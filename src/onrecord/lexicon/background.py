"""Which acts told in passing make no report (data/ontology/background.toml)."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from onrecord.lexicon.tables import data_path, read_rules
from onrecord.records import Status


class BackgroundRule(Struct, frozen=True):
    """Acts of ``types`` in ``statuses``; ``is_bare``: only where a noun tells it, with nobody and nothing that was hit,
    and no toll; ``is_beside_toll``: only beside an act of the same type and day that tells one; not ``unless_beside``
    acts of these types. The word in brackets in ``positive`` tells no event,
    in ``negative`` one."""

    name: str
    types: frozenset[str]
    statuses: frozenset[Status]
    is_bare: bool
    is_beside_toll: bool
    unless_beside: frozenset[str]
    positive: tuple[str, ...]
    negative: tuple[str, ...]


@cache
def load_background() -> tuple[BackgroundRule, ...]:
    """The package's rules, in order; LexiconError where the file is wrong."""
    return tuple(
        BackgroundRule(
            name=rule["name"],
            types=frozenset(rule["types"]),
            statuses=frozenset(Status(status) for status in rule["statuses"]),
            is_bare=rule["is_bare"],
            is_beside_toll=rule["is_beside_toll"],
            unless_beside=frozenset(rule["unless_beside"]),
            positive=tuple(rule["positive"]),
            negative=tuple(rule["negative"]),
        )
        for rule in read_rules(data_path("ontology", "background.toml"))["rule"]
    )
