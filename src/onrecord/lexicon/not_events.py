"""Words beside which a trigger word tells no event."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from onrecord.lexicon.tables import data_path, read_rules


class NotEvents(Struct, frozen=True):
    """Lower-case lemmas by reason (``refusing`` the ``silent_acts``, or to make or give the ``silent_things``, is one).

    ``doers`` and ``victims`` hold the ``animals`` too; who is one of the ``hits`` by ``vehicles`` had an accident,
    but for what hit ``several``; ``goods`` are arms in ``trade``; ``phrasal`` holds verbs with their particles;
    ``tales`` finds where a sentence begins to tell what a work of fiction tells; ``examples`` as (reason, sentences
    without, sentences with an event).
    """

    animals: frozenset[str]
    doers: frozenset[str]
    victims: frozenset[str]
    heads: frozenset[str]
    charges: frozenset[str]
    wishes: frozenset[str]
    frames: frozenset[str]
    grounds: frozenset[str]
    dangers: frozenset[str]
    likely: frozenset[str]
    courtesies: frozenset[str]
    accidents: frozenset[str]
    accidental: frozenset[str]
    meant: frozenset[str]
    blasts: frozenset[str]
    harms: frozenset[str]
    advising: frozenset[str]
    public: frozenset[str]
    goods: frozenset[str]
    trade: frozenset[str]
    tips: frozenset[str]
    vehicles: frozenset[str]
    hits: frozenset[str]
    several: frozenset[str]
    phrasal: frozenset[tuple[str, ...]]
    naming: frozenset[str]
    refusing: frozenset[str]
    silent_acts: frozenset[str]
    silent_things: frozenset[str]
    tales: re.Pattern[str]
    examples: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]


@cache
def load_not_events() -> NotEvents:
    """The package's rules (data/ontology/not_events.toml)."""
    raw = read_rules(data_path("ontology", "not_events.toml"))
    animals = frozenset(raw["animals"]["words"])
    return NotEvents(
        animals=animals,
        doers=animals | frozenset(raw["doers"]["words"]),
        victims=animals | frozenset(raw["victims"]["words"]),
        heads=frozenset(raw["modifiers"]["heads"]),
        charges=frozenset(raw["charges"]["words"]),
        wishes=frozenset(raw["wishes"]["words"]),
        frames=frozenset(raw["frames"]["words"]),
        grounds=frozenset(raw["grounds"]["words"]),
        dangers=frozenset(raw["dangers"]["words"]),
        likely=frozenset(raw["dangers"]["likely"]),
        courtesies=frozenset(raw["courtesies"]["words"]),
        accidents=frozenset(raw["accidents"]["words"]),
        accidental=frozenset(raw["accidents"]["marks"]),
        meant=frozenset(raw["accidents"]["meant"]),
        blasts=frozenset(raw["accidents"]["blasts"]),
        harms=frozenset(raw["accidents"]["harms"]),
        advising=frozenset(raw["advice"]["words"]),
        public=frozenset(raw["advice"]["public"]),
        goods=frozenset(raw["goods"]["words"]),
        trade=frozenset(raw["goods"]["trade"]),
        tips=frozenset(raw["tips"]["words"]),
        vehicles=frozenset(raw["collisions"]["vehicles"]),
        hits=frozenset(raw["collisions"]["hits"]),
        several=frozenset(raw["collisions"]["several"]),
        phrasal=frozenset(tuple(phrase.split()) for phrase in raw["phrasal"]["words"]),
        naming=frozenset(raw["naming"]["words"]),
        refusing=frozenset(raw["silence"]["words"]),
        silent_acts=frozenset(raw["silence"]["acts"]),
        silent_things=frozenset(raw["silence"]["things"]),
        tales=re.compile("|".join(f"(?:{pattern})" for pattern in raw["tales"]["patterns"]), re.I),
        examples=tuple((name, tuple(rule["positive"]), tuple(rule["negative"])) for name, rule in raw.items()),
    )
