"""Which entities of a text take part in one of its incidents: a weighing of every pair of the two.

Perpetrators are chosen so; how likely the targets are tells with them how likely the incident is wanted
(``muc4_relevance``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from onrecord.lexicon.muc4 import Muc4Tables
from onrecord.lexicon.muc4_choice import Choice
from onrecord.lexicon.span_heads import SpanHead
from onrecord.views.muc4_choice import Candidate, log_odds, weigh
from onrecord.views.muc4_circumstances import Surroundings
from onrecord.views.muc4_entities import ORGANIZATION, ROLES, Entity, Mention, Tagged, head_word
from onrecord.views.muc4_incidents import INSTRUMENT, TARGETS, Incident
from onrecord.views.muc4_organizations import ARMED
from onrecord.views.muc4_words import look_up, names_people

__all__ = ["MEMBER", "PERPETRATORS", "Pairing", "Weighed", "member_features", "sort_of", "weigh_members"]

INDIVIDUAL = "perp_individual"
PERPETRATORS = (INDIVIDUAL, ORGANIZATION)
MEMBER = "member "
"""How the names of choices begin that choose among the candidates of a role for an incident."""

WORDS_BESIDE = 4
CHARS_BESIDE = 60
FORCE, GROUP = "force", "group"
FAR = 8
RAREST = 0.004
LINKED = re.compile(r'[\s,"\'\[(]*(?:(?:of|from|by|belonging to|in|with)\s+)?(?:the\s+|a\s+)?["\'\[(]*\Z', re.I)
TOKEN = re.compile(r"[\w'.-]*\w|,")


Weighed: TypeAlias = dict[str, list[tuple[Entity, float]]]
"""By role: how likely each candidate takes part in an incident."""


class Pairing(Struct, frozen=True):
    """What pairs are weighed with: the text, the heads, MUC-4's tables, all candidates, how many incidents there are,
    and the text's times and places."""

    tagged: Tagged
    heads: Mapping[str, SpanHead]
    muc4: Muc4Tables
    candidates: tuple[Candidate, ...]
    incidents: int
    around: Surroundings


def weigh_members(incident: Incident, pairing: Pairing, choices: Mapping[str, Choice]) -> Weighed:
    """How likely each candidate takes part in the incident (``choices``: by ``MEMBER`` and role)."""
    return {
        role: [
            (entity, weigh(found, choices[f"{MEMBER}{role}"]))
            for entity, found in member_features(incident, role, pairing)
        ]
        for role in ROLES
    }


def member_features(incident: Incident, role: str, pairing: Pairing) -> Iterator[tuple[Entity, dict[str, float]]]:
    """What speaks for and against each candidate of a role as one of the incident, by name."""
    rivals = [one for one in pairing.candidates if one.entity.role == role]
    highest = max((one.likely for one in rivals), default=0.0)
    for one in rivals:
        better = [other.entity for other in rivals if _rank(other) > _rank(one)]
        features = {
            **one.features,
            **_place(one.entity, incident, pairing),
            **_kind(one.entity, pairing),
            **_better(one.entity, better, incident, pairing),
            "likely": log_odds(one.likely),
            "behind": log_odds(one.likely) - log_odds(highest),
            "likeliest": float(one.likely == highest),
            "incidents": math.log(pairing.incidents),
        }
        features.update(dict.fromkeys(_words(one.entity, incident, pairing), 1.0))
        yield one.entity, features


def _rank(candidate: Candidate) -> tuple[float, float]:
    return candidate.likely, candidate.entity.probability


def _place(entity: Entity, incident: Incident, pairing: Pairing) -> dict[str, float]:
    """Where the entity stands to the incident's own sentences and to whom it has as individual perpetrators."""
    tagged = pairing.tagged
    anchors = anchors_of(incident)
    gap = min((abs(a - b) for a in anchors for b in entity.sentences), default=FAR)
    kind = pairing.heads["incident"].labels.index(incident.type)
    people = [other for other, _ in incident.entities if other.role == INDIVIDUAL and other is not entity]
    named = [mention for other in people for mention in other.mentions]
    linked = any(_is_linked(mention, one, tagged.text) for mention in entity.mentions for one in named)
    return {
        "same": float(gap == 0),
        "gap": math.log1p(min(gap, FAR)),
        "first": float(bool(incident.sentences) and incident.sentences[0] in entity.sentences),
        "kind": log_odds(float(entity.facet(tagged.scores, pairing.heads["incident"])[kind])),
        "told kind": log_odds(max(float(tagged.told[index, kind]) for index in entity.sentences)),
        "strength": log_odds(max((p for other, p in incident.entities if other.role != INSTRUMENT), default=0.0)),
        "members": math.log1p(len(incident.entities)),
        "was in": max((log_odds(p) + 5 for other, p in incident.entities if other is entity), default=0.0),
        "individuals": float(bool(people)),
        "individual beside": float(any(set(other.sentences) & set(entity.sentences) for other in people)),
        "of individual": float(linked),
    }


