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
    "point": {AssertionKind.ACCUSES},
    "behind": {AssertionKind.ACCUSES, AssertionKind.REPORTS},
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
