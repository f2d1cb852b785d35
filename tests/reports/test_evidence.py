"""The coder by rules alone and by the model alone."""

from __future__ import annotations

from coded import document_of

from onrecord.lexicon.coding import load_coding_lexicon
from onrecord.reports.coder import load_coder
from onrecord.reports.evidence import CoderEvidence, lexicon_for

TEXT = "Gunmen killed three farmers near the river on Friday."
UNLISTED = "The minister opened a school near the river on Friday."


def test_both_is_the_lexicon_as_it_is() -> None:
    lexicon = load_coding_lexicon()
    assert lexicon_for(lexicon, CoderEvidence.BOTH) is lexicon


def test_rules_alone_find_a_strong_word_without_the_model() -> None:
    coded = load_coder(CoderEvidence.RULES).code(document_of(TEXT))
    assert [report.event_type for report in coded.reports] == ["ASSAULT"]
    assert coded.reports[0].coder.model == "none"


def test_the_model_alone_finds_it_too_and_takes_no_rule_for_types() -> None:
    assert lexicon_for(load_coding_lexicon(), CoderEvidence.MODEL).retypes == ()
    coded = load_coder(CoderEvidence.MODEL).code(document_of(TEXT))
    assert "ASSAULT" in {report.event_type for report in coded.reports}


def test_words_that_no_list_has_are_no_event_to_the_rules() -> None:
    assert load_coder(CoderEvidence.RULES).code(document_of(UNLISTED)).reports == ()
