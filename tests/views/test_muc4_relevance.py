"""Which incidents are wanted, and with which perpetrators."""

from __future__ import annotations

import pytest
from marked_text import HEADS, marked
from msgspec.structs import replace

from onrecord.lexicon.muc4 import load_muc4
from onrecord.lexicon.muc4_choice import Choice
from onrecord.records import PlaceMention, PlacePrecision, TimeMention
from onrecord.views.muc4_choice import Candidate
from onrecord.views.muc4_circumstances import Surroundings
from onrecord.views.muc4_entities import ROLES, gather_entities
from onrecord.views.muc4_incidents import Incident
from onrecord.views.muc4_members import MEMBER, Pairing, weigh_members
from onrecord.views.muc4_relevance import INCIDENT, choose_incidents, incident_features

TABLES = load_muc4()
TEXT = "REBELS OF RED DAWN BURNED THE BANK IN 1980.\nTHE BLUE PATH IS AN OLD PARTY.\nTHE BRIDGE WAS BLOWN UP."
SPANS = {
    "perp_individual": ["REBELS"],
    "perp_organization": ["RED DAWN", "BLUE PATH"],
    "phys_target": ["BANK", "BRIDGE"],
}
TAGGED = marked(TEXT, SPANS, {"stage": "ACCOMPLISHED"})
YEAR = TimeMention(
    start=39, end=43, text="1980", timex_type="DATE", value="1980", first_day="1980-01-01", last_day="1980-12-31"
)
SPAIN = PlaceMention(
    start=66, end=69, text="old", name="Spain", score=1.0, country="ESP", precision=PlacePrecision.COUNTRY
)
CANDIDATES = tuple(Candidate(entity, {"bias": 1.0}, 0.6) for entity in gather_entities(TAGGED, HEADS, TABLES))
PAIRING = Pairing(
    TAGGED, HEADS, TABLES, CANDIDATES, 2, Surroundings(TAGGED.sentences, (YEAR,), (SPAIN,), "1989-05-13", "PER")
)


def incident(*wordings: str) -> Incident:
    by_wording = {one.entity.wording: one.entity for one in CANDIDATES}
    members = [by_wording[wording] for wording in wordings]
    return Incident("ARSON", tuple((entity, 0.7) for entity in members), tuple(members[0].sentences))


def choices(member: Choice, wanted: Choice) -> dict[str, Choice]:
    return {INCIDENT: wanted, **{f"{MEMBER}{role}": member for role in ROLES}}


NEAR = Choice({"bias": -2.0, "same": 4.0}, 0.5)
ALL = Choice({}, 0.5)
BURNED, BLOWN_UP = incident("BANK", "BLUE PATH"), incident("BRIDGE")


def features(one: Incident) -> dict[str, float]:
    incidents = [BURNED, BLOWN_UP]
    weighed = [weigh_members(each, PAIRING, choices(NEAR, ALL)) for each in incidents]
    return incident_features(incidents.index(one), incidents, weighed, PAIRING)


def test_perpetrators_of_an_incident_are_chosen_anew_and_targets_stay() -> None:
    chosen, bridge = choose_incidents([BURNED, BLOWN_UP], PAIRING, choices(NEAR, ALL))
    assert [entity.wording for entity, _ in chosen.entities] == ["BANK", "REBELS", "RED DAWN"]
    assert chosen == replace(BURNED, entities=chosen.entities)
    assert [entity.wording for entity, _ in bridge.entities] == ["BRIDGE"]


def test_an_incident_that_is_not_wanted_or_has_nobody_left_is_dropped() -> None:
    recent = Choice({"old": -5.0}, 0.5)
    assert [one.sentences for one in choose_incidents([BURNED, BLOWN_UP], PAIRING, choices(NEAR, recent))] == [(2,)]
    never = Choice({"bias": -9.0}, 0.5)
    assert list(choose_incidents([incident("BLUE PATH")], PAIRING, choices(never, ALL))) == []


def test_age_and_stage_and_the_texts_other_incidents_speak_for_and_against() -> None:
    burned, blown_up = features(BURNED), features(BLOWN_UP)
    assert (burned["old"], burned["dated"]) == (1.0, 1.0)
    assert "old" not in blown_up
    assert burned["stage ACCOMPLISHED"] > 0.9
    assert (burned["rank"], blown_up["rank"] > 0) == (0.0, True)
    assert burned["same type"] == burned["type ARSON"] == 1.0
    assert burned["no target"] == 0.0


@pytest.mark.parametrize(("home", "abroad"), [("PER", 0.0), ("ESP", 1.0)])
def test_an_incident_abroad_is_told_so(home: str, abroad: float) -> None:
    pairing = replace(PAIRING, around=replace(PAIRING.around, home=home))
    weighed = [weigh_members(BLOWN_UP, pairing, choices(NEAR, ALL))]
    assert incident_features(0, [BLOWN_UP], weighed, pairing)["abroad"] == abroad
