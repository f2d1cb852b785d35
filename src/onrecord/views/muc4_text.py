"""MUC-4 templates straight from a text, by the span model: the full way; ``muc4_templates`` needs reports alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct

from onrecord.lexicon.actors import ActorIndex, load_actors
from onrecord.lexicon.gazetteer import load_gazetteer
from onrecord.lexicon.models import ModelFiles, load_span_model
from onrecord.lexicon.muc4 import load_muc4
from onrecord.lexicon.muc4_choice import Choice, load_choices
from onrecord.lexicon.numbers import load_number_words
from onrecord.lexicon.ontology import load_ontology
from onrecord.lexicon.span_heads import load_span_heads
from onrecord.mentions.actors import tag_actors
from onrecord.mentions.places import PlaceHints, tag_places
from onrecord.mentions.sentences import split_sentences
from onrecord.mentions.span_model import score_spans
from onrecord.mentions.times import tag_times
from onrecord.records import Document, Report, SpanPair
from onrecord.views.muc4_choice import Candidate, weigh_entities
from onrecord.views.muc4_circumstances import Surroundings, date_of, location_of
from onrecord.views.muc4_coded import coded_words
from onrecord.views.muc4_confidence import SureText, confidences_of
from onrecord.views.muc4_entities import Entity, Tagged, gather_entities, tag_text
from onrecord.views.muc4_fills import FillTables, Scene, fill_entities
from onrecord.views.muc4_incidents import Incident, IncidentTables, form_incidents
from onrecord.views.muc4_members import Pairing
from onrecord.views.muc4_organizations import organization_spans
from onrecord.views.muc4_relevance import choose_incidents
from onrecord.views.muc4_templates import SLOTS, Template
from onrecord.views.muc4_wordings import WORDING, word_entities
from onrecord.views.muc4_words import Fill, Slots

__all__ = [
    "Muc4Lexicon",
    "entities_of",
    "incidents_of",
    "load_muc4_lexicon",
    "read_text",
    "surroundings_of",
    "template_of",
    "templates_of",
]


class Muc4Lexicon(Struct, frozen=True):
    """All that filling templates needs: the model, its tables, the fitted choices, abbreviations, actors."""

    model: ModelFiles
    tables: FillTables
    choices: Mapping[str, Choice]
    abbreviations: Mapping[str, str]
    actors: ActorIndex


@cache
def load_muc4_lexicon() -> Muc4Lexicon:
    """The package's own; LexiconError where a data file is wrong."""
    tables = FillTables(load_span_heads(), load_muc4(), load_number_words(), load_gazetteer())
    return Muc4Lexicon(load_span_model(), tables, load_choices(), load_ontology().abbreviations, load_actors())


def templates_of(document: Document, reports: Sequence[Report], lexicon: Muc4Lexicon) -> tuple[Template, ...]:
    """The templates of a document, the surest type of incident first; none where nothing relevant is told.

    ``reports`` are what coding the document gave: whom they name weighs in the choice.
    """
    tagged = read_text(document, lexicon)
    tables = lexicon.tables
    entities = entities_of(tagged, lexicon)
    if not entities:
        return ()
    around = surroundings_of(document, tagged.sentences, lexicon)
    coded = coded_words(document, reports, tables.muc4, around.home)
    candidates = weigh_entities(entities, tagged, tables.heads, coded, lexicon.choices)
    found = incidents_of(candidates, tagged, around, lexicon)
    pairing = Pairing(tagged, tables.heads, tables.muc4, candidates, len(found), around)
    incidents = list(choose_incidents(found, pairing, lexicon.choices))
    sure = confidences_of(incidents, SureText(tagged, coded, tables.heads, tables.muc4), lexicon.choices)
    return tuple(
        template_of(incident, tagged, around, tables, of_incident)
        for incident, of_incident in zip(incidents, sure, strict=True)
    )


def entities_of(tagged: Tagged, lexicon: Muc4Lexicon) -> list[Entity]:
    """All candidates, role by role, in the order of their first mentions, with their likeliest wordings."""
    heads, tables = lexicon.tables.heads, lexicon.tables.muc4
    return word_entities(gather_entities(tagged, heads, tables), tagged, heads, tables, lexicon.choices[WORDING])


def incidents_of(
    candidates: Sequence[Candidate], tagged: Tagged, around: Surroundings, lexicon: Muc4Lexicon
) -> list[Incident]:
    """The incidents of the candidates that are likely enough to belong in a template."""
    chosen = [(one.entity, one.likely) for one in candidates if one.likely >= lexicon.choices[one.entity.role].least]
    tables = lexicon.tables
    return form_incidents(chosen, tagged, around, IncidentTables(tables.heads, lexicon.choices, tables.muc4))


def read_text(document: Document, lexicon: Muc4Lexicon) -> Tagged:
    """The document's clean text with the model's scores."""
    sentences = split_sentences(document.clean, lexicon.abbreviations)
    scores = score_spans(lexicon.model, document.clean, sentences)
    actors = tag_actors(document.clean, lexicon.actors, document.published)
    organizations = organization_spans(document.clean, actors, lexicon.tables.muc4)
    return tag_text(document.clean, sentences, scores, lexicon.tables.heads, actors, organizations)


def surroundings_of(document: Document, sentences: Sequence[SpanPair], lexicon: Muc4Lexicon) -> Surroundings:
    """Times and places of a document, those of its dateline apart."""
    places = tag_places(document.clean, lexicon.tables.gazetteer, PlaceHints())
    line = document.dateline or (0, 0)
    home = next((place.country for place in places if place.start < line[1] and place.country), None)
    times = tag_times(document.clean, document.published)
    return Surroundings(
        tuple(sentences),
        tuple(time for time in times if time.start >= line[1]),
        tuple(place for place in places if place.start >= line[1]),
        document.published,
        home,
    )


def template_of(
    incident: Incident, tagged: Tagged, around: Surroundings, tables: FillTables, confidences: Mapping[str, str]
) -> Template:
    """One incident's slots filled, from the model's reading of the text, times and places, and how sure the text is
    of organizations (by wording)."""
    slots: Slots = {name: [] for name in SLOTS}
    slots["type"] = [Fill((incident.type,))]
    where, country = location_of(incident.sentences, around, tables.muc4)
    slots["location"] = [Fill((where,))] if where else []
    when = date_of(incident.sentences, around)
    slots["date"] = [Fill((when,))] if when else []
    fill_entities(slots, incident, Scene(tagged, country, confidences), tables)
    return Template({name: tuple(slots[name]) for name in SLOTS})
