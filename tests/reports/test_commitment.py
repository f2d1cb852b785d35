"""On whose word an act is told: one's own side's claim, another's accusation, nobody's suspicion."""

from __future__ import annotations

import pytest
from coded import only, reports

from onrecord.records import Confidence, Status


@pytest.mark.parametrize(
    ("text", "actor", "confidence"),
    [
        (
            "Israeli aircraft bombed an arms store near Tyre on Monday, the Israeli military said.",
            "Israel",
            Confidence.CLAIMED,
        ),
        (
            "Taliban fighters killed nine guards at a mine in Ghazni on Monday, a Taliban spokesman said.",
            "Taliban",
            Confidence.CLAIMED,
        ),
        (
            "The Syrian army said that Israeli aircraft bombed an arms store near Homs on Monday.",
            "Israel",
            Confidence.ACCUSED,
        ),
        (
            "The Taliban are reported to have killed nine guards at a mine in Ghazni on Monday.",
            "Taliban",
            Confidence.SUSPECTED,
        ),
        ("Taliban fighters killed nine guards at a mine in Ghazni on Monday.", "Taliban", Confidence.REPORTED_AS_FACT),
        (
            "Nine guards were killed at a mine in Ghazni on Monday in an attack blamed on the Taliban.",
            "Taliban",
            Confidence.ACCUSED,
        ),
        (
            "American aircraft bombed an arms store near Tyre on Monday, Pentagon spokesman John Roe said.",
            "United States",
            Confidence.CLAIMED,
        ),
        (
            "Two American drones struck a depot near Homs on Monday, Pentagon spokesman John Roe told reporters. "
            "American aircraft bombed an arms store near Raqqa on Sunday, Roe said.",
            "United States",
            Confidence.CLAIMED,
        ),
        (
            "Israeli aircraft bombed an arms store near Tyre on Monday, Israeli state television said.",
            "Israel",
            Confidence.CLAIMED,
        ),
        (
            "An independent inquiry said that the Syrian army shelled a market near Homs on Monday.",
            "Syria",
            Confidence.ACCUSED,
        ),
    ],
)
def test_confidence_follows_whose_word_it_is(text: str, actor: str, confidence: Confidence) -> None:
    found = {a.confidence for report in reports(text, "ASSAULT") for a in report.actors if actor in a.name}
    assert found == {confidence}


def test_a_doer_without_a_name_is_accused_by_no_one() -> None:
    attack = only("Gunmen killed nine guards at a mine in Ghazni on Monday, police said.", "ASSAULT")
    assert [(a.text, a.confidence) for a in attack.actors] == [("Gunmen", Confidence.REPORTED_AS_FACT)]


def test_an_arrest_told_by_the_police_is_no_claim() -> None:
    arrest = only("Police arrested nine strikers in Lagos on Monday, a police spokesman said.", "COERCE")
    assert {a.confidence for a in arrest.actors} == {Confidence.REPORTED_AS_FACT}


@pytest.mark.parametrize(
    ("text", "event_type", "confidence"),
    [
        # A deed short of force is claimed by one's own side; a hostile one is laid on others.
        ("The Syrian army said that it seized a tanker off Tartus on Monday.", "COERCE", Confidence.CLAIMED),
        (
            "Turkish officials said that Syrian troops seized a tanker off Tartus on Monday.",
            "COERCE",
            Confidence.ACCUSED,
        ),
        ("Witnesses said that Syrian troops seized a tanker off Tartus.", "COERCE", Confidence.REPORTED_AS_FACT),
        ("Turkish officials said that Syria withdrew its troops from Manbij.", "RETREAT", Confidence.REPORTED_AS_FACT),
    ],
)
def test_deeds_short_of_force(text: str, event_type: str, confidence: Confidence) -> None:
    found = [a.confidence for report in reports(text, event_type) for a in report.actors]
    assert found == [confidence]


def test_who_was_there_accuses_nobody() -> None:
    text = (
        "According to the Taliban, eyewitnesses said that American aircraft bombed an arms store near Kunduz on Monday."
    )
    attack = only(text, "ASSAULT")
    assert [(a.confidence, a.according_to) for a in attack.actors] == [(Confidence.REPORTED_AS_FACT, "eyewitnesses")]


