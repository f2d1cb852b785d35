"""Splits clean text into sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping

from onrecord.limits import MAX_SENTENCE_CHARS
from onrecord.records import SpanPair

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_STOP = re.compile(r"""[.!?…]+[)\]"'”’»]*(?=\s+[("'`“‘«\[]*[A-Z0-9À-Þ])|(?<=[a-z]{3})[.!?]["”’]?(?=[A-Z][a-z]{2})""")
_LOWER_STOP = re.compile(r"""[.!?…]+[)\]"'”’»]*(?=\s+[("'`“‘«\[]*[a-z0-9])""")
_LAST_WORD = re.compile(r"[\w.&-]*$")
_SAMPLE_CHARS = 3000
_OPENERS = (
    "The|A|An|It|He|She|They|We|I|You|In|On|At|But|And|Or|So|Yet|This|That|These|Those|There|His|Her|Their|Its|If|When|"
    "While|After|Before|As|Since|Until|For|From|By|With|No|Not|Some|Many|Most|Several|All|Both|Another|Other|Others|One|"
    "Two|Three|Four|Five|Then|What|Who|Why|How|Last|Earlier|Later|Meanwhile|However|Also|Such"
)
_MAYBE_FOLLOWED = re.compile(rf"""\s+["'“‘]?(?:{_OPENERS})\b(?!\.)""")
_FOLLOWED_BY_DIGIT = re.compile(r"\s+\d")
_WHERE_AND_WHEN = frozenset({"place", "month"})


def split_sentences(clean: str, abbreviations: Mapping[str, str]) -> tuple[SpanPair, ...]:
    """Spans of the sentences of ``clean`` (half-open, in characters of ``clean``), in order, none empty.

    ``abbreviations`` maps a lower-case word without its last stop to its kind: ``maybe`` ends a sentence
    only before a word that opens one, as do ``place`` and ``month``, ``number`` but before a figure, and every other
    kind never. A sentence longer than
    ``limits.MAX_SENTENCE_CHARS`` is cut at white space. Blank text gives no span.
    """
    spans: list[SpanPair] = []
    in_lower = _is_lower(clean)
    stops = _LOWER_STOP if in_lower else _STOP
    for paragraph in _PARAGRAPH.finditer(clean):
        start = paragraph.start()
        for stop in stops.finditer(clean, paragraph.start(), paragraph.end()):
            if _ends_sentence(clean, start, stop, abbreviations, in_lower=in_lower):
                _append(clean, start, stop.end(), spans)
                start = stop.end()
        _append(clean, start, paragraph.end(), spans)
    return tuple(spans)


def _is_lower(clean: str) -> bool:
    """Whether a text is written without capitals, so that a small letter may open a sentence."""
    sample = clean[:_SAMPLE_CHARS]
    return sum(map(str.isupper, sample)) * 200 < sum(map(str.islower, sample))


def _ends_sentence(
    clean: str, start: int, stop: re.Match[str], abbreviations: Mapping[str, str], *, in_lower: bool
) -> bool:
    if clean[stop.start()] != "." or stop.end() - stop.start() > 1:
        return True
    match = _LAST_WORD.search(clean, max(start, stop.start() - 20), stop.start())
    form = match.group() if match else ""
    kind = _kind(form, abbreviations, in_lower=in_lower)
    if kind is None:
        return True
    if kind == "number":
        return _FOLLOWED_BY_DIGIT.match(clean, stop.end()) is None
    return kind == "maybe" and _MAYBE_FOLLOWED.match(clean, stop.end()) is not None


def _kind(form: str, abbreviations: Mapping[str, str], *, in_lower: bool) -> str | None:
    """What the word before a stop abbreviates; ``None`` where it is a plain word.

    "ill" and "mass" in small letters are words and no states, but in a text without capitals.
    """
    word = form.lower()
    kind = abbreviations.get(word)
    if kind is None and ((len(word) == 1 and word.isalpha()) or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word)):
        return "maybe"
    if kind in _WHERE_AND_WHEN:
        return "maybe" if form[:1].isupper() else ("title" if in_lower else None)
    return kind


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
