"""An SQLite file for Datasette: plain tables, foreign keys, full-text search over quotes, its metadata beside it.

Texts of documents are left out: quotes are evidence, whole articles are their publishers'.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Final, TypeAlias

import apsw

from onrecord.lexicon.exports import Field, load_fields
from onrecord.records import Incident, Report
from onrecord.views.cells import Cell, incident_cells
from onrecord.views.exports.cases import Case, Settings, document_refs, main_place
from onrecord.views.exports.geojson import point_of
from onrecord.views.exports.parties import statements

__all__ = ["write_datasette"]

Rows: TypeAlias = dict[str, list[tuple[Cell, ...]]]

_KEYS: Final = {"incidents": "incident_id", "documents": "document_id", "reports": "report_id", "metadata": "key"}
_GOALS: Final = {key: table for table, key in _KEYS.items() if table != "metadata"}
_KINDS: Final = {"text": "TEXT", "integer": "INTEGER", "real": "REAL"}
_TITLE: Final = "Incidents of political violence as reported"
_ABOUT: Final = (
    "Who is said to have done what, to whom, where, when and on whose word. A row records statements, not findings; "
    "an empty cell is unknown, not zero."
)


def write_datasette(cases: Iterable[Case], path: Path, settings: Settings) -> None:
    """Writes the file anew, and ``PATH.metadata.json`` for ``datasette --metadata``."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        connection = apsw.Connection(str(part))
    except apsw.CantOpenError as error:
        raise OSError(None, "the folder does not exist or may not be written to", str(path)) from error
    try:
        with connection:
            _create(connection)
            seen: set[str] = set()
            for case in cases:
                _insert(connection, _case_rows(case, seen))
            _insert(connection, {"metadata": list(_metadata(settings))})
            connection.execute("INSERT INTO reports_fts(reports_fts) VALUES ('rebuild')")
    finally:
        connection.close()
    part.replace(path)
    described = {"title": _TITLE, "description": _ABOUT, "databases": {path.stem: {"tables": _described_tables()}}}
    beside = path.with_name(f"{path.name}.metadata.json")
    beside.write_text(json.dumps(described, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _tables() -> Iterator[tuple[str, list[Field]]]:
    for name, fields in groupby(load_fields("datasette"), key=lambda field: field.name.partition(".")[0]):
        yield name, list(fields)


def _create(connection: apsw.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    for table, fields in _tables():
        columns = [_column(table, field) for field in fields]
        connection.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
        for field in fields:
            name = field.name.partition(".")[2]
            if _GOALS.get(name, table) != table:
                connection.execute(f"CREATE INDEX {table}_by_{name} ON {table} ({name})")
    connection.execute("CREATE INDEX incidents_by_date ON incidents (date_start, date_end)")
    connection.execute('CREATE VIRTUAL TABLE reports_fts USING fts5(quote, content="reports")')


def _column(table: str, field: Field) -> str:
    name = field.name.partition(".")[2]
    column = f"{name} {_KINDS[field.kind]}"
    if _KEYS.get(table) == name:
        return f"{column} PRIMARY KEY"
    goal = _GOALS.get(name)
    return f"{column} REFERENCES {goal}({name})" if goal else column


def _insert(connection: apsw.Connection, rows: Rows) -> None:
    for table, found in rows.items():
        if found:
            marks = ",".join("?" * len(found[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", found)  # noqa: S608 - our own names


def _case_rows(case: Case, seen: set[str]) -> Rows:
    """The rows of a case in the order in which foreign keys allow them; documents and reports that are there stay."""
    incident = case.incident
    rows: Rows = defaultdict(list)
    rows["incidents"].append(_incident_row(incident))
    for document in document_refs(case):
        if document.document_id not in seen:
            seen.add(document.document_id)
            parts = (document.path, document.url, document.title, document.source, document.published)
            rows["documents"].append((document.document_id, *parts, document.language))
    for report in case.reports:
        if report.report_id not in seen:
            seen.add(report.report_id)
            rows["reports"].append(_report_row(report))
        rows["incident_reports"].append((incident.incident_id, report.report_id))
    _add_parties(rows, incident)
    _add_evidence(rows, incident, {report.report_id for report in case.reports})
    return rows


def _incident_row(incident: Incident) -> tuple[Cell, ...]:
    cells = incident_cells(incident)
    point = point_of(main_place(incident.places))
    longitude, latitude = point or (None, None)
    cells |= {
        "aggregate": int(incident.aggregate),
        "contested": int(any(one.contested for one in incident.attribution)),
        "latitude": latitude,
        "longitude": longitude,
    }
    names = [field.name.partition(".")[2] for field in load_fields("datasette") if field.name.startswith("incidents.")]
    return tuple(cells[name] for name in names)


def _report_row(report: Report) -> tuple[Cell, ...]:
    quote = report.evidence[0].text if report.evidence else None
    kind = (report.event_type, report.mode, str(report.status))
    return (report.report_id, report.document.document_id, *kind, quote)


def _add_parties(rows: Rows, incident: Incident) -> None:
    key = incident.incident_id
    for rank, one in enumerate(incident.attribution, start=1):
        rows["attributions"].append((key, rank, one.actor_id, one.name, str(one.basis), int(one.contested)))
    for actor in incident.actors:
        known = (actor.name, actor.actor_id, actor.country, actor.sector, str(actor.confidence))
        rows["actors"].append((key, *known))
    for hit in incident.recipients:
        number = hit.count.best if hit.count else None
        effect = str(hit.effect) if hit.effect else None
        rows["recipients"].append((key, hit.name, str(hit.kind), hit.actor_id, hit.sector, number, effect))


def _add_evidence(rows: Rows, incident: Incident, reports: set[str]) -> None:
    key = incident.incident_id
    for said in statements(incident):
        if said.report_id in reports:
            words = (str(said.kind), said.speaker, said.about, int(said.is_for), said.date, said.quote)
            rows["statements"].append((key, said.report_id, *words))
    for name in ("killed", "wounded", "abducted"):
        toll = getattr(incident.casualties, name)
        for version in toll.versions if toll else ():
            if version.report_id in reports:
                figures = (version.low, version.best, version.high, version.text)
                rows["tolls"].append((key, version.report_id, name, *figures))


def _metadata(settings: Settings) -> Iterator[tuple[str, str]]:
    yield "title", _TITLE
    yield "description", _ABOUT
    yield "made_at", datetime.fromtimestamp(settings.made_at, UTC).isoformat()
    yield "version", f"onrecord {settings.version}"
    yield "redacted", "yes" if settings.redacted else "no"


def _described_tables() -> dict[str, object]:
    """What Datasette shows beside each table: its columns' meanings, and what to sort and filter by."""
    described: dict[str, object] = {}
    for table, fields in _tables():
        columns = {field.name.partition(".")[2]: field.meaning for field in fields}
        described[table] = {"columns": columns, **_shown(table)}
    return described


def _shown(table: str) -> dict[str, str | Sequence[str]]:
    if table == "incidents":
        return {"sort_desc": "date_start", "facets": ["event_type", "status", "country"]}
    return {"label_column": "title"} if table == "documents" else {}