@pytest.mark.parametrize(
    ("text", "accuser"),
    [
        ("The ministry rejected Washington's claim that Syrian forces had bombed the market in Homs.", "Washington"),
        ("The ministry rejected allegations that Syrian forces had bombed the market in Homs.", None),
    ],
)
def test_what_a_disputed_accusation_tells_is_denied(text: str, accuser: str | None) -> None:
    attack = only(text, "ASSAULT")
    assert attack.status is Status.DENIED
    assert [(a.confidence, a.according_to) for a in attack.actors] == [(Confidence.ACCUSED, accuser)]
    assert {(a.kind.value, a.speaker) for a in attack.assertions} == {("denies", "ministry"), ("accuses", accuser)}


def test_an_accusation_is_told_apart_from_the_act_that_it_stands_beside() -> None:
    text = "Rebels killed nine guards amid allegations that soldiers had raped women in the camp."
    told = {a.text: a.confidence for report in reports(text, "ASSAULT") for a in report.actors}
    assert told == {"Rebels": Confidence.REPORTED_AS_FACT, "soldiers": Confidence.ACCUSED}


def test_it_is_the_body_that_the_sentence_before_names() -> None:
    attack = reports(
        "Rebels killed nine guards at a mine in Ghazni on Monday, an official in the Taliban government said. "
        "The Pentagon declined to comment on troop numbers in the province. "
        "It accused the Taliban of staging an attack on a convoy in Herat on Sunday.",
        "ACCUSE",
    )
    assert [a.text for report in attack for a in report.actors] == ["Pentagon"]


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        (
            "Statement on the market at Homs\n\nThe Foreign Secretary, Jane Roe, said:\n\nThe Taliban killed nine "
            "traders at a market in Ghazni on Monday. We mourn them.",
            (Confidence.ACCUSED, "Jane Roe"),
        ),
        (
            "France condemns the attack on a market in Ghazni. The Taliban killed nine traders there on Monday. "
            "We mourn them.",
            (Confidence.ACCUSED, "France"),
        ),
        (
            "The governor of Ghazni visited a market. The Taliban killed nine traders there on Monday. It was closed.",
            (Confidence.REPORTED_AS_FACT, None),
        ),
    ],
)
def test_a_statement_set_out_whole_is_its_speakers(text: str, confidence: tuple[Confidence, str | None]) -> None:
    found = {(a.confidence, a.according_to) for report in reports(text, "ASSAULT") for a in report.actors}
    assert found == {confidence}


def test_alleged_doers_are_accused_suspected_ones_suspected() -> None:
    (alleged,) = only("Alleged rebels killed nine guards at a mine in Ghazni on Monday.", "ASSAULT").actors
    (suspected,) = only("Suspected rebels killed nine guards at a mine in Ghazni on Monday.", "ASSAULT").actors
    assert (alleged.confidence, suspected.confidence) == (Confidence.ACCUSED, Confidence.SUSPECTED)


def test_what_one_who_was_there_tells_of_a_meeting_is_his_claim() -> None:
    meeting = only("President Jane Roe said the Israeli envoy met her in Amman on Monday.", "CONSULT")
    assert {a.confidence for a in meeting.actors} == {Confidence.CLAIMED}


def test_what_is_told_of_its_men_is_the_tellers_claim() -> None:
    attack = only("Boko Haram said its fighters killed nine soldiers near Kano on Monday.", "ASSAULT")
    assert {a.confidence for a in attack.actors} == {Confidence.CLAIMED}


def test_who_is_reported_killed_is_not_suspected() -> None:
    clash = only("Some forty villagers were reported killed when Kessian police fought rebels near Kano.", "ASSAULT")
    assert Confidence.SUSPECTED not in {a.confidence for a in clash.actors}


def test_who_adopts_a_text_that_condemns_an_attack_did_not_attack() -> None:
    attack = only(
        "The Security Council voted to adopt a resolution, which condemned Monday's attack in Ghazni, in which nine "
        "traders were murdered.",
        "ASSAULT",
    )
    assert attack.actors == ()


def test_they_are_those_of_whom_is_told_and_not_those_to_whom() -> None:
    attack = only("A clerk told police she was followed by three men before they attacked her in Kano.", "ASSAULT")
    assert [a.text for a in attack.actors] == ["three men"]


def test_apparently_by_someone_is_a_suspicion() -> None:
    attack = only("Two tourists were kidnapped on Jolo on Monday, apparently by Abu Sayyaf.", "ASSAULT")
    assert {a.confidence for a in attack.actors} == {Confidence.SUSPECTED}
