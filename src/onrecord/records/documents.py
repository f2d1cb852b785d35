"""What is read and what becomes of it: raw items, documents, refusals."""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

SpanPair: TypeAlias = tuple[int, int]
"""``[start, end)``, half-open, in characters of the text that the record names."""


class MediaKind(StrEnum):
    """What the bytes of a raw item are."""

    TEXT = "text"
    HTML = "html"


class RawItem(Struct, frozen=True, kw_only=True):
    """One thing read, before anything is made of it.

    ``path`` is the path as given, or the ``id`` of a table's row. The hints (``title`` ... ``language``)
    come from the container (a table's columns, the command line), never from the text itself.
    """

    path: str
    data: bytes
    sha256: str
    media: MediaKind
    url: str | None = None
    title: str | None = None
    source: str | None = None
    published: str | None = None
    language: str | None = None


class Segment(Struct, frozen=True, array_like=True):
    """A run of ``Document.clean`` and the run of ``Document.text`` it came from.

    Where both lengths are equal the runs correspond character by character; else the whole clean run
    stands for the whole stored run (an HTML entity, collapsed white space).
    """

    clean_start: int
    stored_start: int
    clean_chars: int
    stored_chars: int


class Document(Struct, frozen=True, kw_only=True):
    """A decoded, cleaned, dated document.

    ``clean`` holds the story's paragraphs separated by blank lines; ``segments`` are sorted, do not
    overlap and cover it but for the separators. ``published_from`` says where the date came from:
    ``given``, ``metadata``, ``head line``, ``dateline``, ``url`` or ``fallback`` (the command line's). ``dateline`` is
    the span in ``clean`` of an opening such as "BAGHDAD, Oct 1 -", which is no place of an event.
    """

    document_id: str
    path: str
    text: str
    clean: str
    segments: tuple[Segment, ...]
    language: str
    url: str | None = None
    title: str | None = None
    source: str | None = None
    published: str | None = None
    published_from: str | None = None
    dateline: SpanPair | None = None

    def stored_span(self, start: int, end: int) -> SpanPair:
        """The span in ``text`` that holds ``clean[start:end]``; ValueError where it is empty or outside."""
        if not 0 <= start < end <= len(self.clean):
            raise ValueError(f"span [{start}, {end}) is not inside the clean text of {self.path}")
        first = self._segment_at(start)
        last = self._segment_at(end - 1)
        return _stored_offset(first, start, last=False), _stored_offset(last, end - 1, last=True)

    def _segment_at(self, offset: int) -> Segment:
        """The last segment that starts at or before an offset of ``clean``."""
        after = bisect_right(self.segments, offset, key=lambda segment: segment.clean_start)
        return self.segments[max(0, after - 1)]


def _stored_offset(segment: Segment, clean_offset: int, *, last: bool) -> int:
    within = clean_offset - segment.clean_start
    if within >= segment.clean_chars:  # a separator that stands in no segment
        return segment.stored_start + segment.stored_chars
    if segment.clean_chars == segment.stored_chars:
        return segment.stored_start + within + (1 if last else 0)
    return segment.stored_start + (segment.stored_chars if last else 0)


class Refusal(Struct, frozen=True, kw_only=True):
    """A document that could not be coded: which, at what stage, why, and what would help.

    ``code`` is a short fixed word (``not_english``, ``empty``, ``undecodable``, ``too_long``, ...).
    """

    path: str
    stage: str
    code: str
    detail: str
    document_id: str | None = None
