"""Every rule's own examples hold; the data files load."""

import pytest

from onrecord.lexicon.times import default_time_lexicon
from onrecord.mentions.times import tag_times

LEXICON = default_time_lexicon()
YES = [(rule.name, *example.rsplit("|", 1)) for rule in LEXICON.rules for example in rule.yes]
NO = [(rule.name, example) for rule in LEXICON.rules for example in rule.no]


@pytest.mark.parametrize(("rule", "text", "words"), YES)
def test_rule_finds_its_examples(rule: str, text: str, words: str) -> None:
    assert words in [mention.text for mention in tag_times(text, "2020-10-01")]


@pytest.mark.parametrize(("rule", "text"), NO)
def test_rule_leaves_its_counter_examples(rule: str, text: str) -> None:
    assert tag_times(text, "2020-10-01") == ()
