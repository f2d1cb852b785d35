"""The slots of one MUC-4 template, filled from an incident's entities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from msgspec import Struct

from onrecord.lexicon.gazetteer import Gazetteer
from onrecord.lexicon.muc4 import Muc4Tables
from onrecord.lexicon.numbers import NumberWords
from onrecord.lexicon.span_heads import SpanHead
from onrecord.mentions.counts import read_numbers
from onrecord.mentions.places_queries import demonym_spans
from onrecord.mentions.span_model import FloatArray
from onrecord.views.muc4_entities import Entity, Mention, Tagged
from onrecord.views.muc4_incidents import Incident
from onrecord.views.muc4_words import Fill, Slots, add_fill, is_plural, look_up

__all__ = ["FillTables", "Scene", "fill_entities"]

EMPTY = "-"
BOMBING = "BOMBING"
NUMBER_CHARS = 45
NUMBER_WORDS_BETWEEN = 2
APPOSITION = re.compile(r"\s*,?\s*(?:the |a |an )?\Z", re.I)


class FillTables(Struct, frozen=True):
    """What slots are filled with: heads of the model, MUC-4's tables, number words, demonyms."""

    heads: Mapping[str, SpanHead]
    muc4: Muc4Tables
    numbers: NumberWords
    gazetteer: Gazetteer


class Scene(Struct, frozen=True):
    """What an incident is told in: the text, the country (alpha-3) where it was, and how sure the text is of
    organizations (by wording; what it does not have, the model's head tells)."""

    tagged: Tagged
    country: str | None
    confidences: Mapping[str, str]


def fill_entities(slots: Slots, incident: Incident, scene: Scene, tables: FillTables) -> None:
    """Adds every slot that the incident's entities tell of."""
    filler = _Filler(slots, scene, tables)
    members = incident.entities
    anchors = [(entity, p) for entity, p in members if entity.role != "instrument"]
    add_fill(slots, "stage", Fill((filler.shared(anchors, "stage"),)))
    filler.perpetrators(members)
    for entity in _of(members, "phys_target"):
        filler.thing(entity)
    filler.people(_of(members, "hum_name"), _of(members, "hum_description"))
    filler.instruments(_of(members, "instrument"), incident.type)


def _of(members: Iterable[tuple[Entity, float]], role: str) -> list[Entity]:
    return [entity for entity, _ in members if entity.role == role]


