"""A gold field can reach no prediction: rows without their gold, or with false gold, are answered alike."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from bench.score.__main__ import set_folder
from bench.score.cases import GoldSet, Inputs, cut, make_case, make_cases
from bench.score.engine import Engine
from bench.score.registry import all_sets

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SETS = {gold_set.name: gold_set for gold_set in all_sets()}
ROWS = 2
GOLD_PATHS = {
    "plover_gsr": ("plover_now", "events", "category", "markup", "raw", "comment"),
    "petr2_gsr": ("events", "no_events", "parse"),
    "muc4": ("templates", "grit_roles", "gtt_templates", "grit_text", "has_key"),
    "factuality": ("events[].value",),
    "polnear": ("annotations",),
    "cameo_st": ("quad", "tags"),
    "case2021_task2": ("label",),
    "gva_casualty": ("n_killed", "n_injured", "shooting_date", "address"),
    "gva_fusion": ("incident", "incident_size", "in_gvc"),
    "news_cluster": ("cluster_event", "cluster_event_id", "category"),
    "maverick": ("event_id",),
    "ecbplus": ("events[].chain", "events[].type", "entities", "topic", "subtopic"),
    "re3d": ("entities", "relations"),
    "lgl": ("toponyms[].lat", "toponyms[].lon", "toponyms[].geonameid", "toponyms[].name", "toponyms[].country"),
    "geovirus": ("toponyms[].lat", "toponyms[].lon", "toponyms[].page"),
    "timebank": ("timex",),
    "aquaint": ("timex",),
    "wikiwars": ("timex",),
    "giveme5w1h_gold": ("events", "giveme5w1h_output"),
    "ngec_actor_tests": ("asserts", "dict", "events"),
    "seed": ("gold",),
    "reports_gold": ("gold",),
    "reports_train": ("gold",),
}


def _falsify(value: Any, allowed: Sequence[str]) -> Any:
    """The value with every field that is not allowed replaced by something false."""
    if not isinstance(value, Mapping):
        return value
    out = {}
    for name, inner in value.items():
        below = [
            path.split(".", 1)[1] for path in allowed if path.startswith(f"{name}[].") or path.startswith(f"{name}.")
        ]
        if name in allowed:
            out[name] = inner
        elif below and isinstance(inner, list):
            out[name] = [_falsify(item, below) for item in inner]
        elif below:
            out[name] = _falsify(inner, below)
        else:
            out[name] = "BOMBING IN PARIS 2001-01-01"
    return out


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


def _rows(gold_set: GoldSet) -> list[dict[str, Any]]:
    folder = set_folder(SHARED / "bench", gold_set.name)
    if not folder.is_dir():
        pytest.skip(f"the gold set {gold_set.name} is not here")
    rows = gold_set.rows(folder, "dev")
    shortest = sorted(rows, key=lambda row: (len(json.dumps(row.get("text") or row.get("sentences"))), str(row["id"])))
    return shortest[-1:] if len(rows) < ROWS else shortest[len(rows) // 10 :][:ROWS]


@pytest.mark.parametrize("name", sorted(SETS))
def test_predictions_do_not_depend_on_gold(name: str, engine: Engine) -> None:
    gold_set = SETS[name]
    rows = _rows(gold_set)
    for task in gold_set.tasks:
        paths = task.inputs.paths()
        whole, bare, false = rows, [cut(row, paths) for row in rows], [_falsify(row, paths) for row in rows]
        assert whole != bare, "the rows hold no gold: the test would show nothing"
        assert make_cases(whole, task.inputs) == make_cases(bare, task.inputs) == make_cases(false, task.inputs)
        answers = task.predict(make_cases(whole, task.inputs), engine)
        assert answers == task.predict(make_cases(bare, task.inputs), Engine())
        assert answers == task.predict(make_cases(false, task.inputs), Engine())


@pytest.mark.parametrize("name", sorted(GOLD_PATHS))
def test_no_gold_field_is_an_input(name: str) -> None:
    for task in SETS[name].tasks:
        assert not set(task.inputs.paths()) & set(GOLD_PATHS[name])


def test_raw_text_task_sees_no_spans() -> None:
    raw = SETS["lgl"].tasks[1]
    case = make_case({"id": "1", "text": "Ruiz", "toponyms": [{"start": 0, "end": 4}]}, raw.inputs)
    assert "toponyms" not in case.given


def test_cut_takes_only_the_named_fields_of_list_items() -> None:
    row = {"id": "1", "toponyms": [{"start": 0, "lat": 1.0}, {"start": 5, "lat": 2.0}], "gold": 3}
    assert cut(row, ("id", "toponyms[].start")) == {"id": "1", "toponyms": [{"start": 0}, {"start": 5}]}


def test_cases_come_in_the_order_of_their_ids() -> None:
    rows = [{"id": "b", "text": "x"}, {"id": "a", "text": "y"}]
    assert [case.id for case in make_cases(rows, Inputs())] == ["a", "b"]


@pytest.mark.parametrize(
    ("given", "day"),
    [("2009-03-20 12:24:52.002-05", "2009-03-20"), ("2016-11-10", "2016-11-10"), ("soon", None), (None, None)],
)
def test_publication_day_is_an_iso_day_or_nothing(given: str | None, day: str | None) -> None:
    assert make_case({"id": "1", "text": "x", "dct": given}, Inputs(published="dct")).published == day
