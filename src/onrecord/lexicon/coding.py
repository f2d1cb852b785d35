"""Everything the coder looks things up in, loaded and checked once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from onrecord.lexicon.actors import ActorIndex, load_actors
from onrecord.lexicon.casualties import CasualtyWords, load_casualty_words
from onrecord.lexicon.domains import Domains, load_domains
from onrecord.lexicon.event_bars import EventBars, make_event_bars
from onrecord.lexicon.factuality import (
    FactualityClass,
    FactualityWeights,
    classes_by_word,
    load_factuality_weights,
)
from onrecord.lexicon.gazetteer import Gazetteer, load_gazetteer
from onrecord.lexicon.harm_told import HarmTold, load_harm_told
from onrecord.lexicon.models import Gate, ModelFiles, load_event_model, load_gate
from onrecord.lexicon.name_masks import NameMasks, load_name_masks
from onrecord.lexicon.not_events import NotEvents, load_not_events
from onrecord.lexicon.numbers import NumberWords, load_number_words
from onrecord.lexicon.ontology import Ontology, load_ontology
from onrecord.lexicon.own import NO_OWN_DATA, OwnData
from onrecord.lexicon.relations import RelationRules, load_relation_rules
from onrecord.lexicon.responsibility import Responsibility, load_responsibility
from onrecord.lexicon.retype import Retype, load_retypes
from onrecord.lexicon.role_weights import RoleWeights, load_role_weights
from onrecord.lexicon.roles import RoleRules, load_role_rules
from onrecord.lexicon.schemes import Schemes, load_schemes
from onrecord.lexicon.spoken import SpokenWords, make_spoken_words
from onrecord.lexicon.status import StatusCues, load_speech_verbs, load_status_cues
from onrecord.lexicon.subtypes import Subtypes, load_subtypes
from onrecord.lexicon.tables import data_path, read_rules
from onrecord.lexicon.times import TimeLexicon, load_time_lexicon
from onrecord.lexicon.weapons import Weapons, load_weapons
from onrecord.records import AssertionKind


class Detection(Struct, frozen=True):
    """How a word's score becomes an event (data/ontology/detection.toml); ``types`` holds what is added by type."""

    types: Mapping[str, float]
    strong: float
    weak: float
    other_type: float
    not_listed: float
    listed_type: float
    sure: float
    violent: float
    told: float
    threshold: float
    status_minimum: float
    hypothetical_threshold: float
    doer_odds: float
    violent_doer_odds: float
    recipient_odds: float
    spoken: SpokenWords


class SameEvent(Struct, frozen=True):
    """Weights of what two tellings share (data/ontology/detection.toml [same_event])."""

    definite: float
    same_lemma: float
    shared_actor: float
    shared_recipient: float
    shared_weapon: float
    shared_place: float
    shared_day: float
    shared_toll: float
    mass_toll: float
    person_named: float
    outcome: float
    headline: float
    next_sentence: float
    bare: float
    threshold: float


class CodingLexicon(Struct, frozen=True, kw_only=True):
    """The frozen indexes that coding reads.

    Without a ``gate`` the event model is asked of every sifted sentence. ``spares``: sentences that carry no event are
    spared models and parser; False has all of them read (to measure what sparing loses).
    """

    ontology: Ontology
    roles: RoleRules
    role_weights: RoleWeights
    status: StatusCues
    factuality: FactualityWeights
    factuality_classes: Mapping[str, tuple[FactualityClass, ...]]
    not_events: NotEvents
    domains: Domains
    speech: Mapping[str, AssertionKind]
    weapons: Weapons
    casualties: CasualtyWords
    harm: HarmTold
    numbers: NumberWords
    times: TimeLexicon
    gazetteer: Gazetteer
    actors: ActorIndex
    name_masks: NameMasks
    schemes: Schemes
    subtypes: Subtypes
    relations: RelationRules
    retypes: tuple[Retype, ...]
    responsibility: Responsibility
    model: ModelFiles
    gate: Gate | None
    detection: Detection
    bars: EventBars
    same_event: SameEvent
    own_digest: str = ""
    spares: bool = True


@cache
def load_coding_lexicon(own: OwnData = NO_OWN_DATA) -> CodingLexicon:
    """Loads the package's data with the user's own over it; LexiconError names the first wrong file and line."""
    raw = read_rules(data_path("ontology", "detection.toml"))
    ontology, retypes = load_ontology(), load_retypes()
    detection = Detection(
        types=raw["types"], spoken=make_spoken_words(raw["spoken"]), **raw["evidence"], **raw["status"], **raw["roles"]
    )
    return CodingLexicon(
        ontology=ontology,
        roles=load_role_rules(),
        role_weights=load_role_weights(),
        status=load_status_cues(),
        factuality=load_factuality_weights(),
        factuality_classes=classes_by_word(),
        not_events=load_not_events(),
        domains=load_domains(),
        speech=load_speech_verbs(),
        weapons=load_weapons(),
        casualties=load_casualty_words(),
        harm=load_harm_told(),
        numbers=load_number_words(),
        times=load_time_lexicon(),
        gazetteer=load_gazetteer(own.gazetteer),
        actors=load_actors(own=own.actors),
        name_masks=load_name_masks(),
        schemes=load_schemes(),
        subtypes=load_subtypes(),
        relations=load_relation_rules(),
        retypes=retypes,
        responsibility=load_responsibility(),
        model=load_event_model(),
        gate=load_gate(),
        detection=detection,
        bars=make_event_bars(ontology, detection, retypes),
        same_event=SameEvent(**raw["same_event"]),
        own_digest=own.digest(),
    )
