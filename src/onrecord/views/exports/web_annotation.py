"""W3C Web Annotations (JSON-LD): every value of every report as words of its document.

Recommendation "Web Annotation Data Model" of 2017-02-23: TextPositionSelector (section 4.2.5) counts characters of the
text, the end exclusive; TextQuoteSelector (4.2.4) holds the words with what stands before and after them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from onrecord.records import Document, Report
from onrecord.views.exports.cases import Case, Settings
from onrecord.views.exports.values import MarkedValue, marked_values

__all__ = ["CONTEXT", "annotation_parts"]

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
AROUND_CHARS: Final = 32
"""How much stands before and after a quote: enough to find it again in a text that has moved."""


def annotation_parts(cases: Iterable[Case], settings: Settings) -> Iterator[str]:
    """An AnnotationPage, an annotation a line."""
    head = {"@context": CONTEXT, "id": "urn:onrecord:annotations", "type": "AnnotationPage"}
    head["generator"] = f"onrecord {settings.version}"
    yield json.dumps(head)[:-1] + ', "items": ['
    separator = "\n"
    seen: set[str] = set()
    for case in cases:
        for report in case.reports:
            document = case.documents.get(report.document.document_id)
            if document is None or report.report_id in seen:
                continue
            seen.add(report.report_id)
            for value in marked_values(report):
                item = _annotation(report, document, value, case.incident.incident_id)
                yield separator + json.dumps(item, ensure_ascii=False)
                separator = ",\n"
    yield "\n]}\n"


def _annotation(report: Report, document: Document, value: MarkedValue, incident_id: str) -> dict[str, Any]:
    text = document.text
    source: dict[str, Any] = {"id": f"urn:onrecord:document:{document.document_id}", "type": "Text"}
    if document.url:
        source["via"] = document.url
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[value.start : value.end],
        "prefix": text[max(0, value.start - AROUND_CHARS) : value.start],
        "suffix": text[value.end : value.end + AROUND_CHARS],
    }
    position = {"type": "TextPositionSelector", "start": value.start, "end": value.end}
    return {
        "id": f"urn:onrecord:{report.report_id}:{value.field}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            {"type": "TextualBody", "purpose": "classifying", "value": value.label},
            {"type": "TextualBody", "purpose": "describing", "value": value.reading},
            {"type": "TextualBody", "purpose": "linking", "value": f"urn:onrecord:{incident_id}"},
        ],
        "target": {"type": "SpecificResource", "source": source, "selector": [position, quote]},
    }
