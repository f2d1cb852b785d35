"""Deaths and wounds told apart from the deed."""

from __future__ import annotations

import pytest
from coded import coded, reports

CASES = [
    # text, killed, wounded
    ("Gunmen opened fire on a bus in Karachi on Monday. The driver was pronounced dead at the scene.", 1, None),
    ("A man was shot in Karachi on Monday. He was pronounced dead at the scene.", 1, None),
    ("Three men were shot in Karachi on Monday. One of the victims later died.", 1, 2),
    ("Gunmen killed two policemen in Karachi on Monday. One was pronounced dead at the scene.", 2, None),
    ("A man is dead in Karachi following a shooting on Monday.", 1, None),
    ("Gunmen opened fire on a bus in Karachi on Monday. The driver is in critical condition.", None, 1),
    ("A porter was fatally shot in Karachi on Monday.", 1, None),
]


@pytest.mark.parametrize(("text", "killed", "wounded"), CASES)
def test_what_came_of_it_reaches_the_act(text: str, killed: int | None, wounded: int | None) -> None:
    acts = reports(text, "ASSAULT")
    tolls = acts[0].casualties
    assert (tolls.killed.best if tolls.killed else None, tolls.wounded.best if tolls.wounded else None) == (
        killed,
        wounded,
    )


def test_the_sentence_that_tells_the_death_is_quoted() -> None:
    text = "Gunmen opened fire on a bus in Karachi on Monday. The driver was pronounced dead at the scene."
    act = reports(text, "ASSAULT")[0]
    assert act.casualties.killed is not None
    start, end = act.casualties.killed.span
    assert any(e.start <= start and end <= e.end for e in act.evidence)


def test_a_death_without_an_act_makes_none() -> None:
    assert not coded("The old minister died at a hospital in Karachi on Monday.").reports
