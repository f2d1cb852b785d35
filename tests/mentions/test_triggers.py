"""Words that can carry an event, and the sentences worth reading."""

from __future__ import annotations

import pytest
from sentence_words import at, parsed

from onrecord.lexicon.ontology import load_ontology
from onrecord.mentions.triggers import candidate_words, sift, word_frames

ONTOLOGY = load_ontology()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rebels attacked the village.", {"attacked"}),
        ("The attack on the village was over.", {"attack"}),
        ("They have been at home.", set()),
        ("He said so.", set()),
        ("Police painted the wall and arrested a man.", {"painted", "arrested"}),
        ("The bombing killed ten people.", {"bombing", "killed"}),
    ],
)
def test_candidates_are_full_verbs_and_listed_nouns(text: str, words: set[str]) -> None:
    sentence = parsed(text)
    assert {sentence.words[i] for i in candidate_words(sentence, ONTOLOGY)} == words


@pytest.mark.parametrize(
    ("text", "word", "event_type"),
    [
        ("Rebels attacked the village.", "attacked", "ASSAULT"),
        ("The attack went on.", "attack", "ASSAULT"),
        ("Police arrested a man.", "arrested", "COERCE"),
        ("Students protested.", "protested", "PROTEST"),
        ("The army threatened them.", "threatened", "THREATEN"),
        ("REBELS ATTACKED THE VILLAGE", "ATTACKED", "ASSAULT"),
    ],
)
def test_frames_of_a_word(text: str, word: str, event_type: str) -> None:
    sentence = parsed(text)
    assert event_type in {f.event_type for f in word_frames(sentence, at(sentence, word), ONTOLOGY)}


def test_plain_words_have_no_frame() -> None:
    sentence = parsed("The cat slept on a chair.")
    assert word_frames(sentence, at(sentence, "chair"), ONTOLOGY) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Troops shot him.",
        "He was slain.",
        "Gunmen kidnapped him.",
        "Gunmen are kidnapping him.",
        "Rebels attack.",
        "Two attacks were reported.",
        "He was bombed.",
        "REBELS ATTACKED",
    ],
)
def test_every_form_of_a_strong_trigger_passes_the_sieve(text: str) -> None:
    assert sift([text], ONTOLOGY) == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Troops fought rebels near the town for hours.",
        "A mine blew up under the bus.",
        "Gunmen took 30 villagers from their homes.",
    ],
)
def test_other_forms_of_a_weak_trigger_pass_the_sieve(text: str) -> None:
    assert sift([text], ONTOLOGY) == [True]


@pytest.mark.parametrize("text", ["The cat slept on the chair.", "Rain fell in the hills.", "", "1234 5678"])
def test_a_sentence_without_a_trigger_does_not(text: str) -> None:
    assert sift([text], ONTOLOGY) == [False]


def test_the_sieve_answers_for_every_sentence_in_order() -> None:
    texts = ["The cat slept.", "Rebels attacked.", "", "Gunmen killed a judge."]
    assert sift(texts, ONTOLOGY) == [False, True, False, True]
    assert sift([], ONTOLOGY) == []


def test_no_sentence_of_an_event_is_lost_to_the_sieve() -> None:
    for lemma, pos in ONTOLOGY.by_word:
        if " " not in lemma and pos == "VERB" and any(f.strength == "strong" for f in ONTOLOGY.frames(lemma, pos)):
            assert sift([f"they will {lemma}", "rebels attacked"], ONTOLOGY)[0], lemma
