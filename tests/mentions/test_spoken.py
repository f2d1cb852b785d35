"""Words that carry an act of words by themselves."""

from __future__ import annotations

import pytest
from sentence_words import parsed

from onrecord.lexicon.spoken import SpokenWords, make_spoken_words
from onrecord.lexicon.tables import data_path, read_rules
from onrecord.mentions.spoken import spoken_words, unspoken


@pytest.fixture(scope="module")
def rules() -> SpokenWords:
    return make_spoken_words(read_rules(data_path("ontology", "detection.toml"))["spoken"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The kingdom must return the ship, the minister said.", {"must": "return"}),
        ("The town will not give land to the settlers.", {"will": "give", "not": "give"}),
        ("The republic is ready to send doctors.", {"ready": "ready"}),
        ("The rebels had not taken the port.", {}),
        ("The soup is ready.", {}),
        ("The envoy met the king.", {}),
    ],
)
def test_a_modal_speaks_for_its_verb_and_an_adjective_for_itself(
    text: str, expected: dict[str, str], rules: SpokenWords
) -> None:
    sentence = parsed(text)
    found = spoken_words(sentence, rules)
    assert {sentence.words[i]: sentence.words[verb] for i, verb in found.items()} == expected


def test_an_act_that_an_event_word_tells_already_is_not_told_again(rules: SpokenWords) -> None:
    sentence = parsed("The kingdom must return the ship, the minister said.")
    found = spoken_words(sentence, rules)
    verb = next(iter(found.values()))
    assert unspoken(found, sentence, ()) == list(found)
    assert unspoken(found, sentence, {verb}) == []
    assert unspoken(found, sentence, {sentence.heads[verb]}) == []