def _better(entity: Entity, better: Sequence[Entity], incident: Incident, pairing: Pairing) -> dict[str, float]:
    """Whether a likelier candidate may be the same under another name: of one sort, and never in the same sentence."""
    anchors = anchors_of(incident)
    near = [one for one in better if anchors & set(one.sentences)]
    sort = sort_of(entity, pairing.muc4)
    alike = [one for one in near if sort_of(one, pairing.muc4) == sort]
    return {
        "better": math.log1p(len(near)),
        "better alike": float(bool(alike)),
        "better alike apart": float(any(not set(one.sentences) & set(entity.sentences) for one in alike)),
        "better beside": float(any(set(one.sentences) & set(entity.sentences) for one in near)),
        "better head": float(any(head_word(one.wording) == head_word(entity.wording) for one in near)),
    }


def sort_of(entity: Entity, tables: Muc4Tables) -> str:
    """What sort of person, thing or organization the words name; empty where no table knows them."""
    if entity.role == ORGANIZATION:
        if any(mention.is_force for mention in entity.mentions):
            return FORCE
        return GROUP if any(m.actor is not None and m.actor.sector in ARMED for m in entity.mentions) else ""
    if entity.role == INSTRUMENT:
        types = map(tables.instrument_by_word.get, entity.wording.lower().split())
        return next((kind for kind in types if kind), "")
    if entity.role == INDIVIDUAL:
        return "attacker" if names_people(entity.wording, tables) else ""
    known = look_up(entity.wording, tables.physical if entity.role == "phys_target" else tables.human)
    return known.type if known else ""


def anchors_of(incident: Incident) -> set[int]:
    """The sentences that name a target of the incident; of one without targets those that name anyone."""
    targets = [e for e, _ in incident.entities if e.role in TARGETS]
    named = targets or [entity for entity, _ in incident.entities]
    return {index for entity in named for index in entity.sentences}


def _is_linked(mention: Mention, person: Mention, text: str) -> bool:
    """ "guerrillas of the Red Dawn", "Red Dawn guerrillas"."""
    one, two = sorted((mention.span, person.span), key=lambda span: span.start)
    return two.start < one.end or (two.start - one.end < CHARS_BESIDE and bool(LINKED.match(text[one.end : two.start])))


def _kind(entity: Entity, pairing: Pairing) -> dict[str, float]:
    """What sort of organization it is, and how it stands to the country that the text is from."""
    rates = [
        pairing.muc4.organizations[mention.wording]
        for mention in entity.mentions
        if mention.wording in pairing.muc4.organizations
    ]
    countries = {mention.actor.country for mention in entity.mentions if mention.actor is not None} - {None}
    groups = sum(sort_of(one.entity, pairing.muc4) == GROUP for one in pairing.candidates)
    return {
        "rate": math.log(max(rates)) - math.log(RAREST) if rates else 0.0,
        "force": float(sort_of(entity, pairing.muc4) == FORCE),
        "group": float(sort_of(entity, pairing.muc4) == GROUP),
        "groups": math.log1p(groups),
        "at home": float(pairing.around.home in countries),
        "abroad": float(bool(countries) and pairing.around.home not in countries),
    }


def _words(entity: Entity, incident: Incident, pairing: Pairing) -> set[str]:
    """The entity's head word, and the words beside its mentions in the incident's sentences (else anywhere)."""
    anchors = anchors_of(incident)
    near = [mention for mention in entity.mentions if mention.sentence in anchors] or list(entity.mentions)
    found = {f"type {incident.type}", f"head {head_word(entity.wording)}"}
    if entity.role == ORGANIZATION:
        people = (one for one, _ in incident.entities if one.role == INDIVIDUAL)
        found.update(f"people {head_word(one.wording)} {sort_of(entity, pairing.muc4)}" for one in people)
    for mention in near:
        start, end = pairing.tagged.sentences[mention.sentence]
        before = TOKEN.findall(pairing.tagged.text[start : mention.span.start].lower())[-WORDS_BESIDE:]
        after = TOKEN.findall(pairing.tagged.text[mention.span.end : end].lower())[:WORDS_BESIDE]
        found.update(f"before {word}" for word in before)
        found.update(f"after {word}" for word in after)
        found.add(f"right before {' '.join(before[-2:])}")
        found.add(f"right after {' '.join(after[:2])}")
    return found
