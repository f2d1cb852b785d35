"""Claims, denials, accusations and suspicions: every example of the rules, and what becomes of them in a report."""

from __future__ import annotations

import pytest
from coded import only, reports

from onrecord.lexicon.responsibility import load_responsibility
from onrecord.mentions.language import SpacyParser, parse_texts
from onrecord.mentions.responsibility import find_responsibility
from onrecord.records import AssertionKind, Confidence

RULES = load_responsibility()
EXAMPLES = [(name, text, True) for name, good, _ in RULES.examples for text in good] + [
    (name, text, False) for name, _, bad in RULES.examples for text in bad
]
KINDS = {
    "claim": {AssertionKind.CLAIMS},
    "deny": {AssertionKind.DENIES},
    "accuse": {AssertionKind.ACCUSES},
    "suspect": {AssertionKind.SUSPECTS},
    "authors": {AssertionKind.ACCUSES, AssertionKind.SUSPECTS, AssertionKind.REPORTS},
    "law": {AssertionKind.ACCUSES, AssertionKind.SUSPECTS},
    "avowal": {AssertionKind.CLAIMS},
    "point": {AssertionKind.ACCUSES},
    "charges": {AssertionKind.ACCUSES},
    "confession": {AssertionKind.CLAIMS},
    "verdict": {AssertionKind.ACCUSES},
    "held": {AssertionKind.ACCUSES},
    "blame": {AssertionKind.ACCUSES, AssertionKind.SUSPECTS},
    "link": {AssertionKind.SUSPECTS},
    "distance": {AssertionKind.DENIES},
    "identified": {AssertionKind.ACCUSES},
    "behind": {AssertionKind.ACCUSES, AssertionKind.REPORTS, AssertionKind.SUSPECTS},
}


@pytest.fixture(scope="module")
def parser() -> SpacyParser:
    return SpacyParser()


@pytest.mark.parametrize(("name", "text", "expected"), EXAMPLES)
def test_every_example_of_the_rules(parser: SpacyParser, name: str, text: str, expected: bool) -> None:
    found = find_responsibility(parse_texts(parser, [text])[0], RULES)
    assert bool({m.kind for m in found} & KINDS[name]) is expected


def test_claim_and_denial_stand_side_by_side_on_the_attack() -> None:
    attack = only(
        "Gunmen killed nine people at a mosque in Kano on Friday. The Islamic State claimed responsibility for the "
        "attack. The Taliban denied any involvement.",
        "ASSAULT",
    )
    said = {(a.confidence, a.text) for a in attack.actors}
    assert (Confidence.CLAIMED, "Islamic State") in said
    assert (Confidence.DENIED, "Taliban") in said
    assert {AssertionKind.CLAIMS, AssertionKind.DENIES} <= {a.kind for a in attack.assertions}


def test_a_denial_does_not_take_back_an_accusation() -> None:
    attack = only(
        "A bomb killed nine people at a mosque in Kano on Friday. The governor blamed Boko Haram for the attack. "
        "Boko Haram denied any involvement.",
        "ASSAULT",
    )
    boko_haram = [a for a in attack.actors if a.text == "Boko Haram"]
    assert [a.confidence for a in boko_haram] == [Confidence.ACCUSED]
    assert AssertionKind.DENIES in {a.kind for a in attack.assertions}


def test_nobody_claims() -> None:
    attack = only(
        "A bomb killed nine people at a mosque in Kano on Friday. No group has claimed responsibility for the attack.",
        "ASSAULT",
    )
    assert AssertionKind.CLAIMS not in {a.kind for a in attack.assertions}
    assert not [a for a in attack.actors if a.confidence is Confidence.CLAIMED]


def test_an_accusation_of_something_else_is_none_of_the_attack() -> None:
    attack = only(
        "A bomb killed nine people at a mosque in Kano on Friday. The governor accused the opposition of theft.",
        "ASSAULT",
    )
    assert "opposition" not in {a.text for a in attack.actors}


@pytest.mark.parametrize(
    "denial",
    [
        "The Free Coast Alliance denied that any of its factions took part in the bombing.",
        "The Free Coast Alliance denied that it was behind the bombing.",
    ],
)
def test_who_denies_is_not_accused(denial: str) -> None:
    attack = only(f"A bomb killed nine people at a mosque in Kano on Friday. {denial}", "ASSAULT")
    assert [(a.text, a.confidence) for a in attack.actors] == [("Free Coast Alliance", Confidence.DENIED)]


def test_a_headline_names_the_group_that_claims() -> None:
    attack = only(
        'Unknown "Lantern Brigade" says it shot down police helicopter\n\nA group that nobody had heard of said on '
        "Monday that it had shot down a police helicopter near Goma.",
        "ASSAULT",
    )
    assert ("Lantern Brigade", Confidence.CLAIMED) in {(a.text, a.confidence) for a in attack.actors}


