"""The trigger words: types, modes and codes are those of the schemes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from plover import MODES

from onrecord.lexicon.ontology import EVENT_TYPES, load_ontology
from onrecord.lexicon.tables import data_path, read_table

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
ROWS = read_table(data_path("ontology", "triggers.csv"), ("lemma", "pos", "event_type", "mode", "cameo", "strength"))


def test_the_sixteen_types_are_those_of_plover() -> None:
    assert set(EVENT_TYPES) == set(MODES)
    assert len(EVENT_TYPES) == 16


def test_the_modes_typed_here_are_those_of_the_shared_convention() -> None:
    path = SHARED / "conventions" / "plover.json"
    if not path.is_file():
        pytest.skip("../shared/conventions/plover.json is not there")
    types = json.loads(path.read_text("utf-8"))["types"]
    assert {name: set(entry["modes"]) for name, entry in types.items()} == MODES


def test_every_trigger_has_a_type_and_a_mode_of_it() -> None:
    wrong = [r for r in ROWS if r["event_type"] not in MODES or r["mode"] not in MODES[r["event_type"]] | {""}]
    assert wrong == []


def test_every_trigger_is_a_lower_case_verb_or_noun_of_known_strength() -> None:
    assert [r for r in ROWS if r["lemma"] != r["lemma"].lower() or not r["lemma"]] == []
    assert {r["pos"] for r in ROWS} == {"V", "N"}
    assert {r["strength"] for r in ROWS} == {"sure", "strong", "weak"}


def test_cameo_codes_of_triggers_have_two_to_four_digits_under_20_roots() -> None:
    assert [r for r in ROWS if not re.fullmatch(r"(?:0[1-9]|1\d|20)\d{0,2}", r["cameo"])] == []


def test_every_type_has_a_strong_trigger() -> None:
    assert {r["event_type"] for r in ROWS if r["strength"] == "strong"} == set(EVENT_TYPES)


def test_a_word_has_one_frame_a_type() -> None:
    keys = [(r["lemma"], r["pos"], r["event_type"]) for r in ROWS]
    assert sorted({k for k in keys if keys.count(k) > 1}) == []


def test_frames_are_found_by_word_and_part_of_speech_strong_ones_first() -> None:
    ontology = load_ontology()
    assert [f.event_type for f in ontology.frames("kidnap", "VERB")] == ["ASSAULT"]
    assert ontology.frames("Kidnap", "VERB") == ontology.frames("kidnap", "VERB")
    assert ontology.frames("tablecloth", "NOUN") == ()
    for frames in ontology.by_word.values():
        strengths = [f.strength for f in frames]
        assert strengths == sorted(strengths)  # "strong" sorts before "weak"


@pytest.mark.parametrize("word", ["mr", "gen", "u.s", "jan", "p.m"])
def test_abbreviations_are_known(word: str) -> None:
    assert word in load_ontology().abbreviations
