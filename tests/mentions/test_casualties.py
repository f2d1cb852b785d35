"""Who was killed, wounded or abducted, and how many."""

from __future__ import annotations

import re

import pytest
from sentence_words import parsed

from onrecord.lexicon.casualties import load_casualty_words
from onrecord.lexicon.numbers import load_number_words
from onrecord.mentions.casualties import TollMention, find_tolls

Bounds = tuple[int | None, int | None, int | None]


def tolls(text: str) -> list[TollMention]:
    return find_tolls(parsed(text), load_casualty_words(), load_number_words())


def exact(n: int) -> Bounds:
    return (n, n, n)


CASES: list[tuple[str, dict[str, Bounds]]] = [
    ("Gunmen killed 12 people in the market on Friday.", {"death": exact(12)}),
    ("Twelve people were killed and 30 others wounded in the blast.", {"death": exact(12), "injury": exact(30)}),
    ("The bombing killed at least 12 people and wounded 30.", {"death": (12, 12, None), "injury": exact(30)}),
    ("An explosion in the city killed three and injured 15, police said.", {"death": exact(3), "injury": exact(15)}),
    (
        "A suicide bomber blew himself up, killing at least 12 people and wounding 30.",
        {"death": (12, 12, None), "injury": exact(30)},
    ),
    ("58 killed, and 527 injured at a music fest in Las Vegas.", {"death": exact(58), "injury": exact(527)}),
    ("The attack left five dead and 14 wounded.", {"death": exact(5), "injury": exact(14)}),
    ("The town suffered a record 39 deaths last year.", {"death": exact(39)}),
    ("The 1915 massacre of 1,500 villagers is still denied.", {"death": exact(1500)}),
    ("There were 106 homicides in the city.", {"death": exact(106)}),
    ("A bomb exploded in the market, leaving 5 dead.", {"death": exact(5)}),
    ("Gunmen stormed a hotel, leaving at least 20 people dead.", {"death": (20, 20, None)}),
    ("The death toll rose to 31 on Saturday.", {"death": exact(31)}),
    ("The death toll from the attack climbed to at least 31, officials said.", {"death": (31, 31, None)}),
    ("Officials put the death toll at 31.", {"death": exact(31)}),
    ("Three soldiers and two policemen were killed.", {"death": exact(5)}),
    ("Fighting left 14 rebels and two soldiers dead.", {"death": exact(16)}),
    ("Rockets killed a soldier.", {"death": exact(1)}),
    ("A roadside bomb killed the mayor and his driver.", {"death": exact(2)}),
    ("The killing of three priests shocked the town.", {"death": exact(3)}),
    ("The raid resulted in the deaths of four civilians.", {"death": exact(4)}),
    ("Two soldiers' deaths were confirmed.", {"death": exact(2)}),
    ("The blast caused 12 deaths and 30 injuries.", {"death": exact(12), "injury": exact(30)}),
    ("The clashes claimed 20 lives.", {"death": exact(20)}),
    ("Eight people lost their lives.", {"death": exact(8)}),
    ("The explosion claimed the lives of eight people.", {"death": exact(8)}),
    ("Seven people were shot dead in the village.", {"death": exact(7)}),
    ("Gunmen shot dead two policemen.", {"death": exact(2)}),
    ("Gunmen shot dead a policeman and his son.", {"death": exact(2)}),
    ("Gunmen shot and killed two policemen.", {"death": exact(2)}),
    ("An officer was stabbed to death.", {"death": exact(1)}),
    ("Militants beheaded three hostages.", {"death": exact(3)}),
    ("The gunmen killed and wounded several people.", {"death": (2, None, None), "injury": (2, None, None)}),
    ("Some 20 people were reported killed.", {"death": (None, 20, None)}),
    ("More than 100 people were killed.", {"death": (100, 100, None)}),
    ("Up to 30 people were wounded.", {"injury": (None, 30, 30)}),
    ("Between 20 and 30 people died.", {"death": (20, None, 30)}),
    ("The air strike killed 10 to 12 farmers.", {"death": (10, None, 12)}),
    ("Dozens of people were injured.", {"injury": (24, None, None)}),
    ("Hundreds of thousands of people have been killed.", {"death": (200000, None, None)}),
    ("Half a dozen people were wounded.", {"injury": exact(6)}),
    ("Two hundred and fifty people were killed.", {"death": exact(250)}),
    ("1,300 people were killed in the war.", {"death": exact(1300)}),
    ("Two people were killed, including a child.", {"death": exact(2)}),
    ("Six people, including two children, were killed.", {"death": exact(6)}),
    ("No one was killed.", {"death": exact(0)}),
    ("Nobody was hurt.", {"injury": exact(0)}),
    ("There were no casualties.", {"death": exact(0), "injury": exact(0)}),
    ("No injuries were reported.", {"injury": exact(0)}),
    ("Gunmen kidnapped four aid workers near the border.", {"abduction": exact(4)}),
    ("Two engineers were abducted on Monday.", {"abduction": exact(2)}),
    ("Gunmen took 30 people hostage.", {"abduction": exact(30)}),
    # Who was shot is wounded, unless a death or a wound is told beside it.
    ("A man was shot in the leg.", {"injury": exact(1)}),
    ("Two men shot a shopkeeper and fled.", {"injury": exact(1)}),
    ("Three teenagers were shot outside a club.", {"injury": exact(3)}),
    ("The driver suffered a gunshot wound.", {"injury": exact(1)}),
    ("Officers found two women with gunshot wounds.", {"injury": exact(2)}),
    ("A man was fatally shot.", {"death": exact(1)}),
    ("The porter was shot to death.", {"death": exact(1)}),
    ("A guard accidentally shot himself in the leg.", {"injury": exact(1)}),
    ("A guard fatally shot himself.", {"death": exact(1)}),
    ("A guard was mortally wounded at the gate.", {"death": exact(1)}),
    ("A 16-year-old was shot in the chest.", {"injury": exact(1)}),
    ("He was pronounced dead at the scene.", {"death": exact(1)}),
    ("Medics pronounced him dead.", {"death": exact(1)}),
    ("Jenkins was pronounced dead at the scene, officers said.", {"death": exact(1)}),
    ("The porter suffered burns and was pronounced deceased.", {"death": exact(1)}),
    ("Soldiers shot a dog and fired two shots.", {}),
    # Ages and years are no counts.
    ("A 9-year-old boy was killed.", {"death": exact(1)}),
    ("A girl, 9, was killed in the shelling.", {"death": exact(1)}),
    ("The 1998 bombing killed 29 people.", {"death": exact(29)}),
    ("Rebels shelled the town in 2014.", {}),
    ("The bomb killed at least 79 people, an ambulance service said.", {"death": (79, 79, None)}),
    ("Rockets killed a farmer, two soldiers and a child.", {"death": exact(4)}),
    # Who shares a sentence with the dead is not one of them.
    ("Rebels attacked a convoy of 20 lorries.", {}),
    ("Police said 300 officers searched the town.", {}),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[row[0] for row in CASES])
