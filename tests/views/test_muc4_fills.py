"""Slots filled from marked texts of invented incidents."""

from __future__ import annotations

import pytest
from marked_text import HEADS, marked

from onrecord.lexicon.gazetteer import load_gazetteer
from onrecord.lexicon.muc4 import load_muc4
from onrecord.lexicon.numbers import load_number_words
from onrecord.views.muc4_entities import gather_entities
from onrecord.views.muc4_fills import FillTables, Scene, fill_entities
from onrecord.views.muc4_incidents import Incident
from onrecord.views.muc4_words import Slots

TABLES = FillTables(HEADS, load_muc4(), load_number_words(), load_gazetteer())
ALL = {"stage": "ACCOMPLISHED", "category": "TERRORIST ACT", "confidence": "POSSIBLE"}


def slots(
    text: str,
    spans: dict[str, list[str]],
    labels: dict[str, str] | None = None,
    kind: str = "ATTACK",
    sure: dict[str, str] | None = None,
) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    tagged = marked(text, spans, {**ALL, **(labels or {})})
    entities = gather_entities(tagged, HEADS, TABLES.muc4)
    found: Slots = {}
    incident = Incident(kind, tuple((entity, 0.9) for entity in entities), (0,))
    fill_entities(found, incident, Scene(tagged, "PER", sure or {}), TABLES)
    return {name: [(fill.alts[0], fill.refs) for fill in fills] for name, fills in found.items()}


def test_an_organization_has_its_confidence_and_the_incident_its_category_and_stage() -> None:
    found = slots("RED DAWN FIRED AT THE BANK.", {"perp_organization": ["RED DAWN"], "phys_target": ["BANK"]})
    assert found["perp_organization"] == [("RED DAWN", ())]
    assert found["perp_org_confidence"] == [("POSSIBLE", ("RED DAWN",))]
    assert found["perp_category"] == [("TERRORIST ACT", ())]
    assert found["stage"] == [("ACCOMPLISHED", ())]


def test_what_was_weighed_for_an_organization_goes_before_the_head() -> None:
    text, spans = "RED DAWN AND BLUE PATH FIRED AT US.", {"perp_organization": ["RED DAWN", "BLUE PATH"]}
    found = slots(text, spans, sure={"RED DAWN": "CLAIMED OR ADMITTED"})
    told = [("CLAIMED OR ADMITTED", ("RED DAWN",)), ("POSSIBLE", ("BLUE PATH",))]
    assert found["perp_org_confidence"] == told


@pytest.mark.parametrize(
    ("text", "phrase", "number"),
    [
        ("FOUR NURSES WERE SHOT.", "NURSES", "4"),
        ("AT LEAST 12 NURSES WERE SHOT.", "NURSES", "12"),
        ("A NURSE WAS SHOT.", "NURSE", "1"),
        ("NURSES WERE SHOT.", "NURSES", "PLURAL"),
        ("TWO MEN FIRED AT NURSES.", "NURSES", "PLURAL"),
        ("THREE YOUNG NURSES WERE SHOT.", "NURSES", "3"),
    ],
)
def test_numbers_are_those_before_the_head(text: str, phrase: str, number: str) -> None:
    found = slots(text, {"hum_description": [phrase]}, {"hum_type": "CIVILIAN", "hum_effect": "INJURY"})
    assert found["hum_target_number"] == [(number, (phrase,))]
    assert found["hum_target_type"] == [("CIVILIAN", (phrase,))]
    assert found["hum_target_effect"] == [("INJURY", (phrase,))]


@pytest.mark.parametrize("text", ["MAYOR ANA RUIZ WAS SHOT.", "ANA RUIZ, THE MAYOR, WAS SHOT."])
def test_a_description_beside_a_name_is_of_that_person(text: str) -> None:
    found = slots(text, {"hum_name": ["ANA RUIZ"], "hum_description": ["MAYOR"]}, {"hum_effect": "DEATH"})
    assert found["hum_target_description"] == [("MAYOR", ("ANA RUIZ",))]
    assert found["hum_target_effect"] == [("DEATH", ("ANA RUIZ",))]
    assert found["hum_target_number"] == [("1", ("ANA RUIZ",))]


def test_a_foreign_nation_is_told_by_a_demonym_and_an_empty_effect_is_left_out() -> None:
    found = slots("SPANISH PRIESTS WERE TAKEN.", {"hum_description": ["SPANISH PRIESTS"]}, {"hum_effect": "-"})
    assert found["hum_target_foreign_nation"] == [("SPAIN", ("SPANISH PRIESTS",))]
    assert "hum_target_effect" not in found
    home = slots("PERUVIAN PRIESTS WERE TAKEN.", {"hum_description": ["PERUVIAN PRIESTS"]})
    assert "hum_target_foreign_nation" not in home


def test_an_instrument_has_the_type_of_its_word_and_a_bombing_without_one_had_a_bomb() -> None:
    armed = slots("MEN WITH RIFLES FIRED.", {"perp_individual": ["MEN"], "instrument": ["RIFLES"]})
    assert armed["instrument_type"] == [("RIFLE", ("RIFLES",))]
    bombing = slots("A SHOP BLEW UP.", {"phys_target": ["SHOP"]}, kind="BOMBING")
    assert bombing["instrument_type"] == [("BOMB", ("-",))]
