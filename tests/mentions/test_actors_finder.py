"""Which known actor a name means: the committed cases of spellings, dated roles and pairs that must not be merged."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from onrecord.lexicon.actors import load_actors
from onrecord.lexicon.actors_context import load_name_context
from onrecord.mentions.actors_finder import ActorFinder, Identification

FINDER = ActorFinder(load_actors(), load_name_context())
CASES = Path(__file__).with_name("actor_cases.csv")


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def answer(found: Identification) -> str:
    """The id of a known actor; country, sector and backer of a description; else the status."""
    match = found.match
    if found.status == "known":
        return str(match.actor_id)
    if found.status == "described":
        return f"described:{match.country or ''}:{match.sector or ''}:{match.backer or ''}"
    return found.status


def test_there_are_two_hundred_cases_of_all_sorts() -> None:
    expected = [case["expected"] for case in cases()]
    assert len(expected) >= 200
    assert min(map(expected.count, ("provisional", "none"))) >= 5
    known = {one for one in expected if one not in {"provisional", "none"} and ":" not in one}
    assert known <= set(FINDER.actors.entries)


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['phrase']}-{case['country']}-{case['on']}")
def test_case(case: dict[str, str]) -> None:
    found = FINDER.find(case["phrase"], case["on"] or None, filter(None, [case["country"]]))
    assert answer(found) == case["expected"]


@pytest.mark.parametrize(
    ("one", "other", "country"),
    [
        ("Kata'ib Hezbollah", "Hezbollah", None),
        ("PKK", "Kurdistan Democratic Party", "IRQ"),
        ("Provisional IRA", "Real IRA", "GBR"),
        ("Taliban", "Tehrik-i-Taliban Pakistan", "PAK"),
        ("AFDL", "ADF", "COD"),
        ("NSCN-IM", "NSCN-K", "IND"),
        ("FLEC-FAC", "FLEC-R", "AGO"),
        ("CNDD", "CNDD-FDD", "BDI"),
        ("SPLM/A", "SPLM-IO", "SSD"),
        ("Bangsamoro Islamic Freedom Fighters", "Moro Islamic Liberation Front", "PHL"),
        ("ULIMO-J", "ULIMO-K", "LBR"),
        ("FARC", "FARC dissidents", "COL"),
        ("Jabhat al-Nusra", "Hayat Tahrir al-Sham", "SYR"),
        ("Ansar al-Sharia in Libya", "Ansar al-Sharia in Tunisia", None),
    ],
)
def test_two_that_must_not_be_merged(one: str, other: str, country: str | None) -> None:
    where = [country] if country else []
    first, second = (FINDER.find(name, None, where) for name in (one, other))
    assert first.status == second.status == "known"
    assert first.match.actor_id != second.match.actor_id


def test_a_faction_is_linked_to_its_whole_and_not_merged_with_it() -> None:
    found = FINDER.find("Sinaloa Cartel - El Venado faction", None, ["MEX"])
    assert found.match.actor_id is None
    assert [(link.relation, link.actor_id) for link in found.links] == [("part_of", "sinaloa-cartel")]


def test_what_is_not_taken_says_why() -> None:
    ended = FINDER.find("Viet Minh", "2005-01-01")
    assert ended.status == "provisional"
    assert "existed" in ended.candidates[0].against
    abroad = FINDER.find("ELN", None, ["PHL"])
    assert abroad.status == "provisional"
    assert all(one.against for one in abroad.candidates)


def test_a_slip_of_the_pen_is_forgiven_where_the_words_tell_enough() -> None:
    assert FINDER.find("Harakat Hezbolah al-Nujabaa").match.actor_id == "harakat-hezbollah-al-nujaba"
    assert FINDER.find("Mahariba", None, ["SDN"]).match.actor_id != "mahariya"


@pytest.mark.parametrize("name", ["", " ", "...", "()", "(x)", "- -", '""', "the", "۱", "a" * 5000, "( - faction of )"])
def test_any_words_get_an_answer(name: str) -> None:
    assert FINDER.find(name, "2020-01-01", ["IRQ"]).status in {"none", "provisional", "described"}
