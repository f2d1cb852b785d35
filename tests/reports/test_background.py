"""What is only mentioned beside another act makes no report: every example of data/ontology/background.toml."""

from __future__ import annotations

import re

import pytest
from coded import coded

from onrecord.lexicon.background import load_background

RULES = load_background()


def trigger_is_told(text: str) -> bool:
    """Whether the word in brackets carries a report of its own."""
    word = re.search(r"\[(\w+)\]", text)
    assert word is not None
    told = coded(text.replace("[", "").replace("]", "")).reports
    return any(report.trigger is not None and report.trigger.text == word[1] for report in told)


@pytest.mark.parametrize("text", [text for rule in RULES for text in rule.positive])
def test_background_makes_no_report(text: str) -> None:
    assert not trigger_is_told(text)


@pytest.mark.parametrize("text", [text for rule in RULES for text in rule.negative])
def test_what_a_sentence_is_about_does(text: str) -> None:
    assert trigger_is_told(text)


def test_the_act_beside_stays() -> None:
    text = "The opposition demanded an investigation into the killings on Monday."
    assert "REQUEST" in {report.event_type for report in coded(text).reports}
