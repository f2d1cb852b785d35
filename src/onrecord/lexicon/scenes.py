"""The words that tell where something happened (data/ontology/scenes.toml)."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from onrecord.lexicon.tables import data_path, read_rules


class SceneWords(Struct, frozen=True):
    """Lower-case words. ``never``: prepositions whose place is no scene; ``if_under_event``: those that tell where
    under a verb, an event word or one of ``nouns``; ``state_acts`` and ``state_sectors``: event types that police
    and courts do in their own country, and the PLOVER sectors of these."""

    never: frozenset[str]
    if_under_event: frozenset[str]
    nouns: frozenset[str]
    state_acts: frozenset[str]
    state_sectors: frozenset[str]


@cache
def load_scene_words() -> SceneWords:
    """The package's scene words; LexiconError where the file is wrong."""
    raw = read_rules(data_path("ontology", "scenes.toml"))
    prepositions, acts = raw["prepositions"], raw["acts_of_state"]
    return SceneWords(
        never=frozenset(prepositions["never"]),
        if_under_event=frozenset(prepositions["if_under_event"]),
        nouns=frozenset(prepositions["nouns"]),
        state_acts=frozenset(acts["event_types"]),
        state_sectors=frozenset(acts["sectors"]),
    )
