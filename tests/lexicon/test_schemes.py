"""Codes: every (type, mode) that coding can give has a row, and every row's codes belong to their schemes."""

from __future__ import annotations

import re

import pytest
from plover import ACLED, CONTEXTS, GTD_ATTACK_TYPES, MODES

from onrecord.lexicon.ontology import load_ontology
from onrecord.lexicon.schemes import load_schemes

SCHEMES = load_schemes()


def test_every_row_is_a_plover_type_and_mode() -> None:
    assert [key for key in SCHEMES.rows if key[0] not in MODES or key[1] not in MODES[key[0]] | {""}] == []


def test_every_type_and_every_mode_of_plover_has_a_row() -> None:
    wanted = {(event_type, mode) for event_type, modes in MODES.items() for mode in modes | {""}}
    assert wanted - set(SCHEMES.rows) == set()


def test_every_pair_that_triggers_or_mode_words_give_has_a_row() -> None:
    from_triggers = {(f.event_type, f.mode or "") for frames in load_ontology().by_word.values() for f in frames}
    from_words = {(event_type, mode) for event_type, mode, _ in SCHEMES.mode_words}
    assert (from_triggers | from_words) - set(SCHEMES.rows) == set()


def test_acled_pairs_belong_together() -> None:
    wrong = {
        key: row.acled
        for key, row in SCHEMES.rows.items()
        if row.acled and row.acled[1] not in ACLED.get(row.acled[0], ())
    }
    assert wrong == {}


def test_cameo_codes_lie_under_the_twenty_roots() -> None:
    assert {
        key: row.cameo
        for key, row in SCHEMES.rows.items()
        if not re.fullmatch(r"(?:0[1-9]|1\d|20)\d{0,2}", row.cameo or "")
    } == {}


def test_gtd_attack_types_are_given_to_assaults_alone() -> None:
    for (event_type, mode), row in SCHEMES.rows.items():
        assert (row.gtd_attacktype is not None) == (event_type == "ASSAULT"), (event_type, mode)
        assert row.gtd_attacktype is None or row.gtd_attacktype in GTD_ATTACK_TYPES


def test_contexts_are_those_of_plover() -> None:
    assert [name for name, _ in SCHEMES.contexts] == sorted(CONTEXTS, key=[n for n, _ in SCHEMES.contexts].index)


@pytest.mark.parametrize(
    ("clause", "mode"),
    [
        ("a suicide bomber hit the gate", "suicide-attack"),
        ("drones struck the convoy", "drone"),
        ("warplanes hit the town", "aerial"),
        ("rockets were fired at the base", "heavy-weapons"),
        ("a bomb exploded", "explosives"),
        ("the mayor was shot", "firearms"),
        ("the mayor was assassinated with a bomb", "explosives"),
        ("police fired tear gas", "crowd-control"),
        ("they kidnapped a priest", "abduct"),
    ],
)
def test_the_first_mode_whose_words_stand_in_a_clause(clause: str, mode: str) -> None:
    found = [m for event_type, m, pattern in SCHEMES.mode_words if event_type == "ASSAULT" and pattern.search(clause)]
    assert found[0] == mode


@pytest.mark.parametrize(
    ("sentence", "context"),
    [
        ("The court heard a prosecutor.", "legal"),
        ("Soldiers left the barracks.", "military"),
        ("A hurricane hit the coast.", "disasters"),
        ("Voters went to the ballot.", "election"),
    ],
)
def test_contexts_by_their_words(sentence: str, context: str) -> None:
    assert context in {name for name, pattern in SCHEMES.contexts if pattern.search(sentence)}
