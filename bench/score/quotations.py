"""polnear: who says what: source, cue and content spans of attributions in news."""

from __future__ import annotations

from collections.abc import Sequence

from bench.score.cases import Case, Figures, GoldSet, Inputs, Predictions, Row, Task
from bench.score.engine import Engine, part, progress
from bench.score.scorers import Scorers, f_score

PARTS = ("source", "cue", "content")
Spans = tuple[tuple[int, int], ...]


def predict(cases: Sequence[Case], engine: Engine) -> Predictions:
    """{id: {part: {spans}}}; a content may be of several spans."""
    split, abbreviations = part("mentions.sentences", "split_sentences"), engine.abbreviations
    run, read = part("mentions.span_model", "score_spans"), part("mentions.attributed", "attributed_parts")
    model, heads = part("lexicon.models", "load_span_model")(), part("lexicon.span_heads", "load_span_heads")()
    found: Predictions = {}
    for case in progress(cases, "articles"):
        parts = read(run(model, case.text, split(case.text, abbreviations)), case.text, heads)
        sources, cues = ({(span,) for span in spans} for spans in (parts.sources, parts.cues))
        found[case.id] = {"source": sources, "cue": cues, "content": set(parts.contents)}
    return found


def score(rows: Sequence[Row], found: Predictions, scorers: Scorers) -> Figures:
    """Exact span F of each part against the first annotator of each article."""
    figures: Figures = {}
    for name in PARTS:
        hits = ours = gold = 0
        for row in rows:
            true = _gold(row, name)
            mine = found[str(row["id"])][name]
            hits, ours, gold = hits + len(true & mine), ours + len(mine), gold + len(true)
        figures[f"{name}_f"] = f_score(hits, ours, gold)
    return figures


def _gold(row: Row, name: str) -> set[Spans]:
    groups = [group for attribution in row["annotations"][0]["attributions"] for group in attribution[name]]
    return {tuple((start, end) for start, end in group["spans"]) for group in groups}


SETS = (GoldSet("polnear", ("source_f", "cue_f", "content_f"), (Task(Inputs(), predict, score),)),)
