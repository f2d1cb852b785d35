"""Words that name an act in any news, each in a sentence of our own, and the same words where they name none."""

from __future__ import annotations

from pathlib import Path

import pytest
from coded import coded

from onrecord.lexicon.tables import read_table

CASES = read_table(Path(__file__).with_name("trigger_cases.csv"), ("word", "event_type", "sentence"))


@pytest.mark.parametrize("case", CASES, ids=[f"{c['word']}-{c['event_type'] or 'nothing'}" for c in CASES])
def test_a_word_tells_its_act(case: dict[str, str]) -> None:
    found = [r.event_type for r in coded(case["sentence"]).reports if case["word"] == r.trigger.text]
    assert found == [case["event_type"]][: len(case["event_type"]) > 0]
