"""Tables of incidents, reports and refusals. Ids are never cut: they are what the next command is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
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

__all__ = ["Listing", "incident_table", "refusal_table", "report_table"]

NARROW_CHARS: Final = 120
"""Below this width columns would fold into shreds, and each record takes two or three lines instead."""


class Listing:
    """Rows under column names: a table where there is room, else a few lines a row.

    The first ``keys`` columns stand on a row's first line and are never folded; each of the others is named where
    it does not stand in a column.
    """

    def __init__(self, names: Sequence[str], rows: Iterable[Sequence[str]], keys: int) -> None:
        self._names = tuple(names)
        self._rows = [tuple(one_line(cell) or UNKNOWN for cell in row) for row in rows]
        self._keys = keys

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if options.max_width >= NARROW_CHARS:
            yield self._table()
        else:
            for row in self._rows:
                yield Text("  ".join(row[: self._keys]), style="bold")
                yield from self._details(row)

    def _table(self) -> Table:
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
        for position, name in enumerate(self._names):
            table.add_column(Text(name), no_wrap=position < self._keys, overflow="fold")
        for row in self._rows:
            table.add_row(*map(Text, row))
        return table

    def _details(self, row: Sequence[str]) -> Iterator[Padding]:
        named = zip(self._names[self._keys :], row[self._keys :], strict=True)
        words = " | ".join(f"{name} {cell}" for name, cell in named if cell != UNKNOWN)
        if words:
            yield Padding(Text(words), (0, 0, 0, 2))


def incident_table(incidents: Iterable[Incident]) -> Listing:
    """One row an incident. Who answers for it stands first (a reviewer's word before the documents'), else who acts."""
    names = ("id", "date", "status", "type", "place", "attributed to", "killed", "wounded", "sources")
    return Listing(names, map(_incident_row, incidents), keys=4)


def _incident_row(incident: Incident) -> tuple[str, ...]:
    return (
        incident.incident_id,
        date_words(incident.date),
        _status(incident),
        _what(incident),
        place_words(incident.places),
        _who(incident),
        figure_words(incident.casualties.killed),
        figure_words(incident.casualties.wounded),
        str(incident.independent_sources),
    )


def _who(incident: Incident) -> str:
    if incident.corrected_actor():
        return f"{actor_words(incident.actors)} (review)"
    return attribution_words(incident.attribution) if incident.attribution else actor_words(incident.actors)


def report_table(reports: Iterable[Report]) -> Listing:
    """One row a report, with the document's source."""
    names = ("id", "date", "status", "type", "place", "actors", "killed", "wounded", "source")
    return Listing(names, map(_report_row, reports), keys=4)


def _report_row(report: Report) -> tuple[str, ...]:
    return (
        report.report_id,
        date_words(report.date),
        _status(report),
        _what(report),
        place_words(report.places),
        actor_words(report.actors),
        figure_words(report.casualties.killed),
        figure_words(report.casualties.wounded),
        report.document.source or report.document.path,
    )


def _status(record: Incident | Report) -> str:
    return "withdrawn" if record.review and record.review.is_withdrawn else str(record.status)


def _what(record: Incident | Report) -> str:
    return type_words(record.event_type, record.mode) + (" (many)" if record.aggregate else "")


def refusal_table(refusals: Iterable[Refusal]) -> Listing:
    """One row a refused document: at what stage, which, why."""
    rows = ((one.stage, one.code, one.path, one.detail) for one in refusals)
    return Listing(("stage", "code", "path", "detail"), rows, keys=2)
