"""Splits clean text into sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping

from onrecord.limits import MAX_SENTENCE_CHARS
from onrecord.records import SpanPair

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_STOP = re.compile(r"""[.!?…]+[)\]"'”’»]*(?=\s+[("'`“‘«\[]*[A-Z0-9À-Þ])""")
_LOWER_STOP = re.compile(r"""[.!?…]+[)\]"'”’»]*(?=\s+[("'`“‘«\[]*[a-z0-9])""")
_LAST_WORD = re.compile(r"[\w.&-]*$")
_SAMPLE_CHARS = 3000
_MAYBE_FOLLOWED = re.compile(
    r"""\s+["'“‘]?(?:The|A|An|It|He|She|They|We|I|In|On|At|But|And|This|That|These|Those|There|His|Her|Their|Its|If|When|While|After|Before|As|No|Some|Many|Two|Three|Meanwhile|However)\b"""
)


def split_sentences(clean: str, abbreviations: Mapping[str, str]) -> tuple[SpanPair, ...]:
    """Spans of the sentences of ``clean`` (half-open, in characters of ``clean``), in order, none empty.

    ``abbreviations`` maps a lower-case word without its last stop to its kind: ``maybe`` ends a sentence
    only before a word that opens one, every other kind never does. A sentence longer than
    ``limits.MAX_SENTENCE_CHARS`` is cut at white space. Blank text gives no span.
    """
    spans: list[SpanPair] = []
    stops = _LOWER_STOP if _is_lower(clean) else _STOP
    for paragraph in _PARAGRAPH.finditer(clean):
        start = paragraph.start()
        for stop in stops.finditer(clean, paragraph.start(), paragraph.end()):
            if _ends_sentence(clean, start, stop, abbreviations):
                _append(clean, start, stop.end(), spans)
                start = stop.end()
        _append(clean, start, paragraph.end(), spans)
    return tuple(spans)


def _is_lower(clean: str) -> bool:
    """Whether a text is written without capitals, so that a small letter may open a sentence."""
    sample = clean[:_SAMPLE_CHARS]
    return sum(c.isupper() for c in sample) * 200 < sum(c.islower() for c in sample)


def _ends_sentence(clean: str, start: int, stop: re.Match[str], abbreviations: Mapping[str, str]) -> bool:
    if clean[stop.start()] != "." or stop.end() - stop.start() > 1:
        return True
    match = _LAST_WORD.search(clean, max(start, stop.start() - 20), stop.start())
    word = match.group().lower() if match else ""
    kind = abbreviations.get(word)
    if kind is None and len(word) == 1 and word.isalpha():
        return False
    if kind is None and re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        kind = "maybe"
    if kind is None:
        return True
    return kind == "maybe" and _MAYBE_FOLLOWED.match(clean, stop.end()) is not None


def _append(clean: str, start: int, end: int, spans: list[SpanPair]) -> None:
    while start < end and clean[start].isspace():
        start += 1
    while end > start and clean[end - 1].isspace():
        end -= 1
    while end - start > MAX_SENTENCE_CHARS:
        cut = clean.rfind(" ", start, start + MAX_SENTENCE_CHARS)
        cut = cut if cut > start else start + MAX_SENTENCE_CHARS
        spans.append((start, cut))
        start = cut
        while start < end and clean[start].isspace():
            start += 1
    if start < end:
        spans.append((start, end))
