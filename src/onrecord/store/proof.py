"""Proves that the journal of decisions and the evidence are as they were written, or says what is not."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeAlias, TypeVar

import apsw
import msgspec
from msgspec import UNSET, Struct

from onrecord.records import (
    CHAIN_START,
    Decision,
    Document,
    Incident,
    RawItem,
    Refusal,
    Relation,
    Report,
    decision_hash,
    json_line,
)
from onrecord.store.connection import digest_of, fresh_schema
from onrecord.store.reviews import Reviews
from onrecord.store.rows import day_bounds, is_contested
from onrecord.store.sources import item_of, source_hash

__all__ = ["Finding", "find_changes"]

Decode: TypeAlias = Callable[[RawItem], str]
R = TypeVar("R", bound=Struct)


class Finding(Struct, frozen=True, kw_only=True):
    """One sign of a change. ``noun``: what it is about (file, reference, schema, journal, source, document, report,
    relation, refusal, incident, log); ``record_id``: which one, empty for the whole."""

    noun: str
    record_id: str
    words: str


_UNREADABLE: Final = "cannot be read as what it is"
_TRIGGERS: Final = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"


def find_changes(
    connection: apsw.Connection, reviews: Reviews, decode: Decode | None, *, is_behind: bool
) -> Iterator[Finding]:
    """See ``Store.verify``. All is read in one transaction; nothing is written.

    Where incidents are behind the documents, what decisions make of incidents is left to the fusion to come.
    """
    connection.execute("BEGIN DEFERRED")
    try:
        damaged = list(_readable(_structure(connection)))
        yield from damaged
        if any(finding.noun == "file" for finding in damaged):
            return
        changed = [*_readable(_journal(connection)), *_readable(_documents(connection, decode))]
        yield from changed
        for part in (_sources, _relations, _refusals, _log):
            yield from _readable(part(connection))
        if changed:  # where journal or reports are in doubt, what the one makes of the other tells nothing
            yield from _readable(_incidents(connection, None))
        else:
            yield from _readable(_shown_reports(reviews))
            yield from _readable(_incidents(connection, None if is_behind else reviews))
    finally:
        connection.execute("ROLLBACK")


def _readable(findings: Iterator[Finding]) -> Iterator[Finding]:
    """The findings, and one more where a text cannot even be decoded."""
    try:
        yield from findings
    except UnicodeDecodeError as error:
        yield Finding(
            noun="file", record_id="", words=f"damaged: a stored text holds bytes that are none ({error.reason})"
        )


def _rows(connection: apsw.Connection, sql: str, *values: str) -> Iterator[Any]:
    return iter(connection.execute(sql, values))


def _structure(connection: apsw.Connection) -> Iterator[Finding]:
    """Damage of the file itself: what SQLite's own check finds. Where there is any, records may not be readable."""
    for (words,) in _rows(connection, "PRAGMA integrity_check(20)"):
        if words != "ok":
            yield Finding(noun="file", record_id="", words=f"damaged: {words}")
    for table, row, parent, _ in _rows(connection, "PRAGMA foreign_key_check"):
        yield Finding(noun="reference", record_id=f"{table} {row}", words=f"it belongs to nothing in {parent}")
    now = dict(_rows(connection, _TRIGGERS))
    for name, sql in fresh_schema(_TRIGGERS):
        if now.get(name) != sql:
            words = "a trigger that refuses changes is missing or was changed"
            yield Finding(noun="schema", record_id=name, words=words)


def _numbering(connection: apsw.Connection, table: str, noun: str, seqs: list[int]) -> Iterator[Finding]:
    """Whether entries are numbered from 1 without a gap up to the last number that was ever given."""
    rows = list(_rows(connection, "SELECT seq FROM sqlite_sequence WHERE name = ?", table))
    last = int(rows[0][0]) if rows else 0
    missing = sorted(set(range(1, max([last, *seqs]) + 1)) - set(seqs))
    if missing:
        named = ", ".join(map(str, missing[:10]))
        yield Finding(noun=noun, record_id=named, words=f"{len(missing)} entr(ies) are missing")
    if rows and seqs and last != max(seqs) and not missing:
        yield Finding(noun=noun, record_id=str(last), words="the count of entries was changed")


