"""Which sentences of one document tell one event, and which do not."""

from __future__ import annotations

import pytest
from coded import only, reports

from onrecord.records import Status

ONE = [
    "Gunmen attacked a market in Gao on Monday. Officials said the attack killed nine people, most of them traders.",
    "Militants stormed a hotel in Gao on Monday. Nine people were killed and 12 wounded.",
    "Gunmen shot dead nine people at a college on Monday. The massacre in Gao lasted an hour, the governor said.",
    "Nine people were killed in Gao on Monday, police said. Gunmen carried out the attack, the governor said.",
]
MORE_ONE = [
    "Gunmen attacked a village in Mali, killing 17 people, residents said on Thursday. The gunmen attacked the village "
    "near Gao on Wednesday night, the mayor said.",
    "Gunmen attacked a market in Gao on Monday, killing 17 traders. The army confirmed the attack but said only 11 "
    "people had been killed.",
    "Rockets killed a guard in Kirkuk, Iraq, on Monday. Rockets wounded six soldiers at the K1 base on Monday.",
    "Scores of people were killed in Nice on Thursday night. The mayor wept in France. At least 84 people were killed.",
]
NAMED = [
    (
        "A teacher was arrested in Gao on Monday. Moussa Diallo, 43, was arrested at his home, his brother said.",
        "COERCE",
    ),
    ("A soldier was killed near Gao on Monday. Ibrahim Keita was killed by a sniper, the army said.", "ASSAULT"),
]
NOT_NAMED = [
    ("A teacher was arrested in Gao on Monday. Moussa Diallo was arrested in Lyon on Tuesday.", "COERCE"),
    ("A soldier was killed near Gao on Monday. On Tuesday Ibrahim Keita was killed in Lyon.", "ASSAULT"),
]
SAID = [
    ("A military court charged Moussa Diallo on Monday. The military court indicted Diallo for fraud.", "ACCUSE"),
    (
        "President Keita and Premier Diallo met on Monday. President Keita and Premier Diallo discussed trade.",
        "CONSULT",
    ),
]
TWO = [
    "Gunmen attacked a market in Gao on Monday. Another attack killed nine people in the town.",
    "Gunmen attacked a market in Gao on Monday. Gunmen attacked a school in Lyon on Tuesday.",
    "Gunmen killed nine soldiers in Gao on Monday. On Tuesday police shot dead a teacher at a protest in Lyon.",
]


@pytest.mark.parametrize("text", ONE)
def test_one_event_in_two_sentences(text: str) -> None:
    found = reports(text, "ASSAULT")
    assert len(found) == 1, [r.trigger for r in found]
    killed = found[0].casualties.killed
    assert killed is not None
    assert killed.best == 9


@pytest.mark.parametrize(("text", "event_type"), NAMED)
def test_a_person_described_and_then_named_is_one(text: str, event_type: str) -> None:
    found = only(text, event_type)
    assert len(found.recipients) == 2


@pytest.mark.parametrize(("text", "event_type"), NOT_NAMED)
def test_a_name_of_another_day_is_another_person(text: str, event_type: str) -> None:
    assert len(reports(text, event_type)) == 2


@pytest.mark.parametrize(("text", "event_type"), SAID)
def test_words_of_one_family_tell_one_act_of_words(text: str, event_type: str) -> None:
    only(text, event_type)


@pytest.mark.parametrize("text", TWO)
def test_two_events_stay_two(text: str) -> None:
    assert len(reports(text, "ASSAULT")) == 2


def test_killed_when_gunmen_attacked_is_one_event() -> None:
    found = reports("Nine people were killed when gunmen attacked a college in Gao on Monday.", "ASSAULT")
    assert len(found) == 1
    assert found[0].casualties.killed is not None
    assert [a.text for a in found[0].actors] == ["gunmen"]


def test_an_aggregate_swallows_no_event() -> None:
    text = "Rebels have carried out dozens of attacks in Mali this year. They killed nine people in Gao on Monday."
    found = reports(text, "ASSAULT")
    assert {r.aggregate for r in found} == {True, False}


def test_the_plural_of_what_was_told_one_by_one_is_no_event_of_its_own() -> None:
    text = (
        "A car bomb killed nine people at a market in Gao on Monday. A second bomb exploded at a school in Timbuktu "
        "and killed four. The police chief could not say who was behind the bombings."
    )
    found = reports(text, "ASSAULT")
    assert len(found) == 2, [r.trigger for r in found]


def test_the_first_sentence_tells_what_the_headline_told() -> None:
    text = "Gunmen kill nine at Gao market\n\nNine people were killed when gunmen attacked a market in Gao on Monday."
    found = reports(text, "ASSAULT")
    assert len(found) == 1, [r.trigger for r in found]


def test_an_attack_on_one_who_was_murdered_is_the_murder() -> None:
    text = "The rebels claimed the attack on Judge Amina Diallo, who was murdered on Friday in Gao."
    assert len(reports(text, "ASSAULT")) == 1


def test_a_name_in_the_second_telling_joins_gunmen_in_the_first() -> None:
    text = (
        "Gunmen attacked a college in Ghazni on Monday and killed nine people. "
        "The attack by the Taliban lasted an hour."
    )
    (attack,) = reports(text, "ASSAULT")
    assert [a.name for a in attack.actors] == ["Gunmen", "Taliban"]


def test_the_attack_that_is_denied_stays_denied_when_told_again() -> None:
    attack = only(
        "Iran denied that it had attacked the tanker off Muscat on Monday. Nine men survived the attack on the tanker.",
        "ASSAULT",
    )
    assert attack.status is Status.DENIED


@pytest.mark.parametrize("text", MORE_ONE)
def test_one_event_told_by_others_nearby_or_as_many_dead(text: str) -> None:
    found = reports(text, "ASSAULT")
    assert len(found) == 1, [r.trigger for r in found]


def test_many_dead_elsewhere_are_another_event() -> None:
    text = "Scores of people were killed in Nice on Thursday. At least 84 people were killed in Gao, Mali, on Friday."
    assert len(reports(text, "ASSAULT")) == 2


def test_many_dead_of_another_day_are_another_event_than_the_headlines() -> None:
    text = "Missile kills 13 in Gao\n\nA missile killed 13 traders in Gao on Monday. Ten people were killed on 11 May."
    assert [r.date.start if r.date else None for r in reports(text, "ASSAULT")] == ["2021-06-07", "2021-05-11"]


def test_the_day_of_the_deed_goes_before_the_day_it_was_told() -> None:
    (report,) = reports(MORE_ONE[0], "ASSAULT")
    assert report.date is not None
    assert report.date.start == "2021-06-09"


def test_figures_of_two_sources_are_the_bounds_of_the_toll() -> None:
    (report,) = reports(MORE_ONE[1], "ASSAULT")
    killed = report.casualties.killed
    assert killed is not None
    assert (killed.low, killed.best, killed.high) == (11, 17, 17)


def test_a_noun_that_names_another_target_is_another_act() -> None:
    first = "Gunmen bombed a bank in the capital. The president condemned the attack on the "
    last = " in strong terms on Tuesday."
    assert len(reports(f"{first}bank{last}", "ASSAULT")) == 1
    assert len(reports(f"{first}Blue Mosque{last}", "ASSAULT")) == 2
