"""Documents with the words that reports were read from, for annotation programs: offsets count in ``Document.clean``.

Annotators see the story without markup, junk and head lines; what they mark is mapped back to the stored text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from onrecord.records import Document, Report, SpanPair
from onrecord.views.exports.cases import Case
from onrecord.views.exports.values import marked_values

__all__ = ["LABELS", "Mark", "MarkedDocument", "clean_span", "mark_document", "marked_documents"]

LABELS: Final = ("Date", "Place", "Actor", "Recipient", "Weapon", "Killed", "Wounded", "Abducted")
"""What is marked beside the events' own words, whose labels are PLOVER types."""


class Mark(Struct, frozen=True, order=True):
    """Words of ``Document.clean``: half-open, with their label and the (report id, field) pairs they were read for."""

    start: int
    end: int
    label: str
    fields: tuple[tuple[str, str], ...] = ()


class MarkedDocument(Struct, frozen=True):
    """A document and its marks, by place."""

    document: Document
    marks: tuple[Mark, ...]


def marked_documents(cases: Iterable[Case]) -> Iterator[MarkedDocument]:
    """Each document of the cases once, with the marks of all its reports among them, by document id."""
    documents: dict[str, Document] = {}
    reports: dict[str, dict[str, Report]] = {}
    for case in cases:
        documents.update(case.documents)
        for report in case.reports:
            reports.setdefault(report.document.document_id, {})[report.report_id] = report
    for document_id in sorted(documents):
        yield mark_document(documents[document_id], reports.get(document_id, {}).values())


def mark_document(document: Document, reports: Iterable[Report]) -> MarkedDocument:
    """The document with the marks of its reports. Words outside the clean text (a title, a head line) have none."""
    found: dict[tuple[int, int, str], list[tuple[str, str]]] = {}
    for report in reports:
        for value in marked_values(report):
            span = clean_span(document, value.start, value.end)
            if span:
                found.setdefault((*span, value.label), []).append((report.report_id, value.field))
    marks = sorted(Mark(start, end, label, tuple(fields)) for (start, end, label), fields in found.items())
    return MarkedDocument(document, tuple(marks))


def clean_span(document: Document, start: int, end: int) -> SpanPair | None:
    """The span of ``clean`` that stands for ``text[start:end]``; ``None`` where either end was cleaned away."""
    first, last = _clean_offset(document, start), _clean_offset(document, end - 1)
    if first is None or last is None or last[1] <= first[0]:
        return None
    return first[0], last[1]


def _clean_offset(document: Document, stored: int) -> SpanPair | None:
    """The run of ``clean`` that the stored character stands in: itself where the two texts go in step."""
    for segment in document.segments:
        within = stored - segment.stored_start
        if 0 <= within < segment.stored_chars:
            if segment.clean_chars == segment.stored_chars:
                return segment.clean_start + within, segment.clean_start + within + 1
            return segment.clean_start, segment.clean_start + segment.clean_chars
    return None
