"""Mentions of one party under several names are one entity."""

from __future__ import annotations

import pytest
from marked_text import HEADS, marked

from onrecord.lexicon.muc4 import load_muc4
from onrecord.views.muc4_entities import gather_entities, head_word

TABLES = load_muc4()


def named(text: str, role: str, phrases: list[str]) -> list[list[str]]:
    entities = gather_entities(marked(text, {role: phrases}), HEADS, TABLES)
    assert {entity.role for entity in entities} <= {role}
    return [[mention.wording for mention in entity.mentions] for entity in entities]


@pytest.mark.parametrize(
    ("text", "role", "phrases", "entities"),
    [
        (
            "THE RED DAWN FRONT FIRED.\nTHE RDF SAID SO.",
            "perp_organization",
            ["RED DAWN FRONT", "RDF"],
            [["RED DAWN FRONT", "RDF"]],
        ),
        (
            "THE ARMY OF THE SOUTH [XAS] FIRED.",
            "perp_organization",
            ["ARMY OF THE SOUTH", "XAS"],
            [["ARMY OF THE SOUTH", "XAS"]],
        ),
        (
            "The Red Dawn Front and the Blue Path fired.",
            "perp_organization",
            ["Red Dawn Front", "Blue Path"],
            [["RED DAWN FRONT"], ["BLUE PATH"]],
        ),
        ("Ana Ruiz Abad was shot.\nRuiz died.", "hum_name", ["Ana Ruiz Abad", "Ruiz"], [["ANA RUIZ ABAD", "RUIZ"]]),
        (
            "Six old peasants were shot.\nThe peasants died.\nTwo nurses fled.",
            "hum_description",
            ["old peasants", "The peasants", "nurses"],
            [["OLD PEASANTS", "PEASANTS"], ["NURSES"]],
        ),
    ],
)
def test_mentions_are_gathered(text: str, role: str, phrases: list[str], entities: list[list[str]]) -> None:
    assert named(text, role, phrases) == entities


def test_the_commonest_wording_answers() -> None:
    tagged = marked(
        "The RDF fired.\nThe Red Dawn Front ran.\nThe RDF lost.", {"perp_organization": ["RDF", "Red Dawn Front"]}
    )
    (entity,) = gather_entities(tagged, HEADS, TABLES)
    assert entity.wording == "RDF"
    assert entity.sentences == (0, 1, 2)


def test_a_text_that_marks_nothing_has_no_entities() -> None:
    assert gather_entities(marked("It rained.", {}), HEADS, TABLES) == []


@pytest.mark.parametrize(
    ("phrase", "head"), [("OFFICES OF THE PARTY", "OFFICE"), ("OLD BRIDGE", "BRIDGE"), ("MEN", "MEN")]
)
def test_head_word(phrase: str, head: str) -> None:
    assert head_word(phrase) == head
