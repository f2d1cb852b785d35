"""Which act of a sentence a day belongs to."""

from __future__ import annotations

import pytest
from sentence_words import at, parsed

from onrecord.reports.attaching import is_in_other_clause, is_named_in_passing


@pytest.mark.parametrize(
    ("text", "noun", "verb", "is_in_passing"),
    [
        ("Ada Poe came on Wednesday to help victims of the attacks.", "attacks", "came", True),
        ("The premier spoke on Friday in response to the raids.", "raids", "spoke", True),
        ("Ten people died on Friday in a wave of attacks.", "attacks", "died", False),
        ("Ten people died on Friday in the attacks.", "attacks", "died", False),
    ],
)
def test_a_deed_that_only_says_of_what_kind_a_noun_is(text: str, noun: str, verb: str, is_in_passing: bool) -> None:
    sentence = parsed(text)
    assert is_named_in_passing(sentence, at(sentence, noun), at(sentence, verb)) is is_in_passing


@pytest.mark.parametrize(
    ("text", "verb", "deed", "is_other"),
    [
        ("The blast hit a camp, which was built in May.", "built", "blast", True),
        ("The blast came after the army left in May.", "left", "blast", True),
        ("The blast came as the army left in May.", "left", "blast", False),
        ("The army said in May that rebels attacked the town.", "said", "attacked", False),
    ],
)
def test_a_clause_beside_the_deed(text: str, verb: str, deed: str, is_other: bool) -> None:
    sentence = parsed(text)
    assert is_in_other_clause(sentence, at(sentence, verb), [at(sentence, deed)]) is is_other
