"""The store in one SQLite file: the writing half. ``reading.SqliteReader`` is the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import apsw

from onrecord.records import (
    Coded,
    Decision,
    DecisionKind,
    Document,
    Incident,
    Judgement,
    RawItem,
    Refusal,
    Subject,
    SubjectKind,
    json_line,
)
from onrecord.store import replay
from onrecord.store.connection import connect, durable, store_failures, transaction
from onrecord.store.journal import IncidentChange, incident_changes
from onrecord.store.reading import SqliteReader
from onrecord.store.renewing import renew_incidents
from onrecord.store.searching import forget_words, index_words
from onrecord.store.sources import source_row
from onrecord.store.writing import digest_of, insert, insert_report

__all__ = ["SqliteStore", "open_store"]


def _utc_now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def open_store(path: Path | str, *, create: bool = False, clock: Callable[[], str] = _utc_now) -> SqliteStore:
    """The store at ``path``; with ``create`` a missing one is made. ``clock`` gives the times of writing.

    ``path`` is a file, or the address of a PostgreSQL database (see ``postgres.open_postgres``).
    StoreError where it cannot be opened: see ``connection.connect``.
    """
    if isinstance(path, str):
        from onrecord.store.postgres import is_postgres, open_postgres  # noqa: PLC0415 - few need it

        if is_postgres(path):
            return open_postgres(path, create=create, clock=clock)
        path = Path(path)
    return SqliteStore(path, connect(path, create=create), clock)


class SqliteStore(SqliteReader):
    """A ``Store`` in one SQLite file (WAL: readers never wait; one writer at a time, others wait their turn)."""

    def __init__(self, path: Path | str, connection: apsw.Connection, clock: Callable[[], str]) -> None:
        super().__init__(path, connection)
        self._clock = clock

    @property
    def is_lost(self) -> bool:
        """Whether the connection broke, so that another must be opened."""
        return False

    def put_document(self, document: Document, coded: Coded, coder: str, item: RawItem | None = None) -> None:
        """Keeps a document with its reports and relations; see ``Store.put_document``."""
        with store_failures(self.path), transaction(self._connection):
            self._forget(document.document_id, document.path)
            if item is not None:
                self._keep_source(item)
            found_by = (document.path, document.source, document.published, document.language)
            line = json_line(document)
            row = (document.document_id, *found_by, coder, self._clock(), line, digest_of(line))
            insert(self._connection, "documents", row)
            for report in coded.reports:
                insert_report(self._connection, report)
            for position, relation in enumerate(coded.relations):
                ids = (relation.subject_id, str(relation.relation), relation.object_id)
                told = json_line(relation)
                insert(self._connection, "relations", (document.document_id, position, *ids, told, digest_of(told)))
            index_words(self._connection, document, coded)
            self._reviews.attach_document(document.document_id)
            self._advance_generation()

    def put_source(self, item: RawItem) -> None:
        """Keeps the bytes of a document; bytes that are kept already stay as they are."""
        with store_failures(self.path), transaction(self._connection):
            self._keep_source(item)

    def put_refusal(self, refusal: Refusal, coder: str) -> None:
        """Keeps a refusal in the place of whatever was stored of the same document."""
        document_id = refusal.document_id or ""
        line = json_line(refusal)
        row = (refusal.path, document_id, refusal.stage, refusal.code, coder, self._clock(), line, digest_of(line))
        with store_failures(self.path), transaction(self._connection):
            self._forget(document_id, refusal.path)
            self._reviews.attach_document(document_id)
            insert(self._connection, "refusals", row)

    def replace_incidents(
        self, incidents: Sequence[Incident], coder: str, generation: int
    ) -> tuple[IncidentChange, ...] | None:
        """Puts these incidents in the place of all earlier ones; see ``Store.replace_incidents``."""
        with store_failures(self.path), transaction(self._connection):
            if self.generation() != generation:
                return None
            before = self._reports_by_incident()
            changes = incident_changes(before, {incident.incident_id: incident.reports for incident in incidents})
            renew_incidents(self._connection, incidents)
            self._reviews.lay_all_incidents()
            for change in changes:
                line = json_line(change)
                row = (None, change.incident_id, str(change.change), self._clock(), line, digest_of(line))
                insert(self._connection, "incident_changes", row)
            self._set_meta("fused", f"{generation} {coder}")
        return changes

    def record_decision(self, judgement: Judgement, reviewer: str) -> Decision:
        """Enters a decision in the journal and lays it over what is stored; see ``Store.record_decision``."""
        with store_failures(self.path), durable(self._connection), transaction(self._connection):
            decision = self._reviews.enter(judgement, reviewer.strip(), self._clock())
            if replay.changes_fusion(self._reviews.target(decision)):
                self._advance_generation()
        return decision

    def undo(self, seq: int, reviewer: str, reason: str) -> Decision:
        """Enters that decision ``seq`` counts no longer; see ``Store.undo``."""
        subject = Subject(kind=SubjectKind.DECISION, id=str(seq))
        return self.record_decision(Judgement(kind=DecisionKind.UNDO, subject=subject, reason=reason), reviewer)

    def close(self) -> None:
        """Ends the connection; the store cannot be used afterwards."""
        with store_failures(self.path):
            self._connection.close()

    def __enter__(self) -> SqliteStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _keep_source(self, item: RawItem) -> None:
        if not self._rows("SELECT 1 FROM sources WHERE document_id = ?", item.sha256):
            seq, prev_hash = self.source_head()
            insert(self._connection, "sources", source_row(item, seq + 1, prev_hash))

    def _forget(self, document_id: str, path: str) -> None:
        if self._rows("SELECT 1 FROM documents WHERE document_id = ?", document_id):
            forget_words(self._connection, document_id)
            self._connection.execute("DELETE FROM documents WHERE document_id = ?", (document_id,))
            self._advance_generation()
        outdated = "DELETE FROM refusals WHERE (document_id = ?1 AND ?1 <> '') OR (document_id = '' AND path = ?2)"
        self._connection.execute(outdated, (document_id, path))

    def _advance_generation(self) -> None:
        self._set_meta("generation", str(self.generation() + 1))

    def _set_meta(self, key: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def _reports_by_incident(self) -> dict[str, tuple[str, ...]]:
        sql = "SELECT incident_id, report_id FROM incident_reports ORDER BY 1, 2"
        members: dict[str, list[str]] = {}
        for incident_id, report_id in self._rows(sql):
            members.setdefault(incident_id, []).append(report_id)
        return {incident_id: tuple(reports) for incident_id, reports in members.items()}
