"""The commands that ask a store: incidents, reports, show, refusals. None of them loads a stage."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Final, Generic, TextIO, TypeVar

from msgspec import Struct
from rich.console import RenderableType

from onrecord.errors import InputError
from onrecord.records import Incident, Report, json_line
from onrecord.run.streams import output_stream
from onrecord.store import Selection, Store
from onrecord.views import (
    INCIDENT_COLUMNS,
    REFUSAL_COLUMNS,
    REPORT_COLUMNS,
    Cell,
    incident_cells,
    incident_table,
    incident_text,
    refusal_cells,
    refusal_table,
    report_cells,
    report_table,
    report_text,
    show,
    write_csv,
)

__all__ = [
    "INCIDENT_LAYOUT",
    "TEXT_WIDTH",
    "find_record",
    "full_id",
    "incident_of",
    "list_records",
    "run_incidents",
    "run_refusals",
    "run_reports",
    "run_show",
    "selection_of",
    "warn_if_behind",
]

R = TypeVar("R", bound=Struct)

TEXT_WIDTH: Final = 110
"""Width of a page that is not written to a terminal, in characters: two quotes side by side stay readable."""

IDS_NAMED: Final = 5
"""How many ids an ambiguous beginning lists."""


class _Layout(Struct, Generic[R], frozen=True):
    """How records of one kind are listed."""

    table: Callable[[Sequence[R]], RenderableType]
    cells: Callable[[R], dict[str, Cell]]
    columns: tuple[str, ...]
    nothing: str


INCIDENT_LAYOUT: Final = _Layout(incident_table, incident_cells, INCIDENT_COLUMNS, "no incident passes the filters")
_REPORTS: Final = _Layout(report_table, report_cells, REPORT_COLUMNS, "no report passes the filters")
_REFUSALS: Final = _Layout(refusal_table, refusal_cells, REFUSAL_COLUMNS, "no document was refused")


def run_incidents(options: argparse.Namespace, store: Store) -> int:
    """Lists the incidents that pass the filters."""
    warn_if_behind(store)
    with output_stream(options.output) as stream:
        list_records(store.select_incidents(selection_of(options)), INCIDENT_LAYOUT, options.format, stream)
    return 0


def run_reports(options: argparse.Namespace, store: Store) -> int:
    """Lists the reports that pass the filters."""
    if options.min_sources or options.contested:
        warn_if_behind(store)
    with output_stream(options.output) as stream:
        list_records(store.select_reports(selection_of(options)), _REPORTS, options.format, stream)
    return 0


def run_refusals(options: argparse.Namespace, store: Store) -> int:
    """Lists the refused documents."""
    with output_stream(options.output) as stream:
        list_records(store.refusals(), _REFUSALS, options.format, stream)
    return 0


def run_show(options: argparse.Namespace, store: Store) -> int:
    """Shows one incident or report. InputError where no record, or more than one, begins so."""
    record = find_record(options.record_id, store)
    if options.format == "json":
        print(json_line(record))
        return 0
    if isinstance(record, Incident):
        warn_if_behind(store)
        page = incident_text(record, store.reports_of(record.incident_id))
    else:
        document = store.document(record.document.document_id)
        page = report_text(record, document.text if document else None, store.incidents_of(record.report_id))
    show(page, sys.stdout, width=TEXT_WIDTH)
    return 0


def selection_of(options: argparse.Namespace) -> Selection:
    """The filters of the command line. InputError where there is no such country, type or mode."""
    country, types = options.country, tuple(options.type or ())
    if country or types:
        from onrecord.views.choices import country_code, known_type  # noqa: PLC0415 - reads tables that few calls need

        country = country_code(country) if country else None
        types = tuple(map(known_type, types))
    return Selection(
        since=options.since,
        until=options.until,
        place=options.place,
        country=country,
        actor=options.actor,
        types=types,
        statuses=tuple(options.status or ()),
        min_sources=options.min_sources,
        contested=options.contested,
        withdrawn=options.withdrawn,
    )


def list_records(records: Iterator[R], layout: _Layout[R], form: str, stream: TextIO) -> None:
    """Writes records as JSON lines, CSV or a table."""
    if form == "jsonl":
        stream.writelines(f"{json_line(record)}\n" for record in records)
    elif form == "csv":
        write_csv((layout.cells(record) for record in records), layout.columns, stream)
    else:
        shown = list(records)
        if shown:
            show(layout.table(shown), stream)
        else:
            print(f"onrecord: {layout.nothing}", file=sys.stderr)


def full_id(words: str, store: Store) -> str:
    """The id of the incident or report that ``words`` are or begin; InputError where there is none or more than one."""
    record = find_record(words, store)
    return record.incident_id if isinstance(record, Incident) else record.report_id


def incident_of(record: Incident | Report, store: Store) -> Incident:
    """The incident itself, or the one that holds the report. InputError where none does yet."""
    if isinstance(record, Incident):
        return record
    held = store.incidents_of(record.report_id)
    incident = store.incident(held[0]) if held else None
    if incident is None:
        raise InputError(f"report {record.report_id} is in no incident yet; onrecord add fuses what is stored")
    return incident


def find_record(words: str, store: Store) -> Incident | Report:
    """The record of this id or beginning, found through the log where the id is no more.

    InputError where there is none, or more than one.
    """
    for record_id in (words, *_successors(words, store)):
        record = store.incident(record_id) or store.report(record_id)
        if record is not None:
            return record
    matched = store.match_ids(words, IDS_NAMED + 1) if words else ()
    if not matched:
        raise InputError(
            f"no incident or report has the id {words!r}; onrecord incidents and onrecord reports list them"
        )
    if len(matched) > 1:
        more = ", ..." if len(matched) > IDS_NAMED else ""
        raise InputError(f"{words!r} begins several ids ({', '.join(matched[:IDS_NAMED])}{more}); give more of it")
    return find_record(matched[0], store)


def _successors(record_id: str, store: Store) -> Iterator[str]:
    """Follows the log from an id that is no more to the one incident that holds its reports now."""
    seen = {record_id}
    while store.incident(record_id) is None and (changes := store.changes_of(record_id)):
        last = changes[-1]
        heirs = ", ".join(last.successors) or "no incident"
        print(f"onrecord: {record_id} was {last.change} ({last.reason}); now: {heirs}", file=sys.stderr)
        if len(last.successors) != 1 or last.successors[0] in seen:
            return
        record_id = last.successors[0]
        seen.add(record_id)
    if record_id in seen and len(seen) > 1:
        yield record_id


def warn_if_behind(store: Store) -> None:
    """Says so on standard error where documents are newer than the incidents."""
    if store.is_behind():
        words = "documents were added or decisions made since incidents were last fused; "
        words += "onrecord add with the same paths completes it, onrecord recode fuses what is stored"
        print(f"onrecord: {words}", file=sys.stderr)
