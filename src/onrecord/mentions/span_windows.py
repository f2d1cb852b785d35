"""Cuts a text into the windows that the span model reads: whole sentences, with the one before as context."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from onrecord.records import SpanPair

__all__ = ["WINDOW_PIECES", "Window", "make_windows"]

WINDOW_PIECES = 224
"""Word pieces a window holds at most, the two special ones included; what the model was fitted with."""

CONTEXT_PIECES = 72
"""A sentence longer than this is no context for the window after it."""


class Window(Struct, frozen=True):
    """Word pieces of some sentences.

    ``offsets``: where each piece lies, half-open, in characters of the text; (0, 0) for the special ones.
    ``sentences``: (index of the sentence, first piece, piece after the last) of those that are to be scored;
    pieces before the first of them are context alone.
    """

    ids: tuple[int, ...]
    offsets: tuple[SpanPair, ...]
    sentences: tuple[tuple[int, int, int], ...]


def make_windows(text: str, sentences: Sequence[SpanPair], tokenizer: Any) -> list[Window]:
    """The windows of a text in order; every sentence is scored in exactly one, cut where it is longer than a window.

    ``sentences`` are spans of ``text``, in order, not overlapping.
    """
    encoded = [_encode(text, span, tokenizer) for span in sentences]
    windows: list[Window] = []
    group: list[int] = []
    for index, pieces in enumerate(encoded):
        if group and _length(encoded, group) + len(pieces) > WINDOW_PIECES - 2:
            windows.append(_window(encoded, group, tokenizer))
            group = []
        group.append(index)
    return [*windows, _window(encoded, group, tokenizer)] if group else windows


Pieces = list[tuple[int, SpanPair]]


def _encode(text: str, span: SpanPair, tokenizer: Any) -> Pieces:
    encoding = tokenizer.encode(text[span[0] : span[1]], add_special_tokens=False)
    pieces = [(piece, (a + span[0], b + span[0])) for piece, (a, b) in zip(encoding.ids, encoding.offsets, strict=True)]
    return pieces[: WINDOW_PIECES - 2]


def _length(encoded: Sequence[Pieces], group: Sequence[int]) -> int:
    return len(_context(encoded, group[0])) + sum(len(encoded[index]) for index in group)


def _context(encoded: Sequence[Pieces], first: int) -> Pieces:
    before = encoded[first - 1] if first else []
    room = WINDOW_PIECES - 2 - len(encoded[first])
    return before if len(before) <= min(CONTEXT_PIECES, room) else []


def _window(encoded: Sequence[Pieces], group: Sequence[int], tokenizer: Any) -> Window:
    pieces: Pieces = [(tokenizer.token_to_id("[CLS]"), (0, 0)), *_context(encoded, group[0])]
    marks = []
    for index in group:
        marks.append((index, len(pieces), len(pieces) + len(encoded[index])))
        pieces.extend(encoded[index])
    pieces.append((tokenizer.token_to_id("[SEP]"), (0, 0)))
    return Window(tuple(piece for piece, _ in pieces), tuple(span for _, span in pieces), tuple(marks))
