"""What must, will not or may be done is an act of words of whoever says so."""

from __future__ import annotations

import pytest
from coded import coded

from onrecord.records import Status


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("The foreign ministry said on Monday that Chad must return the captured helicopter.", "REQUEST"),
        ("The foreign ministry said on Monday that Chad will not accept any more refugees.", "REJECT"),
        ("Chad is ready to contribute soldiers to the peace force, its foreign minister said on Monday.", "AGREE"),
    ],
)
def test_a_modal_tells_an_act_of_words_that_took_place(text: str, event_type: str) -> None:
    found = [(report.event_type, report.status) for report in coded(text).reports]
    assert (event_type, Status.OCCURRED) in found


def test_who_must_do_it_is_asked_by_who_says_so() -> None:
    text = "The foreign ministry of Sudan said on Monday that Chad must return the captured helicopter."
    demand = next(report for report in coded(text).reports if report.event_type == "REQUEST")
    assert "Chad" in {recipient.name for recipient in demand.recipients}
    assert "Chad" not in {actor.name for actor in demand.actors}