class _Filler:
    """The slots of one template while they are filled."""

    def __init__(self, slots: Slots, scene: Scene, tables: FillTables) -> None:
        self.slots = slots
        self.tagged = scene.tagged
        self.confidences = scene.confidences
        self.tables = tables
        self.country = scene.country

    def add(self, slot: str, value: str, refs: tuple[str, ...] = ()) -> None:
        add_fill(self.slots, slot, Fill((value,), refs))

    def likeliest(self, entity: Entity, name: str) -> str:
        """The label of a facet that is likeliest true of an entity."""
        head = self.tables.heads[name]
        return head.labels[int(entity.facet(self.tagged.scores, head).argmax())]

    def shared(self, members: Sequence[tuple[Entity, float]], name: str) -> str:
        """The label of a facet that is likeliest true of all members together."""
        head = self.tables.heads[name]
        rows = [p * entity.facet(self.tagged.scores, head) for entity, p in members]
        total: FloatArray = np.sum(rows, axis=0)
        return head.labels[int(total.argmax())]

    def perpetrators(self, members: Sequence[tuple[Entity, float]]) -> None:
        told = [(entity, p) for entity, p in members if entity.role in ("perp_individual", "perp_organization")]
        organizations = _of(told, "perp_organization")
        named = {mention.wording for entity in organizations for mention in entity.mentions}
        for entity in _of(told, "perp_individual"):
            if entity.wording not in named:
                self.add("perp_individual", entity.wording)
        for entity in organizations:
            self.add("perp_organization", entity.wording)
            confidence = self.confidences.get(entity.wording) or self.likeliest(entity, "confidence")
            self.add("perp_org_confidence", confidence, (entity.wording,))
        category = self.shared(told, "category") if told else "TERRORIST ACT"
        if category != EMPTY:
            self.add("perp_category", category)

    def thing(self, entity: Entity) -> None:
        refs = (entity.wording,)
        self.add("phys_target_id", entity.wording)
        listed = look_up(entity.wording, self.tables.muc4.physical)
        self.add("phys_target_type", listed.type if listed else self.likeliest(entity, "phys_type"), refs)
        self.add("phys_target_number", self.number(entity), refs)
        effect = self.likeliest(entity, "phys_effect")
        if effect != EMPTY:
            self.add("phys_target_effect", effect, refs)
        self.nation("phys_target_foreign_nation", entity, refs)

    def people(self, names: Sequence[Entity], descriptions: Sequence[Entity]) -> None:
        """Names, then descriptions; one that stands beside a name is of that person."""
        described: set[int] = set()
        for name in names:
            self.add("hum_target_name", name.wording)
            for k, description in enumerate(descriptions):
                if k not in described and _stand_together(name, description, self.tagged.text):
                    described.add(k)
                    self.add("hum_target_description", description.wording, (name.wording,))
                    break
            self.person(name, (name.wording,))
        for k, description in enumerate(descriptions):
            if k not in described:
                self.add("hum_target_description", description.wording)
                self.person(description, (description.wording,))

    def person(self, entity: Entity, refs: tuple[str, ...]) -> None:
        self.add("hum_target_type", self.likeliest(entity, "hum_type"), refs)
        self.add("hum_target_number", "1" if entity.role == "hum_name" else self.number(entity), refs)
        effect = self.likeliest(entity, "hum_effect")
        if effect != EMPTY:
            self.add("hum_target_effect", effect, refs)
        self.nation("hum_target_foreign_nation", entity, refs)

    def instruments(self, entities: Sequence[Entity], kind: str) -> None:
        for entity in entities:
            self.add("instrument_id", entity.wording)
            words = [self.tables.muc4.instrument_by_word.get(word.lower()) for word in entity.wording.split()]
            named = next((word for word in words if word), None)
            self.add("instrument_type", named or self.likeliest(entity, "instrument_type"), (entity.wording,))
        if not entities and kind == BOMBING:
            self.add("instrument_type", "BOMB", (EMPTY,))

    def number(self, entity: Entity) -> str:
        """The number told before its head, "5-" for at least five; else 1 or PLURAL by the form of the word."""
        for mention in entity.mentions:
            if told := self.number_before(mention):
                return told
        return "PLURAL" if is_plural(entity.wording, self.tables.muc4) else "1"

    def number_before(self, mention: Mention) -> str | None:
        start = max(self.tagged.sentences[mention.sentence][0], mention.span.start - NUMBER_CHARS)
        text = self.tagged.text[start : mention.span.end]
        told = mention.span.start - start
        for number in reversed(read_numbers(text, self.tables.numbers)):
            between = text[number.end : told] if number.end <= told else ""
            if len(between.split()) > NUMBER_WORDS_BETWEEN or re.search(r"[^\w\s-]", between):
                return None
            if number.best is not None:
                return str(number.best) if number.best else None
            return f"{number.low}-" if number.low else None
        return None

    def nation(self, slot: str, entity: Entity, refs: tuple[str, ...]) -> None:
        """The foreign nation that a demonym in its words names."""
        gazetteer = self.tables.gazetteer
        for mention in entity.mentions:
            words = self.tagged.text[mention.span.start : mention.span.end].title()
            for start, end in demonym_spans(words, gazetteer):
                country = gazetteer.demonyms.get(words[start:end].lower())
                if country and country != self.country and country in self.tables.muc4.nations:
                    self.add(slot, self.tables.muc4.nations[country], refs)
                    return


def _stand_together(name: Entity, description: Entity, text: str) -> bool:
    """ "Mayor Ana Ruiz", "Ana Ruiz, the mayor"."""
    for one in name.mentions:
        for two in description.mentions:
            first, second = sorted((one.span, two.span), key=lambda span: span.start)
            if first.end <= second.start and APPOSITION.match(text[first.end : second.start]):
                return True
    return False
