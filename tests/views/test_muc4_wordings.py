"""How entities are worded."""

from __future__ import annotations

import pytest
from marked_text import HEADS, marked

from onrecord.lexicon.muc4 import load_muc4
from onrecord.lexicon.muc4_choice import Choice, load_choices
from onrecord.views.muc4_entities import Entity, gather_entities
from onrecord.views.muc4_wordings import WORDING, word_entities, wording_features

TABLES = load_muc4()


def worded(text: str, role: str, phrases: list[str], choice: Choice) -> list[Entity]:
    tagged = marked(text, {role: phrases})
    return word_entities(gather_entities(tagged, HEADS, TABLES), tagged, HEADS, TABLES, choice)


@pytest.mark.parametrize(
    ("text", "role", "phrase", "way", "wording"),
    [
        ("TWO MEN FIRED.", "perp_individual", "MEN", "way counted", "TWO MEN"),
        ("A GROUP OF REBELS FIRED.", "perp_individual", "REBELS", "way counted", "GROUP OF REBELS"),
        ("THEY HID 20 KG OF DYNAMITE.", "instrument", "DYNAMITE", "way counted", "20 KG OF DYNAMITE"),
        ("IT WAS 1990. SAID SHE. THE MEN FIRED.", "perp_individual", "MEN", "way counted", "MEN"),
        ("THE TWO MEN FIRED.", "perp_individual", "THE TWO MEN", "way marked whole", "TWO MEN"),
        ("MEN RIDING A BUS FIRED.", "perp_individual", "MEN RIDING A BUS", "way cut", "MEN"),
        ("MAYOR ANA RUIZ WAS SHOT.", "hum_name", "MAYOR ANA RUIZ", "way untitled", "ANA RUIZ"),
    ],
)
def test_the_way_that_weighs_most_words_an_entity(text: str, role: str, phrase: str, way: str, wording: str) -> None:
    (entity,) = worded(text, role, [phrase], Choice({way: 1.0}, 0.0))
    assert entity.wording == wording


def test_entities_that_are_then_worded_alike_become_one() -> None:
    text, phrases = "BOMBS PLACED THERE WENT OFF.\nBOMBS LOADED ELSEWHERE DID NOT.", ["BOMBS PLACED", "BOMBS LOADED"]
    apart = worded(text, "instrument", phrases, Choice({"way marked": 1.0}, 0.0))
    assert [entity.wording for entity in apart] == phrases
    (one,) = worded(text, "instrument", phrases, Choice({"way cut": 1.0}, 0.0))
    assert (one.wording, one.sentences) == ("BOMBS", (0, 1))


def test_organizations_stay_as_they_are_named() -> None:
    (entity,) = worded("THREE RED DAWN MEN.", "perp_organization", ["RED DAWN"], Choice({"way counted": 9.0}, 0.0))
    assert entity.wording == "RED DAWN"


def test_what_is_marked_less_surely_beside_a_phrase_is_a_wider_way() -> None:
    tagged = marked("THE OLD BRIDGE FELL.", {"phys_target": ["BRIDGE"]})
    head = HEADS["phys_target"]
    tagged.scores.rows[1, head.first : head.last] = (0.0, -2.5, -4.0)
    (entity,) = gather_entities(tagged, HEADS, TABLES)
    found = wording_features(entity, tagged, HEADS, TABLES)
    assert set(found) == {"BRIDGE", "OLD BRIDGE"}
    assert "way wide bare" in found["OLD BRIDGE"]
    assert "way narrow bare" not in found["OLD BRIDGE"]
    assert (found["OLD BRIDGE"]["longest"], found["BRIDGE"]["longest"]) == (1.0, 0.0)
    assert found["OLD BRIDGE"]["holds another"] == 1.0
    assert (found["BRIDGE"]["mass"], found["OLD BRIDGE"]["mass"]) == (1.0, 0.0)


def test_the_fitted_weights_leave_no_unsure_verb_at_the_end() -> None:
    tagged = marked("A TRUCK LOADED CAME.", {"instrument": ["TRUCK LOADED"]})
    head = HEADS["instrument"]
    tagged.scores.rows[2, head.first : head.last] = (0.0, -3.0, -0.8)
    entities = gather_entities(tagged, HEADS, TABLES)
    (entity,) = word_entities(entities, tagged, HEADS, TABLES, load_choices()[WORDING])
    assert (entities[0].wording, entity.wording) == ("TRUCK LOADED", "TRUCK")
