"""How sure a text is of an organization."""

from __future__ import annotations

import numpy as np
import pytest
from marked_text import HEADS, marked, uncoded

from onrecord.lexicon.muc4 import load_muc4
from onrecord.lexicon.muc4_choice import Choice, load_choices
from onrecord.lexicon.muc4_cues import AUTHORITY_SAYS
from onrecord.views.muc4_confidence import SURE, SureText, confidence_features, confidences_of, likeliest
from onrecord.views.muc4_entities import gather_entities
from onrecord.views.muc4_incidents import Incident

TABLES = load_muc4()
LABELS = HEADS["confidence"].labels
CLAIMED, FACT, SUSPECTED, BY_AUTHORITIES = (
    "CLAIMED OR ADMITTED",
    "REPORTED AS FACT",
    "SUSPECTED OR ACCUSED",
    "SUSPECTED OR ACCUSED BY AUTHORITIES",
)
SPANS = {"perp_organization": ["RED DAWN", "BLUE PATH"], "phys_target": ["BANK"]}


def sure_text(text: str, label: str = FACT) -> tuple[Incident, SureText]:
    tagged = marked(text, SPANS, {"confidence": label})
    entities = gather_entities(tagged, HEADS, TABLES)
    named = tuple(dict.fromkeys(index for entity in entities for index in entity.sentences))
    return Incident("BOMBING", tuple((entity, 0.8) for entity in entities), named), SureText(
        tagged, uncoded(text), HEADS, TABLES
    )


def features(text: str) -> dict[str, float]:
    incident, sure = sure_text(text)
    entity = next(one for one, _ in incident.entities if one.wording == "RED DAWN")
    return confidence_features(entity, {0}, sure)


def test_cues_count_by_where_they_stand() -> None:
    found = features("POLICE ACCUSED RED DAWN OF BLOWING UP THE BANK.\nRED DAWN WAS ALLEGEDLY SEEN.")
    assert found["before accuse"] == found["sentence accuse"] == found[f"sentence {AUTHORITY_SAYS}"] == 1.0
    assert found["after accuse"] == found["sentence doubt"] == 0.0
    assert found[f"head all {FACT}"] > found[f"head all {CLAIMED}"]
    assert found["coded None"] == found["coded near None"] == 1.0


def test_mentions_elsewhere_count_where_none_is_near() -> None:
    text = "A BOMB HIT THE BANK.\nIT RAINED.\nTRADE WAS UP.\nRED DAWN WAS ALLEGEDLY SEEN."
    assert features(text)["sentence doubt"] == 1.0


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("RED DAWN CLAIMED RESPONSIBILITY FOR THE BOMB AT THE BANK.", CLAIMED, CLAIMED),
        ("REBELS OF RED DAWN BLEW UP THE BANK.", FACT, FACT),
        ("POLICE ACCUSED RED DAWN OF BLOWING UP THE BANK.", BY_AUTHORITIES, BY_AUTHORITIES),
    ],
)
def test_the_shipped_weights_tell_plain_cases(text: str, label: str, expected: str) -> None:
    incident, sure = sure_text(text, label)
    assert confidences_of([incident], sure, load_choices()) == [{"RED DAWN": expected}]


def test_organizations_of_one_text_lean_to_one_label() -> None:
    alone = np.log([[0.5, 0.05, 0.35, 0.05, 0.05]])
    beside = np.log([[0.05, 0.05, 0.8, 0.05, 0.05]])
    labels = (CLAIMED, "POSSIBLE", FACT, SUSPECTED, BY_AUTHORITIES)
    assert list(likeliest(alone, labels)) == [CLAIMED]
    assert list(likeliest(np.concatenate([alone, beside]), labels)) == [FACT, FACT]


def test_two_labels_of_suspicion_are_each_worth_half_the_other() -> None:
    labels = (CLAIMED, "POSSIBLE", FACT, SUSPECTED, BY_AUTHORITIES)
    assert list(likeliest(np.log([[0.02, 0.02, 0.4, 0.3, 0.26]]), labels)) == [SUSPECTED]


def test_an_incident_without_organizations_has_no_confidences() -> None:
    tagged = marked("A BOMB HIT THE BANK.", SPANS)
    (bank,) = gather_entities(tagged, HEADS, TABLES)
    incident = Incident("BOMBING", ((bank, 0.9),), (0,))
    sure = SureText(tagged, uncoded(tagged.text), HEADS, TABLES)
    none: dict[str, Choice] = {f"{SURE}{label}": Choice({}, 0.0) for label in LABELS}
    assert confidences_of([incident], sure, none) == [{}]
