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
    ``prep_beats_object``: a preposition's object is the recipient though there is an object ("sent food to Lebanon").
    ``reaches_inside``: an act of words, done to the party inside the object ("rejected an Iraqi proposal");
    ``inside_preps`` lead to that party. ``is_two_sided``: who clashes with someone is clashed with;
    ``is_mutual``: who meets someone is met.
    ``is_voiced``: whoever is quoted does it by the words themselves. ``taking_preps`` lead from a thing taken to
    whom it is taken from. ``town_is_site``: a town before the event's noun is where it was, not who did it ("the Paris
    attacks").
    """

    recipient_preps: frozenset[str]
    actor_preps: frozenset[str]
    noun_recipient_preps: frozenset[str]
    noun_actor_preps: frozenset[str]
    clause_subject: bool
    prep_beats_object: bool
    reaches_inside: bool
    inside_preps: frozenset[str]
    is_two_sided: bool
    is_mutual: bool
    is_voiced: bool
    taking_preps: frozenset[str]
    town_is_site: bool


class RoleRules(Struct, frozen=True):
    """All role rules; word sets hold lower-case lemmas.

    ``caused``: verbs of ``undergone`` that someone does to an object. ``measures``: nouns before "of" that count acts.
    ``acting_with``: verbs whose subject does what "with" leads to. ``occasion_preps`` lead to a meeting from what
    those who met say or do then. ``aside_preps`` make a noun a circumstance of the verb before it, ``time_preps``
    its time, ``topic_preps`` (after an object) what it is about; ``joined_by`` lead to who does it too. ``heads``
    are titles of one who leads a body. ``hitting``: verbs whose object is what was hit. ``befalling``: nouns that
    say what happened in a country whose name stands before them. ``unarmed``: nouns before which a weapon's name
    tells of no use. ``named_events``: nouns that with a capital are part of an event's own name.
    ``aftermath``: nouns before "of" and an event in whose time something else happens. ``former``: who held an office.
    ``made_of``: verbs that lead from an act to the weapons it was done with.
    """

    types: Mapping[str, TypeRoles]
    light_verbs: frozenset[str]
    undergone: frozenset[str]
    caused: frozenset[str]
    measures: frozenset[str]
    acting_with: frozenset[str]
    occasion_preps: frozenset[str]
    aside_preps: frozenset[str]
    topic_preps: frozenset[str]
    time_preps: frozenset[str]
    joined_by: frozenset[str]
    undergone_nouns: frozenset[str]
    named_events: frozenset[str]
    aftermath: frozenset[str]
    former: frozenset[str]
    mutual: frozenset[str]
    party_nouns: frozenset[str]
    site_preps: frozenset[str]
    place_preps: frozenset[str]
    fired: frozenset[str]
    blamed: frozenset[str]
    laying: frozenset[str]
    missiles: frozenset[str]
    aiming: frozenset[str]
    hitting: frozenset[str]
    befalling: frozenset[str]
    unarmed: frozenset[str]
    made_of: frozenset[str]
    states: frozenset[str]
    texts: frozenset[str]
    collectives: frozenset[str]
    group_nouns: frozenset[str]
    heads: frozenset[str]
    abstract: frozenset[str]
    abstract_endings: tuple[str, ...]
    plans: frozenset[str]
    receiving: frozenset[str]
    clashing: frozenset[str]
    mutual_preps: frozenset[str]
    source_preps: frozenset[str]
    reaching_preps: frozenset[str]
    time_nouns: frozenset[str]
    listing: frozenset[str]
    listing_verbs: frozenset[str]
    owning: frozenset[str]

    def of(self, event_type: str) -> TypeRoles:
        """The rules of an event type; KeyError where there are none (the loader has checked all sixteen)."""
        return self.types[event_type]


@cache
def load_role_rules() -> RoleRules:
    """The package's role rules (data/ontology/roles.toml); LexiconError where the file is wrong."""
    raw = read_rules(data_path("ontology", "roles.toml"))
    default = raw["default"]
    types = {name: _type_roles({**default, **own}) for name, own in raw["types"].items()}
    words: dict[str, Any] = {name: frozenset(raw["words"][name]) for name in raw["words"]}
    endings = tuple(sorted(words.pop("abstract_endings")))
    return RoleRules(types=MappingProxyType(types), abstract_endings=endings, **words)


def _type_roles(raw: dict[str, Any]) -> TypeRoles:
    return TypeRoles(
        recipient_preps=frozenset(raw["recipient_preps"]),
        actor_preps=frozenset(raw["actor_preps"]),
        noun_recipient_preps=frozenset(raw["noun_recipient_preps"]),
        noun_actor_preps=frozenset(raw["noun_actor_preps"]),
        clause_subject=bool(raw["clause_subject"]),
        prep_beats_object=bool(raw["prep_beats_object"]),
        reaches_inside=bool(raw["reaches_inside"]),
        inside_preps=frozenset(raw["inside_preps"]),
        is_two_sided=bool(raw["is_two_sided"]),
        is_mutual=bool(raw["is_mutual"]),
        is_voiced=bool(raw["is_voiced"]),
        taking_preps=frozenset(raw["taking_preps"]),
        town_is_site=bool(raw["town_is_site"]),
    )
