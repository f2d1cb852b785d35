"""Flat rows for CSV: one incident, report or refusal a row.

A cell never becomes a formula in a spreadsheet: text that begins with one of ``= + - @`` (in full width too), a tab or
the end of a line gets an apostrophe in front (OWASP's advice on CSV injection), also where blanks, control characters
or marks that no one sees stand before that. Numbers are written as they are.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TextIO, TypeAlias

from onrecord.records import Codes, EventDate, Incident, Place, PlaceRole, Refusal, Report
from onrecord.views.words import Bounds

__all__ = [
    "INCIDENT_COLUMNS",
    "REFUSAL_COLUMNS",
    "REPORT_COLUMNS",
    "Cell",
    "incident_cells",
    "refusal_cells",
    "report_cells",
    "safe_cell",
    "write_csv",
]

Cell: TypeAlias = str | int | float | None
Row: TypeAlias = dict[str, Cell]

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_LINE_STARTS: Final = ("\t", "\r", "\n")
_UNSEEN: Final = "CZ"
"""First letters of the Unicode categories that a spreadsheet may pass over before it reads a formula."""
_SEPARATOR: Final = "; "
_CRLF: Final = "\r\n"

_KIND_COLUMNS: Final = ("event_type", "mode", "status", "aggregate", "date_start", "date_end", "date_precision")
_PLACE_COLUMNS: Final = ("place", "country", "admin1", "latitude", "longitude", "place_precision", "places")
_TOLL_COLUMNS: Final = tuple(
    f"{toll}_{b}" for toll in ("killed", "wounded", "abducted") for b in ("low", "best", "high")
)
_CODE_COLUMNS: Final = ("cameo", "acled_event_type", "acled_sub_event_type", "gtd_attacktype", "gtd_weaptype")

INCIDENT_COLUMNS: Final = (
    *("incident_id", *_KIND_COLUMNS, *_PLACE_COLUMNS),
    *("actors", "attribution", "contested", "recipients", "weapons", *_TOLL_COLUMNS, *_CODE_COLUMNS),
    *("independent_sources", "reports", "conflicts"),
)
REPORT_COLUMNS: Final = (
    *("report_id", *_KIND_COLUMNS, *_PLACE_COLUMNS),
    *("actors", "recipients", "weapons", *_TOLL_COLUMNS, *_CODE_COLUMNS),
    *("source", "published", "title", "url", "path", "document_id", "quote"),
)
REFUSAL_COLUMNS: Final = ("path", "stage", "code", "detail", "document_id")


def safe_cell(cell: Cell) -> Cell:
    """The cell, with an apostrophe in front where a spreadsheet would run it; unknown gives the empty string."""
    if cell is None:
        return ""
    return "'" + cell if isinstance(cell, str) and _may_run(cell) else cell


def _may_run(text: str) -> bool:
    if text.startswith(_LINE_STARTS):
        return True
    first = next((place for place, one in enumerate(text) if unicodedata.category(one)[0] not in _UNSEEN), len(text))
    return text[first:].startswith(_FORMULA_STARTS)


def write_csv(
    rows: Iterable[Mapping[str, Cell]], columns: Sequence[str], stream: TextIO, *, delimiter: str = ","
) -> None:
    """Writes a head line and the rows (RFC 4180 quoting, but lines end as the stream has them)."""
    writer = csv.writer(_Lines(stream), lineterminator=_CRLF, delimiter=delimiter)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe_cell(row[column]) for column in columns])


class _Lines:
    """Ends lines as the stream does. The writer must think of CRLF, else it leaves a lone CR inside a cell unquoted."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, line: str) -> int:
        return self._stream.write(line.removesuffix(_CRLF) + "\n")


