"""Noun phrases, joined nouns, relative pronouns."""

from __future__ import annotations

import pytest
from sentence_words import at, parsed

from onrecord.mentions.phrases import antecedent, conjoined, noun_phrase


@pytest.mark.parametrize(
    ("text", "head", "phrase"),
    [
        ("The rebels fled.", "rebels", "rebels"),
        ("Two armed men fled.", "men", "Two armed men"),
        ("The Islamic State group fled.", "group", "Islamic State group"),
        ("The foreign minister of France left.", "minister", "foreign minister of France"),
        ("The president's convoy was hit.", "convoy", "president's convoy"),
        ("At least 12 soldiers died.", "soldiers", "At least 12 soldiers"),
        ("Residents of the town fled.", "Residents", "Residents of the town"),
        ("Rebels attacked the village in the north.", "village", "village"),
        ("The soldiers who fled were shot.", "soldiers", "soldiers"),
        ("A spokesman for the ministry denied it.", "spokesman", "spokesman for the ministry"),
        ("Its allies, notably Russia, bombed the town.", "Russia", "Russia"),
        ("Nearly 200 people died.", "people", "Nearly 200 people"),
    ],
)
def test_the_phrase_around_a_noun(text: str, head: str, phrase: str) -> None:
    sentence = parsed(text)
    found = noun_phrase(sentence, at(sentence, head))
    assert found.text == phrase
    assert text[found.start : found.end] == phrase
    assert not found.is_pronoun


def test_a_name_in_apposition_is_kept() -> None:
    sentence = parsed("The biggest party, the Ulster Unionists, left the talks.")
    assert noun_phrase(sentence, at(sentence, "party")).other_name == "Ulster Unionists"


def test_a_pronoun_says_so() -> None:
    sentence = parsed("They fled.")
    assert noun_phrase(sentence, 0).is_pronoun


def test_offsets_count_in_the_clean_text() -> None:
    from sentence_words import parser

    (sentence,) = parser().parse([("The rebels fled.", 100)])
    found = noun_phrase(sentence, 1, number=7)
    assert (found.sentence, found.start, found.end) == (7, 104, 110)


@pytest.mark.parametrize(
    ("text", "head", "joined"),
    [
        ("Rebels fled.", "Rebels", ["Rebels"]),
        ("Rebels and soldiers fled.", "Rebels", ["Rebels", "soldiers"]),
        ("Rebels, soldiers and monks fled.", "Rebels", ["Rebels", "soldiers", "monks"]),
        ("Colonel Roe, two majors and two guards are to be tried.", "Roe", ["Roe", "majors", "guards"]),
        ("Colonel Roe, the leader of the junta, fled.", "Roe", ["Roe"]),
    ],
)
def test_joined_nouns(text: str, head: str, joined: list[str]) -> None:
    sentence = parsed(text)
    assert [sentence.words[i] for i in conjoined(sentence, at(sentence, head))] == joined


@pytest.mark.parametrize(
    ("text", "pronoun", "noun"),
    [
        ("The rebels who killed the mayor fled.", "who", "rebels"),
        ("The bomb that hit the bus was small.", "that", "bomb"),
        ("The group, which attacked the town, fled.", "which", "group"),
        ("They fled.", "They", "They"),
    ],
)
def test_the_noun_that_a_relative_pronoun_stands_for(text: str, pronoun: str, noun: str) -> None:
    sentence = parsed(text)
    assert sentence.words[antecedent(sentence, at(sentence, pronoun))] == noun
