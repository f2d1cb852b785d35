"""Finds the title that a picture gallery repeats before each of its captions, where the page was flattened to text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from onrecord.documents.drafts import Cut, Draft

__all__ = ["find_gallery_titles"]

_CAPTION_END = "Hide Caption"
_CAPTION = re.compile(r"\bPhotos: (?=\S)")
_MIN_CAPTIONS = 3
_MAX_TITLE_CHARS = 160


def find_gallery_titles(draft: Draft) -> tuple[Cut, ...]:
    """The cuts that take the repeated titles out and leave the captions, each as a paragraph of its own."""
    return tuple(
        cut
        for start, end in draft.paragraphs
        if draft.clean.find(_CAPTION_END, start, end) >= 0
        for cut in _titles(draft.clean[start:end], start)
    )


def _titles(paragraph: str, offset: int) -> Iterator[Cut]:
    labels = list(_CAPTION.finditer(paragraph))
    if len(labels) < _MIN_CAPTIONS:
        return
    title = _shared_words([paragraph[m.end() : m.end() + _MAX_TITLE_CHARS] for m in labels])
    if title:
        yield from (Cut(offset + label.start(), offset + label.end() + len(title)) for label in labels)


def _shared_words(texts: Sequence[str]) -> str:
    """The words that all begin with; empty where there are none."""
    columns = zip(*(text.split(" ") for text in texts), strict=False)
    return " ".join(column[0] for column in takewhile(lambda column: len(set(column)) == 1, columns))
