"""Trigger words that carry no event: every example of data/ontology/not_events.toml."""

from __future__ import annotations

import pytest
from sentence_words import at, parsed

from onrecord.lexicon.not_events import load_not_events
from onrecord.lexicon.ontology import load_ontology
from onrecord.lexicon.roles import load_role_rules
from onrecord.mentions.arguments import find_arguments
from onrecord.mentions.not_events import (
    is_accident,
    is_advice,
    is_bare_charge,
    is_collision,
    is_courtesy,
    is_goods,
    is_ground,
    is_hoped_for,
    is_in_a_tale,
    is_mere_caution,
    is_mere_frame,
    is_mere_modifier,
    is_mere_wish,
    is_named,
    is_naming,
    is_natural,
    is_phrasal,
    is_silence,
)
from onrecord.mentions.triggers import candidate_words, word_frames

RULES = load_not_events()
POSITIVE = [(reason, text) for reason, positive, _ in RULES.examples for text in positive]
NEGATIVE = [(reason, text) for reason, _, negative in RULES.examples for text in negative]


def words_of_violence(text: str) -> list[int]:
    sentence, ontology = parsed(text), load_ontology()
    return [i for i in candidate_words(sentence, ontology) if word_frames(sentence, i, ontology)]


def is_ruled_out(reason: str, text: str) -> bool:
    """Whether the rules of one reason take any word of the sentence for no event."""
    sentence = parsed(text)
    words = words_of_violence(text)
    if reason == "modifiers":
        return any(is_mere_modifier(sentence, i, (), RULES) for i in words)
    if reason == "charges":
        return any(is_bare_charge(sentence, i, RULES) for i in words)
    if reason == "frames":
        return any(is_mere_frame(sentence, i, words, RULES) for i in candidate_words(sentence, load_ontology()))
    if reason == "grounds":
        return any(is_ground(sentence, i, words, RULES) for i in words)
    if reason == "dangers":
        return any(is_mere_caution(sentence, i, RULES) for i in words)
    if reason == "courtesies":
        return any(is_courtesy(sentence, i, RULES) for i in candidate_words(sentence, load_ontology()))
    if reason == "naming":
        candidates = candidate_words(sentence, load_ontology())
        return any(is_naming(sentence, i) or is_named(sentence, i, RULES) for i in candidates)
    if reason == "accidents":
        return any(is_accident(sentence, i, words, RULES) for i in words)
    if reason == "advice":
        return any(is_advice(sentence, i, RULES) for i in candidate_words(sentence, load_ontology()))
    if reason == "collisions":
        return any(is_collision(sentence, i, RULES) for i in words)
    if reason == "phrasal":
        return any(is_phrasal(sentence, i, RULES) for i in candidate_words(sentence, load_ontology()))
    if reason == "goods":
        return any(is_goods(sentence, i, RULES) for i in candidate_words(sentence, load_ontology()))
    if reason == "tips":
        return any(is_hoped_for(sentence, i, RULES) for i in candidate_words(sentence, load_ontology()))
    if reason == "silence":
        return any(is_silence(sentence, i, RULES) for i in candidate_words(sentence, load_ontology()))
    if reason == "tales":
        return any(is_in_a_tale(sentence, i, RULES) for i in words)
    if reason == "wishes":
        return any(is_mere_wish(sentence, i, RULES) for i in words)
    found = [find_arguments(sentence, i, "ASSAULT", load_role_rules()) for i in words]
    return any(is_natural(sentence, [i], a.actors, a.recipients, RULES) for i, a in zip(words, found, strict=True))


@pytest.mark.parametrize(("reason", "text"), POSITIVE)
def test_what_is_no_event_is_ruled_out(reason: str, text: str) -> None:
    assert is_ruled_out(reason, text)


@pytest.mark.parametrize(("reason", "text"), NEGATIVE)
def test_a_true_event_is_not_ruled_out(reason: str, text: str) -> None:
    assert not any(is_ruled_out(name, text) for name, _, _ in RULES.examples), reason


def test_every_reason_has_examples_of_both_kinds() -> None:
    assert all(positive and negative for _, positive, negative in RULES.examples)


def test_a_modifier_of_another_event_is_no_mere_modifier() -> None:
    sentence = parsed("The suicide attack killing shocked the town.")
    attack, killing = at(sentence, "attack"), at(sentence, "killing")
    assert not is_mere_modifier(sentence, attack, {attack, killing}, RULES)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("He was charged with murder and kidnapping.", "kidnapping", True),
        ("He was convicted of the murder of a priest.", "murder", False),
        ("The murder shocked the town.", "murder", False),
    ],
)
def test_bare_charges(text: str, word: str, expected: bool) -> None:
    sentence = parsed(text)
    assert is_bare_charge(sentence, at(sentence, word), RULES) is expected
