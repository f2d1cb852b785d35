"""Deaths and wounds told apart from the deed."""

from __future__ import annotations

import pytest
from coded import coded, only, reports

CASES = [
    # text, killed, wounded
    ("Gunmen opened fire on a bus in Karachi on Monday. The driver was pronounced dead at the scene.", 1, None),
    ("A man was shot in Karachi on Monday. He was pronounced dead at the scene.", 1, None),
    ("Three men were shot in Karachi on Monday. One of the victims later died.", 1, 2),
    ("Gunmen killed two policemen in Karachi on Monday. One was pronounced dead at the scene.", 2, None),
    ("A man is dead in Karachi following a shooting on Monday.", 1, None),
    ("Gunmen opened fire on a bus in Karachi on Monday. The driver is in critical condition.", None, 1),
    ("A porter was fatally shot in Karachi on Monday.", 1, None),
    ("Gunmen attacked a village in Plateau state on Sunday. The death toll stood at 27 by Tuesday.", 27, None),
    ("Gunmen attacked a village in Plateau state on Sunday. More than 40 people were treated for wounds.", None, 40),
    ("Gunmen attacked a village in Plateau state on Sunday. The old chief died at the age of 91.", None, None),
    (
        "Jets bombed two camps near Taiz on Monday, avenging an ambush that killed nine guards.",
        None,
        None,
    ),
]


@pytest.mark.parametrize(("text", "killed", "wounded"), CASES)
def test_what_came_of_it_reaches_the_act(text: str, killed: int | None, wounded: int | None) -> None:
    acts = reports(text, "ASSAULT")
    tolls = acts[0].casualties
    assert (tolls.killed.best if tolls.killed else None, tolls.wounded.best if tolls.wounded else None) == (
        killed,
        wounded,
    )


def test_the_sentence_that_tells_the_death_is_quoted() -> None:
    text = "Gunmen opened fire on a bus in Karachi on Monday. The driver was pronounced dead at the scene."
    act = reports(text, "ASSAULT")[0]
    assert act.casualties.killed is not None
    start, end = act.casualties.killed.span
    assert any(e.start <= start and end <= e.end for e in act.evidence)


def test_a_death_without_an_act_makes_none() -> None:
    assert not coded("The old minister died at a hospital in Karachi on Monday.").reports


def test_who_survived_an_attempt_died_of_something_else() -> None:
    text = (
        "Josiah Mbewe, the former president who survived an assassination attempt in Lusaka in 2012, died on Monday at "
        "a hospital in Pretoria."
    )
    assert [r for r in reports(text, "ASSAULT") if r.casualties.killed is not None] == []


def test_a_toll_goes_to_the_attack_that_a_raid_answers() -> None:
    text = "Jets bombed two camps near Taiz on Monday, avenging an ambush that killed nine guards."
    tolls = {r.trigger.text: r.casualties.killed and r.casualties.killed.best for r in reports(text, "ASSAULT")}
    assert tolls["bombed"] is None
    assert 9 in tolls.values()


def test_what_a_film_tells_did_not_happen() -> None:
    assert not reports("In the film, Rangers were massacred at a river crossing by rebels.")
    assert not reports("The thriller tells the story of a guerrilla who kidnaps a minister in Lagos.")


def test_scores_feared_dead_are_at_least_so_many() -> None:
    act = reports("Gunmen attacked a village in Plateau state on Sunday. Scores were feared dead.", "ASSAULT")[0]
    assert act.casualties.killed is not None
    assert (act.casualties.killed.low, act.casualties.killed.best) == (40, None)


def test_who_says_so_is_not_counted() -> None:
    act = reports("A bomb in Karachi on Monday killed nine people, an ambulance service and officials said.", "ASSAULT")
    assert [r.casualties.killed and r.casualties.killed.best for r in act] == [9]


def test_the_murdered_are_not_among_those_arrested_over_it() -> None:
    arrest = only("Police in Karachi arrested two men on Monday over the murder of Sana Iqbal.", "COERCE")
    assert [one.text for one in arrest.recipients] == ["two men"]
    assert [one.text for one in only("Gunmen in Karachi killed Sana Iqbal on Monday.", "ASSAULT").recipients] == [
        "Sana Iqbal"
    ]
