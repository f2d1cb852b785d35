"""The cues that speak for a noun being a party."""

from __future__ import annotations

import pytest
from sentence_words import parsed

from onrecord.lexicon.roles import load_role_rules
from onrecord.mentions.arguments_grammar import plain_words
from onrecord.mentions.role_cues import Candidate, candidate_nouns, role_cues, role_odds

TEXT = "On Monday the army came to Gao, and six traders were detained."


def candidate(noun: int, *, is_other: bool = False, is_alone: bool = True) -> Candidate:
    return Candidate(noun, ("party",), is_other, (0.5, 0.1), is_alone)


def test_candidates_are_the_heads_of_phrases_without_times_and_the_event() -> None:
    sentence = parsed(TEXT)
    known = plain_words(sentence, load_role_rules())
    found = [sentence.words[i] for i in candidate_nouns(sentence, sentence.words.index("detained"), known)]
    assert found == ["army", "Gao", "traders"]


def test_cues_name_the_way_between_noun_and_event() -> None:
    sentence = parsed(TEXT)
    word = sentence.words.index("detained")
    army = dict(role_cues(sentence, word, "COERCE", candidate(sentence.words.index("army"))))
    traders = dict(role_cues(sentence, word, "COERCE", candidate(sentence.words.index("traders"))))
    assert army["first passive nsubj 1"] == 1.0
    assert "first passive nsubjpass 1" in traders
    assert army["model own"] == army["model own alone"] == pytest.approx(0.0)


def test_odds_sum_the_weights_of_the_cues_that_hold() -> None:
    sentence = parsed(TEXT)
    word, noun = sentence.words.index("detained"), sentence.words.index("army")
    weights = {"always": -1.0, "has the other role": -5.0, "kind party": 0.25}
    assert role_odds(sentence, word, "COERCE", candidate(noun), weights) == pytest.approx(-0.75)
    assert role_odds(sentence, word, "COERCE", candidate(noun, is_other=True), weights) == pytest.approx(-5.75)


def test_what_the_model_says_of_a_sentence_with_more_events_counts_less() -> None:
    sentence = parsed(TEXT)
    cues = dict(role_cues(sentence, 3, "COERCE", candidate(5, is_alone=False)))
    assert "model own alone" not in cues
