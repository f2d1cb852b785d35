"""Acts told as the reason of another act, or to say whom it is about."""

from __future__ import annotations

import pytest

from onrecord.mentions.language import SpacyParser, parse_texts
from onrecord.mentions.reasons import is_reason, is_reason_of, tells_which


@pytest.fixture(scope="module")
def parser() -> SpacyParser:
    return SpacyParser()


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The jets bombed two camps, avenging an ambush that killed nine guards.", "ambush", True),
        ("The jets bombed two camps, avenging an ambush that killed nine guards.", "killed", True),
        ("The jets bombed two camps in retaliation for a mortar attack.", "attack", True),
        ("The jets bombed two camps and killed nine guards.", "killed", False),
        ("The jets bombed two camps, avenging an ambush.", "bombed", False),
    ],
)
def test_what_is_answered_is_a_reason(parser: SpacyParser, text: str, word: str, expected: bool) -> None:
    sentence = parse_texts(parser, [text])[0]
    assert is_reason(sentence, sentence.words.index(word)) is expected


def test_between_two_words_below_the_same_reason_none_stands(parser: SpacyParser) -> None:
    sentence = parse_texts(parser, ["The jets bombed two camps, avenging an ambush that killed nine guards."])[0]
    bombed, ambush, killed = (sentence.words.index(word) for word in ("bombed", "ambush", "killed"))
    assert is_reason_of(sentence, killed, bombed)
    assert not is_reason_of(sentence, killed, ambush)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The army on Tuesday freed the men who ambushed a convoy.", "ambushed", True),
        ("The army on Tuesday ambushed the men.", "ambushed", False),
        ("The men who ambushed a convoy fled on Tuesday.", "ambushed", False),
    ],
)
def test_a_clause_that_says_whom_is_meant(parser: SpacyParser, text: str, word: str, expected: bool) -> None:
    sentence = parse_texts(parser, [text])[0]
    assert tells_which(sentence, sentence.words.index(word)) is expected
