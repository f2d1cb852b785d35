"""Base forms by tag."""

from __future__ import annotations

import pytest

from onrecord.mentions.language import SpacyParser, parse_texts


@pytest.fixture(scope="module")
def parser() -> SpacyParser:
    return SpacyParser()


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("Rebels killed soldiers.", ["rebel", "kill", "soldier", "."]),
        ("Troops fought in two cities.", ["troop", "fight", "in", "two", "city", "."]),
        ("REBELS WERE BEING SHOT", ["rebel", "be", "be", "shoot"]),
    ],
)
def test_base_forms(parser: SpacyParser, text: str, lemmas: list[str]) -> None:
    assert list(parse_texts(parser, [text])[0].lemmas) == lemmas


def test_one_sentence_parses_alike_alone_and_in_company(parser: SpacyParser) -> None:
    texts = ["Rebels attacked the town.", "Police, who had been warned, arrested nine men on Monday in the city."]
    together = parse_texts(parser, texts)
    for text, sentence in zip(texts, together, strict=True):
        alone = parse_texts(parser, [text])[0]
        assert (alone.words, alone.lemmas, alone.pos) == (sentence.words, sentence.lemmas, sentence.pos)
        assert (alone.deps, alone.heads, alone.starts) == (sentence.deps, sentence.heads, sentence.starts)