def test_what_is_told_of_the_accused_is_not_the_deed() -> None:
    text = (
        "A bomb killed nine people at a mosque in Kano on Friday. Governor Sani Bello, known as the Lion, blamed Boko "
        "Haram, a group which often attacks the city."
    )
    attack = reports(text, "ASSAULT")[0]
    assert ("Boko Haram", Confidence.ACCUSED) in {(a.text, a.confidence) for a in attack.actors}


def test_who_rejects_an_accusation_of_another_is_not_the_one_accused() -> None:
    attack = only(
        "A bomb killed nine people at a mosque in Kano on Friday. The president rejected accusations made by Boko "
        "Haram that the attack had been carried out by the army.",
        "ASSAULT",
    )
    assert [(a.text, a.confidence, a.according_to) for a in attack.actors] == [
        ("army", Confidence.ACCUSED, "Boko Haram")
    ]
    assert ("denies", "president") in {(a.kind.value, a.speaker) for a in attack.assertions}


def test_a_spokesmans_claim_leaves_the_doer_in_his_own_words() -> None:
    attack = only(
        "Taliban insurgents attacked a mine in Ghazni on Monday, killing nine guards. A Taliban spokesman claimed "
        "responsibility for the attack.",
        "ASSAULT",
    )
    assert [(a.text, a.confidence, a.according_to) for a in attack.actors] == [
        ("Taliban insurgents", Confidence.CLAIMED, "Taliban spokesman")
    ]


BOMB = "A bomb killed nine people at a mosque in Kano on Friday."


def said_of(text: str) -> set[tuple[str, Confidence]]:
    return {(a.name, a.confidence) for report in reports(text, "ASSAULT") for a in report.actors}


@pytest.mark.parametrize(
    ("statement", "name", "confidence"),
    [
        ("The governor blamed Boko Haram and al-Qaeda for the attack.", "al-Qaeda", Confidence.ACCUSED),
        ("A spokesman for Boko Haram claimed responsibility for the attack.", "Boko Haram", Confidence.CLAIMED),
        ("A spokesman for the Dawn Brigade claimed responsibility for the attack.", "Dawn Brigade", Confidence.CLAIMED),
        (
            "It was the same group, Boko Haram, that claimed responsibility for the attack.",
            "Boko Haram",
            Confidence.CLAIMED,
        ),
        ("An official said that Boko Haram planned the attack.", "Boko Haram", Confidence.ACCUSED),
        ("The police believe the bombing was the work of Boko Haram.", "Boko Haram", Confidence.SUSPECTED),
        ("Boko Haram said it was not responsible.", "Boko Haram", Confidence.DENIED),
        (
            "The mayor called for an inquiry into the attack, which he blamed on Boko Haram.",
            "Boko Haram",
            Confidence.ACCUSED,
        ),
        ("The governor said Boko Haram was behind the attack.", "Boko Haram", Confidence.ACCUSED),
        ("Officials said Boko Haram fighters were responsible for the bombing.", "Boko Haram", Confidence.ACCUSED),
        ("The police concluded that Boko Haram was responsible.", "Boko Haram", Confidence.ACCUSED),
        ("The governor accused Boko Haram of bombing the mosque.", "Boko Haram", Confidence.ACCUSED),
        ("The attack is believed to have been carried out by Boko Haram.", "Boko Haram", Confidence.SUSPECTED),
        ("Boko Haram issued a statement denying involvement in the attack.", "Boko Haram", Confidence.DENIED),
        ("Boko Haram said the attack was revenge for a raid on a camp.", "Boko Haram", Confidence.CLAIMED),
        ("Jane Roe was charged with two counts of murder in the attack.", "Jane Roe", Confidence.ACCUSED),
        ("Police arrested Jane Roe in connection with the bombing.", "Jane Roe", Confidence.SUSPECTED),
        ("Jane Roe, the main suspect in the bombing, fled on Saturday.", "Jane Roe", Confidence.SUSPECTED),
        ('The attack was claimed by the "Ash Lantern Front" group.', "Ash Lantern Front", Confidence.CLAIMED),
    ],
)
def test_who_is_said_to_answer(statement: str, name: str, confidence: Confidence) -> None:
    assert (name, confidence) in said_of(f"{BOMB} {statement}")


@pytest.mark.parametrize(
    "statement",
    [
        "The governor blamed the attack on political indifference.",
        "The governor said that those responsible must be held to account.",
        "Police arrested a man in connection with the bombing.",
        "Jane Roe was charged with fraud on Monday.",
        "The governor said the attack was revenge for a raid on a camp.",
    ],
)
def test_nobody_is_named(statement: str) -> None:
    assert said_of(f"{BOMB} {statement}") == said_of(BOMB)


