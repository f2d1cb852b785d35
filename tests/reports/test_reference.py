"""How an event is spoken of: what tells its noun from others of its kind."""

from __future__ import annotations

from functools import cache

import pytest

from onrecord.mentions.language import SpacyParser, parse_texts
from onrecord.reports.reference import naming_words


@cache
def parser() -> SpacyParser:
    return SpacyParser()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The airport attack lasted an hour.", {"airport"}),
        ("The attack on the embassy lasted an hour.", {"embassy"}),
        ("The attack lasted an hour.", set()),
        ("The attack in March lasted an hour.", set()),
        ("An attack on the embassy lasted an hour.", set()),
        ("The attack of the gunmen lasted an hour.", set()),
    ],
)
def test_what_tells_a_known_act_from_others(text: str, expected: set[str]) -> None:
    (sentence,) = parse_texts(parser(), [text])
    assert naming_words(sentence, [sentence.words.index("attack")], ()) == expected


def test_a_word_passed_over_names_nothing() -> None:
    (sentence,) = parse_texts(parser(), ["The rocket attack lasted an hour."])
    attack, rocket = sentence.words.index("attack"), sentence.words.index("rocket")
    assert naming_words(sentence, [attack], [rocket]) == frozenset()


def test_verbs_have_no_name() -> None:
    (sentence,) = parse_texts(parser(), ["Gunmen attacked the airport."])
    assert naming_words(sentence, [sentence.words.index("attacked")], ()) == frozenset()
