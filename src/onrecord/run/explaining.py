"""The command that explains fusion: why reports are one incident, or why two are not."""

from __future__ import annotations

import argparse
import sys

from msgspec import Struct

from onrecord.errors import InputError
from onrecord.incidents import FusionCounts, PairWeight, Why, count_fusions, explain_group, explain_pair, order_reports
from onrecord.incidents.affiliation import relate
from onrecord.lexicon.actors import load_actors
from onrecord.lexicon.incidents import load_fusion_weights
from onrecord.records import Incident, Report, json_line
from onrecord.run.asking import TEXT_WIDTH, find_record, incident_of, warn_if_behind
from onrecord.store import Store
from onrecord.views import show

__all__ = ["run_why"]


class Explained(Struct, frozen=True, kw_only=True):
    """What ``why`` prints as JSON: the incident's explanation and the counts of strict and loose fusion."""

    incident_id: str
    why: Why
    fusion: FusionCounts


def run_why(options: argparse.Namespace, store: Store) -> int:
    """Explains an incident, or a pair of reports. InputError where an id is none's or is an incident's in a pair."""
    from onrecord.documents import group_copies  # noqa: PLC0415 - each command loads only what it needs
    from onrecord.views.why_text import pair_text, why_text  # noqa: PLC0415

    warn_if_behind(store)
    record = find_record(options.record_id, store)
    other = find_record(options.other, store) if options.other else None
    told = order_reports(tuple(_counted(store)))
    by_id = {report.report_id: report for report in told}
    origins, weights, bonds = group_copies(store.clean_texts()), load_fusion_weights(), store.bonds()
    actors = load_actors()
    if other is not None:
        pair = explain_pair(_report(record), _report(other), told, origins, actors=actors, weights=weights, bonds=bonds)
        _print(pair, options, pair_text(pair, by_id))
        return 0
    incident = incident_of(record, store)
    related = relate(actors)
    why = explain_group(incident.reports, told, origins, related, weights, bonds)
    counts = count_fusions(told, origins, related, weights, bonds)
    explained = Explained(incident_id=incident.incident_id, why=why, fusion=counts)
    _print(explained, options, why_text(incident.incident_id, why, by_id, counts))
    return 0


def _counted(store: Store) -> list[Report]:
    """The reports that were fused: all but those that a reviewer withdrew."""
    return [one for one in store.reports() if one.review is None or not one.review.is_withdrawn]


def _print(record: Struct | PairWeight, options: argparse.Namespace, page: object) -> None:
    if options.format == "json":
        print(json_line(record))
    else:
        show(page, sys.stdout, width=TEXT_WIDTH)  # type: ignore[arg-type]


def _report(record: Incident | Report) -> Report:
    if isinstance(record, Incident):
        raise InputError(f"{record.incident_id} is an incident; a pair is explained of two reports")
    return record
