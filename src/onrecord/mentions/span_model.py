"""Asks the span model who and what a text names: parties, targets and instruments of violence, speakers and statements.

The model reads windows of sentences (onrecord.mentions.span_windows); its heads are listed in data/models/spans.toml.
How it was fitted: training/spans, docs/models/spans.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from onrecord.lexicon.models import ModelFiles
from onrecord.lexicon.span_heads import SpanHead
from onrecord.mentions.span_windows import Window, make_windows
from onrecord.records import SpanPair

__all__ = [
    "SpanScores",
    "TaggedSpan",
    "facet_of",
    "facets_of_sentences",
    "score_spans",
    "span_at",
    "span_shares",
    "tag_spans",
]

FloatArray = npt.NDArray[np.float32]
STARTS = 0.5
"""A piece that is likelier the start of a span than this opens a new one, even right after another."""

_WORD = re.compile(r"\w")


class SpanScores(Struct, frozen=True):
    """The model's outputs for a text: ``rows`` (pieces x outputs), where each piece lies in the text, and of every
    sentence the pieces it has."""

    rows: FloatArray
    offsets: tuple[SpanPair, ...]
    sentences: tuple[SpanPair, ...]


class TaggedSpan(Struct, frozen=True):
    """A span of the text (half-open, in characters), its pieces, and how sure the head is of it, 0 to 1."""

    start: int
    end: int
    first: int
    last: int
    probability: float


def score_spans(model: ModelFiles, text: str, sentences: Sequence[SpanPair]) -> SpanScores:
    """Runs the model over a text; ``sentences`` are its spans, in order. Text outside them is not read."""
    rows: list[FloatArray] = []
    offsets: list[SpanPair] = []
    marks: list[SpanPair] = []
    for window in make_windows(text, sentences, model.tokenizer):
        scores = _run(model, window)
        for _, first, last in window.sentences:
            marks.append((len(offsets), len(offsets) + last - first))
            rows.append(scores[first:last])
            offsets.extend(window.offsets[first:last])
    width = rows[0].shape[1] if rows else 0
    return SpanScores(np.concatenate(rows) if rows else np.zeros((0, width), np.float32), tuple(offsets), tuple(marks))


def _run(model: ModelFiles, window: Window) -> FloatArray:
    ids = np.array([window.ids], dtype=np.int64)
    return np.asarray(model.session.run(None, {"ids": ids, "mask": np.ones_like(ids)})[0][0], dtype=np.float32)


def tag_spans(scores: SpanScores, text: str, head: SpanHead) -> list[TaggedSpan]:
    """The spans of a head in order: runs of pieces of which it is at least ``head.through`` sure that they are of a
    span, and of one of them at least ``head.least``.

    A run is cut where a piece is likelier than not a start; spans are widened to whole words.
    """
    if not len(scores.rows):
        return []
    shares = _softmax(scores.rows[:, head.first : head.last])
    inside = 1 - shares[:, 0]
    runs: list[list[int]] = []
    for piece in np.flatnonzero(inside >= head.through):
        opens = shares[piece, 1] >= STARTS and not _goes_on(text, scores.offsets, int(piece))
        if runs and runs[-1][-1] == piece - 1 and not opens:
            runs[-1].append(int(piece))
        else:
            runs.append([int(piece)])
    return [_span(text, scores.offsets, run, inside) for run in runs if inside[run].max() >= head.least]


def span_shares(scores: SpanScores, head: SpanHead) -> FloatArray:
    """A row for each piece: how probably it is outside the spans of a head, at the start of one, inside one."""
    return _softmax(scores.rows[:, head.first : head.last])


def span_at(scores: SpanScores, start: int, end: int, head: SpanHead) -> TaggedSpan | None:
    """The given words as a span with how sure the head is of them; ``None`` where the model has not read them."""
    pieces = [piece for piece, (a, b) in enumerate(scores.offsets) if a < end and start < b]
    if not pieces:
        return None
    shares = _softmax(scores.rows[pieces[0] : pieces[-1] + 1, head.first : head.last])
    return TaggedSpan(start, end, pieces[0], pieces[-1] + 1, float((1 - shares[:, 0]).mean()))


def _goes_on(text: str, offsets: Sequence[SpanPair], piece: int) -> bool:
    """Whether a piece stands inside a word."""
    start = offsets[piece][0]
    return (
        piece > 0
        and offsets[piece - 1][1] == start
        and bool(_WORD.match(text[start - 1 : start]))
        and bool(_WORD.match(text[start]))
    )


def _span(text: str, offsets: Sequence[SpanPair], run: Sequence[int], inside: FloatArray) -> TaggedSpan:
    start, end = offsets[run[0]][0], offsets[run[-1]][1]
    while start and _WORD.match(text[start - 1]) and _WORD.match(text[start]):
        start -= 1
    while end < len(text) and _WORD.match(text[end]) and _WORD.match(text[end - 1]):
        end += 1
    return TaggedSpan(start, end, run[0], run[-1] + 1, float(inside[run].mean()))


def facet_of(scores: SpanScores, span: TaggedSpan, head: SpanHead) -> FloatArray:
    """How probably each label of a facet is true of a span: shares of one for kind "one", else each by itself."""
    rows = scores.rows[span.first : span.last, head.first : head.last]
    shares = _softmax(rows) if head.kind == "one" else 1 / (1 + np.exp(-rows))
    return np.asarray(shares.mean(axis=0), dtype=np.float32)


def facets_of_sentences(scores: SpanScores, head: SpanHead) -> FloatArray:
    """A row for each sentence: how probably each label is true of it; 0 for a sentence without pieces."""
    out = np.zeros((len(scores.sentences), len(head.labels)), dtype=np.float32)
    for row, (first, last) in enumerate(scores.sentences):
        if last > first:
            out[row] = 1 / (1 + np.exp(-scores.rows[first:last, head.first : head.last].mean(axis=0)))
    return out


def _softmax(rows: FloatArray) -> FloatArray:
    shifted = np.exp(rows - rows.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True), dtype=np.float32)
