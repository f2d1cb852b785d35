"""Which grammatical places hold the doer and the recipient, by event type."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from onrecord.lexicon.tables import data_path, read_rules


class TypeRoles(Struct, frozen=True):
    """For one event type: the prepositions that lead to its parties, after a verb and after a noun.

    ``clause_subject``: the subject of the complement is the recipient ("urged Iran to stop").
    ``prep_beats_object``: a preposition's object is the recipient though there is an object ("fired rockets at Erbil").
    """

    recipient_preps: frozenset[str]
    actor_preps: frozenset[str]
    noun_recipient_preps: frozenset[str]
    noun_actor_preps: frozenset[str]
    clause_subject: bool
    prep_beats_object: bool


class RoleRules(Struct, frozen=True):
    """All role rules; word sets hold lower-case lemmas."""

    types: Mapping[str, TypeRoles]
    light_verbs: frozenset[str]
    undergone: frozenset[str]
    undergone_nouns: frozenset[str]
    mutual: frozenset[str]
    party_nouns: frozenset[str]
    site_preps: frozenset[str]
    place_preps: frozenset[str]
    fired: frozenset[str]
    blamed: frozenset[str]

    def of(self, event_type: str) -> TypeRoles:
        """The rules of an event type; KeyError where there are none (the loader has checked all sixteen)."""
        return self.types[event_type]


@cache
def load_role_rules() -> RoleRules:
    """The package's role rules (data/ontology/roles.toml); LexiconError where the file is wrong."""
    raw = read_rules(data_path("ontology", "roles.toml"))
    default = raw["default"]
    types = {name: _type_roles({**default, **own}) for name, own in raw["types"].items()}
    words = {name: frozenset(raw["words"][name]) for name in raw["words"]}
    return RoleRules(
        types=MappingProxyType(types),
        light_verbs=words["light_verbs"],
        undergone=words["undergone"],
        undergone_nouns=words["undergone_nouns"],
        mutual=words["mutual"],
        party_nouns=words["party_nouns"],
        site_preps=words["site_preps"],
        place_preps=words["place_preps"],
        fired=words["fired"],
        blamed=words["blamed"],
    )


def _type_roles(raw: dict[str, Any]) -> TypeRoles:
    return TypeRoles(
        recipient_preps=frozenset(raw["recipient_preps"]),
        actor_preps=frozenset(raw["actor_preps"]),
        noun_recipient_preps=frozenset(raw["noun_recipient_preps"]),
        noun_actor_preps=frozenset(raw["noun_actor_preps"]),
        clause_subject=bool(raw["clause_subject"]),
        prep_beats_object=bool(raw["prep_beats_object"]),
    )
