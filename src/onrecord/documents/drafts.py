"""A text in the making: clean characters, where each came from, and its paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.records import Segment, SpanPair

SEPARATOR = "\n\n"

# Characters without width inside words or at the start of files; they hide words from every look-up.
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_ODD = re.compile(rf"[^\S ]|[\s{_ZERO_WIDTH}]{{2}}|[{_ZERO_WIDTH}]")
_GAP = re.compile(rf"[\s{_ZERO_WIDTH}]{{2,}}|[{_ZERO_WIDTH}]")
_SPACE = re.compile(r"[^\S ]")


@dataclass(frozen=True, slots=True)
class Draft:
    """Clean text with its map; ``paragraphs`` are spans in ``clean``, in order, parted by blank lines."""

    clean: str
    segments: tuple[Segment, ...]
    paragraphs: tuple[SpanPair, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Clean characters and the stored span they stand for (character by character where lengths are equal)."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A span of clean text to leave out. With ``joins`` the paragraph goes on behind it."""

    start: int
    end: int
    joins: bool = False


def stored_runs(text: str, start: int, end: int) -> Iterator[Run]:
    """``text[start:end]`` as runs: every stretch of white space is one space, marks without width are gone."""
    raw = text[start:end]
    if not _ODD.search(raw):
        yield Run(raw, start, end)
        return
    position = 0
    for gap in _GAP.finditer(raw):
        spaced = any(char.isspace() for char in gap[0])
        stop = gap.start() + (1 if gap[0][0].isspace() else 0)
        if stop > position:
            yield Run(_SPACE.sub(" ", raw[position:stop]), start + position, start + stop)
        if spaced and stop == gap.start():
            yield Run(" ", start + gap.start(), start + gap.end())
        position = gap.end()
    if position < len(raw):
        yield Run(_SPACE.sub(" ", raw[position:]), start + position, end)


def assemble(paragraphs: Iterable[Sequence[Run]]) -> Draft:
    """A draft of these paragraphs; one without a visible character is left out."""
    parts: list[str] = []
    segments: list[Segment] = []
    spans: list[SpanPair] = []
    length = 0
    for runs in paragraphs:
        trimmed = _trim(runs)
        if not trimmed:
            continue
        if spans:
            parts.append(SEPARATOR)
            length += len(SEPARATOR)
        start = length
        for run in trimmed:
            segments.append(Segment(length, run.start, len(run.text), run.end - run.start))
            parts.append(run.text)
            length += len(run.text)
        spans.append((start, length))
    return Draft("".join(parts), tuple(_merge(segments)), tuple(spans))


def _trim(runs: Sequence[Run]) -> list[Run]:
    """The runs without white space at either end of the paragraph."""
    kept = [run for run in runs if run.text]
    while kept and not (stripped := _strip(kept[0], left=True)).text:
        kept.pop(0)
    if not kept:
        return []
    kept[0] = stripped
    while not (stripped := _strip(kept[-1], left=False)).text:
        kept.pop()
    kept[-1] = stripped
    return kept


def _strip(run: Run, *, left: bool) -> Run:
    text = run.text.lstrip() if left else run.text.rstrip()
    gone = len(run.text) - len(text)
    if not gone:
        return run
    if len(run.text) != run.end - run.start:
        return Run(text, run.start, run.end)
    return Run(text, run.start + gone, run.end) if left else Run(text, run.start, run.end - gone)


def _merge(segments: Sequence[Segment]) -> Iterator[Segment]:
    """Neighbours that go on in both texts become one."""
    last: Segment | None = None
    for segment in segments:
        if last is not None and _goes_on(last, segment):
            last = Segment(
                last.clean_start,
                last.stored_start,
                last.clean_chars + segment.clean_chars,
                last.stored_chars + segment.stored_chars,
            )
            continue
        if last is not None:
            yield last
        last = segment
    if last is not None:
        yield last


def _goes_on(first: Segment, second: Segment) -> bool:
    return (
        first.clean_chars == first.stored_chars
        and second.clean_chars == second.stored_chars
        and first.clean_start + first.clean_chars == second.clean_start
        and first.stored_start + first.stored_chars == second.stored_start
    )


def apply_cuts(draft: Draft, cuts: Iterable[Cut]) -> Draft:
    """``draft`` without the cuts (which may touch or overlap). An empty draft may be left."""
    ordered = _disjoint(cuts)
    if not ordered:
        return draft
    starts = [segment.clean_start for segment in draft.segments]
    paragraphs: list[list[Run]] = []
    at = 0
    for start, end in draft.paragraphs:
        paragraphs.append([])
        position = start
        while at < len(ordered) and ordered[at].start < end:
            cut = ordered[at]
            paragraphs[-1].extend(_runs_of(draft, starts, position, max(position, cut.start)))
            position = max(position, min(cut.end, end))
            if not cut.joins:
                paragraphs.append([])
            if cut.end > end:
                break
            at += 1
        paragraphs[-1].extend(_runs_of(draft, starts, position, end))
    return assemble(paragraphs)


def _disjoint(cuts: Iterable[Cut]) -> list[Cut]:
    merged: list[Cut] = []
    for cut in sorted(cuts, key=lambda cut: (cut.start, cut.end)):
        if merged and cut.start <= merged[-1].end:
            last = merged[-1]
            merged[-1] = Cut(last.start, max(last.end, cut.end), last.joins and cut.joins)
        else:
            merged.append(cut)
    return merged


def _runs_of(draft: Draft, starts: Sequence[int], start: int, end: int) -> Iterator[Run]:
    """The runs that make up ``clean[start:end]``, a span inside one paragraph."""
    at = max(0, bisect_right(starts, start) - 1)
    while start < end:
        segment = draft.segments[at]
        stop = min(end, segment.clean_start + segment.clean_chars)
        if segment.clean_chars == segment.stored_chars:
            shift = segment.stored_start - segment.clean_start
            yield Run(draft.clean[start:stop], start + shift, stop + shift)
        else:
            yield Run(draft.clean[start:stop], segment.stored_start, segment.stored_start + segment.stored_chars)
        start, at = stop, at + 1
