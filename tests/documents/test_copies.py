"""Groups of copies. All texts are invented."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.documents import group_copies

WIRE = (
    "Two rockets fell near the airport of the port city on Friday night, the police said. Nobody was hurt, but a "
    "hangar burned down and flights were stopped until the morning. The governor blamed a group that had threatened "
    "the airport twice this year. The group, which calls itself the Sons of the Marsh, did not answer calls. "
    "Soldiers searched the palm groves to the west and found a lorry with two rails on its bed. "
)
OTHER = (
    "A court in the capital sentenced four officers to ten years in prison on Monday for the death of a shopkeeper "
    "in their custody. The judge said that they had beaten him for three days. Their lawyers said they would appeal. "
    "The trial was watched by the families of other prisoners, who stood in the street with photographs and candles. "
)
EDITED = WIRE.replace("Nobody was hurt, but a hangar", "Nobody was wounded; a hangar").replace("twice", "three times")
EMBEDDED = (
    OTHER * 1 + "In other news, as the agency reports: " + WIRE + "The weather will stay hot. " + OTHER.upper()[:0]
)
SAME_WORDS = WIRE.upper().replace(",", "").replace(" ", "\n")


@pytest.mark.parametrize(
    ("name", "text", "is_copy"),
    [
        ("same words in other type", SAME_WORDS, True),
        ("lightly edited", EDITED, True),
        ("embedded in a longer piece", OTHER + WIRE + "The weather will stay hot.", True),
        ("shortened", WIRE[: len(WIRE) * 2 // 3], True),
        ("another story", OTHER, False),
        ("one shared sentence", OTHER + WIRE[:85], False),
        ("empty", "", False),
        ("short part of it", "Two rockets fell near the airport", False),
    ],
)
def test_what_is_a_copy(name, text, is_copy):
    groups = group_copies([("b", WIRE), ("a", text)])
    assert groups["a"] == "a"
    assert groups["b"] == ("a" if is_copy else "b"), name


def test_short_texts_are_copies_only_if_their_words_are_equal():
    texts = [("1", "Five killed in Basra."), ("2", "FIVE KILLED IN BASRA"), ("3", "Six killed in Basra."), ("4", "")]
    assert group_copies([*texts, ("5", "")]) == {"1": "1", "2": "1", "3": "3", "4": "4", "5": "5"}


def test_a_copy_of_a_copy_is_a_copy_and_the_smallest_id_stands_for_the_group():
    longer = EDITED + OTHER
    assert group_copies([("c", WIRE), ("d", longer), ("b", OTHER)]) == {"b": "b", "c": "b", "d": "b"}


def test_no_texts():
    assert group_copies([]) == {}


@settings(deadline=None, max_examples=25)
@given(order=st.permutations(range(8)))
def test_the_order_of_the_texts_does_not_matter(order):
    texts = [WIRE, EDITED, OTHER, EMBEDDED, SAME_WORDS, "Short.", "Short", ""]
    pairs = [(f"d{number}", text) for number, text in enumerate(texts)]
    assert group_copies([pairs[index] for index in order]) == group_copies(pairs)


def test_a_large_group_of_copies_stays_one_group():
    words = WIRE.split()
    chooser = random.Random(7)
    pairs = []
    for number in range(120):
        copy = list(words)
        copy[chooser.randrange(len(copy))] = f"word{number}"
        pairs.append((f"{number:03}", " ".join(copy)))
    assert set(group_copies(pairs).values()) == {"000"}
