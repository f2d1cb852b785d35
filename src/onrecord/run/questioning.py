"""The commands that count, compare and look back: count, trend, claims, gaps, statements, asof, diff."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from msgspec import Struct

from onrecord.errors import InputError
from onrecord.questions import (
    changes_between,
    claim_rows,
    compare_periods,
    count_incidents,
    find_gaps,
    hold_statements,
)
from onrecord.records import Incident, json_line
from onrecord.run.asking import INCIDENT_LAYOUT, list_records, selection_of, warn_if_behind
from onrecord.run.states import Known, Past, passes, record_on, reports_by_id
from onrecord.run.streams import output_stream
from onrecord.store import Selection, Store
from onrecord.views import Cell, show, write_csv
from onrecord.views.question_tables import (
    CHANGE_COLUMNS,
    CLAIM_COLUMNS,
    COUNT_COLUMNS,
    GAP_COLUMNS,
    STATEMENT_COLUMNS,
    TREND_COLUMNS,
    change_cells,
    claim_cells,
    count_cells,
    count_notes,
    gap_cells,
    question_table,
    statement_cells,
    trend_cells,
    trend_notes,
)

__all__ = ["run_asof", "run_claims", "run_count", "run_diff", "run_gaps", "run_statements", "run_trend"]

S = TypeVar("S", bound=Struct)
Cells = Callable[[S], Iterable[dict[str, Cell]]]


def run_count(options: argparse.Namespace, store: Store) -> int:
    """Counts the incidents that pass, month by month, and who is named for them."""
    warn_if_behind(store)
    incidents = list(store.select_incidents(selection_of(options)))
    fusions = _fusions(incidents, store) if options.fusion else None
    counts = count_incidents(incidents, options.since, options.until, fusions)
    _print([counts], count_cells, COUNT_COLUMNS, options, count_notes(counts))
    return 0


def run_trend(options: argparse.Namespace, store: Store) -> int:
    """Compares the period of --since and --until with the time before it. InputError where one of them is missing."""
    if not options.since or not options.until:
        raise InputError("trend needs the period: give --since and --until")
    warn_if_behind(store)
    selection = selection_of(options)
    whole = Selection(**{name: getattr(selection, name) for name in selection.__struct_fields__} | NO_PERIOD)
    incidents = list(store.select_incidents(whole))
    try:
        trend = compare_periods(incidents, options.since, options.until, options.before)
    except (ValueError, OverflowError) as error:
        raise InputError(f"{error}; give other days") from error
    _print([trend], trend_cells, TREND_COLUMNS, options, trend_notes(trend))
    return 0


NO_PERIOD = {"since": None, "until": None}


def run_claims(options: argparse.Namespace, store: Store) -> int:
    """Lists who is named for what; with --contested only what is contested."""
    warn_if_behind(store)
    selection = selection_of(options)
    rows = claim_rows(store.select_incidents(selection), contested_only=options.contested)
    _print(list(rows), lambda row: [claim_cells(row)], CLAIM_COLUMNS, options)
    return 0


def run_gaps(options: argparse.Namespace, store: Store) -> int:
    """Lists what is missing of each incident that passes."""
    warn_if_behind(store)
    rows = find_gaps(store.select_incidents(selection_of(options)))
    kept = [row for row in rows if row.one_origin or not options.one_origin]
    _print(kept, lambda row: [gap_cells(row)], GAP_COLUMNS, options)
    return 0


def run_statements(options: argparse.Namespace, store: Store) -> int:
    """Holds statements about many events against the single incidents on record."""
    warn_if_behind(store)
    statements = [one for one in store.select_incidents(selection_of(options)) if one.aggregate]
    record = list(store.select_incidents(Selection()))
    rows = list(hold_statements(statements, record, reports_by_id(store)))
    _print(rows, lambda row: [statement_cells(row)], STATEMENT_COLUMNS, options)
    return 0


def run_asof(options: argparse.Namespace, store: Store) -> int:
    """Lists the incidents as they were known on a day."""
    selection = selection_of(options)
    incidents = [one for one in record_on(_past(options, store), options.day) if passes(one, selection)]
    with output_stream(options.output) as stream:
        list_records(iter(incidents), INCIDENT_LAYOUT, options.format, stream)
    return 0


def run_diff(options: argparse.Namespace, store: Store) -> int:
    """Lists what changed between two days, field by field, with the sentence responsible."""
    if options.later < options.day:
        raise InputError(f"{options.later} is before {options.day}; give the earlier day first")
    past, selection = _past(options, store), selection_of(options)
    before, after = record_on(past, options.day), record_on(past, options.later)
    wanted = {one.incident_id for one in after if passes(one, selection)}
    changes = [one for one in changes_between(before, after, reports_by_id(store)) if one.incident_id in wanted]
    _print(changes, change_cells, CHANGE_COLUMNS, options)
    return 0


def _past(options: argparse.Namespace, store: Store) -> Past:
    from onrecord.run.stages import load_fusion  # noqa: PLC0415 - only looking back fuses anew

    return Past(store, load_fusion(), Known(options.known))


def _fusions(incidents: Sequence[Incident], store: Store) -> tuple[int, int]:
    """How many incidents the reports of these make where they are fused strictly and loosely."""
    from onrecord.documents import group_copies  # noqa: PLC0415
    from onrecord.incidents import count_fusions, order_reports  # noqa: PLC0415
    from onrecord.incidents.affiliation import relate  # noqa: PLC0415
    from onrecord.lexicon.actors import load_actors  # noqa: PLC0415
    from onrecord.lexicon.incidents import load_fusion_weights  # noqa: PLC0415

    told = [report for one in incidents if not one.aggregate for report in store.reports_of(one.incident_id)]
    documents = {report.document.document_id for report in told}
    texts = ((document_id, clean) for document_id, clean in store.clean_texts() if document_id in documents)
    counts = count_fusions(
        order_reports(told), group_copies(texts), relate(load_actors()), load_fusion_weights(), store.bonds()
    )
    return counts.strict, counts.loose


def _print(
    records: Sequence[S],
    cells: Cells[S],
    columns: tuple[str, ...],
    options: argparse.Namespace,
    notes: Sequence[str] = (),
) -> None:
    """Prints records as JSON lines, CSV rows or a table with its notes under it."""
    with output_stream(options.output) as stream:
        if options.format == "jsonl":
            stream.writelines(f"{json_line(record)}\n" for record in records)
            return
        rows = [row for record in records for row in cells(record)]
        if options.format == "csv":
            write_csv(rows, columns, stream)
        elif rows or notes:
            if rows:
                show(question_table(columns, rows), stream)
            stream.writelines(f"{note}\n" for note in notes)
        else:
            print("onrecord: nothing on record answers that", file=sys.stderr)
