"""cameo_st (quad class with source and target spans) and case2021_task2 (ACLED sub-type of a snippet)."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bench.score.cases import Case, Figures, GoldSet, Inputs, Predictions, Row, Task, read_rows
from bench.score.engine import Engine, part, progress
from bench.score.scorers import Scorers


@cache
def _table(name: str) -> dict[str, str]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as handle:
        return {row[0]: row[1] for row in list(csv.reader(handle))[1:]}


def cameo_rows(folder: Path, part: str) -> list[Row]:
    """The rows to be scored: those that are not train, and of the train rows a fifth by the id's sha256."""
    rows = read_rows(folder / f"{part}.jsonl")
    return [row for row in rows if row.get("split") != "train" or kept_aside(str(row["id"]))]


def kept_aside(row_id: str) -> bool:
    """True where the sha256 of the id, read as one number, is divisible by five (../shared/bench/README.md)."""
    return int(hashlib.sha256(row_id.encode()).hexdigest(), 16) % 5 == 0


def predict_quad(cases: Sequence[Case], engine: Engine) -> Predictions:
    """{id: {quad: "0".."4", spans: {(start, end, "S" or "T")}}}, offsets in the case's text: the class by the event
    model, the spans by the span model."""
    classes, spans = part("lexicon.models", "load_event_model")(), part("lexicon.models", "load_span_model")()
    score, quad = (part("mentions.event_model", name) for name in ("score_sentence", "quad_class"))
    run, tag = (part("mentions.span_model", name) for name in ("score_spans", "tag_spans"))
    heads = part("lexicon.span_heads", "load_span_heads")()
    found: Predictions = {}
    for case in progress(cases, "sentences"):
        scores = run(spans, case.text, [(0, len(case.text))])
        sides = {
            (span.start, span.end, side)
            for head, side in (("acting", "S"), ("acted_on", "T"))
            for span in tag(scores, case.text, heads[head])
        }
        found[case.id] = {"quad": str(quad(score(classes, case.text))), "spans": sides}
    return found


def score_quad(rows: Sequence[Row], found: Predictions, scorers: Scorers) -> Figures:
    """Macro F over the five classes; exact token-span F of sources and targets where a row has tags."""
    quads = scorers.score.cls([found[str(row["id"])]["quad"] for row in rows], [row["quad"] for row in rows])
    tagged = [row for row in rows if row.get("tags")]
    ours = {(row["id"], *span) for row in tagged for span in _token_spans(row, found[str(row["id"])]["spans"])}
    gold = {(row["id"], *span) for row in tagged for span in _gold_spans(row["tags"])}
    return {"quad_f": quads["macro_f1"], "span_f": scorers.score.spans(ours, gold)[2]}


def _token_spans(row: Row, spans: set[tuple[int, int, str]]) -> set[tuple[int, int, str]]:
    """Character spans of the text as spans of the row's tokens."""
    places = []
    at = 0
    for token in row["tokens"]:
        start = row["text"].find(token, at)
        if start < 0:
            places.append((-1, -1))
            continue
        at = start + len(token)
        places.append((start, at))
    out = set()
    for start, end, side in spans:
        inside = [index for index, (first, last) in enumerate(places) if first >= 0 and first < end and start < last]
        if inside:
            out.add((inside[0], inside[-1] + 1, side))
    return out


def _gold_spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """Spans of a BIO tag row, sources (S) and targets (T) only."""
    out = set()
    start: int | None = None
    for index, tag in enumerate([*tags, "O"]):
        if start is not None and not tag.startswith("I-"):
            out.add((start, index, tags[start][2:]))
            start = None
        if tag.startswith("B-"):
            start = index
    return {span for span in out if span[2] in ("S", "T")}


def predict_subtype(cases: Sequence[Case], engine: Engine) -> Predictions:
    """{id: label}: the sub-event type that the whole snippet's words speak for, under the set's own name for it.

    The cues are those that give ``codes.acled`` of an event; beside ACLED's own types they know the set's others.
    """
    labels = _table("acled_labels.csv")
    subtypes = part("lexicon.subtypes", "load_subtypes")()
    weigh, choose = (part("reports.subtypes", name) for name in ("subtype_weights", "likeliest_subtype"))
    return {case.id: labels[choose(weigh(case.text, subtypes)) or "Other"] for case in cases}


def score_subtype(rows: Sequence[Row], found: Predictions, scorers: Scorers) -> Figures:
    """Weighted F over all labels (the official figure)."""
    result = scorers.score.cls([found[str(row["id"])] for row in rows], [row["label"] for row in rows])
    return {"weighted_f": result["weighted_f1"]}


SETS = (
    GoldSet("cameo_st", ("quad_f", "span_f"), (Task(Inputs(), predict_quad, score_quad),), cameo_rows),
    GoldSet("case2021_task2", ("weighted_f",), (Task(Inputs(), predict_subtype, score_subtype),)),
)
