"""Floors under the measured scores: they may rise, never fall silently. Skipped without the gold sets."""

import contextlib
import importlib.util
import io
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.mentions.times import tag_times

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "bench"
# set, strict F, relaxed F, value F: a point below what was measured when the rules were last changed
FLOORS = [
    ("timebank", 0.86, 0.92, 0.79),
    ("aquaint", 0.82, 0.92, 0.71),
    ("wikiwars", 0.85, 0.91, 0.83),
]


@pytest.mark.parametrize(("name", "strict", "relaxed", "value"), FLOORS)
def test_scores_stay_above_their_floor(name: str, strict: float, relaxed: float, value: float) -> None:
    gold_file, scorer_file = SHARED / name / "dev.jsonl", SHARED / "scorers" / "timex_score.py"
    if not gold_file.exists() or not scorer_file.exists():
        pytest.skip(f"{gold_file} or its scorer is not here")
    spec = importlib.util.spec_from_file_location("timex_score", scorer_file)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = {row["id"]: row for row in map(json.loads, gold_file.read_text(encoding="utf-8").splitlines())}
    found = {ident: {"timex": _tagged(row["text"], row["dct"])} for ident, row in gold.items()}
    with contextlib.redirect_stdout(io.StringIO()):
        figures = scorer.score(gold, found)
    assert figures["strict"][2] >= strict
    assert figures["relaxed"][2] >= relaxed
    assert figures["value_f1"] >= value


def _tagged(text: str, published: str | None) -> list[dict[str, Any]]:
    mentions = tag_times(text, published)
    return [{"start": m.start, "end": m.end, "type": m.timex_type, "value": m.value} for m in mentions]
