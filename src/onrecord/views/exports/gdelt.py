"""GDELT-like mentions: one row for each report of an incident that happened, separated by tabs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import UnsetType

from onrecord.records import Report, SpanPair
from onrecord.views.exports.cases import HAPPENED, Case, Settings, incident_number, source_name
from onrecord.views.exports.flat import Row, plain, table_parts

__all__ = ["gdelt_parts"]

_WEB, _OTHER = 1, 4
_NO_OFFSET = -1


def gdelt_parts(cases: Iterable[Case], settings: Settings) -> Iterator[str]:
    """The table of mentions, as TSV with a head line (GDELT's own files have none)."""
    rows = (_row(case, report) for case in cases if case.incident.status in HAPPENED for report in case.reports)
    return table_parts("gdelt", rows, delimiter="\t")


def _row(case: Case, report: Report) -> Row:
    incident, document = case.incident, report.document
    stored = case.documents.get(document.document_id)
    quote = report.trigger or (report.evidence[0] if report.evidence else None)
    return {
        "GlobalEventID": incident_number(incident.incident_id),
        "EventTimeDate": _stamp(incident.date.start if incident.date else None),
        "MentionTimeDate": _stamp(document.published),
        "MentionType": _WEB if document.url else _OTHER,
        "MentionSourceName": plain(source_name(document)),
        "MentionIdentifier": plain(document.url or document.path),
        "SentenceID": 1,
        "Actor1CharOffset": _offset(report.actors[0].span if report.actors else None),
        "Actor2CharOffset": _offset(report.recipients[0].span if report.recipients else None),
        "ActionCharOffset": quote.start if quote else _NO_OFFSET,
        "InRawText": 1,
        "Confidence": None,
        "MentionDocLen": len(stored.text) if stored else None,
        "MentionDocTone": None,
        "MentionDocTranslationInfo": None,
        "Extras": f"{incident.incident_id};{report.report_id};{report.status}",
    }


def _stamp(day: str | None) -> str | None:
    """``20200311000000``; GDELT's stamps have the second, of which nothing is known."""
    return f"{day[:10].replace('-', '')}000000" if day else None


def _offset(span: SpanPair | UnsetType | None) -> int:
    return span[0] if isinstance(span, tuple) else _NO_OFFSET
