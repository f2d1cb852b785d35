"""Which events a sentence tells in passing."""

from __future__ import annotations

import pytest
from sentence_words import at, parsed

from onrecord.mentions.background import words_in_passing


@pytest.mark.parametrize(
    ("text", "words", "passing"),
    [
        ("Police arrested nine men after the bombing of the mill.", ["arrested", "bombing"], ["bombing"]),
        ("The bishop blamed the army for the raid.", ["blamed", "raid"], ["raid"]),
        ("The king met the rebels who had attacked his palace.", ["met", "attacked"], ["attacked"]),
        ("The mayor praised the guards wounded in the clash.", ["praised", "wounded", "clash"], ["wounded", "clash"]),
        ("The bandits fled when soldiers shelled their camp.", ["shelled"], []),
        ("The council banned the march and arrested its leaders.", ["banned", "arrested"], []),
        ("The minister said that gunmen had killed the envoy.", ["killed"], []),
    ],
)
def test_what_another_event_governs_or_outshines_is_told_in_passing(
    text: str, words: list[str], passing: list[str]
) -> None:
    sentence = parsed(text)
    behind = words_in_passing(sentence, [[at(sentence, word)] for word in words])
    assert [words[k] for k in sorted(behind)] == passing


def test_words_of_one_event_do_not_stand_behind_each_other() -> None:
    sentence = parsed("A bomb killed six people when it exploded in the market.")
    group = [at(sentence, "killed"), at(sentence, "exploded")]
    assert words_in_passing(sentence, [group]) == frozenset()


def test_no_events_are_told_in_passing_where_none_are_told() -> None:
    assert words_in_passing(parsed("It rained."), []) == frozenset()
