"""Doers and survivors that a neighbouring clause names."""

from __future__ import annotations

import pytest

from onrecord.lexicon.roles import load_role_rules
from onrecord.mentions.arguments_clauses import hit_before, survivors, users_of_weapons
from onrecord.mentions.arguments_grammar import KnownWords
from onrecord.mentions.language import SpacyParser, parse_texts


@pytest.fixture(scope="module")
def parser() -> SpacyParser:
    return SpacyParser()


@pytest.mark.parametrize(
    ("text", "weapon", "expected"),
    [
        ("Two dockers were killed when port guards used live rounds to clear the quay.", "rounds", ["guards"]),
        ("Two dockers were killed by pirates when port guards used live rounds.", "rounds", []),
        ("Two dockers were killed when the crane fell.", "rounds", []),
        ("Two dockers were killed when port guards returned fire.", "rounds", ["guards"]),
        ("The guards killed two dockers when they used live rounds.", "rounds", []),
    ],
)
def test_who_uses_the_weapon_of_a_passive(parser: SpacyParser, text: str, weapon: str, expected: list[str]) -> None:
    sentence = parse_texts(parser, [text])[0]
    weapons = frozenset(i for i, word in enumerate(sentence.words) if word == weapon)
    known = KnownWords(frozenset(), frozenset(), weapons)
    found = users_of_weapons(sentence, sentence.words.index("killed"), known, load_role_rules())
    assert [sentence.words[i] for i in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The consul escaped unharmed when a bomb exploded beside her car.", ["consul"]),
        ("The consul survived when a bomb exploded.", ["consul"]),
        ("The consul wept when a bomb exploded.", []),
    ],
)
def test_who_survives_it(parser: SpacyParser, text: str, expected: list[str]) -> None:
    sentence = parse_texts(parser, [text])[0]
    found = survivors(sentence, sentence.words.index("exploded"), load_role_rules())
    assert [sentence.words[i] for i in found] == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("A man drove a truck into the customs house, killing six clerks.", "killing", ["house"]),
        ("A man drove a truck to the harbour and was killed.", "killed", []),
        ("The army left the harbour, killing six clerks.", "killing", []),
    ],
)
def test_what_was_run_into_is_hit_too(parser: SpacyParser, text: str, word: str, expected: list[str]) -> None:
    sentence = parse_texts(parser, [text])[0]
    known = KnownWords(frozenset(), frozenset(), frozenset())
    hit = hit_before(sentence, sentence.words.index(word), "ASSAULT", load_role_rules(), known)
    assert [sentence.words[i] for i in hit] == expected
