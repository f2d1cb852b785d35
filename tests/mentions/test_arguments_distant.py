"""Doers that stand outside the words of the event itself."""

from __future__ import annotations

import pytest
from sentence_words import at, parsed

from onrecord.lexicon.roles import load_role_rules
from onrecord.mentions.arguments import find_arguments

CASES = [
    ("The army is engaged in torturing prisoners.", "torturing", "ASSAULT", {"army"}),
    ("The opposition plans a series of protests in May.", "protests", "PROTEST", {"opposition"}),
    ("The coalition responded with air strikes.", "strikes", "ASSAULT", {"coalition"}),
    ("Speaking after a meeting with the envoy, the premier said nothing.", "meeting", "CONSULT", {"premier", "envoy"}),
    ("The rebels weakened the state by blowing up the dam.", "blowing", "ASSAULT", {"rebels"}),
    ("Violent clashes broke out between protesters and police.", "clashes", "ASSAULT", {"protesters", "police"}),
    ("Iran used the port to attack Kuwait.", "attack", "ASSAULT", {"Iran"}),
    ("France was quick to condemn the raid.", "condemn", "ACCUSE", {"France"}),
    ("The court upheld the conviction of two activists for urging a boycott.", "urging", "REQUEST", {"activists"}),
    ("The mayor held a rally after the attack on the mosque.", "attack", "ASSAULT", set()),
]


@pytest.mark.parametrize(("text", "word", "event_type", "doers"), CASES, ids=lambda value: str(value)[:40])
def test_doers(text: str, word: str, event_type: str, doers: set[str]) -> None:
    sentence = parsed(text)
    found = find_arguments(sentence, at(sentence, word), event_type, load_role_rules())
    assert {sentence.words[i] for i in found.actors} == doers
