"""Finds extracted paragraphs again in the page they came from, character by character."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.documents.drafts import Run
from onrecord.documents.visible import Visible
from onrecord.lexicon.documents import Settings

_WORD = re.compile(r"\S+")
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"<[^>]*>")
_MAX_PLACES = 6
_MANY_PARAGRAPHS = 400  # past this the best order, which costs the square of their number, is not looked for


@dataclass(frozen=True, slots=True)
class Aligned:
    """The paragraphs found again, as runs of the stored page, and how many could not be."""

    paragraphs: tuple[tuple[Run, ...], ...]
    dropped: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """``chars`` visible characters from ``at`` on that stand for the paragraph's characters from ``offset`` on."""

    offset: int
    at: int
    chars: int


def align(page: str, paragraphs: Sequence[str], visible: Visible, settings: Settings) -> Aligned:
    """Every paragraph that stands in the page, in the order of the page.

    White space is left out of the comparison; everything else must be equal. Long paragraphs are found
    first, as the heaviest set that keeps its order; short ones only between their neighbours. One that
    is cut up in the page (an advertisement in its middle) is put together from its parts if enough of it
    is found; otherwise it is dropped and counted, never guessed.
    """
    keys = [_SPACE.sub("", paragraph) for paragraph in paragraphs]
    long_page = len(keys) > _MANY_PARAGRAPHS
    anchors = _in_turn(keys, visible.chars, settings) if long_page else _best_order(keys, visible.chars, settings)
    found: list[tuple[Run, ...]] = []
    floor, dropped = 0, 0
    for index, (paragraph, key) in enumerate(zip(paragraphs, keys, strict=True)):
        if not key:
            continue
        if index in anchors:
            pieces: tuple[_Piece, ...] = (_Piece(0, anchors[index], len(key)),)
        else:
            ceiling = next((at for later, at in anchors.items() if later > index), len(visible.chars))
            pieces = _pieces(key, visible.chars, floor, ceiling, settings)
        if not pieces:
            dropped += 1
            continue
        floor = pieces[-1].at + pieces[-1].chars
        found.append(tuple(_runs(page, paragraph, pieces, visible)))
    return Aligned(tuple(found), dropped)


def _in_turn(keys: Sequence[str], chars: str, settings: Settings) -> dict[int, int]:
    """Where each long paragraph first stands behind the one before."""
    found: dict[int, int] = {}
    position = 0
    for index, key in enumerate(keys):
        at = chars.find(key, position) if len(key) >= settings.anchor_chars else -1
        if at >= 0:
            found[index] = at
            position = at + len(key)
    return found


def _best_order(keys: Sequence[str], chars: str, settings: Settings) -> dict[int, int]:
    return dict(_heaviest_chain(_places(keys, chars, settings)))


def _places(keys: Sequence[str], chars: str, settings: Settings) -> list[tuple[int, int, int]]:
    """(paragraph, where, length) of the first places of every long paragraph."""
    places = []
    for index, key in enumerate(keys):
        at = chars.find(key) if len(key) >= settings.anchor_chars else -1
        count = 0
        while at >= 0 and count < _MAX_PLACES:
            places.append((index, at, len(key)))
            at, count = chars.find(key, at + 1), count + 1
    return places


def _heaviest_chain(places: Sequence[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """The (paragraph, where) pairs of the longest text whose paragraphs follow each other in the page too."""
    weights: list[int] = []
    before: list[int] = []
    for number, (index, at, length) in enumerate(places):
        best, previous = 0, -1
        for earlier in range(number):
            other, where, size = places[earlier]
            if other < index and where + size <= at and weights[earlier] > best:
                best, previous = weights[earlier], earlier
        weights.append(best + length)
        before.append(previous)
    if not weights:
        return []
    last = max(range(len(weights)), key=weights.__getitem__)
    chain = []
    while last >= 0:
        chain.append(places[last][:2])
        last = before[last]
    return chain[::-1]


def _pieces(key: str, chars: str, floor: int, ceiling: int, settings: Settings) -> tuple[_Piece, ...]:
    """The parts of ``key`` in ``chars[floor:ceiling]``; none where too little of it is there."""
    whole = chars.find(key, floor, ceiling)
    if whole >= 0:
        return (_Piece(0, whole, len(key)),)
    pieces: list[_Piece] = []
    offset, position, covered = 0, floor, 0
    while offset < len(key):
        probe = key[offset : offset + settings.anchor_chars]
        stop = min(ceiling, position + settings.window_chars) if pieces else ceiling
        at = chars.find(probe, position, stop) if len(probe) >= _shortest(pieces, settings) else -1
        if at < 0:
            offset += settings.anchor_chars
            continue
        size = _common(key, offset, chars, at, ceiling)
        pieces.append(_Piece(offset, at, size))
        offset, position, covered = offset + size, at + size, covered + size
    return tuple(pieces) if covered >= settings.aligned_share * len(key) else ()


def _shortest(pieces: Sequence[_Piece], settings: Settings) -> int:
    """The tail of a paragraph is looked for near its other parts only, so less of it is enough."""
    return settings.anchor_chars // 3 if pieces else settings.anchor_chars


def _common(key: str, offset: int, chars: str, at: int, ceiling: int) -> int:
    size = 0
    limit = min(len(key) - offset, ceiling - at)
    while size < limit and key[offset + size] == chars[at + size]:
        size += 1
    return size


def _runs(page: str, paragraph: str, pieces: Sequence[_Piece], visible: Visible) -> Iterator[Run]:
    """The paragraph's words as runs, with one space between them."""
    offset, last_end = 0, -1
    for match in _WORD.finditer(paragraph):
        word = match[0]
        first = True
        for at, size in _parts(offset, len(word), pieces):
            start = visible.starts[at]
            if last_end >= 0 and start > last_end and (first or not _inline(page[last_end:start])):
                yield Run(" ", last_end, start)
            yield from _word_runs(page, at, size, visible)
            last_end, first = visible.ends[at + size - 1], False
        offset += len(word)


def _parts(offset: int, size: int, pieces: Sequence[_Piece]) -> Iterator[tuple[int, int]]:
    """Where the ``size`` characters from ``offset`` on lie: (place, length), without those not found."""
    for piece in pieces:
        start = max(offset, piece.offset)
        end = min(offset + size, piece.offset + piece.chars)
        if start < end:
            yield piece.at + start - piece.offset, end - start


def _word_runs(page: str, at: int, size: int, visible: Visible) -> Iterator[Run]:
    start, end = visible.starts[at], visible.ends[at + size - 1]
    if end - start == size and page[start:end] == visible.chars[at : at + size]:
        yield Run(page[start:end], start, end)
        return
    spans = [(visible.starts[index], visible.ends[index]) for index in range(at, at + size)]
    for index, (start, end) in enumerate(spans):
        if index and start > spans[index - 1][1] and not _inline(page[spans[index - 1][1] : start]):
            yield Run(" ", spans[index - 1][1], start)
        if index and spans[index - 1] == (start, end):
            continue  # the second character of one entity
        text = "".join(visible.chars[at + i] for i in range(index, size) if spans[i] == (start, end))
        yield Run(text, start, end)


def _inline(gap: str) -> bool:
    """Whether what stands between two characters keeps them in one word: tags of a phrase, no space or line end."""
    return not _TAG.sub("", gap).strip("\u200b\u00ad\ufeff") and not re.search(
        r"<(?:/?(?:p|div|li|td|th|tr|h\d|ul|ol|blockquote|section|article)|br|hr)\b", gap, re.IGNORECASE
    )
