"""Walks an HTML page and keeps every visible character with its place in the stored page."""

from __future__ import annotations

import html
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.errors import LimitError
from onrecord.lexicon.documents import HtmlElements
from onrecord.limits import MAX_HTML_DEPTH

_TAG_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:-]*)")
_ENTITY = re.compile(r"&(?:#\d{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};?)")


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of markup or text at ``[start, end)`` of the page; ``name`` is the tag's, "" for text."""

    start: int
    end: int
    name: str
    closing: bool = False


@dataclass(frozen=True, slots=True)
class Visible:
    """The page's visible characters without white space; ``starts``/``ends`` are their stored spans."""

    chars: str
    starts: array[int]
    ends: array[int]


def walk(page: str, elements: HtmlElements) -> Iterator[Node]:
    """Text and tags of ``page`` in order; comments, declarations and what scripts and styles hold are left out.

    LimitError ``too_deep`` where elements nest past MAX_HTML_DEPTH.
    """
    position, depth = 0, 0
    while position < len(page):
        opening = page.find("<", position)
        if opening < 0:
            opening = len(page)
        if opening > position:
            yield Node(position, opening, "")
        if opening == len(page):
            return
        node = _markup(page, opening)
        position = node.end
        if node.name and node.name not in elements.flat:
            depth = max(0, depth + (-1 if node.closing else 1))
            if depth > MAX_HTML_DEPTH:
                raise LimitError("too_deep", f"HTML elements nest more than {MAX_HTML_DEPTH} deep; save it as text")
        if node.name in elements.hidden and not node.closing:
            position = _after_hidden(page, position, node.name)
            depth -= 1
        if node.name or page[node.start] != "<" or node.end == node.start + 1:
            yield node


def _markup(page: str, at: int) -> Node:
    """The comment, declaration or tag that begins at ``at``; a lone "<" is text."""
    if page.startswith("<!--", at):
        return Node(at, _end_of(page, "-->", at + 4), "!")
    if page.startswith(("<!", "<?"), at):
        return Node(at, _end_of(page, ">", at), "!")
    name = _TAG_NAME.match(page, at + 1)
    if not name:
        return Node(at, at + 1, "")
    end = _end_of_tag(page, name.end())
    return Node(at, end, name[1].lower(), closing=page[at + 1] == "/")


def _end_of(page: str, mark: str, start: int) -> int:
    found = page.find(mark, start)
    return len(page) if found < 0 else found + len(mark)


def _end_of_tag(page: str, start: int) -> int:
    """Behind the tag's ">", which may also stand inside a quoted value."""
    end = page.find(">", start)
    if end < 0:
        return len(page)
    for quote in "\"'":
        first = page.find(quote, start, end)
        if first >= 0 and page.count(quote, start, end) % 2:
            closing = page.find(quote, end, end + 2000)
            behind = page.find(">", closing) if closing >= 0 else -1
            if behind >= 0 and "<" not in page[end:closing]:
                return behind + 1
    return end + 1


def _after_hidden(page: str, start: int, name: str) -> int:
    closing = re.compile(rf"</{re.escape(name)}\b[^>]*>?", re.IGNORECASE).search(page, start)
    return closing.end() if closing else len(page)


def read_visible(page: str, elements: HtmlElements) -> Visible:
    """The visible characters of ``page`` in the order of the source, entities decoded."""
    chars: list[str] = []
    starts, ends = array("l"), array("l")
    for node in walk(page, elements):
        if node.name:
            continue
        for text, start, end in _decoded(page, node.start, node.end):
            exact = len(text) == end - start
            for offset, char in enumerate(text):
                if not char.isspace():
                    chars.append(char)
                    starts.append(start + offset if exact else start)
                    ends.append(start + offset + 1 if exact else end)
    return Visible("".join(chars), starts, ends)


def _decoded(page: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for match in _ENTITY.finditer(page, start, end):
        text = html.unescape(match[0])
        if text == match[0]:
            continue
        if match.start() > start:
            yield page[start : match.start()], start, match.start()
        start = match.end()
        # "&notit" is "¬it": what is left of a longer name is plain text
        tail = len(match[0]) - len(match[0].rstrip()) if text else 0
        yield text, match.start(), match.end() - tail
    if start < end:
        yield page[start:end], start, end


def visible_blocks(page: str, elements: HtmlElements) -> Iterator[str]:
    """The texts of the page's blocks outside of navigation, headers and forms: for pages too small for trafilatura."""
    parts: list[str] = []
    skipped = 0
    for node in walk(page, elements):
        if not node.name:
            if not skipped:
                parts.append(html.unescape(page[node.start : node.end]))
            continue
        if node.name in elements.aside:
            skipped = max(0, skipped + (-1 if node.closing else 1))
        if node.name in elements.block and parts:
            yield "".join(parts)
            parts = []
    if parts:
        yield "".join(parts)
