"""How answers are read against gold: small hand-made rows, each with a known figure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bench.score import actors, clusters, places, questions, sentences, snippets
from bench.score.factuality import token_starts, word_at
from bench.score.scorers import Scorers, find_scorers

from bench import speed

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


@pytest.fixture(scope="module")
def scorers() -> Scorers:
    folder = SHARED / "bench"
    if not folder.is_dir():
        pytest.skip("the gold sets and their scorers are not here")
    return Scorers(find_scorers(folder))


def gold_event(source: list[str], target: list[str], *, reciprocal: bool = False) -> dict[str, Any]:
    return {
        "source": [{"code": code} for code in source],
        "target": [{"code": code} for code in target],
        "reciprocal": reciprocal,
    }


def ours(kind: str, source: list[tuple[str, str]], target: list[tuple[str, str]]) -> dict[str, Any]:
    return {"type": kind, "cameo": "190", "actors": source, "recipients": target}


@pytest.mark.parametrize(
    ("gold", "answer", "record"),
    [
        (gold_event(["FRA"], ["PER"]), ours("ASSAULT", [("FRA", "GOV")], [("PER", "CVL")]), 1.0),
        (gold_event(["FRA"], ["PER"]), ours("ASSAULT", [("PER", "")], [("FRA", "")]), 0.0),
        (gold_event(["FRA"], ["PER"]), ours("ACCUSE", [("FRA", "")], [("PER", "")]), 0.0),
        (gold_event(["FRA"], ["PER", "CHL"]), ours("ASSAULT", [("FRA", "")], [("PER", "")]), 0.0),
        (gold_event(["IGO"], []), ours("ASSAULT", [("", "IGO")], []), 1.0),
        (gold_event(["***"], ["PER"]), ours("ASSAULT", [], [("PER", "")]), 1.0),
        (
            gold_event(["FRA", "PER"], [], reciprocal=True),
            ours("ASSAULT", [("FRA", ""), ("PER", "")], [("PER", ""), ("FRA", "")]),
            1.0,
        ),
    ],
)
def test_plover_record(gold: dict[str, Any], answer: dict[str, Any], record: float, scorers: Scorers) -> None:
    rows = [{"id": "1", "plover_now": "ASSAULT", "events": [gold]}]
    assert sentences.score_plover(rows, {"1": [answer]}, scorers)["record"] == record


def test_plover_types_count_once_and_extra_ones_cost_precision(scorers: Scorers) -> None:
    rows = [{"id": str(n), "plover_now": "ASSAULT", "events": [gold_event([], [])]} for n in range(2)]
    found = {"0": [ours("ASSAULT", [], []), ours("ASSAULT", [], []), ours("AID", [], [])], "1": []}
    figures = sentences.score_plover(rows, found, scorers)
    assert figures["type_p"] == 0.5
    assert figures["type_r"] == 0.5
    assert figures["type_f"] == 0.5


def test_petrarch_triples_exact_and_loose(scorers: Scorers) -> None:
    rows = [{"id": "1", "events": [{"source": "FRAGOV", "target": "---", "code": "192"}]}]
    found = {"1": [ours("ASSAULT", [("FRA", "MIL")], [])]}
    assert sentences.score_petrarch(rows, found, scorers) == {"exact_f": 0.0, "loose_f": 1.0}
    rows = [{"id": "1", "events": [{"source": "FRAMIL", "target": "---", "code": "190"}]}]
    assert sentences.score_petrarch(rows, found, scorers) == {"exact_f": 1.0, "loose_f": 1.0}


def test_place_points(scorers: Scorers) -> None:
    names = [
        {"start": 0, "end": 4, "lat": 10.0, "lon": 10.0, "geonameid": "7"},
        {"start": 6, "end": 9, "lat": 0.0, "lon": 0.0, "geonameid": "8"},
        {"start": 20, "end": 24, "lat": None, "lon": None, "geonameid": None},
    ]
    rows = [{"id": "1", "toponyms": names}]
    given = {"1": {(0, 4): (10.5, 10.5, "geonames:7"), (6, 9): None, (20, 24): (1.0, 1.0, "9")}}
    assert places.score_given(rows, given, scorers) == {"at161": 0.5, "exact_id": 0.5}
    raw = {"1": [(0, 3, 10.0, 10.0), (6, 9, 50.0, 50.0), (20, 24, 1.0, 1.0)]}
    assert places.score_raw(rows, raw, scorers) == {"end_to_end_f": 0.5}


def test_exact_id_is_left_out_where_no_name_has_one(scorers: Scorers) -> None:
    rows = [{"id": "1", "toponyms": [{"start": 0, "end": 4, "lat": 1.0, "lon": 1.0, "geonameid": None}]}]
    assert places.score_given(rows, {"1": {(0, 4): (1.0, 1.0, None)}}, scorers) == {"at161": 1.0}


def test_distance() -> None:
    assert places.distance_km(0, 0, 0, 1) == pytest.approx(111.195, abs=0.01)
    assert places.distance_km(52.52, 13.405, 48.8566, 2.3522) == pytest.approx(877.5, abs=1.5)


def test_quad_and_spans(scorers: Scorers) -> None:
    row = {
        "id": "1",
        "text": "The army shelled two villages.",
        "quad": "4",
        "tokens": ["The", "army", "shelled", "two", "villages", "."],
        "tags": ["B-S", "I-S", "O", "B-T", "I-T", "O"],
    }
    found = {"1": {"quad": "4", "spans": {(0, 8, "S"), (21, 29, "T")}}}
    figures = snippets.score_quad([row], found, scorers)
    assert figures["quad_f"] == 1.0
    assert figures["span_f"] == 0.5


def test_cluster_figures(scorers: Scorers) -> None:
    rows = [{"id": name, "incident": "x" if name in "ab" else "y"} for name in "abc"]
    right = clusters.score(rows, {"a": "1", "b": "1", "c": "2"}, scorers, "incident")
    apart = clusters.score(rows, {"a": "1", "b": "2", "c": "3"}, scorers, "incident")
    assert right == {"b3_f": 1.0, "pairwise_f": 1.0}
    assert apart["pairwise_f"] == 0.0
    assert apart["b3_f"] == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("answer", "phrases", "right"),
    [
        ("the president", ["President Paz"], True),
        ("the old president of the republic", ["President Paz"], False),
        (None, ["x"], False),
        ("on Monday", ["Tuesday", "Monday"], True),
    ],
)
def test_answers_share_half_their_words(answer: str | None, phrases: list[str], right: bool) -> None:
    assert questions.answers(answer, phrases) is right


def test_actor_assertions(scorers: Scorers) -> None:
    asserts = [["code['country']", "Eq", "FRA"], ["code['code_1']", "NotEq", "MIL"], ["code['wiki']", "Eq", "x"]]
    rows = [{"id": "1", "asserts": asserts}]
    assert actors.score(rows, {"1": ("FRA", "GOV")}, scorers) == {"country": 1.0, "sector": 1.0}
    assert actors.score(rows, {"1": ("", "MIL")}, scorers) == {"country": 0.0, "sector": 0.0}


def test_tokens_are_found_in_the_joined_text() -> None:
    tokens = ["It", "did", "n't", "explode"]
    assert token_starts(tokens) == [0, 3, 7, 11]
    assert word_at((0, 3, 7, 11), 8) == 2


def test_speed_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert speed.main([str(tmp_path)]) == 2
    assert "news.jsonl" in capsys.readouterr().err


def test_speed_groups_and_sums() -> None:
    assert [len(group) for group in speed.groups([speed.Case(id=str(n)) for n in range(5)], 2)] == [2, 2, 1]
    assert speed.total([speed.Spent(1, 2), speed.Spent(3, 4)]) == speed.Spent(4, 6)
    assert speed.peak_megabytes() > 1
