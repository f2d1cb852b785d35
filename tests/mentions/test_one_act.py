"""Which two words of a sentence tell one act, though neither governs the other."""

from __future__ import annotations

import pytest
from sentence_words import at, parsed

from onrecord.mentions.one_act import is_result, tell_one_act


@pytest.mark.parametrize(
    ("text", "a", "b"),
    [
        ("Near the dam, two strikes engaged a patrol and destroyed a bridge.", "strikes", "destroyed"),
        ("The attacks took place in the same hour, killing nine people.", "attacks", "killing"),
        ("The country has faced a series of attacks in the past year, killing dozens.", "attacks", "killing"),
        ("They denounced the attacks in the town of Karsa, which killed scores of villagers.", "attacks", "killed"),
        ("Clashes were reported in the old town in which three men were killed.", "Clashes", "killed"),
        ("The bombing was an attack on the press.", "bombing", "attack"),
        ("Rebels backed by air strikes launched an offensive on the port.", "strikes", "offensive"),
    ],
)
def test_an_act_and_what_came_of_it_are_one(text: str, a: str, b: str) -> None:
    sentence = parsed(text)
    assert tell_one_act(sentence, at(sentence, a), at(sentence, b))
    assert tell_one_act(sentence, at(sentence, b), at(sentence, a))


@pytest.mark.parametrize(
    ("text", "a", "b"),
    [
        ("The police stopped the attack, killing two gunmen.", "attack", "killing"),
        ("The attacks come as air raids by the army have killed nine people.", "attacks", "killed"),
        ("The violence was a reaction to an attack on pilgrims.", "violence", "attack"),
        ("Rebels backed by the army launched an offensive and an ambush.", "offensive", "ambush"),
        (
            "The summit spoke of the attacks in the region, including those in Karsa in which ten died.",
            "attacks",
            "died",
        ),
    ],
)
def test_acts_that_only_stand_beside_each_other_are_two(text: str, a: str, b: str) -> None:
    sentence = parsed(text)
    assert not tell_one_act(sentence, at(sentence, a), at(sentence, b))


def test_a_participle_of_harm_is_a_result_whatever_day_it_names() -> None:
    sentence = parsed("A man rammed a truck into a crowd, killing nine people on Friday.")
    assert is_result(sentence, at(sentence, "rammed"), at(sentence, "killing"))


def test_verbs_that_share_their_object_are_one_act() -> None:
    sentence = parsed("A sniper shot and killed a doctor.")
    assert is_result(sentence, at(sentence, "shot"), at(sentence, "killed"))
    sentence = parsed("Rebels bombed a bridge and killed a doctor.")
    assert not is_result(sentence, at(sentence, "bombed"), at(sentence, "killed"))
