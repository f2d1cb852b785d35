"""The reading half of the store in one SQLite file."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

import apsw
import msgspec
from msgspec import Struct

from onrecord.errors import StoreError
from onrecord.records import (
    CHAIN_START,
    Bonds,
    Decision,
    DecisionState,
    Document,
    Incident,
    RawItem,
    Refusal,
    Relation,
    Report,
    Subject,
    SubjectKind,
    anchor_of,
)
from onrecord.store.connection import store_failures
from onrecord.store.content import dump_lines
from onrecord.store.journal import IncidentChange
from onrecord.store.proof import Finding, find_changes
from onrecord.store.queries import select_records
from onrecord.store.reviews import Reviews
from onrecord.store.searching import Hit, search_documents
from onrecord.store.selection import Selection
from onrecord.store.sources import item_of
from onrecord.store.writing import INCIDENT, REPORT, Value

__all__ = ["SqliteReader"]

R = TypeVar("R", bound=Struct)


class _CleanText(Struct, frozen=True):
    document_id: str
    clean: str


_DOCUMENT: Final = msgspec.json.Decoder(Document)
_RELATION: Final = msgspec.json.Decoder(Relation)
_REFUSAL: Final = msgspec.json.Decoder(Refusal)
_CHANGE: Final = msgspec.json.Decoder(IncidentChange)
_CLEAN_TEXT: Final = msgspec.json.Decoder(_CleanText)


class SqliteReader:
    """Everything that a ``Store`` is asked; nothing here writes."""

    def __init__(self, path: Path | str, connection: apsw.Connection) -> None:
        self.path = path
        self._connection = connection
        self._reviews = Reviews(connection)

    # ------------------------------------------------------------ state

    def coder_of(self, document_id: str) -> str | None:
        """The version that coded (or refused) this document; ``None`` where it is not stored."""
        known = "SELECT coder FROM {0} WHERE document_id = ?1"
        rows = self._rows(f"{known.format('documents')} UNION ALL {known.format('refusals')}", document_id)
        return str(rows[0][0]) if rows else None

    def document_days(self) -> dict[str, tuple[str | None, str]]:
        """For each document id its day of publication (``None`` where unknown) and the time it was added (UTC, ISO)."""
        rows = self._rows("SELECT document_id, published, added_at FROM documents ORDER BY document_id")
        return {document_id: (published, added) for document_id, published, added in rows}

    def documents_behind(self, coder: str) -> tuple[str, ...]:
        """Ids of the documents that another version than ``coder`` coded."""
        rows = self._rows("SELECT document_id FROM documents WHERE coder <> ? ORDER BY document_id", coder)
        return tuple(row[0] for row in rows)

    def generation(self) -> int:
        """A number that grows whenever documents or reports change."""
        return self._number(self._meta("generation") or "0")

    def is_fused(self, coder: str) -> bool:
        """Whether the incidents were fused by this version from all reports that are stored now."""
        return self._meta("fused") == f"{self.generation()} {coder}"

    def fused_by(self) -> str | None:
        """The version that fused the incidents last; ``None`` where none did."""
        fused = self._meta("fused")
        return fused.partition(" ")[2] if fused else None

    def is_behind(self) -> bool:
        """Whether documents or decisions changed since the incidents were last fused, by whatever version."""
        fused = self._meta("fused")
        return self.generation() != (self._number(fused.split(" ", 1)[0]) if fused else 0)

    def _number(self, words: str) -> int:
        if not words.isdecimal():
            raise StoreError(f"{self.path}: the store is damaged ({words!r}); add the same documents to a new one")
        return int(words)

    def _meta(self, key: str) -> str | None:
        rows = self._rows("SELECT value FROM meta WHERE key = ?", key)
        return str(rows[0][0]) if rows else None

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
        return self._records(REPORT, "SELECT record FROM reports ORDER BY report_id")

    def report(self, report_id: str) -> Report | None:
        """The report, or ``None`` where there is none of this id."""
        return next(self._records(REPORT, "SELECT record FROM reports WHERE report_id = ?", report_id), None)

    def incident(self, incident_id: str) -> Incident | None:
        """The incident, or ``None`` where there is none of this id."""
        return next(self._records(INCIDENT, "SELECT record FROM incidents WHERE incident_id = ?", incident_id), None)

    def select_incidents(self, selection: Selection) -> Iterator[Incident]:
        """The incidents that pass, by date and id, undated last."""
        sql, values = select_records("incident", selection)
        return self._records(INCIDENT, sql, *values)

    def select_reports(self, selection: Selection) -> Iterator[Report]:
        """The reports that pass, by date and id, undated last."""
        sql, values = select_records("report", selection)
        return self._records(REPORT, sql, *values)

    def reports_of(self, incident_id: str) -> tuple[Report, ...]:
        """The stored reports of an incident, by publication day (undated last) and id."""
        sql = (
            "SELECT r.record FROM incident_reports"
            " JOIN reports r USING (report_id) JOIN documents d USING (document_id)"
            " WHERE incident_id = ? ORDER BY d.published IS NULL, d.published, report_id"
        )
        return tuple(self._records(REPORT, sql, incident_id))

    def incidents_of(self, report_id: str) -> tuple[str, ...]:
        """Ids of the incidents that a report belongs to."""
        rows = self._rows("SELECT incident_id FROM incident_reports WHERE report_id = ? ORDER BY 1", report_id)
        return tuple(row[0] for row in rows)

    def incidents_of_document(self, document_id: str) -> tuple[str, ...]:
        """Ids of the incidents that a document's reports belong to."""
        sql = "SELECT DISTINCT incident_id FROM incident_reports JOIN reports USING (report_id) WHERE document_id = ?"
        return tuple(row[0] for row in self._rows(f"{sql} ORDER BY 1", document_id))

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

    # ------------------------------------------------------------ decisions

    def decisions(self) -> Iterator[Decision]:
        """The journal, oldest first."""
        with store_failures(self.path):
            yield from self._reviews.journal().decisions.values()

    def decision_states(self) -> Iterator[DecisionState]:
        """Every decision and what has become of it, oldest first."""
        with store_failures(self.path):
            yield from self._reviews.states()

    def journal_head(self) -> tuple[int, str]:
        """Number and hash of the last decision; (0, ``CHAIN_START``) where there is none."""
        with store_failures(self.path):
            return self._reviews.head()

    def source_head(self) -> tuple[int, str]:
        """Number and hash of the source that was kept last; (0, ``CHAIN_START``) where there is none."""
        rows = self._rows("SELECT seq, hash FROM sources ORDER BY seq DESC LIMIT 1")
        return (int(rows[0][0]), str(rows[0][1])) if rows else (0, CHAIN_START)

    def in_chain(self, head: str) -> bool:
        """Whether a hash is that of an entry of the journal, or of a source that was kept."""
        sql = "SELECT 1 FROM decisions WHERE hash = ?1 UNION ALL SELECT 1 FROM sources WHERE hash = ?1"
        return head == CHAIN_START or bool(self._rows(sql, head))

    def verify(self, decode: Callable[[RawItem], str] | None = None) -> Iterator[Finding]:
        """Everything that shows a change of what must not change; see ``Store.verify``."""
        with store_failures(self.path):
            yield from find_changes(self._connection, self._reviews, decode, is_behind=self.is_behind())

    def bonds(self) -> Bonds:
        """Which reports decisions in force keep together and apart."""
        with store_failures(self.path):
            return self._reviews.bonds()[0]

    def subject_of(self, record_id: str) -> Subject | None:
        """An incident or report as the subject of a decision; ``None`` where there is none of this id."""
        if (report := self.own_report(record_id)) is not None:
            return Subject(kind=SubjectKind.REPORT, id=record_id, anchors=(anchor_of(report),))
        incident = self.incident(record_id)
        if incident is None:
            return None
        reports = (self.own_report(report_id) for report_id in incident.reports)
        anchors = tuple(anchor_of(report) for report in reports if report is not None)
        return Subject(kind=SubjectKind.INCIDENT, id=record_id, anchors=anchors)

    def source(self, document_id: str) -> RawItem | None:
        """What was read, byte for byte; ``None`` where it is not kept. StoreError where it is damaged."""
        rows = self._rows("SELECT record, data FROM sources WHERE document_id = ?", document_id)
        if not rows:
            return None
        try:
            return item_of(document_id, *rows[0])
        except (zlib.error, msgspec.MsgspecError) as error:
            raise StoreError(f"{self.path}: the bytes of document {document_id} are damaged ({error})") from error

    def search(self, words: str, limit: int) -> tuple[Hit, ...]:
        """The documents that hold all the words, best first; see ``Store.search``."""
        with store_failures(self.path):
            return tuple(search_documents(self._connection, words, limit))

    def own_report(self, report_id: str) -> Report | None:
        """The report as the coder gave it, without decisions."""
        sql = "SELECT coalesce(own, record) FROM reports WHERE report_id = ?"
        return next(self._records(REPORT, sql, report_id), None)

    def own_incident(self, incident_id: str) -> Incident | None:
        """The incident as it was fused, without corrections of its values."""
        sql = "SELECT coalesce(own, record) FROM incidents WHERE incident_id = ?"
        return next(self._records(INCIDENT, sql, incident_id), None)

    def _rows(self, sql: str, *values: Value) -> list[Any]:
        with store_failures(self.path):
            return list(self._connection.execute(sql, values))

    def _records(self, decoder: msgspec.json.Decoder[R], sql: str, *values: Value) -> Iterator[R]:
        with store_failures(self.path):
            for (record,) in self._connection.execute(sql, values):
                yield decoder.decode(record)
