"""Weapon words: the contract's types, GTD's numbers, and what the pattern finds in a sentence."""

from __future__ import annotations

import pytest
from plover import AGENTS, CONTRACT_WEAPONS, GTD_WEAPON_TYPES, MODES

from onrecord.lexicon.weapons import load_weapons

WEAPONS = load_weapons()


def types(text: str) -> list[str | None]:
    found = (WEAPONS.word(match.group()) for match in WEAPONS.find(text))
    return [word.type if word else None for word in found]


def test_types_are_the_contracts() -> None:
    assert {word.type for word in WEAPONS.words.values()} - CONTRACT_WEAPONS == AGENTS


def test_every_type_of_the_contract_has_a_word() -> None:
    assert CONTRACT_WEAPONS - {word.type for word in WEAPONS.words.values()} == set()


def test_gtd_numbers_and_modes_are_known() -> None:
    for name, word in WEAPONS.words.items():
        assert word.gtd_weaptype in GTD_WEAPON_TYPES, name
        assert word.mode is None or word.mode in MODES["ASSAULT"], name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rockets and mortars hit the base.", ["rocket", "mortar"]),
        ("A car bomb exploded.", ["car bomb"]),
        ("A car-bomb exploded.", ["car bomb"]),
        ("two suicide vests", ["suicide vest"]),
        ("a roadside bomb", ["ied"]),
        ("a ballistic missile", ["ballistic missile"]),
        ("air strikes and drones", ["air strike", "drone"]),
        ("men with knives and rifles", ["knife", "firearm"]),
        ("GRENADES were thrown", ["grenade"]),
        ("a bombastic speech in the gunwale", []),
        ("the mineral rocketed", []),
    ],
)
def test_weapons_of_a_sentence(text: str, expected: list[str]) -> None:
    assert types(text) == expected


def test_whatever_the_pattern_finds_is_known() -> None:
    for name in WEAPONS.words:
        for form in (name, name.upper(), name + "s"):
            assert None not in types(f"the {form} there"), form


def test_a_word_that_is_no_weapon() -> None:
    assert WEAPONS.word("umbrella") is None


@pytest.mark.parametrize("text", ["RIFLES and Knives", "İ Rifles and KNIVES"])  # the second grows by being lowered
def test_weapons_are_found_in_capitals_at_their_place(text: str) -> None:
    spans = [text[slice(*match.span())].lower() for match in WEAPONS.find(text)]
    assert spans == ["rifles", "knives"]