def incident_cells(incident: Incident) -> Row:
    """An incident as one flat row; lists are joined with ``; ``."""
    tolls = incident.casualties
    return {
        "incident_id": incident.incident_id,
        **_kind_cells(incident.event_type, incident.mode, incident.status, incident.aggregate),
        **_date_cells(incident.date),
        **_place_cells(incident.places),
        "actors": _joined(f"{actor.name} ({actor.confidence})" for actor in incident.actors),
        "attribution": _joined(f"{one.name} ({one.basis})" for one in incident.attribution),
        "contested": _joined(one.name for one in incident.attribution if one.contested),
        "recipients": _joined(recipient.name for recipient in incident.recipients),
        "weapons": _joined(weapon.type for weapon in incident.weapons),
        **_toll_cells("killed", tolls.killed),
        **_toll_cells("wounded", tolls.wounded),
        **_toll_cells("abducted", tolls.abducted),
        **_code_cells(incident.codes),
        "independent_sources": incident.independent_sources,
        "reports": _joined(incident.reports),
        "conflicts": _joined(conflict.field for conflict in incident.conflicts),
    }


def report_cells(report: Report) -> Row:
    """A report as one flat row; lists are joined with ``; ``. ``quote`` is the sentence that carries the event."""
    tolls = report.casualties
    return {
        "report_id": report.report_id,
        **_kind_cells(report.event_type, report.mode, report.status, report.aggregate),
        **_date_cells(report.date),
        **_place_cells(report.places),
        "actors": _joined(f"{actor.name} ({actor.confidence})" for actor in report.actors),
        "recipients": _joined(recipient.name for recipient in report.recipients),
        "weapons": _joined(weapon.type for weapon in report.weapons),
        **_toll_cells("killed", tolls.killed),
        **_toll_cells("wounded", tolls.wounded),
        **_toll_cells("abducted", tolls.abducted),
        **_code_cells(report.codes),
        "source": report.document.source,
        "published": report.document.published,
        "title": report.document.title,
        "url": report.document.url,
        "path": report.document.path,
        "document_id": report.document.document_id,
        "quote": report.evidence[0].text if report.evidence else None,
    }


def refusal_cells(refusal: Refusal) -> Row:
    """A refusal as one flat row."""
    return {
        "path": refusal.path,
        "stage": refusal.stage,
        "code": refusal.code,
        "detail": refusal.detail,
        "document_id": refusal.document_id,
    }


def _kind_cells(event_type: str, mode: str | None, status: str, aggregate: bool) -> Row:
    return {"event_type": event_type, "mode": mode, "status": str(status), "aggregate": "yes" if aggregate else "no"}


def _date_cells(date: EventDate | None) -> Row:
    if date is None:
        return {"date_start": None, "date_end": None, "date_precision": None}
    return {"date_start": date.start, "date_end": date.end, "date_precision": str(date.precision)}


def _place_cells(places: Sequence[Place]) -> Row:
    happened = [place for place in places if place.role is not PlaceRole.MENTIONED]
    site = min(happened, key=lambda place: list(PlaceRole).index(place.role), default=None)
    return {
        "place": site.name if site else None,
        "country": site.country if site else None,
        "admin1": site.admin1 if site else None,
        "latitude": site.latitude if site else None,
        "longitude": site.longitude if site else None,
        "place_precision": str(site.precision) if site else None,
        "places": _joined(place.name for place in places),
    }


def _toll_cells(name: str, toll: Bounds | None) -> Row:
    low, best, high = (toll.low, toll.best, toll.high) if toll else (None, None, None)
    return {f"{name}_low": low, f"{name}_best": best, f"{name}_high": high}


def _code_cells(codes: Codes) -> Row:
    acled_type, acled_sub_type = codes.acled or (None, None)
    return {
        "cameo": codes.cameo,
        "acled_event_type": acled_type,
        "acled_sub_event_type": acled_sub_type,
        "gtd_attacktype": codes.gtd_attacktype,
        "gtd_weaptype": codes.gtd_weaptype,
    }


def _joined(names: Iterable[str]) -> str:
    return _SEPARATOR.join(dict.fromkeys(names))
