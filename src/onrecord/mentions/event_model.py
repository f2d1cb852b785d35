"""Asks the event model what each word of a sentence carries.

The model is a MiniLM encoder with four heads a word piece: PLOVER type or none (17), status (8), whether a careful
coder would code it (1), factuality in [-3, +3] (1). How it was fitted: training/events, docs/models/events.md.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from onrecord.lexicon.models import ModelFiles
from onrecord.lexicon.ontology import EVENT_TYPES
from onrecord.mentions.language import ParsedSentence
from onrecord.records import Status

STATUSES = tuple(Status)
MAX_PIECES = 160
"""The length the model was fitted with; a word beyond it gets no score."""

_N_TYPES = len(EVENT_TYPES)
_N_STATUSES = len(STATUSES)

FloatArray = npt.NDArray[np.float32]


class WordScore(Struct, frozen=True):
    """What the model thinks of one word: probabilities of the types (``EVENT_TYPES`` order) and of none,
    of the statuses (``Status`` order), of being a core event; and its factuality in [-3, +3]."""

    none: float
    types: tuple[float, ...]
    statuses: tuple[float, ...]
    core: float
    factuality: float


def score_words(
    model: ModelFiles, sentences: Sequence[ParsedSentence], words: Sequence[Sequence[int]]
) -> list[dict[int, WordScore]]:
    """Scores the chosen words (indexes) of each sentence; words past ``MAX_PIECES`` pieces are missing."""
    return [_score_sentence(model, s, chosen) if chosen else {} for s, chosen in zip(sentences, words, strict=True)]


def _score_sentence(model: ModelFiles, sentence: ParsedSentence, chosen: Sequence[int]) -> dict[int, WordScore]:
    encoding = model.tokenizer.encode(sentence.text)
    ids = np.asarray([encoding.ids[:MAX_PIECES]], dtype=np.int64)
    rows = model.session.run(None, {"ids": ids, "mask": np.ones_like(ids)})[0][0]
    pieces = _first_pieces(encoding.offsets[:MAX_PIECES], [sentence.starts[i] - sentence.start for i in chosen])
    return {i: _word_score(rows[p]) for i, p in zip(chosen, pieces, strict=True) if p is not None}


def _first_pieces(offsets: Sequence[tuple[int, int]], starts: Sequence[int]) -> list[int | None]:
    by_char: dict[int, int] = {}
    for p, (a, b) in enumerate(offsets):
        for c in range(a, b):
            by_char.setdefault(c, p)
    return [by_char.get(start) for start in starts]


def _softmax(row: FloatArray) -> FloatArray:
    shifted = np.exp(row - row.max())
    return np.asarray(shifted / shifted.sum(), dtype=np.float32)


def _word_score(row: FloatArray) -> WordScore:
    types = _softmax(row[: 1 + _N_TYPES])
    statuses = _softmax(row[1 + _N_TYPES : 1 + _N_TYPES + _N_STATUSES])
    core, factuality = row[-2:]
    return WordScore(
        none=float(types[0]),
        types=tuple(float(x) for x in types[1:]),
        statuses=tuple(float(x) for x in statuses),
        core=float(1 / (1 + np.exp(-core))),
        factuality=float(np.clip(factuality, -3, 3)),
    )