def _journal(connection: apsw.Connection) -> Iterator[Finding]:
    before, seqs = CHAIN_START, []
    for seq, record, sealed in _rows(connection, "SELECT seq, record, hash FROM decisions ORDER BY seq"):
        seqs.append(seq)
        decision = _decoded(record, Decision)
        if decision is None or json_line(decision) != record or decision.seq != seq:
            yield Finding(noun="journal", record_id=str(seq), words=f"the entry was changed: it {_UNREADABLE}")
        elif decision_hash(decision) != sealed or decision.hash != sealed:
            yield Finding(noun="journal", record_id=str(seq), words="the entry was changed: its hash is another")
        elif decision.prev_hash != before:
            yield Finding(noun="journal", record_id=str(seq), words="the chain is broken before this entry")
        before = sealed
    yield from _numbering(connection, "decisions", "journal", seqs)


def _sources(connection: apsw.Connection) -> Iterator[Finding]:
    before, seqs = CHAIN_START, []
    sql = "SELECT seq, document_id, record, data, prev_hash, hash FROM sources ORDER BY seq"
    for seq, document_id, record, data, prev_hash, sealed in _rows(connection, sql):
        seqs.append(seq)
        if prev_hash != before:
            yield Finding(noun="source", record_id=document_id, words="the chain is broken before this source")
        if source_hash(prev_hash, document_id, record, data) != sealed:
            yield Finding(noun="source", record_id=document_id, words="what is kept of it was changed")
        before = sealed
        item = _unpacked(document_id, record, data)
        if item is None:
            yield Finding(noun="source", record_id=document_id, words=f"it {_UNREADABLE}")
        elif hashlib.sha256(item.data).hexdigest() != document_id:
            words = "the bytes are not those that the document's id is the sha256 of"
            yield Finding(noun="source", record_id=document_id, words=words)
    yield from _numbering(connection, "sources", "source", seqs)
    known = "SELECT document_id FROM documents UNION SELECT document_id FROM refusals"
    gone = f"SELECT document_id FROM sources WHERE document_id NOT IN ({known}) ORDER BY 1"  # noqa: S608 - constant
    for (document_id,) in _rows(connection, gone):
        words = "its bytes are kept, but neither document nor refusal"
        yield Finding(noun="document", record_id=document_id, words=words)


def _documents(connection: apsw.Connection, decode: Decode | None) -> Iterator[Finding]:
    sql = (
        "SELECT d.document_id, d.path, d.source, d.published, d.language, d.record, d.digest, s.record, s.data"
        " FROM documents d LEFT JOIN sources s USING (document_id) ORDER BY 1"
    )
    for document_id, path, source, published, language, record, digest, described, data in _rows(connection, sql):
        document = _decoded(record, Document)
        if digest_of(record) != digest or document is None:
            yield Finding(noun="document", record_id=document_id, words="the record was changed")
            continue
        told = (document.document_id, document.path, document.source, document.published, document.language)
        if told != (document_id, path, source, published, language):
            yield Finding(noun="document", record_id=document_id, words="a column says other than the record")
        item = _unpacked(document_id, described, data) if data is not None else None
        if item is not None and decode is not None and decode(item) != document.text:
            yield Finding(noun="document", record_id=document_id, words="the text is not what its bytes say")
        yield from _reports(connection, document)


def _reports(connection: apsw.Connection, document: Document) -> Iterator[Finding]:
    sql = (
        "SELECT report_id, event_type, mode, status, date_start, date_end, withdrawn, record, coalesce(own, record),"
        " digest FROM reports WHERE document_id = ? ORDER BY 1"
    )
    for report_id, *cells, record, own, digest in _rows(connection, sql, document.document_id):
        report, shown = _decoded(own, Report), _decoded(record, Report)
        if digest_of(own) != digest or report is None or shown is None:
            yield Finding(noun="report", record_id=report_id, words="the record was changed")
            continue
        if report.report_id != report_id or _cells(shown) != cells:
            yield Finding(noun="report", record_id=report_id, words="a column says other than the record")
        for words in _false_quotes(report, document.text):
            yield Finding(noun="report", record_id=report_id, words=f"the document does not say {words!r} there")


def _cells(shown: Report | Incident) -> list[Any]:
    withdrawn = int(shown.review is not None and shown.review.is_withdrawn)
    return [shown.event_type, shown.mode, str(shown.status), *day_bounds(shown.date), withdrawn]