def test_tolls(text: str, expected: dict[str, Bounds]) -> None:
    found = [(t.effect, (t.low, t.best, t.high)) for t in tolls(text)]
    assert sorted(found) == sorted(expected.items())


@pytest.mark.parametrize(("text", "_"), CASES, ids=[row[0] for row in CASES])
def test_spans_hold_the_words_of_the_toll(text: str, _: dict[str, Bounds]) -> None:
    for toll in tolls(text):
        assert 0 <= toll.start < toll.end <= len(text)
        assert re.search(rf"\b{re.escape(text[toll.start : toll.end])}\b", text)


def test_a_span_holds_count_and_victims() -> None:
    text = "Three soldiers and two policemen were killed."
    (toll,) = tolls(text)
    assert text[toll.start : toll.end] == "Three soldiers and two policemen"


@pytest.mark.parametrize(
    ("text", "is_attackers"),
    [
        ("Two attackers were killed by guards.", True),
        ("The suicide bomber was killed.", True),
        ("Two shoppers were killed by guards.", False),
        ("One attacker and three shoppers were killed.", False),
        ("Air strikes near the port killed nine rebels.", False),
        ("Rebels stormed the port, where nine rebels were killed.", True),
    ],
)
def test_the_attackers_own_dead_are_marked(text: str, is_attackers: bool) -> None:
    assert [t.is_attackers for t in tolls(text)] == [is_attackers]


def test_each_side_of_two_clauses_has_its_own_toll() -> None:
    found = tolls("Three soldiers died in the fighting and nine rebels were killed.")
    assert [t.best for t in found] == [3, 9]


def test_seized_things_are_not_abducted() -> None:
    assert tolls("Soldiers seized 20 rifles.") == []
    assert tolls("Police seized a car bomb near the border.") == []
    assert tolls("Rebels seized the town on Monday.") == []


def test_seized_people_are() -> None:
    (toll,) = tolls("Gunmen seized three aid workers on Monday.")
    assert (toll.effect, toll.best) == ("abduction", 3)


@pytest.mark.parametrize(
    "text",
    [
        "Rioters burned two patrol cars and three houses.",
        "The militia threatened to shoot down any aircraft.",
    ],
)
def test_things_are_no_wounded(text: str) -> None:
    assert tolls(text) == []


def test_whatever_is_done_to_death_is_a_death() -> None:
    assert [(t.effect, t.best) for t in tolls("Police tortured three students to death.")] == [("death", 3)]
