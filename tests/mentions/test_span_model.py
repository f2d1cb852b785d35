"""How the span model's outputs are read: spans of whole words, facets of spans and of sentences."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.lexicon.models import load_span_model
from onrecord.lexicon.span_heads import SpanHead, load_span_heads
from onrecord.mentions.span_model import SpanScores, facet_of, facets_of_sentences, score_spans, tag_spans

HEAD = SpanHead("perp", "span", ("O", "B", "I"), 0, False, 0.5, 0.5)
KIND = SpanHead("kind", "one", ("one", "two"), 3, False, 0.5, 0.5)
TOLD = SpanHead("told", "any", ("one", "two"), 3, True, 0.5, 0.5)


def scores(text: str, labels: dict[str, int], strength: float = 4.0, kind: int = 0) -> SpanScores:
    """Scores of one piece a word: 0 outside, 1 start, 2 inside."""
    rows, offsets, at = [], [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        row = np.zeros(5, dtype=np.float32)
        row[labels.get(word, 0)] = strength
        row[3 + kind] = 2.0
        offsets.append((start, at))
        rows.append(row)
    return SpanScores(np.array(rows), tuple(offsets), ((0, len(rows)),))


def words(text: str, found: SpanScores, head: SpanHead = HEAD) -> list[str]:
    return [text[span.start : span.end] for span in tag_spans(found, text, head)]


def test_runs_of_pieces_make_spans_and_a_start_opens_a_new_one() -> None:
    text = "masked men rebels fired"
    assert words(text, scores(text, {"masked": 1, "men": 2, "rebels": 1})) == ["masked men", "rebels"]
    assert words(text, scores(text, {"men": 2})) == ["men"]


def test_a_span_is_widened_to_whole_words() -> None:
    text = "gunmen fired"
    row = np.zeros((2, 5), dtype=np.float32)
    row[0, 1] = 4.0
    row[1, 0] = 4.0
    assert words(text, SpanScores(row, ((0, 3), (7, 12)), ((0, 2),))) == ["gunmen"]


def test_one_piece_must_be_sure_and_the_others_may_be_less_so() -> None:
    text = "masked men fired"
    found = scores(text, {"masked": 1})
    found.rows[1, :3] = (0.0, 0.0, 0.6)  # .48 inside, .26 a start
    lenient = SpanHead("perp", "span", ("O", "B", "I"), 0, False, 0.9, 0.6)
    strict = SpanHead("perp", "span", ("O", "B", "I"), 0, False, 0.9, 0.9)
    none = SpanHead("perp", "span", ("O", "B", "I"), 0, False, 0.99, 0.6)
    assert words(text, found, lenient) == ["masked men"]
    assert words(text, found, strict) == ["masked"]
    assert words(text, found, none) == []


def test_facets_are_shares_of_a_span_and_probabilities_of_a_sentence() -> None:
    text = "masked men fired"
    found = scores(text, {"masked": 1, "men": 2}, kind=1)
    (span,) = tag_spans(found, text, HEAD)
    shares = facet_of(found, span, KIND)
    assert shares.sum() == pytest.approx(1.0)
    assert shares[1] > 0.8
    assert facets_of_sentences(found, TOLD)[0] == pytest.approx([0.5, 0.88], abs=0.01)


def test_text_without_sentences_has_no_spans() -> None:
    assert tag_spans(SpanScores(np.zeros((0, 5), np.float32), (), ()), "", HEAD) == []


def test_the_shipped_model_has_a_column_for_every_head() -> None:
    text = "A bomb thrown by guerrillas damaged the bank."
    found = score_spans(load_span_model(), text, [(0, len(text))])
    assert found.rows.shape[1] == max(head.last for head in load_span_heads().values())
    assert found.sentences == ((0, len(found.rows)),)
