"""PROV-JSON (W3C member submission of 2013-04-24): how each incident came from reports, documents and decisions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from onrecord.records import Incident, Report
from onrecord.views.exports.cases import Case, Settings

__all__ = ["prov_parts"]

Bundle: TypeAlias = dict[str, dict[str, dict[str, Any]]]
_SECTIONS = (
    *("entity", "activity", "agent", "wasGeneratedBy", "used", "wasDerivedFrom", "wasAssociatedWith"),
    "wasAttributedTo",
)


def prov_parts(cases: Iterable[Case], settings: Settings) -> Iterator[str]:
    """One document of provenance, for incidents of whatever status."""
    bundle: Bundle = {section: {} for section in _SECTIONS}
    bundle["agent"]["onrecord:onrecord"] = {
        "prov:type": {"$": "prov:SoftwareAgent", "type": "prov:QUALIFIED_NAME"},
        "prov:label": f"onrecord {settings.version}",
    }
    for case in cases:
        _add_incident(bundle, case.incident)
        for report in case.reports:
            _add_report(bundle, report)
            _link(bundle, "wasDerivedFrom", _incident(case.incident), _report(report), "generatedEntity", "usedEntity")
    prefix = {"onrecord": "urn:onrecord:", "prov": "http://www.w3.org/ns/prov#"}
    yield json.dumps({"prefix": prefix, **bundle}, ensure_ascii=False, indent=1) + "\n"


def _incident(incident: Incident) -> str:
    return f"onrecord:{incident.incident_id}"


def _report(report: Report) -> str:
    return f"onrecord:{report.report_id}"


def _add_incident(bundle: Bundle, incident: Incident) -> None:
    name, fusion = _incident(incident), "onrecord:fusion"
    bundle["entity"][name] = {
        "prov:type": "onrecord:Incident",
        "onrecord:event_type": incident.event_type,
        "onrecord:status": str(incident.status),
    }
    bundle["activity"][fusion] = {"prov:label": "reports of one happening are grouped"}
    _link(bundle, "wasGeneratedBy", name, fusion, "entity", "activity")
    _link(bundle, "wasAssociatedWith", fusion, "onrecord:onrecord", "activity", "agent")
    _add_reviewers(bundle, incident, name)


def _add_reviewers(bundle: Bundle, record: Incident | Report, name: str) -> None:
    """Everyone who decided on the record, as a person whom it is attributed to beside the program."""
    if record.review is None:
        return
    reviewers = {one.reviewer for one in record.review.corrections} | {one.reviewer for one in record.review.remarks}
    for reviewer in sorted(reviewers):
        agent = "onrecord:reviewer-" + "".join(f"{byte:02x}" for byte in reviewer.encode("utf-8", "replace"))
        bundle["agent"][agent] = {
            "prov:type": {"$": "prov:Person", "type": "prov:QUALIFIED_NAME"},
            "prov:label": reviewer,
        }
        _link(bundle, "wasAttributedTo", name, agent, "entity", "agent")


def _add_report(bundle: Bundle, report: Report) -> None:
    name, document = _report(report), f"onrecord:document-{report.document.document_id}"
    coding = f"onrecord:coding-{report.document.document_id}"
    reference = report.document
    bundle["entity"][document] = {
        "prov:type": "onrecord:Document",
        "onrecord:sha256": reference.document_id,
        **{
            f"onrecord:{key}": value
            for key in ("url", "title", "source", "published")
            if (value := getattr(reference, key))
        },
    }
    bundle["entity"][name] = {
        "prov:type": "onrecord:Report",
        "onrecord:event_type": report.event_type,
        "onrecord:status": str(report.status),
        "onrecord:quote": report.evidence[0].text if report.evidence else "",
    }
    bundle["activity"][coding] = {"prov:label": f"coding by {report.coder.version}"}
    _link(bundle, "used", coding, document, "activity", "entity")
    _link(bundle, "wasGeneratedBy", name, coding, "entity", "activity")
    _link(bundle, "wasDerivedFrom", name, document, "generatedEntity", "usedEntity")
    _link(bundle, "wasAssociatedWith", coding, "onrecord:onrecord", "activity", "agent")
    _add_reviewers(bundle, report, name)


def _link(bundle: Bundle, kind: str, first: str, second: str, first_key: str, second_key: str) -> None:
    """A relation, once; its own name is a blank one made of both ends."""
    ends = f"{first}--{second}".replace("onrecord:", "")
    bundle[kind][f"_:{kind}-{ends}"] = {f"prov:{first_key}": first, f"prov:{second_key}": second}
