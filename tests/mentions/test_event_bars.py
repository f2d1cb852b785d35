"""Which sentences may carry an event, whatever their parse: the bars are below all that makes an event, but not far."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from onrecord.lexicon.coding import CodingLexicon, load_coding_lexicon
from onrecord.lexicon.ontology import EVENT_TYPES, Frame
from onrecord.mentions.event_model import STATUSES, SentenceScores, WordScore, event_margins, promises_event
from onrecord.mentions.events import find_events
from onrecord.mentions.language import ParsedSentence

STEP = 0.05


@cache
def lexicon() -> CodingLexicon:
    return load_coding_lexicon()


def sentence(word: str, lemma: str, pos: str) -> ParsedSentence:
    """One word with the grammar given; a verb in the past, with its subject behind it."""
    if pos != "VERB":
        return ParsedSentence(word, 0, (word,), (0,), ((lemma,), (pos,), ("NN",), ("ROOT",), (0,)))
    grammar = ((lemma, "they"), (pos, "PRON"), ("VBD", "PRP"), ("ROOT", "nsubj"), (0, 0))
    return ParsedSentence(f"{word} they", 0, (word, "they"), (0, len(word) + 1), grammar)


def passes(frame: Frame, odds: float, best: str) -> bool:
    """Whether the word is an event where the model gives that log-odds of one, and calls it ``best``."""
    event = 1 / (1 + np.exp(-odds))
    types = tuple(event if name == best else 0.0 for name in EVENT_TYPES)
    score = WordScore(
        none=1 - event, types=types, statuses=(1.0,) + (0.0,) * (len(STATUSES) - 1), core=0.5, factuality=2.0
    )
    return bool(find_events(0, sentence(frame.lemma, frame.lemma, frame.pos), {0: score}, lexicon()))


def frames() -> list[Frame]:
    return sorted({f for same in lexicon().ontology.by_word.values() for f in same}, key=str)


def test_no_listed_word_passes_below_its_bar_whatever_type_the_model_likes() -> None:
    bars = lexicon().bars
    low = [f for f in frames() for t in EVENT_TYPES if passes(f, bars.by_form[f.lemma] - STEP, t)]
    assert not low


def test_most_listed_words_pass_just_above_their_bar() -> None:
    bars = lexicon().bars
    high = [any(passes(f, bars.by_form[f.lemma] + STEP, t) for t in EVENT_TYPES) for f in frames()]
    assert np.mean(high) > 0.9


def scores(odds: float, *spans: tuple[int, int]) -> SentenceScores:
    rows = np.full((len(spans), 35), -20.0, dtype=np.float32)
    rows[:, 0], rows[:, 16] = 0.0, odds
    return SentenceScores(rows, spans)


@pytest.mark.parametrize(
    ("text", "spans", "margin"),
    [
        ("bombed", ((0, 6),), lambda bars: -bars.by_form["bombed"]),
        ("waltzed", ((0, 6),), lambda bars: -bars.other),
        ("quickly", ((0, 6),), lambda _: -np.inf),
    ],
)
def test_each_word_is_held_to_the_bar_of_its_form(
    text: str, spans: tuple[tuple[int, int], ...], margin: object
) -> None:
    assert callable(margin)
    bars = lexicon().bars
    (found,) = event_margins(scores(9.0, *spans), text, bars)
    assert found == pytest.approx(9.0 + margin(bars), abs=1e-4)


def test_a_piece_inside_a_word_promises_nothing() -> None:
    assert not promises_event(scores(20.0, (3, 6)), "zymbed", lexicon().bars)
    assert promises_event(scores(20.0, (0, 3), (3, 6)), "bombed", lexicon().bars)
    assert not promises_event(scores(-20.0, (0, 6)), "bombed", lexicon().bars)
