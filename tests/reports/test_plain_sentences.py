"""What single sentences of invented news must not be read as: whose deed, against whom, when, and whether at all."""

from __future__ import annotations

import pytest
from coded import only, reports

from onrecord.records import Report, Status

DATELINE = "LUMO, June 8, 2021 - "


def told(sentence: str, event_type: str = "ASSAULT") -> list[Report]:
    return reports(DATELINE + sentence, event_type)


def doers(report: Report) -> list[str]:
    return [a.text for a in report.actors]


def hit(report: Report) -> list[str]:
    return [r.text for r in report.recipients]


def test_those_who_flee_shelling_did_not_shell() -> None:
    (report,) = told("Residents fled the town after shelling by government forces killed a family of five.")
    assert doers(report) == ["government forces"]


def test_each_side_of_a_fight_told_at_once_has_its_own_dead() -> None:
    army, rebels = told("The army killed 15 fighters, while the rebels killed 20 soldiers.")
    assert (doers(army), hit(army)) == (["army"], ["15 fighters"])
    assert (doers(rebels), hit(rebels)) == (["rebels"], ["20 soldiers"])


def test_the_dead_whom_the_other_side_claims_are_not_this_sides() -> None:
    found = told("The army killed 15 fighters in an ambush, while the rebels claimed to have killed 20 soldiers.")
    assert all("20 soldiers" not in hit(report) for report in found if "army" in doers(report))


def test_they_in_what_someone_says_are_those_who_say_it() -> None:
    _, second = told("Troops killed nine rebels and the rebels said they had killed 12 soldiers.")
    assert doers(second) == ["rebels"]


def test_whom_an_act_is_done_to_hurt_nobody_by_it() -> None:
    found = told("A man who stabbed a policeman outside a courthouse was shot dead by officers.")
    assert all("policeman" not in hit(report) for report in found if "officers" in doers(report))


def test_a_row_of_strikes_has_the_doer_of_its_verb() -> None:
    report = only(DATELINE + "Lumo has carried out hundreds of strikes on Kessian targets this year.", "ASSAULT")
    assert doers(report) == ["Lumo"]


def test_who_accuses_the_raiders_was_not_raided() -> None:
    found = told(
        "The governor blamed the Red Banner Movement, which has carried out raids in the region and is accused by the "
        "United Nations of recruiting children."
    )
    assert all("United Nations" not in hit(report) for report in found)


def test_who_is_asked_beside_a_rejection_is_not_rejected() -> None:
    sentence = "The government rejected the demand and has asked Congress to extend the state of emergency by 30 days."
    (report,) = told(sentence, "REJECT")
    assert hit(report) == []


def test_an_act_that_somebody_is_accused_of_is_no_mere_attempt() -> None:
    (report,) = told("Three policemen accused of torturing a student to death were suspended.")
    assert report.status is Status.OCCURRED
    assert report.casualties.killed is not None


def test_an_attempt_took_nobody() -> None:
    (report,) = told("Gunmen attempted to kidnap an engineer but were driven off by guards.")
    assert report.status is Status.ATTEMPTED
    assert report.casualties.abducted is None


def test_a_bomber_does_not_bomb_himself() -> None:
    (report,) = told("A suicide bomber blew himself up outside a mosque, killing 11 worshippers.")
    assert "suicide bomber" not in hit(report)


@pytest.mark.parametrize(
    ("sentence", "month"),
    [
        ("Kessia will withdraw its last troops from the valley by March.", "2022-03"),
        ("Kessia withdrew its last troops from the valley in March.", "2021-03"),
    ],
)
def test_what_lies_ahead_has_a_day_ahead(sentence: str, month: str) -> None:
    (report,) = told(sentence, "RETREAT")
    assert report.date is not None
    assert (report.date.start or "").startswith(month)


def test_a_president_is_not_the_agency_of_her_given_name() -> None:
    found = reports(DATELINE + "Protesters demanded the resignation of President Dina Boralde.")
    assert found
    assert all(r.actor_id is None for report in found for r in report.recipients)


def test_a_missile_test_is_no_attack() -> None:
    assert told("Kessia test-fired two ballistic missiles into the sea on Wednesday.") == []


def test_whom_a_number_alone_counts_are_people() -> None:
    (report,) = told("Police beat students with sticks and detained more than 100.", "COERCE")
    assert [str(r.kind) for r in report.recipients] == ["human"]


def test_who_denies_anothers_claim_did_nothing() -> None:
    (report,) = told("The rebels said they had captured the garrison town of Vesk, but the government denied it.")
    assert doers(report) == ["rebels"]


def test_nobody_claims_the_blaming() -> None:
    sentence = "The bombing, the third this month, was claimed by the Islamic State, but officials blamed the Taliban."
    (report,) = told(sentence, "ACCUSE")
    assert [str(a.confidence) for a in report.actors] == ["reported_as_fact"]


def test_prosecutors_do_not_claim_for_a_colonel() -> None:
    (report,) = told("Prosecutors say the colonel ordered the massacre; he maintains he was abroad at the time.")
    assert [str(a.confidence) for a in report.actors] == ["accused"]


def test_who_warns_of_likely_attacks_threatens_nobody() -> None:
    assert told("The embassy warned of possible attacks on hotels.", "THREATEN") == []


def test_when_opens_the_clause_that_says_how() -> None:
    (report,) = told(
        "Seventeen soldiers were killed when suspected rebels attacked an army base in Vesk on Sunday, the army said "
        "in a statement on Tuesday."
    )
    assert doers(report) == ["suspected rebels"]
    assert report.date is not None
    assert report.date.start == "2021-06-06"


def test_a_clause_by_the_way_has_its_own_time() -> None:
    sentence = (
        "The United Nations urged both sides to return to talks, which collapsed in January over a prisoner swap."
    )
    (report,) = told(sentence, "REQUEST")
    assert report.date is None or not (report.date.start or "").startswith("2021-01")


@pytest.mark.parametrize(
    "sentence",
    [
        "Ten people died when gunmen attacked a bus near the port on Sunday, police said on Tuesday.",
        "Dozens were feared dead after the boat was shelled off the coast.",
        "A land mine killed two children herding goats near the border.",
    ],
)
def test_deed_and_harm_told_plainly_are_coded(sentence: str) -> None:
    assert len(told(sentence)) == 1
