"""Doers and recipients that no rule of grammar finds, weighed over the sentence's nouns."""

from __future__ import annotations

from functools import cache

from coded import document_of, reports
from msgspec.structs import replace

from onrecord.lexicon.coding import load_coding_lexicon
from onrecord.lexicon.role_weights import DOER, RoleWeights, load_role_weights
from onrecord.mentions.language import SpacyParser
from onrecord.reports.coder import Coder


def actors(text: str, event_type: str) -> list[str]:
    return [a.text for r in reports(text, event_type) for a in r.actors]


@cache
def coder_without_weights() -> Coder:
    return Coder(replace(load_coding_lexicon(), role_weights=RoleWeights({}, {})), SpacyParser())


def test_the_force_that_came_holds_those_who_were_detained() -> None:
    text = "On Monday the army came to Gao, and six traders were detained."
    assert actors(text, "COERCE") == ["army"]
    (report,) = coder_without_weights().code(document_of(text)).reports
    assert report.actors == ()


def test_nobody_is_named_for_an_act_of_force_on_slight_grounds() -> None:
    assert actors("Officials in Gao counted the rapes and assaults of last year near the port.", "ASSAULT") == []


def test_who_freed_a_captive_did_not_take_her() -> None:
    text = "Malian security forces have freed German painter Ada Brun, who was kidnapped in Bamako on Monday."
    assert actors(text, "ASSAULT") == []


def test_who_is_named_in_another_telling_goes_before_who_is_likely() -> None:
    text = (
        "On Monday the army came to Gao, and six traders were detained. "
        "The six traders were detained by the harbour police of Gao, the mayor said."
    )
    assert actors(text, "COERCE") == ["harbour police of Gao"]


def test_weights_are_log_odds_of_listed_roles() -> None:
    weights = load_role_weights()
    assert weights.of(DOER)["model own"] > 0
    assert weights.recipient["has the other role"] < 0


def test_who_looks_into_an_attack_did_not_make_it() -> None:
    assert actors("Police in Lyon are investigating the bombing of a bank last May.", "ASSAULT") == []
