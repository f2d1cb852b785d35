"""Number words: bounds in order, the vague ones open upwards."""

from __future__ import annotations

import pytest

from onrecord.lexicon.numbers import load_number_words

WORDS = load_number_words()


def test_bounds_are_in_order_and_none_is_empty() -> None:
    for word, number in WORDS.items():
        known = [n for n in (number.low, number.best, number.high) if n is not None]
        assert known, word
        assert known == sorted(known), word
        assert word == word.lower()


@pytest.mark.parametrize(("word", "low"), [("dozens", 24), ("hundreds", 200), ("thousands", 2000), ("several", 2)])
def test_vague_words_have_a_low_bound_alone(word: str, low: int) -> None:
    number = WORDS[word]
    assert (number.low, number.best, number.high) == (low, None, None)


def test_one_to_twenty_are_all_there() -> None:
    exact = {n.best for n in WORDS.values() if n.low == n.best == n.high}
    assert set(range(21)) <= exact
