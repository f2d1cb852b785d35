"""timebank, aquaint, wikiwars, te3_platinum: time expressions and their normalised values."""

from __future__ import annotations

from collections.abc import Sequence

from bench.score.cases import Case, Figures, GoldSet, Inputs, Predictions, Row, Task
from bench.score.engine import Engine, part, progress
from bench.score.scorers import Scorers, quietly


def predict(cases: Sequence[Case], engine: Engine) -> Predictions:
    """{id: [{start, end, type, value}]}, offsets in the case's text."""
    tag_times = part("mentions.times", "tag_times")
    found: Predictions = {}
    for case in progress(cases, "times"):
        mentions = tag_times(case.text, case.published)
        found[case.id] = [{"start": m.start, "end": m.end, "type": m.timex_type, "value": m.value} for m in mentions]
    return found


def score(rows: Sequence[Row], found: Predictions, scorers: Scorers) -> Figures:
    """Strict and relaxed span F and value F, by timex_score.py."""
    gold = {row["id"]: row for row in rows}
    result = quietly(scorers.timex.score, gold, {key: {"timex": value} for key, value in found.items()})
    return {"strict_f": result["strict"][2], "relaxed_f": result["relaxed"][2], "value_f": result["value_f1"]}


def _dated(name: str) -> GoldSet:
    task = Task(Inputs(published="dct"), predict, score)
    return GoldSet(name, ("strict_f", "relaxed_f", "value_f"), (task,))


SETS = tuple(_dated(name) for name in ("timebank", "aquaint", "wikiwars", "te3_platinum"))
