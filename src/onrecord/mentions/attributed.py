"""Who says what, word for word: source, cue and content of every attributed statement of a text, by the span model.

Finer and slower than ``mentions.speakers``, which serves coding: run it where statements themselves are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from onrecord.lexicon.models import ModelFiles
from onrecord.lexicon.span_heads import SpanHead
from onrecord.mentions.span_model import SpanScores, TaggedSpan, score_spans, tag_spans
from onrecord.records import SpanPair

__all__ = ["AttributedParts", "AttributedStatement", "attributed_parts", "find_attributed"]

_PARTS = ("source", "cue", "content")
_WORD = re.compile(r"\w")
_BLANKS = re.compile(r"[\s“”\"‘’']*")
_CLOSING = ("”", '"')
_OPENING = ("“", '"')
_LOOSE_ENDS = (",", ";", ":", " ", "\n")
_ENDS = (".", "”", '"')
FEWEST_LETTERS = 3
LONGEST_QUOTATION = 600
"""Characters: how far the other mark of a quotation is looked for."""


class AttributedStatement(Struct, frozen=True):
    """What is said (one span or more, half-open, in characters of the text), the words that say so and who says it;
    either of these is ``None`` where the text does not name it."""

    content: tuple[SpanPair, ...]
    cue: SpanPair | None
    source: SpanPair | None


class AttributedParts(Struct, frozen=True):
    """All sources, cues and contents of a text, each in order; a content has one span or more."""

    sources: tuple[SpanPair, ...]
    cues: tuple[SpanPair, ...]
    contents: tuple[tuple[SpanPair, ...], ...]


def find_attributed(
    model: ModelFiles, text: str, sentences: Sequence[SpanPair], heads: Mapping[str, SpanHead]
) -> list[AttributedStatement]:
    """The statements of a text in order. Each content has the nearest cue and source of its sentences."""
    parts = attributed_parts(score_spans(model, text, sentences), text, heads)
    statements = []
    for content in parts.contents:
        scope = _scope(content, sentences)
        cue = _nearest(content, [span for span in parts.cues if _within(span, scope)])
        beside = (cue,) if cue else content
        source = _nearest(beside, [span for span in parts.sources if _within(span, scope)])
        statements.append(AttributedStatement(content, cue, source))
    return statements


def attributed_parts(scores: SpanScores, text: str, heads: Mapping[str, SpanHead]) -> AttributedParts:
    """The spans of the three heads; a content that is interrupted by its own cue and source is one of several spans."""
    sources, cues, contents = (tag_spans(scores, text, heads[name]) for name in _PARTS)
    said = [(span.start, span.end) for span in (*sources, *cues)]
    return AttributedParts(_plain(sources), _plain(cues), _joined(_mended(_plain(contents), text), said, text))


def _plain(spans: Sequence[TaggedSpan]) -> tuple[SpanPair, ...]:
    return tuple((span.start, span.end) for span in spans)


def _mended(contents: Sequence[SpanPair], text: str) -> list[SpanPair]:
    """Contents without needless cuts: what only blanks and quotation marks part is one, as is what one pair of
    quotation marks holds; nothing without at least three letters is left."""
    whole: list[SpanPair] = []
    for span in _without_cuts(contents, text):
        start, end = _whole_quotation(span, text)
        while end > start and text[end - 1] in _LOOSE_ENDS:
            end -= 1
        if whole and start < whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return [(start, end) for start, end in whole if sum(c.isalpha() for c in text[start:end]) >= FEWEST_LETTERS]


def _without_cuts(contents: Sequence[SpanPair], text: str) -> list[SpanPair]:
    spans: list[SpanPair] = []
    for start, end in contents:
        gap = text[spans[-1][1] : start] if spans else ""
        if spans and _BLANKS.fullmatch(gap) and "\n\n" not in gap and text[spans[-1][1] - 1] not in _ENDS:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _whole_quotation(span: SpanPair, text: str) -> SpanPair:
    """The span widened to the mark that closes, or opens, a quotation of which it holds the other mark alone."""
    start, end = span
    said = text[start:end]
    opened = said.count("“") - said.count("”")
    if opened > 0:
        close = text.find("”", end)
        if close >= 0 and close - end < LONGEST_QUOTATION and "“" not in text[end:close]:
            end = close + 1
    elif opened < 0:
        mark = text.rfind("“", 0, start)
        if mark >= 0 and start - mark < LONGEST_QUOTATION and "”" not in text[mark:start]:
            start = mark
    return start, end


def _joined(contents: Sequence[SpanPair], said: Sequence[SpanPair], text: str) -> tuple[tuple[SpanPair, ...], ...]:
    groups: list[list[SpanPair]] = []
    for span in contents:
        if groups and _goes_on(groups[-1][-1], span, said, text):
            groups[-1].append(span)
        else:
            groups.append([span])
    return tuple(tuple(group) for group in groups)


def _goes_on(before: SpanPair, after: SpanPair, said: Sequence[SpanPair], text: str) -> bool:
    """Whether two spans are one statement: nothing but a source and a cue stands between them, and both are quoted
    ("We fought," he said. "We won."), or the words between are set off by commas within one sentence."""
    gap = text[before[1] : after[0]]
    if "\n" in gap or not _WORD.search(gap) or _WORD.search(_without(gap, before[1], said)):
        return False
    is_quoted = text[before[1] - 1] in _CLOSING and text[after[0]] in _OPENING
    return is_quoted or ("." not in gap and gap.rstrip().endswith(","))


def _without(gap: str, start: int, said: Sequence[SpanPair]) -> str:
    """The gap with all sources and cues blanked."""
    letters = list(gap)
    for first, last in said:
        for k in range(max(first - start, 0), min(last - start, len(letters))):
            letters[k] = " "
    return "".join(letters)


def _scope(content: Sequence[SpanPair], sentences: Sequence[SpanPair]) -> SpanPair:
    """From the start of the sentence where the content starts to the end of that where it ends."""
    touched = [span for span in sentences if span[0] < content[-1][1] and content[0][0] < span[1]]
    return (touched[0][0], touched[-1][1]) if touched else (content[0][0], content[-1][1])


def _within(span: SpanPair, scope: SpanPair) -> bool:
    return scope[0] <= span[0] and span[1] <= scope[1]


def _nearest(beside: Sequence[SpanPair], spans: Sequence[SpanPair]) -> SpanPair | None:
    return min(spans, key=lambda span: _distance(beside, span), default=None)


def _distance(beside: Sequence[SpanPair], span: SpanPair) -> int:
    """Characters between a span and the nearest of others."""
    return min(max(span[0] - end, start - span[1], 0) for start, end in beside)
