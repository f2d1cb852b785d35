"""Which candidates take part in which incident."""

from __future__ import annotations

from marked_text import HEADS, marked

from onrecord.lexicon.muc4 import load_muc4
from onrecord.views.muc4_choice import Candidate
from onrecord.views.muc4_circumstances import Surroundings
from onrecord.views.muc4_entities import Tagged, gather_entities
from onrecord.views.muc4_incidents import Incident
from onrecord.views.muc4_members import Pairing, member_features

TABLES = load_muc4()
TEXT = "REBELS OF RED DAWN BURNED THE BANK.\nIT RAINED.\nTHE BLUE PATH IS AN OLD PARTY.\nTHE BRIDGE WAS BLOWN UP."
SPANS = {
    "perp_individual": ["REBELS"],
    "perp_organization": ["RED DAWN", "BLUE PATH"],
    "phys_target": ["BANK", "BRIDGE"],
}


def pairing_of(tagged: Tagged) -> Pairing:
    candidates = tuple(Candidate(entity, {"bias": 1.0}, 0.6) for entity in gather_entities(tagged, HEADS, TABLES))
    return Pairing(tagged, HEADS, TABLES, candidates, 2, Surroundings(tagged.sentences, (), (), None, "PER"))


def incident_of(pairing: Pairing, *wordings: str) -> Incident:
    members = [one.entity for one in pairing.candidates if one.entity.wording in wordings]
    return Incident("ARSON", tuple((entity, 0.7) for entity in members), tuple(members[0].sentences))


def features(role: str, *wordings: str) -> dict[str, dict[str, float]]:
    pairing = pairing_of(marked(TEXT, SPANS))
    found = member_features(incident_of(pairing, *wordings), role, pairing)
    return {entity.wording: of_entity for entity, of_entity in found}


def test_a_group_beside_the_target_and_its_rebels_is_nearer_than_one_elsewhere() -> None:
    found = features("perp_organization", "BANK", "REBELS")
    near, far = found["RED DAWN"], found["BLUE PATH"]
    assert (near["same"], far["same"]) == (1.0, 0.0)
    assert near["gap"] < far["gap"]
    assert (near["of individual"], far["of individual"]) == (1.0, 0.0)
    assert (near["individual beside"], far["individual beside"]) == (1.0, 0.0)
    assert near["was in"] == far["was in"] == 0.0


def test_words_beside_a_mention_and_its_head_are_features() -> None:
    found = features("perp_organization", "BANK")["RED DAWN"]
    assert found["before of"] == found["after burned"] == found["right before rebels of"] == found["head DAWN"] == 1.0
    assert "after it" not in found
