"""When, where and with what: which of a sentence's times, places and weapons are the event's."""

from __future__ import annotations

import pytest
from coded import only, reports

from onrecord.lexicon.tables import data_path, read_rules

SCENES = read_rules(data_path("ontology", "scenes.toml"))["prepositions"]["examples"]


@pytest.mark.parametrize("example", SCENES, ids=lambda e: e["text"])
def test_places_that_tell_where(example: dict[str, object]) -> None:
    places = {p.name for r in reports(str(example["text"]), "ASSAULT") for p in r.places}
    assert set(example["places"]) <= places  # type: ignore[call-overload]
    assert "Iran" not in places


WEAPONS = [
    ("Gunmen opened fire on a bus near Mosul, killing three people.", {"firearm"}),
    ("Two policemen were shot dead in Basra on Monday.", {"firearm"}),
    ("An attacker stabbed a guard in Lyon.", {"knife"}),
    ("An explosion killed four people in Aleppo.", {"explosive"}),
    (
        "A car bomb exploded near a school in Aleppo on Monday, killing four people. The bomb was hidden in a van.",
        {"car bomb"},
    ),
    ("Warplanes bombed the town of Saraqib, killing two women.", {"air strike"}),
    ("French aircraft destroyed nine tanks of the Islamic State near Palmyra on Monday.", {"air strike"}),
    ("A man attacked a barracks in Gao with a truck packed with explosives.", {"truck bomb"}),
]


@pytest.mark.parametrize(("text", "types"), WEAPONS, ids=lambda value: str(value)[:40])
def test_weapons_named_or_told_by_verbs(text: str, types: set[str]) -> None:
    found = {w.type for r in reports(text, "ASSAULT") for w in r.weapons}
    assert found == types


def test_weapons_that_were_hit_are_no_means() -> None:
    report = only("Army troops destroyed two mortars of the rebels near Gao on Monday.", "ASSAULT")
    assert "mortar" not in {w.type for w in report.weapons}


DAYS = [
    # Published on Thursday 10 June 2021.
    ("Gunmen attacked a village near Gao on Monday, killing two people.", "2021-06-07"),
    ("Flags flew at half mast on Wednesday after gunmen shot dead nine people in Lyon.", None),
    (
        "Nine people were killed in Lyon, police said on Wednesday. Most victims of Monday's attack were men.",
        "2021-06-07",
    ),
    ("Rebels attacked a base near Gao on Monday. They killed two soldiers in the evening.", "2021-06-07"),
    ("The minister said on Wednesday that on Monday the army had used jets to bomb three villages.", "2021-06-07"),
    ("Gunmen killed four people last week near Gao, on 2 June.", "2021-06-02"),
]


def test_the_day_of_an_attack_is_not_that_of_the_inquiry_into_it() -> None:
    (inquiry,) = reports("Police in Lyon are investigating the May attack on a judge.", "ACCUSE")
    assert inquiry.date is not None
    assert inquiry.date.start == "2021-06-10"


AGAIN = [
    ("The army controls Gao. Gunmen shot dead four teachers in the city on Monday.", {"Gao"}),
    ("The army controls Gao. Police shot nine students dead there on Monday.", {"Gao"}),
    ("The army controls Gao. Police shot nine students dead in the city of Timbuktu on Monday.", {"Timbuktu"}),
]


@pytest.mark.parametrize(("text", "places"), AGAIN, ids=lambda value: str(value)[:60])
def test_places_told_again_by_their_kind(text: str, places: set[str]) -> None:
    assert {p.name for p in reports(text, "ASSAULT")[-1].places} == places


def test_a_place_told_again_is_quoted_by_the_words_that_tell_it() -> None:
    text = "The army controls Gao. Police shot nine students dead there on Monday."
    (place,) = only(text, "ASSAULT").places
    assert text[slice(*place.span)] == "there"  # type: ignore[misc]


def test_a_text_without_capitals_has_places_and_no_part_of_a_joined_word_is_one() -> None:
    text = "para-military troops shot nine students dead in gujarat on monday, police in kolkata said."
    assert {p.name for p in only(text, "ASSAULT").places} == {"Gujarāt"}


@pytest.mark.parametrize(("text", "day"), DAYS, ids=lambda value: str(value)[:50])
def test_day_of_the_deed(text: str, day: str | None) -> None:
    dates = {r.date.start if r.date else None for r in reports(text, "ASSAULT")}
    assert dates == {day}


def test_present_tense_is_dated_by_publication_without_words() -> None:
    report = only("Police are investigating the theft of a painting from a museum in Lyon.", "ACCUSE")
    assert report.date is not None
    assert (report.date.start, report.date.text) == ("2021-06-10", None)


def test_country_of_an_acting_court_is_inferred() -> None:
    report = next(iter(reports("An Egyptian court jailed five activists on Tuesday.")))
    assert [(p.name, p.country) for p in report.places] == [("Egypt", "EGY")]
    assert not isinstance(report.places[0].span, tuple)


def test_the_day_that_another_clause_plans_is_not_the_events() -> None:
    arrest = only(
        "Jane Roe was arrested with a bond of 2,500 dollars, and she was scheduled to appear on Thursday in Kano.",
        "COERCE",
    )
    assert arrest.date is None
    assert "scheduled" not in arrest.evidence[0].text


# ---------------------------------------------------------------- days that are another clause's


def day(text: str, event_type: str = "ASSAULT") -> list[str | None]:
    return [r.date.start if r.date else None for r in reports(text, event_type)]


def test_the_day_of_a_relative_clause_is_not_the_main_clauses() -> None:
    text = "The blast in Gao came as the army left a camp, which was built in March 2003."
    assert day(text) == [None]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The mayor was shot on Wednesday in response to a raid, the police of Gao said.", "2021-06-09"),
        ("The trade of Gao ended in May, when rebels attacked the town and killed ten traders.", "2021-05-01"),
    ],
)
def test_the_day_of_the_deeds_own_clause_is(text: str, start: str) -> None:
    assert start in day(text)


def test_a_longer_time_around_a_day_does_not_part_an_act() -> None:
    text = (
        "Rebels blew up a bus near Gao on Monday evening, killing 31 people, in one of the deadliest attacks on "
        "traders in recent years."
    )
    report = next(r for r in reports(text, "ASSAULT") if "bus" in [x.text for x in r.recipients])
    assert report.casualties.killed is not None
    assert report.casualties.killed.best == 31


# ---------------------------------------------------------------- weapons that nobody used


@pytest.mark.parametrize(
    "text",
    [
        "A mine removal expert was kidnapped by rebels near Gao on Monday.",
        "A driver of the Mines Advisory Group was kidnapped by rebels near Gao on Monday.",
    ],
)
def test_a_weapon_that_only_names_someones_work_is_no_means(text: str) -> None:
    assert only(text, "ASSAULT").weapons == ()


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        (
            "Police arrested nine men after a rebel assault left two soldiers dead near Talvik.",
            {"arrested": None, "assault": 2},
        ),
        (
            "Jets bombed the camp on Sunday, days after a suicide attack left nine guards dead.",
            {"bombed": None, "attack": 9},
        ),
        ("A rebel assault left two soldiers dead near Talvik on Monday.", {"assault": 2}),
        ("The raid, which left nine villagers dead, was condemned by the mayor.", {"raid": 9}),
    ],
)
def test_who_is_left_dead_died_of_the_act_that_left_them_so(text: str, dead: dict[str, int | None]) -> None:
    told = {
        r.trigger.text: r.casualties.killed.best if r.casualties.killed else None for r in reports(text) if r.trigger
    }
    assert {word: count for word, count in told.items() if word in dead} == dead
