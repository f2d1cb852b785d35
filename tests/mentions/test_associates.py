"""Who is named beside a party."""

from __future__ import annotations

import pytest
from sentence_words import at, parsed

from onrecord.lexicon.roles import load_role_rules
from onrecord.mentions.arguments_grammar import plain_words
from onrecord.mentions.associates import body_of, named_beside, owners

RULES = load_role_rules()


@pytest.mark.parametrize(
    ("text", "head", "names"),
    [
        ("The court fined nine editors, including Jane Roe and Ada Poe.", "editors", {"Roe", "Poe"}),
        ("Nine editors were arrested, including Jane Roe and Ada Poe.", "editors", {"Roe", "Poe"}),
        (
            "The nations which have struck the port include France, Chad and Mali.",
            "nations",
            {"France", "Chad", "Mali"},
        ),
        ("Jane Roe was among nine editors arrested in Gao.", "editors", {"Roe"}),
        ("Jane Roe was among dozens of editors arrested in Gao.", "editors", {"Roe"}),
        ("Police arrested two aides, Jane Roe and Ada Poe.", "aides", {"Roe", "Poe"}),
        ("Police arrested two aides on Monday.", "aides", set()),
    ],
)
def test_names_of_many(text: str, head: str, names: set[str]) -> None:
    sentence = parsed(text)
    assert {sentence.words[i] for i in named_beside(sentence, at(sentence, head), RULES)} == names


@pytest.mark.parametrize(
    ("text", "thing", "names"),
    [
        ("Troops seized nine farms owned by the rebels.", "farms", {"rebels"}),
        ("Gunmen burned the headquarters of the army.", "headquarters", {"army"}),
        ("Gunmen burned a barn.", "barn", set()),
        ("Gunmen killed soldiers of the army.", "soldiers", set()),
    ],
)
def test_owners_of_things(text: str, thing: str, names: set[str]) -> None:
    sentence = parsed(text)
    known = plain_words(sentence, RULES)
    assert {sentence.words[i] for i in owners(sentence, at(sentence, thing), RULES, known)} == names


def test_body_that_a_person_acts_for() -> None:
    sentence = parsed("Jane Roe, deputy head of the Relief Union, condemned the raid.")
    known = plain_words(sentence, RULES)
    assert [sentence.words[i] for i in body_of(sentence, at(sentence, "Roe"), RULES, known)] == ["Union"]
    assert body_of(sentence, at(sentence, "raid"), RULES, known) == []


def test_a_former_head_acts_for_no_body() -> None:
    sentence = parsed("Jane Roe, a former head of the Relief Union, condemned the raid.")
    assert body_of(sentence, at(sentence, "Roe"), RULES, plain_words(sentence, RULES)) == []
