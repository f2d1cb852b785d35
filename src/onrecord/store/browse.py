"""What web pages and feeds ask of a store beyond the ``Store`` protocol: lists, counts, narrow columns; read only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

import apsw
import msgspec
from msgspec import Struct

from onrecord.records import Document, Incident, Relation, Report
from onrecord.store.connection import connect, store_failures
from onrecord.store.queries import After, select_records
from onrecord.store.searching import match_expression
from onrecord.store.selection import Selection

__all__ = ["Browse", "DocumentLine", "SourceLine", "open_browse"]

R = TypeVar("R", bound=Struct)

_INCIDENT: Final = msgspec.json.Decoder(Incident)
_REPORT: Final = msgspec.json.Decoder(Report)
_RELATION: Final = msgspec.json.Decoder(Relation)
_DOCUMENT: Final = msgspec.json.Decoder(Document)

_DOCUMENT_LINE: Final = (
    "SELECT document_id, path, source, published, json_extract(record, '$.title'), "
    "(SELECT count(*) FROM reports r WHERE r.document_id = d.document_id) FROM documents d"
)


class SourceLine(Struct, frozen=True, kw_only=True):
    """One source and what is stored of it. ``name`` is empty for documents that name none."""

    name: str
    documents: int
    reports: int
    first: str | None
    last: str | None


class DocumentLine(Struct, frozen=True, kw_only=True):
    """One document in a list."""

    document_id: str
    path: str
    source: str | None
    published: str | None
    title: str | None
    reports: int


def open_browse(address: Path | str) -> Browse:
    """The store at an address as ``open_store`` takes it, for reading alone. StoreError where it cannot be opened."""
    if isinstance(address, str):
        from onrecord.store.postgres import is_postgres, open_postgres_browse  # noqa: PLC0415 - few need it

        if is_postgres(address):
            return open_postgres_browse(address)
    return Browse(address, connect(Path(address), create=False))


class Browse:
    """Reads a store on a connection of its own, which may not write. Close it when done."""

    def __init__(self, path: Path | str, connection: apsw.Connection) -> None:
        self.path = path
        self._connection = connection
        self._connection.execute("PRAGMA query_only = ON")

    @property
    def is_lost(self) -> bool:
        """Whether the connection broke, so that another must be opened."""
        return False

    def close(self) -> None:
        """Ends the connection."""
        self._connection.close()

    def state(self) -> str:
        """A text that is another whenever the incidents are: by a fusion or by a decision."""
        fused = self.rows("SELECT value FROM meta WHERE key = 'fused'")
        decided = self.rows("SELECT coalesce(max(seq), 0) FROM decisions")
        return f"{fused[0][0] if fused else ''} {decided[0][0]}"

    def incident_records(self) -> Iterator[tuple[str, str]]:
        """Id and JSON of every incident that is not withdrawn, by id."""
        with store_failures(self.path):
            yield from self._connection.execute(
                "SELECT incident_id, record FROM incidents WHERE withdrawn = 0 ORDER BY incident_id"
            )

    def incident_keys(self, kind: str) -> list[tuple[str, str, str]]:
        """Incident id, country (or actor id) and folded name of each place (``kind`` "places") or actor ("actors")."""
        column = {"places": "country", "actors": "actor_id"}[kind]
        return self.rows(f"SELECT incident_id, {column}, name FROM incident_{kind}")  # noqa: S608 - fixed words

    def documents_with_words(self, words: str) -> list[int]:
        """Numbers, in the text index, of the documents that hold all the words; see ``Store.search``.

        InputError where there is no word.
        """
        condition, values = self._with_words(words)
        return [row[0] for row in self.rows(f"SELECT rowid FROM document_words WHERE {condition}", *values)]  # noqa: S608

    def _with_words(self, words: str) -> tuple[str, list[str]]:
        """The condition under which a row of the text index holds all the words, and its values."""
        return "document_words MATCH ?", [match_expression(words)]

    def numbers_of_incidents(self) -> list[tuple[int, str]]:
        """The number in the text index of each document that an incident has a report of, and the incident's id."""
        sql = (
            "SELECT DISTINCT number, incident_id FROM searched JOIN reports USING (document_id)"
            " JOIN incident_reports USING (report_id)"
        )
        return self.rows(sql)

    def generation(self) -> str:
        """A text that is another whenever documents are."""
        rows = self.rows("SELECT value FROM meta WHERE key = 'generation'")
        return str(rows[0][0]) if rows else ""

    def documents_of_source(self, source: str, limit: int, offset: int = 0) -> list[DocumentLine]:
        """Documents of a source (empty: of none), newest first."""
        where = " WHERE coalesce(source, '') = ? ORDER BY published DESC NULLS LAST, document_id LIMIT ? OFFSET ?"
        return self._document_lines(where, source, limit, offset)

    def documents_near(self, published: str | None, days: int, limit: int) -> list[tuple[str, str]]:
        """Id and story of documents published within so many days of a day, or undated, at most ``limit``."""
        sql = (
            "SELECT document_id, json_extract(record, '$.clean') FROM documents WHERE published IS NULL OR ?1 IS NULL"
            " OR abs(julianday(published) - julianday(?1)) <= ?2 ORDER BY published IS NULL, published, document_id"
            " LIMIT ?3"
        )
        return [(str(row[0]), str(row[1])) for row in self.rows(sql, published, days, limit)]

    def document_lines(self, document_ids: list[str]) -> list[DocumentLine]:
        """The documents of these ids that are stored, by publication day."""
        marks = ",".join("?" * len(document_ids))
        return self._document_lines(
            f" WHERE document_id IN ({marks}) ORDER BY published NULLS FIRST, document_id", *document_ids
        )

    def document(self, document_id: str) -> Document | None:
        """The document, or ``None`` where it is not stored."""
        return next(self.records(_DOCUMENT, "SELECT record FROM documents WHERE document_id = ?", document_id), None)

    def reports_of_document(self, document_id: str) -> list[Report]:
        """The reports that were read from a document, by id."""
        sql = "SELECT record FROM reports WHERE document_id = ? ORDER BY report_id"
        return list(self.records(_REPORT, sql, document_id))

    def report_page(self, selection: Selection, after: After | None, limit: int) -> list[Report]:
        """The reports that pass, by date and id, undated last: at most ``limit`` of those that come ``after``."""
        sql, values = select_records("report", selection, after)
        return list(self.records(_REPORT, f"{sql} LIMIT ?", *values, limit))

    def relations_of_document(self, document_id: str) -> list[Relation]:
        """The relations that a document states, as they stand in it."""
        sql = "SELECT record FROM relations WHERE document_id = ? ORDER BY position"
        return list(self.records(_RELATION, sql, document_id))

    def relations_of_actor(self, actor_id: str) -> list[Relation]:
        """The relations that documents state of an actor, by document."""
        sql = "SELECT record FROM relations WHERE subject_id = ?1 OR object_id = ?1 ORDER BY document_id, position"
        return list(self.records(_RELATION, sql, actor_id))

    def incidents_of_actor(self, actor_id: str, name: str) -> list[Incident]:
        """The incidents in which an actor acts or is said to answer for, by date; without an id, by the folded name."""
        found = "actor_id = ?" if actor_id else "actor_id = '' AND name = ?"
        sql = (
            "SELECT record FROM incidents WHERE withdrawn = 0"  # noqa: S608 - fixed words
            f" AND incident_id IN (SELECT incident_id FROM incident_actors WHERE {found})"
            " ORDER BY date_start IS NULL, date_start, incident_id"
        )
        return list(self.records(_INCIDENT, sql, actor_id or name))

    def incidents_by_id(self, incident_ids: list[str]) -> list[Incident]:
        """The incidents of these ids that are stored, in the order given."""
        marks = ",".join("?" * len(incident_ids))
        found = self.records(_INCIDENT, f"SELECT record FROM incidents WHERE incident_id IN ({marks})", *incident_ids)  # noqa: S608
        by_id = {incident.incident_id: incident for incident in found}
        return [by_id[incident_id] for incident_id in incident_ids if incident_id in by_id]

    def actor_counts(self) -> list[tuple[str, str, int]]:
        """Actor id (or empty), a folded name, and in how many incidents it stands, most first."""
        sql = (
            "SELECT actor_id, min(name), count(DISTINCT incident_id) AS n FROM incident_actors"
            " GROUP BY CASE actor_id WHEN '' THEN name ELSE actor_id END, actor_id ORDER BY n DESC, 1, 2"
        )
        return [(str(row[0]), str(row[1]), int(row[2])) for row in self.rows(sql)]

    def sources(self) -> list[SourceLine]:
        """Every source with what is stored of it, most documents first."""
        sql = (
            "SELECT coalesce(d.source, '') AS name, count(*), CAST(sum((SELECT count(*) FROM reports r"
            " WHERE r.document_id = d.document_id)) AS INTEGER), min(published), max(published)"
            " FROM documents d GROUP BY name ORDER BY count(*) DESC, name"
        )
        return [
            SourceLine(name=row[0], documents=row[1], reports=row[2], first=row[3], last=row[4])
            for row in self.rows(sql)
        ]

    def totals(self) -> dict[str, int]:
        """How many rows each of the main tables holds."""
        tables = ("documents", "reports", "incidents", "refusals")
        return {table: int(self.rows(f"SELECT count(*) FROM {table}")[0][0]) for table in tables}  # noqa: S608

    def _document_lines(self, where: str, *values: str | int) -> list[DocumentLine]:
        return [
            DocumentLine(document_id=row[0], path=row[1], source=row[2], published=row[3], title=row[4], reports=row[5])
            for row in self.rows(_DOCUMENT_LINE + where, *values)
        ]

    def rows(self, sql: str, *values: str | int | None) -> list[Any]:
        """The rows of one reading statement."""
        with store_failures(self.path):
            return list(self._connection.execute(sql, values))

    def records(self, decoder: msgspec.json.Decoder[R], sql: str, *values: str | int) -> Iterator[R]:
        """The records of a statement that selects their JSON."""
        with store_failures(self.path):
            for (record,) in self._connection.execute(sql, values):
                yield decoder.decode(record)
