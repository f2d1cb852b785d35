"""factuality (uw, meantime): did it happen, according to the sentence, as a value in [-3, +3]."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from bench.score.cases import Case, Figures, GoldSet, Inputs, Predictions, Row, Task
from bench.score.engine import Engine, part, progress
from bench.score.scorers import Scorers

DATASETS = ("uw", "meantime")


def predict(cases: Sequence[Case], engine: Engine) -> Predictions:
    """{id: [value]}, one a marked token, in the order of the row."""
    judge = part("mentions.status", "token_factuality")
    asked = [case for case in cases if case.given.get("events")]
    found: Predictions = {case.id: [] for case in cases}
    sentences = engine.parser.parse((" ".join(case.given["tokens"]), 0) for case in asked)
    for case, sentence in zip(progress(asked, "sentences"), sentences, strict=True):
        starts = token_starts(case.given["tokens"])
        words = (word_at(sentence.starts, starts[event["token"]]) for event in case.given["events"])
        found[case.id] = [float(judge(sentence, word)) for word in words]
    return found


def token_starts(tokens: Sequence[str]) -> list[int]:
    """Where each token starts in the tokens joined by blanks."""
    return [0, *accumulate(len(token) + 1 for token in tokens)][:-1]


def word_at(starts: Sequence[int], offset: int) -> int:
    """The index of the word that holds the offset."""
    return max(0, bisect_right(starts, offset) - 1)


def score(rows: Sequence[Row], found: Predictions, scorers: Scorers) -> Figures:
    """Pearson r and mean absolute error of each data set."""
    figures: Figures = {}
    for name in DATASETS:
        chosen = [row for row in rows if row["dataset"] == name]
        gold = [event["value"] for row in chosen for event in row["events"]]
        ours = [value for row in chosen for value in found[str(row["id"])]]
        if gold:
            figures[f"{name}_mae"], figures[f"{name}_r"] = scorers.score.mae_r(ours, gold)
    return figures


INPUTS = Inputs(text=None, given=("tokens", "events[].token", "dataset"))
SETS = (GoldSet("factuality", ("uw_r", "uw_mae", "meantime_r", "meantime_mae"), (Task(INPUTS, predict, score),)),)
