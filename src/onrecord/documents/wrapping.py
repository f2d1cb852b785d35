"""Plain text into paragraphs: lines wrapped by hand are joined, lines that are paragraphs stay apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from onrecord.documents.drafts import Draft, assemble, stored_runs
from onrecord.lexicon.documents import Settings
from onrecord.records import SpanPair

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_ONE_NEWLINE = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_FINISHED = re.compile(r"[.!?…:;][\"'”’)\]]*$|[\"”]$")
_FIRST_WORD = re.compile(r"\S+")
_INDENT_CHARS = 2
_SENTENCE_LINE_CHARS = 40  # an unfinished line shorter than this is a label or a headline


def draft_plain(text: str, settings: Settings) -> Draft:
    """The paragraphs of a plain text.

    Blank lines part paragraphs. A single newline is a space where the lines look wrapped (unfinished
    lines about as long as the longest, at most ``max_line_chars``), else the end of a paragraph.
    """
    blocks = list(_blocks(text))
    width = _document_width(text, blocks, settings)
    spans = (span for block in blocks for span in _paragraphs(text, block, width, settings))
    return assemble(tuple(stored_runs(text, start, end)) for start, end in spans)


def _blocks(text: str) -> Iterator[list[SpanPair]]:
    """Runs of lines without a blank line between them; spans leave out white space at both ends."""
    block: list[SpanPair] = []
    last_end = 0
    for match in _LINE.finditer(text):
        line = match[0]
        if block and not _ONE_NEWLINE.fullmatch(text, last_end, match.start()):
            yield block
            block = []
        last_end = match.end()
        stripped = line.strip()
        if stripped:
            start = match.start() + len(line) - len(line.lstrip())
            block.append((start, start + len(stripped)))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _document_width(text: str, blocks: Sequence[list[SpanPair]], settings: Settings) -> int:
    """The width that the text is wrapped to: its longest line that is not too long to be a wrapped one."""
    lengths = [end - start for block in blocks if len(block) > 1 for start, end in block]
    return max((length for length in lengths if length <= settings.max_line_chars), default=0)


def _paragraphs(text: str, block: Sequence[SpanPair], width: int, settings: Settings) -> Iterator[SpanPair]:
    if len(block) == 1:
        yield block[0]
        return
    wrapped = _is_wrapped(text, block, width, settings)
    start = block[0][0]
    for line, following in pairwise(block):
        ends = _ends_wrapped if wrapped else _ends_unwrapped
        if ends(text, line, following, width, settings):
            yield start, line[1]
            start = following[0]
    yield start, block[-1][1]


def _is_wrapped(text: str, block: Sequence[SpanPair], width: int, settings: Settings) -> bool:
    """Whether enough of the block's inner newlines stand where a wrapped line must end."""
    if any(end - start > settings.max_line_chars for start, end in block[:-1]):
        return False
    wrapped = sum(
        1
        for line, following in pairwise(block)
        if not _finished(text, line)
        and (
            _is_full(text, line, following, settings.full_share * max(width, settings.min_width_chars))
            or text[following[0]].islower()
        )
    )
    return wrapped >= settings.wrapped_share * (len(block) - 1)


def _finished(text: str, line: SpanPair) -> bool:
    return bool(_FINISHED.search(text, max(line[0], line[1] - 6), line[1]))


def _is_full(text: str, line: SpanPair, following: SpanPair, width: float) -> bool:
    """Whether the next line's first word would have gone past ``width``."""
    word = _FIRST_WORD.match(text, following[0], following[1])
    return line[1] - line[0] + 1 + (len(word[0]) if word else 0) >= width


def _ends_wrapped(text: str, line: SpanPair, following: SpanPair, width: int, settings: Settings) -> bool:
    indent = text[line[1] : following[0]]
    if len(indent) - 1 >= _INDENT_CHARS and indent.endswith((" " * _INDENT_CHARS, "\t")):
        return True
    if _is_full(text, line, following, settings.short_share * width):
        return False
    return _finished(text, line) or not text[: line[0]].strip()


def _ends_unwrapped(text: str, line: SpanPair, following: SpanPair, width: int, settings: Settings) -> bool:
    long_enough = line[1] - line[0] >= _SENTENCE_LINE_CHARS
    return _finished(text, line) or not (long_enough and text[following[0]].islower())
