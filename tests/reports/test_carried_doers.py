"""Strikes told one after the other have one doer."""

from __future__ import annotations

import pytest
from coded import reports

from onrecord.lexicon.same_event import load_same_event_words

WORDS = load_same_event_words()


@pytest.mark.parametrize("text", [text for text, is_carried in WORDS.serial_examples if is_carried])
def test_a_strike_without_a_doer_has_the_one_of_the_strike_before(text: str) -> None:
    strikes = reports(text, "ASSAULT")
    assert len(strikes) == 2
    assert {a.country for s in strikes for a in s.actors} == {"FRA"}
    assert all(s.actors for s in strikes)


@pytest.mark.parametrize("text", [text for text, is_carried in WORDS.serial_examples if not is_carried])
def test_no_doer_is_carried_to_another_act_or_from_one_of_several(text: str) -> None:
    assert reports(text, "ASSAULT")[-1].actors == ()


def test_the_carried_doer_is_quoted_where_it_stands() -> None:
    text = WORDS.serial_examples[0][0]
    first, second = reports(text, "ASSAULT")
    assert second.actors[0].span == first.actors[0].span


FLOWN = "French aircraft carried out six strikes in Syria on Monday. One strike near Raqqa destroyed a bridge."
MERE = "Militants of the Islamic State struck a base near Raqqa."


def test_a_mere_strike_among_strikes_from_the_air_came_from_the_air() -> None:
    assert [{w.type for w in r.weapons} for r in reports(FLOWN, "ASSAULT")] == [{"air strike"}, {"air strike"}]


def test_a_strike_of_others_did_not() -> None:
    *_, last = reports(f"{FLOWN} {MERE}", "ASSAULT")
    assert last.weapons == ()


DETAINED = [
    ("Police arrested a trader in Gao on Monday. Three other men were detained in Timbuktu.", ["Police"]),
    ("Russian police arrested a poet in Moscow on Monday. Two activists were arrested in Warsaw.", []),
    (
        "Police arrested a trader in Gao on Monday. Troops detained two clerks near Gao. "
        "Three other men were detained in Timbuktu.",
        [],
    ),
]


@pytest.mark.parametrize(("text", "doers"), DETAINED, ids=lambda value: str(value)[:60])
def test_an_arrest_without_a_doer_has_the_one_official_doer_of_the_arrests_before(text: str, doers: list[str]) -> None:
    assert [a.text for a in reports(text, "COERCE")[-1].actors] == doers
