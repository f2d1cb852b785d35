"""Numbers as news tells them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.lexicon.numbers import load_number_words
from onrecord.mentions.counts import read_numbers

ONE = [
    # text, low, best, high, the words read
    ("12 people", 12, 12, 12, "12"),
    ("at least 12 people", 12, 12, None, "at least 12"),
    ("at least twelve people", 12, 12, None, "at least twelve"),
    ("no fewer than 7 people", 7, 7, None, "no fewer than 7"),
    ("a minimum of 10 people", 10, 10, None, "a minimum of 10"),
    ("more than 100 people", 100, 100, None, "more than 100"),
    ("over 100 people", 100, 100, None, "over 100"),
    ("more than a dozen people", 12, 12, None, "more than a dozen"),
    ("more than 1,000 people", 1000, 1000, None, "more than 1,000"),
    ("12 or more people", 12, 12, None, "12 or more"),
    ("up to 30 people", None, 30, 30, "up to 30"),
    ("as many as 30 people", None, 30, 30, "as many as 30"),
    ("no more than 7 people", None, 7, 7, "no more than 7"),
    ("fewer than 10 people", None, 10, 10, "fewer than 10"),
    ("nearly 200 people", None, 200, 200, "nearly 200"),
    ("nearly three dozen people", None, 36, 36, "nearly three dozen"),
    ("some 25 people", None, 25, None, "some 25"),
    ("about forty people", None, 40, None, "about forty"),
    ("an estimated 50 people", None, 50, None, "an estimated 50"),
    ("between 20 and 30 people", 20, None, 30, "between 20 and 30"),
    ("between two and five people", 2, None, 5, "between two and five"),
    ("20 to 30 people", 20, None, 30, "20 to 30"),
    ("20-30 people", 20, None, 30, "20-30"),
    ("20–30 people", 20, None, 30, "20–30"),
    ("three or four men", 3, None, 4, "three or four"),
    ("two to three hundred people", 200, None, 300, "two to three hundred"),
    ("an estimated 50 to 60 people", 50, None, 60, "an estimated 50 to 60"),
    ("Eleven people", 11, 11, 11, "Eleven"),
    ("FOUR PEOPLE", 4, 4, 4, "FOUR"),
    ("twenty-five people", 25, 25, 25, "twenty-five"),
    ("twenty five people", 25, 25, 25, "twenty five"),
    ("a dozen people", 12, 12, 12, "a dozen"),
    ("half a dozen people", 6, 6, 6, "half a dozen"),
    ("two dozen people", 24, 24, 24, "two dozen"),
    ("a hundred people", 100, 100, 100, "a hundred"),
    ("three hundred people", 300, 300, 300, "three hundred"),
    ("one hundred and twenty people", 120, 120, 120, "one hundred and twenty"),
    ("two hundred and fifty-one people", 251, 251, 251, "two hundred and fifty-one"),
    ("three thousand five hundred people", 3500, 3500, 3500, "three thousand five hundred"),
    ("1,300 people", 1300, 1300, 1300, "1,300"),
    ("12,345,678 people", 12345678, 12345678, 12345678, "12,345,678"),
    ("2.5 million people", 2500000, 2500000, 2500000, "2.5 million"),
    ("two million people", 2000000, 2000000, 2000000, "two million"),
    ("several people", 2, None, None, "several"),
    ("a few people", 2, None, None, "few"),
    ("dozens of people", 24, None, None, "dozens"),
    ("scores of people", 40, None, None, "scores"),
    ("hundreds of people", 200, None, None, "hundreds"),
    ("thousands of people", 2000, None, None, "thousands"),
    ("several dozen people", 24, None, None, "several dozen"),
    ("several hundred people", 200, None, None, "several hundred"),
    ("hundreds of thousands of people", 200000, None, None, "hundreds of thousands"),
    ("no people", 0, 0, 0, "no"),
    ("no one", 0, 0, 0, "no one"),
    ("a 5,000-strong crowd of", 5000, 5000, 5000, "5,000"),
]


@pytest.mark.parametrize(("text", "low", "best", "high", "read"), ONE, ids=[row[0] for row in ONE])
def test_one_number(text: str, low: int | None, best: int | None, high: int | None, read: str) -> None:
    found = [n for n in read_numbers(text, load_number_words()) if text[n.start : n.end] != "a"]
    assert [(n.low, n.best, n.high, text[n.start : n.end]) for n in found] == [(low, best, high, read)]


@pytest.mark.parametrize(
    ("text", "bests"),
    [
        ("12 soldiers and 4 civilians", [12, 4]),
        ("five, six and seven", [5, 6, 7]),
        ("at least 10 and possibly 15", [10, 15]),
        ("killed 3,000 and 20 were hurt", [3000, 20]),
        ("two soldiers, three policemen", [2, 3]),
    ],
)
def test_several_numbers_stay_apart(text: str, bests: list[int]) -> None:
    assert [n.best for n in read_numbers(text, load_number_words())] == bests


@pytest.mark.parametrize(
    "text",
    [
        "the 9-year-old boy",
        "the four-year-old boy",
        "the twenty-first century",
        "the 21st regiment",
        "the F-16 jet",
        "the AK-47 rifle",
        "the M16 rifle",
        "around 5:30 in the morning",
        "two-thirds of the town",
        "3.7 on the scale",
        "",
    ],
)
def test_ages_ordinals_names_and_times_count_nothing(text: str) -> None:
    assert read_numbers(text, load_number_words()) == []


@pytest.mark.parametrize("digits", ["7", "70", "1,700", "17,000", "170,000,000"])
def test_figures_read_like_their_digits(digits: str) -> None:
    assert [n.best for n in read_numbers(f"{digits} men", load_number_words())] == [int(digits.replace(",", ""))]


BOUND_WORDS = ["and", "to", "-", "half", "no", "of", "a", ",", "or", "more", "at", "least", "than", "between"]
NUMBER_FORMS = [
    "12",
    "3,000",
    "2.5",
    "dozen",
    "hundred",
    "several",
    "hundreds",
    "thousands",
    "million",
    "twenty",
    "five",
    "twenty-five",
    "people",
]
words = st.sampled_from(BOUND_WORDS + NUMBER_FORMS)


@given(st.one_of(st.text(max_size=60), st.lists(words, max_size=10).map(" ".join)))
def test_any_words_give_ordered_spans_and_ordered_bounds(text: str) -> None:
    end = 0
    for number in read_numbers(text, load_number_words()):
        assert end <= number.start < number.end <= len(text)
        end = number.end
        known = [n for n in (number.low, number.best, number.high) if n is not None]
        assert known
        assert known == sorted(known)
