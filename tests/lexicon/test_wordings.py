"""Patterns that heed no case, and alternatives sorted by their first letter."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.lexicon.wordings import alternatives, wording


def test_a_wording_is_found_in_any_case():
    claim = wording(r"\bclaim(?:ed|s)?\b")
    assert claim.search("The front CLAIMED it.").span() == (10, 17)
    assert [m[0] for m in claim.finditer("Claims, claimed, CLAIM, disclaim")] == ["claims", "claimed", "claim"]


def test_spans_count_in_the_text_where_lower_case_is_longer():
    assert wording(r"\bclaim").search("İİ Claim").span() == (3, 8)


def test_a_pattern_with_capitals_heeds_no_case_either():
    assert wording(r"\bU\.N\. (?P<what>\Wx)?").search("the u.n. said").span() == (4, 9)


def test_flags_are_kept():
    assert wording("shot.+dead", re.DOTALL).search("Shot him\ndead")


words = st.text("abc", min_size=1, max_size=3)


@given(st.lists(words, min_size=1, max_size=6), st.text("abc ", max_size=12))
def test_alternatives_find_what_they_find_unsorted(forms, text):
    plain = [m.span() for m in re.finditer("|".join(forms), text)]
    assert [m.span() for m in re.finditer(alternatives(forms), text)] == plain


def test_an_alternative_must_begin_with_a_letter_or_digit():
    with pytest.raises(ValueError, match="does not begin with a letter or digit"):
        alternatives(["gun", r"\w+"])