def test_what_a_claim_says_it_answers_is_not_claimed() -> None:
    text = (
        f"{BOMB} Boko Haram claimed responsibility for the bombing and called it an answer to air strikes that killed "
        "six people in a village near Lagos last week."
    )
    claimed = [r for r in reports(text, "ASSAULT") if Confidence.CLAIMED in {a.confidence for a in r.actors}]
    assert [(r.casualties.killed or None) and r.casualties.killed.best for r in claimed if r.casualties.killed] == [9]


def test_who_refuses_to_accept_it_claims_nothing() -> None:
    said = said_of(f"{BOMB} Boko Haram refused to accept responsibility for the attack.")
    assert Confidence.CLAIMED not in {confidence for _, confidence in said}


def test_the_attacks_are_all_that_were_told() -> None:
    text = (
        "A bomb killed nine people at a mosque in Kano on Friday. Another bomb killed four people in Lagos on "
        "Saturday. An official said that Boko Haram planned the bombings."
    )
    accused = [report for report in reports(text, "ASSAULT") if "Boko Haram" in {a.name for a in report.actors}]
    assert len(accused) == 2


def test_an_army_that_admits_it_claims_for_its_soldiers() -> None:
    said = said_of(
        "The army accepted responsibility on Friday for the death of two porters who were shot by soldiers in Kano."
    )
    assert ("soldiers", Confidence.CLAIMED) in said


def test_an_attack_that_is_to_be_looked_into_took_place() -> None:
    (attack,) = reports(
        "The minister called for an inquiry into the attack that killed nine people in Kano on Monday.", "ASSAULT"
    )
    assert attack.status == "occurred"


def test_a_claim_of_two_acts_is_a_claim_of_each() -> None:
    text = (
        "A bomb killed nine people at a mosque in Kano on Friday. Boko Haram claimed responsibility for the bombing, "
        "and for an ambush of a convoy near Lagos on Saturday."
    )
    claimed = [
        r
        for r in reports(text, "ASSAULT")
        if ("Boko Haram", Confidence.CLAIMED) in {(a.name, a.confidence) for a in r.actors}
    ]
    assert len(claimed) == 2


@pytest.mark.parametrize(
    ("statement", "name", "confidence"),
    [
        ("The opposition said Boko Haram had carried out the attack.", "Boko Haram", Confidence.ACCUSED),
        ("The army charged that Boko Haram had planted the device.", "Boko Haram", Confidence.ACCUSED),
        ('"Boko Haram did this," the governor said.', "Boko Haram", Confidence.ACCUSED),
        ("Investigators believe Boko Haram carried out the attack.", "Boko Haram", Confidence.SUSPECTED),
        ("Boko Haram is suspected of the attack.", "Boko Haram", Confidence.SUSPECTED),
        ("Police said they suspected Boko Haram was involved.", "Boko Haram", Confidence.SUSPECTED),
        ("Officials suspect the involvement of Boko Haram.", "Boko Haram", Confidence.SUSPECTED),
        ("Boko Haram is the prime suspect.", "Boko Haram", Confidence.SUSPECTED),
        ("The suspect, Jane Roe, fled on foot.", "Jane Roe", Confidence.SUSPECTED),
        ("Police are questioning Jane Roe in connection with the bombing.", "Jane Roe", Confidence.SUSPECTED),
        ("Boko Haram may have carried out the attack.", "Boko Haram", Confidence.POSSIBLE),
        ("Police said Boko Haram could be behind the attack.", "Boko Haram", Confidence.POSSIBLE),
        ("Boko Haram said it planted the bomb.", "Boko Haram", Confidence.CLAIMED),
        ("A Boko Haram spokesman, Omar Roe, said the group was behind the attack.", "Boko Haram", Confidence.CLAIMED),
        ("Boko Haram denied the bombing.", "Boko Haram", Confidence.DENIED),
        ("Boko Haram rejected accusations that it was behind the attack.", "Boko Haram", Confidence.DENIED),
        ('"We did not do it," a Boko Haram spokesman said.', "Boko Haram", Confidence.DENIED),
    ],
)
def test_what_a_statement_makes_of_the_act_told_before(statement: str, name: str, confidence: Confidence) -> None:
    assert (name, confidence) in said_of(f"{BOMB} {statement}")


@pytest.mark.parametrize(
    "statement",
    [
        "The minister denied the attack.",
        "The police questioned witnesses in the case.",
        "The governor said the army may have to stay.",
    ],
)
def test_a_statement_of_something_else_names_nobody(statement: str) -> None:
    assert said_of(f"{BOMB} {statement}") == said_of(BOMB)


def test_a_group_that_admits_a_deed_of_its_own_claims_it() -> None:
    kidnapping = only("The Taliban admitted the kidnapping of two engineers in Ghazni on Monday.", "ASSAULT")
    assert [(a.name, a.confidence) for a in kidnapping.actors] == [("Taliban", Confidence.CLAIMED)]


