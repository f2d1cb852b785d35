"""Labelled sentences as the coder shows them to the event model: with stand-ins in place of names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from onrecord.lexicon.coding import CodingLexicon, load_coding_lexicon
from onrecord.mentions.name_masks import MaskedText, mask_names

Row = dict[str, Any]


def name_masker() -> Callable[[Row], Row]:
    """What puts the package's stand-ins into a row; see ``mask_row``."""
    lexicon: CodingLexicon = load_coding_lexicon()
    return lambda row: mask_row(row, mask_names(row["text"], lexicon.actors, lexicon.name_masks))


def mask_row(row: Row, masked: MaskedText) -> Row:
    """``row`` with the masked text, and the offsets of its words and parties in that; a word of a name has its stand-in's."""
    if not masked.spans:
        return row
    words = []
    for word in row["candidates"]:
        start, end = shown_span(masked, word["start"], word["end"])
        words.append(word | {"start": start, "end": end})
    roles = row.get("roles")
    if roles is not None:
        roles = [(*shown_span(masked, start, end), tag) for start, end, tag in roles]
    return row | {"text": masked.masked, "candidates": words, "roles": roles}


def shown_span(masked: MaskedText, start: int, end: int) -> tuple[int, int]:
    """Where ``text[start:end]`` stands in the masked text: what touches a name covers its whole stand-in."""
    return _shown(masked, start, is_end=False), _shown(masked, end, is_end=True)


def _shown(masked: MaskedText, at: int, *, is_end: bool) -> int:
    shift = 0
    for (begin, stop), (first, last) in masked.spans:
        if at < begin or (is_end and at == begin):
            break
        if at < stop or (is_end and at == stop):
            return last if is_end else first
        shift = last - stop
    return at + shift
