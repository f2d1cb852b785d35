"""Every example of the rules that retype a word by its company."""

from __future__ import annotations

import pytest

from onrecord.lexicon.ontology import EVENT_TYPES
from onrecord.lexicon.retype import Retype, load_retypes
from onrecord.mentions.language import SpacyParser, parse_texts

RULES = load_retypes()


@pytest.fixture(scope="module")
def parser() -> SpacyParser:
    return SpacyParser()


@pytest.mark.parametrize("rule", RULES, ids=lambda r: f"{sorted(r.lemmas)[0]}-{r.to}")
def test_examples(parser: SpacyParser, rule: Retype) -> None:
    assert rule.to in EVENT_TYPES
    for texts, expected in ((rule.positive, True), (rule.negative, False)):
        for sentence in parse_texts(parser, texts):
            assert any(rule.fits(lemma.lower(), sentence.text) for lemma in sentence.lemmas) is expected
