"""What the event model's outputs are read as, and that a document's scores do not hang on how they are asked for."""

from __future__ import annotations

import numpy as np

from onrecord.lexicon.models import load_event_model
from onrecord.mentions.event_model import (
    MAX_PIECES,
    SentenceScores,
    quad_class,
    score_sentence,
    score_sentences,
)
from onrecord.mentions.event_model import role_probabilities as probabilities

WIDTH = 17 + 8 + 1 + 1 + 5 + 3


def made(text: str, roles: dict[str, int], quad: int) -> SentenceScores:
    """Scores of one piece a word, with the roles and quad class given."""
    offsets, rows, at = [], [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        row = np.zeros(WIDTH, dtype=np.float32)
        row[27 + quad] = 5
        row[32 + roles.get(word, 0)] = 5
        offsets.append((start, at))
        rows.append(row)
    return SentenceScores(np.array(rows), tuple(offsets))


def test_roles_and_quad_class_are_read_from_their_columns() -> None:
    text = "Armed rebels killed nine soldiers"
    scores = made(text, {"Armed": 1, "rebels": 1, "nine": 2, "soldiers": 2}, 4)
    assert quad_class(scores) == 4
    assert probabilities(scores, 0, 12)[0] > 0.9


def test_a_sentence_has_the_same_scores_whatever_is_read_beside_it() -> None:
    model = load_event_model()
    texts = [
        "Rebels killed nine soldiers.",
        "Talks began.",
        "The minister condemned the bombing of the town on Monday.",
    ]
    for text, scores in zip(texts, score_sentences(model, texts), strict=True):
        alone = score_sentence(model, text)
        assert scores.offsets == alone.offsets
        assert np.array_equal(scores.rows, alone.rows)


def test_a_sentence_past_the_limit_is_read_up_to_it() -> None:
    scores = score_sentence(load_event_model(), "rebels attacked " * 200)
    assert len(scores.offsets) == len(scores.rows) == MAX_PIECES


def test_no_sentences_give_no_scores() -> None:
    assert score_sentences(load_event_model(), []) == []
