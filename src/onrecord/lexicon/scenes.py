"""The words that tell where something happened (data/ontology/scenes.toml)."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from onrecord.lexicon.tables import data_path, read_rules


class SceneWords(Struct, frozen=True):
    """Lower-case words. ``never``: prepositions whose place is no scene; ``if_under_event``: those that tell where
    under a verb, an event word or one of ``nouns``; ``state_acts`` and ``state_sectors``: event types that police
    and courts do in their own country, and the PLOVER sectors of these; ``own_sectors``: sectors that do so to their
    own people; ``legal``: lemmas of acts that only these do; ``acts_of_words`` and ``speaking_sectors``: event types
    that are said, so that whom they reach is no place, and the sectors that say them in their own country;
    ``leads_to``: finds, at the end of a text, the words right before a place that say that something is there ("in
    the town of "); ``beside``: those that say that it is not in it ("west of "); ``about_deeds``: nouns before a deed's
    noun that only name it; ``settlements`` and ``areas``: nouns that, with "the", mean the last place of their kind."""

    never: frozenset[str]
    if_under_event: frozenset[str]
    nouns: frozenset[str]
    state_acts: frozenset[str]
    state_sectors: frozenset[str]
    own_sectors: frozenset[str]
    legal: frozenset[str]
    acts_of_words: frozenset[str]
    speaking_sectors: frozenset[str]
    leads_to: re.Pattern[str]
    beside: re.Pattern[str]
    about_deeds: frozenset[str]
    settlements: frozenset[str]
    areas: frozenset[str]


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
        own_sectors=frozenset(acts["own_sectors"]),
        legal=frozenset(acts["legal"]),
        speaking_sectors=frozenset(raw["acts_of_words"]["sectors"]),
        acts_of_words=frozenset(raw["acts_of_words"]["event_types"]),
        leads_to=_leads_to(prepositions["of_place"], prepositions["before_name"], prepositions["nouns"]),
        settlements=frozenset(raw["told_again"]["settlements"]),
        areas=frozenset(raw["told_again"]["areas"]),
        about_deeds=frozenset(raw["deeds_named"]["about"]),
        beside=re.compile(rf"\b(?:{'|'.join(prepositions['beside'])})\s(?:the\s)?\Z", re.IGNORECASE),
    )


def _leads_to(of_place: list[str], before_name: list[str], nouns: list[str]) -> re.Pattern[str]:
    preps, words, kinds = ("|".join(map(re.escape, x)) for x in (of_place, before_name, nouns))
    where = rf"\b(?:{preps})\s(?:(?:{words})[\s-])*"
    within = rf"\b(?:{kinds})\sof\s(?:(?:{words})[\s-])*"
    return re.compile(rf"(?:{where}|{within})\Z", re.IGNORECASE)
