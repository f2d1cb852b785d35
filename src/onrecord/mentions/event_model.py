"""Asks the event model what each word of a sentence carries.

The model is a MiniLM encoder with six heads a word piece: PLOVER type or none (17), status (8), whether a careful
coder would code it (1), factuality in [-3, +3] (1), quad class of the sentence (5), source or target (3).
How it was fitted: training/events, docs/models/events.md.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from onrecord.lexicon.event_bars import EventBars
from onrecord.lexicon.models import ModelFiles
from onrecord.lexicon.ontology import EVENT_TYPES
from onrecord.mentions.language import ParsedSentence
from onrecord.records import Status

STATUSES = tuple(Status)
MAX_PIECES = 160
"""The length the model was fitted with; a word beyond it gets no score."""

FloatArray: TypeAlias = npt.NDArray[np.float32]
_WORD = re.compile(r"\w+")
_LIKE_VERBS = ("ed", "ing", "s", "e", "t", "d", "w")
_N_TYPES = len(EVENT_TYPES)
_N_STATUSES = len(STATUSES)
_QUADS = slice(3 + _N_TYPES + _N_STATUSES, 8 + _N_TYPES + _N_STATUSES)


class WordScore(Struct, frozen=True):
    """What the model thinks of one word: probabilities of the types (``EVENT_TYPES`` order) and of none,
    of the statuses (``Status`` order), of being a core event; and its factuality in [-3, +3]."""

    none: float
    types: tuple[float, ...]
    statuses: tuple[float, ...]
    core: float
    factuality: float


class SentenceScores(Struct, frozen=True):
    """The model's outputs for one sentence: ``rows`` (pieces x outputs), and where each piece lies in its text."""

    rows: FloatArray
    offsets: tuple[tuple[int, int], ...]


def score_sentences(model: ModelFiles, texts: Sequence[str]) -> list[SentenceScores]:
    """Runs the model over sentences, in their order; pieces past ``MAX_PIECES`` are left out.

    One sentence a run: the int8 model scales its inputs by the run, so a sentence's scores never hang on what is read
    beside it, and nothing is spent on padding.
    """
    return [score_encoding(model, encoding) for encoding in encode(model, texts)]


def encode(model: ModelFiles, texts: Sequence[str]) -> list[Any]:
    """The word pieces of texts, with where each lies."""
    return [model.tokenizer.encode(text) for text in texts]


def score_encoding(model: ModelFiles, encoding: Any) -> SentenceScores:
    """The scores of one sentence, encoded by ``encode``."""
    ids = np.array([encoding.ids[:MAX_PIECES]], dtype=np.int64)
    rows = model.session.run(None, {"ids": ids, "mask": np.ones_like(ids)})[0][0]
    return SentenceScores(rows, tuple(encoding.offsets[:MAX_PIECES]))


def score_sentence(model: ModelFiles, text: str) -> SentenceScores:
    """The scores of one sentence that stands alone."""
    return score_sentences(model, [text])[0]


def quad_class(scores: SentenceScores) -> int:
    """The sentence's quad class: 0 none, 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
    return int(scores.rows[:, _QUADS].mean(axis=0).argmax())


def promises_event(scores: SentenceScores, text: str, bars: EventBars) -> bool:
    """Whether any word may pass for an event's, whatever its parse. What this turns down is never parsed."""
    return bool((event_margins(scores, text, bars) >= 0).any())


def event_margins(scores: SentenceScores, text: str, bars: EventBars, below: float = 0.0) -> FloatArray:
    """By how much the log-odds of "some event" of the word that each piece begins go over its bar; minus infinity for
    a piece that begins no word, for a word that is neither listed nor like a verb, and where the log-odds stay more
    than ``below`` under the least bar."""
    odds = event_odds(scores.rows)
    margins = np.full(len(odds), -np.inf, dtype=np.float32)
    for p in np.flatnonzero(odds >= bars.least - below):
        start, end = scores.offsets[p]
        match = _WORD.match(text, start) if end > start and not text[start - 1 : start].isalnum() else None
        word = match.group().lower() if match else ""
        margins[p] = odds[p] - bars.by_form.get(word, bars.other if word.endswith(_LIKE_VERBS) else math.inf)
    return margins


def event_odds(rows: FloatArray) -> FloatArray:
    """The log-odds of "some event" for each piece."""
    types = rows[:, 1 : 1 + _N_TYPES]
    top = types.max(axis=1)
    return np.asarray(top + np.log(np.exp(types - top[:, None]).sum(axis=1)) - rows[:, 0], dtype=np.float32)


def score_words(
    scores: SentenceScores, sentence: ParsedSentence, chosen: Sequence[int], least: float = -math.inf
) -> dict[int, WordScore]:
    """The scores of the chosen words (indexes) of a sentence; missing are words past ``MAX_PIECES`` pieces, and those
    whose log-odds of "some event" stay below ``least``."""
    pieces = _first_pieces(scores.offsets, [sentence.starts[i] - sentence.start for i in chosen])
    odds = event_odds(scores.rows)
    return {
        i: _word_score(scores.rows[p])
        for i, p in zip(chosen, pieces, strict=True)
        if p is not None and odds[p] >= least
    }


def role_probabilities(scores: SentenceScores, start: int, end: int) -> tuple[float, float]:
    """How probably the words ``[start, end)`` of the sentence's text are the event's source, and its target."""
    picked = [p for p, (a, b) in enumerate(scores.offsets) if a < end and start < b]
    if not picked:
        return 0.0, 0.0
    shares = [_softmax(scores.rows[p, -3:]) for p in picked]
    roles = shares[0] if len(shares) == 1 else np.array(shares).mean(axis=0)
    return float(roles[1]), float(roles[2])


def _first_pieces(offsets: Sequence[tuple[int, int]], starts: Sequence[int]) -> list[int | None]:
    """For each of ``starts`` the first piece that covers it; the pieces run from left to right."""
    last = 0
    ends = [last := max(last, b) for _, b in offsets]
    places = [(bisect_right(ends, start), start) for start in starts]
    return [p if p < len(offsets) and offsets[p][0] <= start else None for p, start in places]


def _softmax(row: FloatArray) -> FloatArray:
    shifted = np.exp(row - row.max())
    return np.asarray(shifted / shifted.sum(), dtype=np.float32)


def _word_score(row: FloatArray) -> WordScore:
    types = _softmax(row[: 1 + _N_TYPES])
    statuses = _softmax(row[1 + _N_TYPES : 1 + _N_TYPES + _N_STATUSES])
    core, factuality = row[1 + _N_TYPES + _N_STATUSES : 3 + _N_TYPES + _N_STATUSES]
    return WordScore(
        none=float(types[0]),
        types=tuple(float(x) for x in types[1:]),
        statuses=tuple(float(x) for x in statuses),
        core=float(1 / (1 + np.exp(-core))),
        factuality=float(np.clip(factuality, -3, 3)),
    )
