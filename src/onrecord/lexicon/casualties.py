"""The words that tell deaths, injuries, abductions and damage."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from onrecord.lexicon.tables import data_path, read_rules


class CasualtyWords(Struct, frozen=True):
    """Lower-case lemmas by effect: verbs, nouns and states; words for attackers; singular nouns of many;
    adverbs that make a wound deadly; pronouns for one person, and for oneself; conditions of the hurt; what may be
    shot and is nobody; who, and nothing else, is abducted when seized."""

    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    states: Mapping[str, str]
    attackers: frozenset[str]
    fighters: frozenset[str]
    collectives: frozenset[str]
    deadly: frozenset[str]
    one_person: frozenset[str]
    reflexives: frozenset[str]
    grave: frozenset[str]
    things: frozenset[str]
    seized_people: frozenset[str]


@cache
def load_casualty_words() -> CasualtyWords:
    """The package's casualty words (data/ontology/casualties.toml)."""
    raw = read_rules(data_path("ontology", "casualties.toml"))

    def by_word(table: dict[str, list[str]]) -> Mapping[str, str]:
        pairs: dict[str, str] = {}
        for effect, words in table.items():
            for word in words:
                pairs.setdefault(word, effect)
        return MappingProxyType(pairs)

    return CasualtyWords(
        verbs=by_word(raw["effects"]),
        nouns=by_word(raw["nouns"]),
        states=by_word(raw["states"]),
        attackers=frozenset(raw["attackers"]["words"]),
        fighters=frozenset(raw["attackers"]["fighters"]),
        collectives=frozenset(raw["collectives"]["words"]),
        deadly=frozenset(raw["deadly"]["words"]),
        grave=frozenset(raw["grave"]["words"]),
        reflexives=frozenset(raw["reflexives"]["words"]),
        one_person=frozenset(raw["one_person"]["words"]),
        things=frozenset(raw["things"]["words"]),
        seized_people=frozenset(raw["seized_people"]["words"]),
    )
