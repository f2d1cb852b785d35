"""polnear: who says what: source, cue and content spans of attributions in news."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from bench.score.cases import Case, Figures, GoldSet, Inputs, Predictions, Row, Task
from bench.score.engine import Engine, part, progress
from bench.score.scorers import Scorers, f_score

PARTS = ("source", "cue", "content")
OPENING = re.compile(r"[“\"‘]$")
CLOSING = re.compile(r"[.,!?…]*[”\"’]")
Spans = tuple[tuple[int, int], ...]


def predict(cases: Sequence[Case], engine: Engine) -> Predictions:
    """{id: {part: {spans}}}; each part of a statement is one span of the case's text."""
    split, find = part("mentions.sentences", "split_sentences"), part("mentions.speakers", "find_statements")
    verbs = part("lexicon.status", "load_speech_verbs")()
    abbreviations = part("lexicon.ontology", "load_ontology")().abbreviations
    found: Predictions = {}
    for case in progress(cases, "articles"):
        parts: dict[str, set[Spans]] = {name: set() for name in PARTS}
        spans = split(case.text, abbreviations)
        sentences = engine.parser.parse((case.text[start:end], start) for start, end in spans)
        for sentence in sentences:
            for statement in find(sentence, verbs):
                for name, span in _parts(sentence, statement):
                    parts[name].add((span,))
        found[case.id] = parts
    return found


def _parts(sentence: Any, statement: Any) -> Iterator[tuple[str, tuple[int, int]]]:
    if statement.speaker is None:
        return
    yield "source", _span(sentence, sentence.subtree(statement.speaker))
    yield "cue", _span(sentence, _with_auxiliaries(sentence, statement.cue))
    if statement.content is not None and statement.content != statement.cue:
        outside = (
            set(sentence.subtree(statement.cue)) if statement.cue in sentence.subtree(statement.content) else set()
        )
        words = [word for word in sentence.subtree(statement.content) if word not in outside]
        yield "content", _quoted(sentence, _span(sentence, _without_edges(sentence, words)))


def _with_auxiliaries(sentence: Any, cue: int) -> list[int]:
    """The cue with its auxiliaries before it and "to" after "according"."""
    helpers = [word for word in sentence.kids(cue, "aux", "auxpass") if word < cue]
    after = cue + 1
    is_according = sentence.words[cue].lower() == "according" and after < len(sentence.words)
    return [min([*helpers, cue]), after if is_according and sentence.words[after].lower() == "to" else cue]


def _quoted(sentence: Any, span: tuple[int, int]) -> tuple[int, int]:
    """The span with the quotation marks that open right before it and close right after it."""
    start, end = span[0] - sentence.start, span[1] - sentence.start
    opening = OPENING.search(sentence.text[:start])
    closing = CLOSING.match(sentence.text[end:])
    if opening:
        start = opening.start()
    if closing:
        end += closing.end()
    return start + sentence.start, end + sentence.start


def _without_edges(sentence: Any, words: list[int]) -> list[int]:
    """The words without punctuation at either end."""
    inner = [word for word in words if sentence.pos[word] != "PUNCT"]
    return [word for word in words if inner and inner[0] <= word <= inner[-1]] or words


def _span(sentence: Any, words: Sequence[int]) -> tuple[int, int]:
    return sentence.starts[words[0]], sentence.ends[words[-1]]


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