def _false_quotes(record: Report | Relation, text: str) -> Iterator[str]:
    """The quotes of a record that do not stand where it says."""
    quotes = [(one.text, (one.start, one.end)) for one in record.evidence]
    if isinstance(record, Report):
        if record.trigger is not None:
            quotes.append((record.trigger.text, (record.trigger.start, record.trigger.end)))
        values = (record.date, *record.places, *record.actors, *record.recipients, *record.weapons)
        quotes += [(one.text, one.span) for one in values if one is not None and one.text and one.span is not UNSET]
    for words, (start, end) in quotes:
        if text[start:end] != words:
            yield words


def _relations(connection: apsw.Connection) -> Iterator[Finding]:
    sql = (
        "SELECT r.document_id, r.position, row_number() OVER (PARTITION BY r.document_id ORDER BY r.position) - 1,"
        " r.subject_id, r.relation, r.object_id, r.record, r.digest, d.record"
        " FROM relations r JOIN documents d USING (document_id) ORDER BY 1, 2"
    )
    for document_id, position, place, *cells, record, digest, told_in in _rows(connection, sql):
        where = f"{document_id} relation {position}"
        relation = _decoded(record, Relation)
        if digest_of(record) != digest or relation is None:
            yield Finding(noun="relation", record_id=where, words="the record was changed")
            continue
        if position != place or cells != [relation.subject_id, str(relation.relation), relation.object_id]:
            yield Finding(noun="relation", record_id=where, words="a column says other than the record")
        document = _decoded(told_in, Document)
        for words in _false_quotes(relation, document.text if document is not None else ""):
            yield Finding(noun="relation", record_id=where, words=f"the document does not say {words!r} there")


def _refusals(connection: apsw.Connection) -> Iterator[Finding]:
    sql = "SELECT path, document_id, stage, code, record, digest FROM refusals ORDER BY 1, 2, 3"
    for path, document_id, stage, code, record, digest in _rows(connection, sql):
        refusal = _decoded(record, Refusal)
        if digest_of(record) != digest or refusal is None:
            yield Finding(noun="refusal", record_id=path, words="the record was changed")
        elif (refusal.path, refusal.document_id or "", refusal.stage, refusal.code) != (path, document_id, stage, code):
            yield Finding(noun="refusal", record_id=path, words="a column says other than the record")


def _log(connection: apsw.Connection) -> Iterator[Finding]:
    sql = "SELECT seq, incident_id, change, record, digest FROM incident_changes ORDER BY seq"
    seqs = []
    for seq, incident_id, change, record, digest in _rows(connection, sql):
        seqs.append(seq)
        told = _decoded(record, dict) or {}
        if digest_of(record) != digest or (told.get("incident_id"), told.get("change")) != (incident_id, change):
            yield Finding(noun="log", record_id=str(seq), words="the entry was changed")
    yield from _numbering(connection, "incident_changes", "log", seqs)


def _shown_reports(reviews: Reviews) -> Iterator[Finding]:
    """Reports as shown that are not their own with the decisions in force."""
    for report_id, record, laid in reviews.relaid_reports():
        if record != laid:
            yield Finding(noun="report", record_id=report_id, words="it is shown other than the decisions in force say")


def _incidents(connection: apsw.Connection, reviews: Reviews | None) -> Iterator[Finding]:
    """Incidents that are not as they were fused, or not shown as the decisions in force say."""
    sql = (
        "SELECT incident_id, independent_sources, contested, event_type, mode, status, date_start, date_end, withdrawn,"
        " record, coalesce(own, record), digest FROM incidents ORDER BY 1"
    )
    for incident_id, sources, contested, *cells, record, own, digest in list(_rows(connection, sql)):
        shown = _decoded(record, Incident)
        if digest_of(own) != digest or shown is None or _decoded(own, Incident) is None:
            yield Finding(noun="incident", record_id=incident_id, words="the record was changed")
        elif [shown.independent_sources, is_contested(shown), *_cells(shown)] != [sources, contested, *cells]:
            yield Finding(noun="incident", record_id=incident_id, words="a column says other than the record")
        elif reviews is not None and reviews.relaid_incident(incident_id) != record:
            words = "it is shown other than the decisions in force say"
            yield Finding(noun="incident", record_id=incident_id, words=words)


def _decoded(record: str, kind: type[R] | type[dict[str, Any]]) -> Any:
    try:
        return msgspec.json.decode(record, type=kind)
    except (msgspec.MsgspecError, UnicodeError):
        return None


def _unpacked(document_id: str, record: str, data: bytes) -> RawItem | None:
    try:
        return item_of(document_id, record, data)
    except (zlib.error, msgspec.MsgspecError):
        return None
