"""factuality (uw, meantime): did it happen, according to the sentence, as a value in [-3, +3].

The event model and the cues around the word answer, as in the coder, where the model is installed; else the grammar
around the word, each status with the mean gold value it has over the train part (status_values.csv).
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

from bench.score.cases import Case, Figures, GoldSet, Inputs, NotAnsweredError, Predictions, Row, Task
from bench.score.engine import Engine, part, progress
from bench.score.scorers import Scorers
from onrecord.errors import LexiconError

DATASETS = ("uw", "meantime")
VALUES = Path(__file__).with_name("status_values.csv")
Judge = Callable[[Any, Sequence[int]], list[float]]


def predict(cases: Sequence[Case], engine: Engine) -> Predictions:
    """{id: [value]}, one a marked token, in the order of the row."""
    asked = [case for case in cases if case.given.get("events")]
    judge = _judge() if asked else None
    found: Predictions = {case.id: [] for case in cases}
    sentences = engine.parser.parse((" ".join(case.given["tokens"]), 0) for case in asked)
    for case, sentence in zip(progress(asked, "sentences"), sentences, strict=True):
        starts = token_starts(case.given["tokens"])
        words = [word_at(sentence.starts, starts[event["token"]]) for event in case.given["events"]]
        found[case.id] = judge(sentence, words) if judge else []
    return found


def _judge() -> Judge:
    """What gives words their values: the event model, else the rule."""
    values = {row["status"]: float(row["value"]) for row in csv.DictReader(VALUES.open(encoding="utf-8"))}
    cues = part("lexicon.status", "load_status_cues")()
    by_rule = partial(_by_rule, part("mentions.status", "grammatical_status"), cues, values)
    try:
        model = part("lexicon.models", "load_event_model")()
        read, pick = (part("mentions.event_model", name) for name in ("score_sentence", "score_words"))
        return partial(_by_model, partial(read, model), pick, _blend(cues), by_rule)
    except (ImportError, LexiconError, NotAnsweredError):
        return by_rule


def _by_rule(status: Callable[..., Any], cues: Any, values: dict[str, float], sentence: Any, words: Any) -> list[float]:
    found = [status(sentence, word, cues) for word in words]
    return [values["negated" if one.is_negated else one.status.value if one.status else "none"] for one in found]


def _by_model(
    read: Callable[..., Any],
    pick: Callable[..., Any],
    blend: Callable[..., float],
    by_rule: Judge,
    sentence: Any,
    words: Any,
) -> list[float]:
    """The coder's value, or the rule's for a word past the length that the model reads."""
    known = pick(read(sentence.text), sentence, words)
    return [
        blend(sentence, word, known[word].factuality) if word in known else by_rule(sentence, [word])[0]
        for word in words
    ]


def _blend(status: Any) -> Callable[..., float]:
    """The coder's own way from the model's value to that of its reports."""
    weights = part("lexicon.factuality", "load_factuality_weights")()
    classes = part("lexicon.factuality", "classes_by_word")()
    speech = part("lexicon.status", "load_speech_verbs")()
    read, blend = (part("mentions.factuality", name) for name in ("factuality_cues", "blend_factuality"))
    return lambda sentence, word, told: blend(told, read(sentence, word, status, speech, classes), weights)


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
