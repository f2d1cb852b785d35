"""A store made by the first version is brought up to date without loss."""

from __future__ import annotations

import json

import apsw
import pytest
from decided import correction, toll
from small_stages import ARTICLES, SmallCoder, articles, small_stages

from onrecord.run.pipeline import add, code_items
from onrecord.store import Selection, open_store
from onrecord.store.connection import APPLICATION_ID, migration_scripts

ONLY_SQLITE = True  # files are damaged, copied or shared here

FIRST_COLUMNS = {
    "documents": "document_id, path, source, published, language, coder, added_at, record",
    "reports": "report_id, document_id, event_type, mode, status, date_start, date_end, record",
    "report_places": "report_id, country, name",
    "report_actors": "report_id, actor_id, name",
    "relations": "document_id, position, subject_id, relation, object_id, record",
    "refusals": "path, document_id, stage, code, coder, added_at, record",
    "incidents": (
        "incident_id, event_type, mode, status, date_start, date_end, independent_sources, contested, record"
    ),
    "incident_reports": "incident_id, report_id",
    "incident_places": "incident_id, country, name",
    "incident_actors": "incident_id, actor_id, name",
    "incident_changes": "seq, incident_id, change, at, record",
    "meta": "key, value",
}


@pytest.fixture
def first(tmp_path):
    """A file of schema version 1: its tables by its own SQL, its rows those of the small articles."""
    newest, path = tmp_path / "newest.db", tmp_path / "first.db"
    with open_store(newest, create=True) as store:
        add(articles(["two.txt", "three.txt"]), store, small_stages(), lambda _: None, None)
        add(articles(), store, small_stages(), lambda _: None, None)
        store.replace_incidents([], "none", store.generation())
        store._set_meta("fused", "0 none")
        add([], store, small_stages(), lambda _: None, None)
    connection = apsw.Connection(str(path))
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.execute(migration_scripts()[0])
    connection.execute("ATTACH ? AS newest", (str(newest),))
    for table, columns in FIRST_COLUMNS.items():
        connection.execute(f"INSERT INTO main.{table} SELECT {columns} FROM newest.{table}")
    connection.execute(f"PRAGMA user_version = 1; PRAGMA application_id = {APPLICATION_ID}")
    assert connection.execute("SELECT count(*) FROM incident_changes").fetchall() != [(0,)]
    connection.execute("DETACH newest")
    connection.close()
    return path


def test_every_record_survives_and_verifies(first, tmp_path):
    with open_store(tmp_path / "newest.db") as store:
        expected = [json.loads(line) for line in store.dump()]
    with open_store(first) as store:
        got = [json.loads(line) for line in store.dump()]
        assert store._connection.execute("PRAGMA user_version").fetchall() == [(len(migration_scripts()),)]
        assert list(store.verify()) == []
    assert got == [line for line in expected if line["table"] != "sources"]
    assert {"documents", "reports", "relations", "incidents", "refusals"} <= {line["table"] for line in got}


def test_search_finds_what_was_stored_before_there_was_search(first, tmp_path):
    for words in ("harvested", "shelling saturday", "grey state", '"green guard"'):
        with open_store(first) as store, open_store(tmp_path / "newest.db") as newest:
            hits = [hit.document_id for hit in store.search(words, 10)]
            assert hits == [hit.document_id for hit in newest.search(words, 10)] != []


def test_its_records_can_be_decided_upon_and_its_bytes_are_kept_when_met_again(first):
    coder = SmallCoder()
    with open_store(first) as store:
        alpha = next(store.select_incidents(Selection())).incident_id
        store.record_decision(correction(store, alpha, "killed", toll(4)), "A. Reviewer")
        assert store.incident(alpha).casualties.killed.best == 4
        add(articles(), store, small_stages(coder), lambda _: None, None)
        assert coder.calls == 0
        assert store.source_head()[0] == len(ARTICLES) - 2
        assert list(store.verify()) == []


def test_putting_and_forgetting_keep_the_search_index_true(first):
    with open_store(first) as store:
        ((document, coded),) = code_items(articles(["quiet.txt"]), small_stages())
        store.put_document(document, coded, "again")
        assert [hit.document_id for hit in store.search("harvest", 10)] == [document.document_id]
        ((table,),) = store._connection.execute("SELECT count(*) FROM document_words").fetchall()
        assert table == len(list(store.clean_texts()))
