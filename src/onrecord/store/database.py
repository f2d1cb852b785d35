"""The store in one SQLite file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar

import apsw
import msgspec
from msgspec import Struct

from onrecord.records import Coded, Document, Incident, Refusal, Relation, Report, json_line
from onrecord.store.connection import connect, store_failures, transaction
from onrecord.store.content import dump_lines
from onrecord.store.journal import IncidentChange, incident_changes
from onrecord.store.queries import Noun, select_records
from onrecord.store.rows import attributed_keys, day_bounds, is_contested, place_keys, report_actor_keys
from onrecord.store.selection import Selection

__all__ = ["SqliteStore", "open_store"]

R = TypeVar("R", bound=Struct)
Value: TypeAlias = str | int | None
Key: TypeAlias = tuple[str, str]


class _CleanText(Struct, frozen=True):
    document_id: str
    clean: str


_DOCUMENT: Final = msgspec.json.Decoder(Document)
_REPORT: Final = msgspec.json.Decoder(Report)
_RELATION: Final = msgspec.json.Decoder(Relation)
_INCIDENT: Final = msgspec.json.Decoder(Incident)
_REFUSAL: Final = msgspec.json.Decoder(Refusal)
_CHANGE: Final = msgspec.json.Decoder(IncidentChange)
_CLEAN_TEXT: Final = msgspec.json.Decoder(_CleanText)


def _utc_now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def open_store(path: Path, *, create: bool = False, clock: Callable[[], str] = _utc_now) -> SqliteStore:
    """The store at ``path``; with ``create`` a missing file is made. ``clock`` gives the times of writing.

    StoreError where it cannot be opened: see ``connection.connect``.
    """
    return SqliteStore(path, connect(path, create=create), clock)


class SqliteStore:
    """A ``Store`` in one SQLite file (WAL: readers never wait; one writer at a time, others wait their turn)."""

    def __init__(self, path: Path, connection: apsw.Connection, clock: Callable[[], str]) -> None:
        self.path = path
        self._connection = connection
        self._clock = clock

    # ------------------------------------------------------------ writing

    def put_document(self, document: Document, coded: Coded, coder: str) -> None:
        """Keeps a document with its reports and relations; what an older version made of it goes."""
        with store_failures(self.path), transaction(self._connection):
            self._forget(document.document_id, document.path)
            found_by = (document.path, document.source, document.published, document.language)
            self._insert("documents", (document.document_id, *found_by, coder, self._clock(), json_line(document)))
            for report in coded.reports:
                self._insert_report(document.document_id, report)
            for position, relation in enumerate(coded.relations):
                ids = (relation.subject_id, str(relation.relation), relation.object_id)
                self._insert("relations", (document.document_id, position, *ids, json_line(relation)))
            self._advance_generation()

    def put_refusal(self, refusal: Refusal, coder: str) -> None:
        """Keeps a refusal in the place of whatever was stored of the same document."""
        document_id = refusal.document_id or ""
        row = (refusal.path, document_id, refusal.stage, refusal.code, coder, self._clock(), json_line(refusal))
        with store_failures(self.path), transaction(self._connection):
            self._forget(document_id, refusal.path)
            self._insert("refusals", row)

    def replace_incidents(
        self, incidents: Sequence[Incident], coder: str, generation: int
    ) -> tuple[IncidentChange, ...] | None:
        """Puts these incidents in the place of all earlier ones; see ``Store.replace_incidents``."""
        with store_failures(self.path), transaction(self._connection):
            if self.generation() != generation:
                return None
            before = self._reports_by_incident()
            changes = incident_changes(before, {incident.incident_id: incident.reports for incident in incidents})
            self._connection.execute("DELETE FROM incidents")
            for incident in incidents:
                self._insert_incident(incident)
            for change in changes:
                row = (None, change.incident_id, str(change.change), self._clock(), json_line(change))
                self._insert("incident_changes", row)
            self._set_meta("fused", f"{generation} {coder}")
        return changes

    def _insert(self, table: str, row: tuple[Value, ...]) -> None:
        self._connection.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)  # noqa: S608

    def _insert_report(self, document_id: str, report: Report) -> None:
        kind = (report.event_type, report.mode, str(report.status))
        self._insert("reports", (report.report_id, document_id, *kind, *day_bounds(report.date), json_line(report)))
        self._insert_keys("report", report.report_id, place_keys(report.places), report_actor_keys(report))

    def _insert_incident(self, incident: Incident) -> None:
        kind = (incident.event_type, incident.mode, str(incident.status), *day_bounds(incident.date))
        weight = (incident.independent_sources, int(is_contested(incident)))
        self._insert("incidents", (incident.incident_id, *kind, *weight, json_line(incident)))
        for report_id in incident.reports:
            self._insert("incident_reports", (incident.incident_id, report_id))
        self._insert_keys("incident", incident.incident_id, place_keys(incident.places), attributed_keys(incident))

    def _insert_keys(self, noun: Noun, record_id: str, places: Iterable[Key], actors: Iterable[Key]) -> None:
        for place in places:
            self._insert(f"{noun}_places", (record_id, *place))
        for actor in actors:
            self._insert(f"{noun}_actors", (record_id, *actor))

    def _forget(self, document_id: str, path: str) -> None:
        if self._rows("SELECT 1 FROM documents WHERE document_id = ?", document_id):
            self._connection.execute("DELETE FROM documents WHERE document_id = ?", (document_id,))
            self._advance_generation()
        outdated = "DELETE FROM refusals WHERE (document_id = ?1 AND ?1 <> '') OR (document_id = '' AND path = ?2)"
        self._connection.execute(outdated, (document_id, path))

    # ------------------------------------------------------------ state

    def coder_of(self, document_id: str) -> str | None:
        """The version that coded (or refused) this document; ``None`` where it is not stored."""
        known = "SELECT coder FROM {0} WHERE document_id = ?1"
        rows = self._rows(f"{known.format('documents')} UNION ALL {known.format('refusals')}", document_id)
        return str(rows[0][0]) if rows else None

    def documents_behind(self, coder: str) -> tuple[str, ...]:
        """Ids of the documents that another version than ``coder`` coded."""
        rows = self._rows("SELECT document_id FROM documents WHERE coder <> ? ORDER BY document_id", coder)
        return tuple(row[0] for row in rows)

    def generation(self) -> int:
        """A number that grows whenever documents or reports change."""
        return int(self._meta("generation") or 0)

    def is_fused(self, coder: str) -> bool:
        """Whether the incidents were fused by this version from all reports that are stored now."""
        return self._meta("fused") == f"{self.generation()} {coder}"

    def is_behind(self) -> bool:
        """Whether documents changed since the incidents were last fused, by whatever version."""
        fused = self._meta("fused")
        return self.generation() != (int(fused.split(" ", 1)[0]) if fused else 0)

    def _advance_generation(self) -> None:
        self._set_meta("generation", str(self.generation() + 1))

    def _meta(self, key: str) -> str | None:
        rows = self._rows("SELECT value FROM meta WHERE key = ?", key)
        return str(rows[0][0]) if rows else None

    def _set_meta(self, key: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    # ------------------------------------------------------------ reading

    def clean_texts(self) -> Iterator[tuple[str, str]]:
        """Pairs of document id and story text, earliest published first."""
        order = "ORDER BY published IS NULL, published, document_id"
        for text in self._records(_CLEAN_TEXT, f"SELECT record FROM documents {order}"):  # noqa: S608
            yield text.document_id, text.clean

    def document(self, document_id: str) -> Document | None:
        """The document, or ``None`` where it is not stored."""
        return next(self._records(_DOCUMENT, "SELECT record FROM documents WHERE document_id = ?", document_id), None)

    def reports(self) -> Iterator[Report]:
        """All reports by id."""
        return self._records(_REPORT, "SELECT record FROM reports ORDER BY report_id")

    def report(self, report_id: str) -> Report | None:
        """The report, or ``None`` where there is none of this id."""
        return next(self._records(_REPORT, "SELECT record FROM reports WHERE report_id = ?", report_id), None)

    def incident(self, incident_id: str) -> Incident | None:
        """The incident, or ``None`` where there is none of this id."""
        return next(self._records(_INCIDENT, "SELECT record FROM incidents WHERE incident_id = ?", incident_id), None)

    def select_incidents(self, selection: Selection) -> Iterator[Incident]:
        """The incidents that pass, by date and id, undated last."""
        sql, values = select_records("incident", selection)
        return self._records(_INCIDENT, sql, *values)

    def select_reports(self, selection: Selection) -> Iterator[Report]:
        """The reports that pass, by date and id, undated last."""
        sql, values = select_records("report", selection)
        return self._records(_REPORT, sql, *values)

    def reports_of(self, incident_id: str) -> tuple[Report, ...]:
        """The stored reports of an incident, by publication day (undated last) and id."""
        sql = (
            "SELECT r.record FROM incident_reports"
            " JOIN reports r USING (report_id) JOIN documents d USING (document_id)"
            " WHERE incident_id = ? ORDER BY d.published IS NULL, d.published, report_id"
        )
        return tuple(self._records(_REPORT, sql, incident_id))

    def incidents_of(self, report_id: str) -> tuple[str, ...]:
        """Ids of the incidents that a report belongs to."""
        rows = self._rows("SELECT incident_id FROM incident_reports WHERE report_id = ? ORDER BY 1", report_id)
        return tuple(row[0] for row in rows)

    def match_ids(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Ids of incidents and reports that begin so, incidents first, at most ``limit``."""
        begins = "substr({0}, 1, length(?1)) = ?1"
        sql = (
            f"SELECT incident_id, 0 AS room FROM incidents WHERE {begins.format('incident_id')} UNION ALL "  # noqa: S608
            f"SELECT report_id, 1 FROM reports WHERE {begins.format('report_id')} ORDER BY room, 1 LIMIT ?2"
        )
        return tuple(row[0] for row in self._rows(sql, prefix, limit))

    def relations(self) -> Iterator[Relation]:
        """All relations by document and position."""
        return self._records(_RELATION, "SELECT record FROM relations ORDER BY document_id, position")

    def refusals(self) -> Iterator[Refusal]:
        """All refusals by path."""
        return self._records(_REFUSAL, "SELECT record FROM refusals ORDER BY path, document_id, stage")

    def changes_of(self, incident_id: str) -> tuple[IncidentChange, ...]:
        """What the log says of an incident id, oldest first."""
        sql = "SELECT record FROM incident_changes WHERE incident_id = ? ORDER BY seq"
        return tuple(self._records(_CHANGE, sql, incident_id))

    def dump(self) -> Iterator[str]:
        """All content as JSON lines in a fixed order; see ``content.dump_lines``."""
        with store_failures(self.path):
            yield from dump_lines(self._connection)

    def close(self) -> None:
        """Ends the connection; the store cannot be used afterwards."""
        with store_failures(self.path):
            self._connection.close()

    def __enter__(self) -> SqliteStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _reports_by_incident(self) -> dict[str, tuple[str, ...]]:
        members: dict[str, tuple[str, ...]] = {}
        for (record,) in self._rows("SELECT record FROM incidents ORDER BY incident_id"):
            incident = _INCIDENT.decode(record)
            members[incident.incident_id] = incident.reports
        return members

    def _rows(self, sql: str, *values: Value) -> list[Any]:
        with store_failures(self.path):
            return list(self._connection.execute(sql, values))

    def _records(self, decoder: msgspec.json.Decoder[R], sql: str, *values: Value) -> Iterator[R]:
        with store_failures(self.path):
            for (record,) in self._connection.execute(sql, values):
                yield decoder.decode(record)