@pytest.mark.parametrize("who", ["group", "militia"])
def test_the_group_that_denies_it_is_the_one_that_is_accused(who: str) -> None:
    attack = only(
        f"The government said Boko Haram killed nine villagers near Kano on Monday. The {who} denied it.", "ASSAULT"
    )
    assert [(a.name, a.confidence) for a in attack.actors] == [("Boko Haram", Confidence.ACCUSED)]
    assert AssertionKind.DENIES in {a.kind for a in attack.assertions}


def test_what_someone_answers_for_is_told_with_whom_it_struck() -> None:
    told, untold = RULES.answered_examples
    assert [text for text in told if not RULES.answered.search(text)] == []
    assert [text for text in untold if RULES.answered.search(text)] == []


@pytest.mark.parametrize(
    ("text", "name", "confidence"),
    [
        ("The Taliban claimed responsibility for the killing of two farmers.", "Taliban", Confidence.CLAIMED),
        ("The army acknowledged responsibility for the killing of two farmers.", "army", Confidence.CLAIMED),
        ("Police blamed the Taliban for the killing of a judge.", "Taliban", Confidence.ACCUSED),
        ("The Taliban confessed to the killing of two farmers.", "Taliban", Confidence.CLAIMED),
        ("The Taliban denied responsibility for the killing of two farmers.", "Taliban", Confidence.DENIED),
    ],
)
def test_a_single_sentence_tells_the_act_by_who_answers_for_it(text: str, name: str, confidence: Confidence) -> None:
    assert said_of(text) == {(name, confidence)}


def test_an_act_told_before_is_not_told_anew_by_who_answers_for_it() -> None:
    attack = only(
        "Two farmers were killed near Kabul on Monday. The Taliban claimed responsibility for the killing of the two "
        "farmers.",
        "ASSAULT",
    )
    assert [(a.name, a.confidence) for a in attack.actors] == [("Taliban", Confidence.CLAIMED)]


@pytest.mark.parametrize(
    "statement",
    [
        "The police have attributed the most serious attacks in the region to Boko Haram.",
        "Boko Haram had a part in hijackings and further large attacks during the nineties.",
        "The minister blamed the attack on a video.",
    ],
)
def test_what_someone_is_known_for_is_not_the_act_of_the_story(statement: str) -> None:
    bombing = reports(f"{BOMB} {statement}", "ASSAULT")[0]
    assert bombing.actors == ()


def test_who_is_not_charged_with_it_is_no_doer() -> None:
    said = said_of(
        "Omar Roe was arrested on Friday. He is not charged with taking part in the attack that killed nine."
    )
    assert "Omar Roe" not in {name for name, _ in said}


@pytest.mark.parametrize(
    ("text", "name", "confidence"),
    [
        (
            "Gunmen suspected to be members of Boko Haram killed nine people in Kano on Monday.",
            "Boko Haram",
            Confidence.SUSPECTED,
        ),
        (
            "Nine people were killed in Kano on Monday by men believed to be Boko Haram fighters.",
            "Boko Haram",
            Confidence.SUSPECTED,
        ),
        (
            "A bomb killed nine people in Kabul on Monday in an attack that was quickly claimed by the Taliban.",
            "Taliban",
            Confidence.CLAIMED,
        ),
        (
            "Nine people were killed in Kano on Monday by a bomb that police said was planted by Boko Haram.",
            "Boko Haram",
            Confidence.ACCUSED,
        ),
        (f"{BOMB} Police are searching for Jane Roe, the prime suspect.", "Jane Roe", Confidence.SUSPECTED),
        (f"{BOMB} Officials said it was possibly the work of Boko Haram.", "Boko Haram", Confidence.POSSIBLE),
        (f"{BOMB} Boko Haram said its fighters were not involved.", "Boko Haram", Confidence.DENIED),
    ],
)
def test_members_works_and_parts_are_read(text: str, name: str, confidence: Confidence) -> None:
    assert confidence in {c for named, c in said_of(text) if name in named}


@pytest.mark.parametrize(
    "statement",
    [
        "The suspect in an unrelated robbery, Omar Roe, was arrested.",
        "The Red Crescent said it had carried out the rescue.",
        "The minister said police did it by the book.",
        "Neither the Taliban nor Boko Haram claimed responsibility.",
        "Police do not believe Boko Haram carried out the attack.",
        "It was not clear whether Boko Haram had carried out the attack.",
        "Experts said the army could be behind schedule.",
        "Police ruled out the involvement of Boko Haram.",
        "Jane Roe was acquitted of the bombing.",
    ],
)
def test_nobody_is_accused_who_is_not(statement: str) -> None:
    assert said_of(f"{BOMB} {statement}") == said_of(BOMB)
