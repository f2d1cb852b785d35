"""Tables of incidents, reports and refusals. Ids are never cut: they are what the next command is given."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from onrecord.records import Incident, Refusal, Report
from onrecord.views.words import (
    UNKNOWN,
    actor_words,
    attribution_words,
    date_words,
    figure_words,
    one_line,
    place_words,
    type_words,
)

__all__ = ["incident_table", "refusal_table", "report_table"]


def incident_table(incidents: Iterable[Incident]) -> Table:
    """One row an incident. Who answers for it stands first, else who is named as acting."""
    table = _table(("id", "date"), ("type", "place", "attributed to", "killed", "wounded"), ("sources", "status"))
    for incident in incidents:
        who = attribution_words(incident.attribution) if incident.attribution else actor_words(incident.actors)
        _add(
            table,
            incident.incident_id,
            date_words(incident.date),
            type_words(incident.event_type, incident.mode) + (" (many)" if incident.aggregate else ""),
            place_words(incident.places),
            who,
            figure_words(incident.casualties.killed),
            figure_words(incident.casualties.wounded),
            str(incident.independent_sources),
            str(incident.status),
        )
    return table


def report_table(reports: Iterable[Report]) -> Table:
    """One row a report, with the document's source."""
    table = _table(("id", "date"), ("type", "place", "actors", "killed", "wounded"), ("status",), ("source",))
    for report in reports:
        _add(
            table,
            report.report_id,
            date_words(report.date),
            type_words(report.event_type, report.mode) + (" (many)" if report.aggregate else ""),
            place_words(report.places),
            actor_words(report.actors),
            figure_words(report.casualties.killed),
            figure_words(report.casualties.wounded),
            str(report.status),
            report.document.source or report.document.path,
        )
    return table


def refusal_table(refusals: Iterable[Refusal]) -> Table:
    """One row a refused document: which, at what stage, why."""
    table = _table(("stage", "code"), ("path", "detail"))
    for refusal in refusals:
        _add(table, refusal.stage, refusal.code, refusal.path, refusal.detail)
    return table


def _table(whole: tuple[str, ...], folded: tuple[str, ...], *more: tuple[str, ...]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for position, names in enumerate((whole, folded, *more)):
        for name in names:
            table.add_column(Text(name), no_wrap=position % 2 == 0, overflow="fold")
    return table


def _add(table: Table, *cells: str) -> None:
    table.add_row(*(Text(one_line(cell) or UNKNOWN) for cell in cells))
