"""ACLED's sub-event types from an event's words."""

from __future__ import annotations

import pytest
from coded import reports

from onrecord.lexicon.schemes import load_schemes
from onrecord.lexicon.subtypes import load_subtypes
from onrecord.reports.subtypes import acled_of, likeliest_subtype, subtype_weights

SNIPPETS = [
    ("Villagers handed in nothing, but police seized nine rifles and a cache of ammunition.", "Disrupted weapons use"),
    ("Rebels captured the town of Karvel after the garrison fled.", "Non-state actor overtakes territory"),
    ("The army recaptured the town of Karvel.", "Government regains territory"),
    ("Two hand grenades were thrown at a police post.", "Grenade"),
    ("A rocket-propelled grenade hit the tower.", "Shelling/artillery/missile attack"),
    ("Police used water cannons to disperse protesters.", "Protest with intervention"),
    ("Protesters hurled stones at police.", "Violent demonstration"),
    ("An angry mob beat a thief.", "Mob violence"),
    ("The two sides signed a ceasefire.", "Agreement"),
    ("Marines have set up a new base near the port.", "Headquarters or base established"),
    ("A volcano erupted.", "natural disaster"),
]


@pytest.mark.parametrize(("text", "name"), SNIPPETS)
def test_words_speak_for_a_subtype(text: str, name: str) -> None:
    assert likeliest_subtype(subtype_weights(text, load_subtypes())) == name


def test_words_that_say_nothing_give_none() -> None:
    assert likeliest_subtype(subtype_weights("The weather was fine.", load_subtypes())) is None


def test_an_event_gets_only_what_its_type_may_be() -> None:
    usual = ("Protests", "Peaceful protest")
    assert acled_of("They marched and a volcano erupted.", "PROTEST", usual, load_subtypes()) == usual
    assert acled_of("They spoke of a ceasefire.", "CONSULT", None, load_subtypes()) is None


def test_every_usual_code_is_a_subtype() -> None:
    by_name = load_subtypes().by_name
    for row in load_schemes().rows.values():
        if row.acled is not None:
            assert by_name[row.acled[1]].event_type == row.acled[0]


def test_the_coder_says_it_of_its_events() -> None:
    report = reports("Gunmen threw two grenades at a market on Friday, killing three people.", "ASSAULT")[0]
    assert report.codes.acled == ("Explosions/Remote violence", "Grenade")
