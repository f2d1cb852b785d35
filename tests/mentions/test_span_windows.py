"""Every sentence is scored once, in windows that are never too long, with the sentence before as context."""

from __future__ import annotations

from onrecord.lexicon.models import load_event_model
from onrecord.mentions.span_windows import WINDOW_PIECES, make_windows

TOKENIZER = load_event_model().tokenizer
LINE = "Armed men stopped a bus near the river and took two teachers away. "


def spans(text: str, length: int) -> list[tuple[int, int]]:
    return [(start, min(start + length, len(text))) for start in range(0, len(text), length)]


def test_each_sentence_stands_in_one_window_and_no_window_is_too_long() -> None:
    text = LINE * 60
    sentences = spans(text, len(LINE))
    windows = make_windows(text, sentences, TOKENIZER)
    assert [index for window in windows for index, _, _ in window.sentences] == list(range(60))
    assert len(windows) > 3
    assert max(len(window.ids) for window in windows) <= WINDOW_PIECES
    for window in windows:
        for index, first, last in window.sentences:
            start, end = sentences[index]
            assert all(start <= a < b <= end for a, b in window.offsets[first:last])


def test_a_window_opens_with_the_sentence_before() -> None:
    text = LINE * 60
    second = make_windows(text, spans(text, len(LINE)), TOKENIZER)[1]
    index, first, _ = second.sentences[0]
    context = second.offsets[1:first]
    assert text[context[0][0] : context[-1][1]] == LINE.strip()
    assert context[-1][1] <= index * len(LINE)


def test_a_sentence_longer_than_a_window_is_cut_and_no_text_gives_no_window() -> None:
    text = "bang " * 600
    (window,) = make_windows(text, [(0, len(text))], TOKENIZER)
    assert len(window.ids) == WINDOW_PIECES
    assert make_windows("", [], TOKENIZER) == []
