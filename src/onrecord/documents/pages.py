"""The story of an HTML page, mapped onto the stored page, and what the page says of itself."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import trafilatura
from htmldate import find_date
from lxml import etree
from lxml import html as lxml_html

from onrecord.documents.aligning import align
from onrecord.documents.drafts import Draft, assemble
from onrecord.documents.visible import read_visible, visible_blocks
from onrecord.lexicon.documents import DocumentRules

_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_REFERENCE = re.compile(r"&#(?:[xX](?P<hex>[0-9a-fA-F]+)|(?P<decimal>[0-9]+));?")
_CODE_DIGITS = 8
_XML_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLOCKS = frozenset({"p", "head", "item", "quote", "code", "row"})
_FINISHED = re.compile(r"[.!?…:;][\"'”’)\]]*\s*$")
_LONG_TEXT_CHARS = 80  # an element with more text of its own is part of the story, not a date line


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of itself; ``published`` is an ISO day, ``dropped`` counts paragraphs not found again."""

    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: str | None = None
    dropped: int = 0


def draft_page(page: str, url: str | None, rules: DocumentRules) -> tuple[Draft, PageFacts]:
    """The story's paragraphs (trafilatura, Barbaresi 2021; small pages whole) and the page's metadata.

    Every clean character is one of the stored page, entities decoded; what cannot be found again in the
    page is left out and counted. LimitError ``too_deep`` where elements nest too deep.
    """
    visible = read_visible(page, rules.elements)
    parseable = _parseable(page)
    found = _extract(parseable, url, rules)
    paragraphs = list(_body_paragraphs(found.body)) if found is not None and found.body is not None else []
    aligned = align(page, paragraphs, visible, rules.settings)
    if not aligned.paragraphs:
        aligned = align(page, list(visible_blocks(page, rules.elements)), visible, rules.settings)
    facts = PageFacts(
        title=_text(found.title) if found is not None else None,
        source=_text(found.sitename) if found is not None else None,
        url=_text(found.url) if found is not None else None,
        published=_metadata_day(parseable, rules),
        dropped=aligned.dropped,
    )
    return assemble(aligned.paragraphs), facts


def _parseable(page: str) -> str:
    """The page without its declaration and the characters that no element may hold, be they references ("&#20;")."""
    plain = _XML_FORBIDDEN.sub(" ", _XML_DECLARATION.sub("", page))
    return _REFERENCE.sub(lambda match: match.group() if _is_allowed(match) else " ", plain)


def _is_allowed(reference: re.Match[str]) -> bool:
    digits, base = (reference["hex"], 16) if reference["hex"] else (reference["decimal"], 10)
    code = int(digits[-_CODE_DIGITS:], base)
    return len(digits.lstrip("0")) <= _CODE_DIGITS and code <= sys.maxunicode and not _XML_FORBIDDEN.match(chr(code))


def _text(value: object) -> str | None:
    return str(value).strip() or None if value else None


def _extract(page: str, url: str | None, rules: DocumentRules) -> Any:
    return trafilatura.bare_extraction(
        page,
        url=url,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=_date_bounds(rules),
    )


def _date_bounds(rules: DocumentRules) -> dict[str, Any]:
    """htmldate's own upper bound is today; a fixed one makes the same page give the same date next year."""
    return {
        "extensive_search": False,
        "original_date": True,
        "min_date": rules.settings.earliest,
        "max_date": rules.settings.latest,
    }


def _body_paragraphs(body: Any) -> Iterator[str]:
    """The texts of trafilatura's blocks, in order; a line break ends a paragraph behind a finished sentence."""
    for element in body.iter():
        if element.tag in _BLOCKS and not any(parent.tag in _BLOCKS for parent in element.iterancestors()):
            yield from _split_lines(element)
        elif element.tag not in _BLOCKS and element.text and element.tag == "body":
            yield element.text


def _split_lines(element: Any) -> Iterator[str]:
    parts: list[str] = []
    layout = any(len("".join(cell.itertext())) > _LONG_TEXT_CHARS for cell in element.iter("cell"))
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "end":
            parts.append((node.tail or "") if node is not element else "")
            continue
        breaks = node.tag == "lb" or node.tag in _BLOCKS
        if (breaks and _FINISHED.search("".join(parts))) or (layout and node.tag == "cell"):
            yield "".join(parts)
            parts = []
        parts.append(" " if breaks or node.tag == "cell" else "")
        parts.append(node.text or "")
    yield "".join(parts)


def _metadata_day(page: str, rules: DocumentRules) -> str | None:
    """The day that htmldate finds outside of the story and the address; never today's for want of another."""
    try:
        tree = lxml_html.document_fromstring(page)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    for element in list(tree.iter("p", "blockquote", "li", "td", "div")):
        own = (element.text or "") + "".join(child.tail or "" for child in element)
        if len(own.strip()) > _LONG_TEXT_CHARS:
            _empty(element)
    day = find_date(tree, url="", **_date_bounds(rules))
    return str(day) if day else None


def _empty(element: Any) -> None:
    element.text = None
    for child in element:
        child.tail = None
