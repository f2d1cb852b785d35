"""Every example of the phrases that tell harm."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.lexicon.harm_told import HarmRule, load_harm_told

HARM = load_harm_told()


@pytest.mark.parametrize(
    "rule", (*HARM.deed_rules, *HARM.outcome_rules, *HARM.natural_rules), ids=lambda r: r.pattern.pattern[:40]
)
def test_examples(rule: HarmRule) -> None:
    assert [s for s in rule.positive if not rule.pattern.search(s)] == []
    assert [s for s in rule.negative if rule.pattern.search(s)] == []


def test_a_sentence_of_either_kind_tells_harm() -> None:
    assert HARM.tells("A guard was fatally shot at the gate.")
    assert HARM.tells("She was pronounced dead at the scene.")
    assert not HARM.tells("The market opened at dawn.")


@settings(max_examples=300, deadline=None)
@given(st.sampled_from((*HARM.deed_rules, *HARM.outcome_rules)).flatmap(lambda rule: st.from_regex(rule.pattern)))
def test_nothing_that_a_pattern_matches_is_without_a_stem(text: str) -> None:
    assert any(stem in text.casefold() for stem in HARM.stems)
