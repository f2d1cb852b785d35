"""The words with which responsibility for an attack is claimed, denied and laid on others."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from onrecord.lexicon.tables import data_path, read_rules


class Responsibility(Struct, frozen=True):
    """Lower-case lemmas by what is done with them; ``examples`` as (section, sentences with, sentences without)."""

    sieve: re.Pattern[str]
    nouns: frozenset[str]
    claim_verbs: frozenset[str]
    claim_nouns: frozenset[str]
    deny_verbs: frozenset[str]
    accuse_verbs: frozenset[str]
    suspect_verbs: frozenset[str]
    behind: frozenset[str]
    doing: frozenset[str]
    deeds: frozenset[str]
    examples: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]


@cache
def load_responsibility() -> Responsibility:
    """The package's rules (data/ontology/responsibility.toml)."""
    raw = read_rules(data_path("ontology", "responsibility.toml"))
    return Responsibility(
        sieve=re.compile(raw["sieve"], re.I),
        nouns=frozenset(raw["nouns"]["words"]),
        claim_verbs=frozenset(raw["claim"]["verbs"]),
        claim_nouns=frozenset(raw["claim"]["nouns"]),
        deny_verbs=frozenset(raw["deny"]["verbs"]),
        accuse_verbs=frozenset(raw["accuse"]["verbs"]),
        suspect_verbs=frozenset(raw["suspect"]["verbs"]),
        behind=frozenset(raw["behind"]["words"]),
        doing=frozenset(raw["doing"]["words"]),
        deeds=frozenset(raw["deeds"]["words"]),
        examples=tuple(
            (name, tuple(rule["positive"]), tuple(rule["negative"]))
            for name, rule in raw.items()
            if isinstance(rule, dict) and "positive" in rule
        ),
    )
