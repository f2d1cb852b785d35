from __future__ import annotations

import json

import apsw
import pytest
from msgspec.structs import replace
from small_stages import articles, make_document, small_stages

from onrecord.errors import StoreError
from onrecord.records import Refusal, json_line
from onrecord.run.pipeline import add, code_items, fuse_store
from onrecord.store import Selection, connection, open_store


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "a.db", create=True, clock=lambda: "2020-12-01T00:00:00+00:00") as opened:
        yield opened


@pytest.fixture
def filled(store):
    add(articles(), store, small_stages(), lambda _: None, None)
    return store


def coded(name):
    ((document, found),) = code_items(articles([name]), small_stages())
    return document, found


def test_records_come_back_as_they_were_put(store):
    for name in ("three.txt", "one.txt"):
        document, found = coded(name)
        store.put_document(document, found, "v1")
        assert store.document(document.document_id) == document
        assert store.coder_of(document.document_id) == "v1"
        for report in found.reports:
            assert json_line(store.report(report.report_id)) == json_line(report)
    assert list(store.relations()) == list(coded("three.txt")[1].relations)
    assert [report.report_id for report in store.reports()] == sorted(report.report_id for report in store.reports())


def test_odd_characters_survive(store):
    document, found = coded("one.txt")
    odd = replace(document, text="\x00 NUL, \u202e turned, \U0001f4a5", clean="\x00 x", path="a'b;--\n")
    store.put_document(odd, found, "v1")
    assert store.document(document.document_id) == odd
    assert list(store.clean_texts()) == [(document.document_id, "\x00 x")]


def test_putting_a_document_again_replaces_what_was_made_of_it(store):
    document, found = coded("three.txt")
    store.put_document(document, found, "v1")
    store.put_document(document, replace(found, reports=(), relations=()), "v2")
    assert store.coder_of(document.document_id) == "v2"
    assert list(store.reports()) == list(store.relations()) == []
    assert not [line for line in store.dump() if "report_" in json.loads(line)["table"]]


def test_a_document_is_kept_whole_or_not_at_all(store):
    document, found = coded("one.txt")
    twice = replace(found, reports=(*found.reports, *found.reports))
    with pytest.raises(StoreError, match=r"SQLite failed|PostgreSQL failed"):
        store.put_document(document, twice, "v1")
    assert store.coder_of(document.document_id) is None
    assert list(store.dump()) == []


def test_a_refusal_gives_way_to_the_document_and_the_document_to_a_refusal(store):
    document, found = coded("one.txt")
    refusal = Refusal(path="one.txt", stage="coding", code="x", detail="d", document_id=document.document_id)
    store.put_refusal(refusal, "v1")
    store.put_refusal(refusal, "v1")
    assert list(store.refusals()) == [refusal]
    store.put_document(document, found, "v2")
    assert list(store.refusals()) == []
    store.put_refusal(refusal, "v3")
    assert store.document(document.document_id) is None
    assert list(store.reports()) == []


def test_an_unreadable_file_that_became_readable_is_no_longer_refused(store):
    store.put_refusal(Refusal(path="one.txt", stage="sources", code="unreadable", detail="d"), "v1")
    store.put_refusal(Refusal(path="two.txt", stage="sources", code="unreadable", detail="d"), "v1")
    store.put_document(*coded("one.txt"), "v1")
    assert [refusal.path for refusal in store.refusals()] == ["two.txt"]


def test_texts_come_earliest_published_first_undated_last(filled):
    order = [filled.document(document_id).published for document_id, _ in filled.clean_texts()]
    assert order == ["2020-05-02", "2020-05-03", "2020-05-04", "2020-06-11", None]


def test_reports_of_an_incident_come_by_publication(filled):
    alpha = next(filled.select_incidents(Selection(place="alpha")))
    published = [report.document.published for report in filled.reports_of(alpha.incident_id)]
    assert published == ["2020-05-02", "2020-05-03", "2020-05-04"]
    assert all(filled.incidents_of(report_id) == (alpha.incident_id,) for report_id in alpha.reports)


def test_incidents_are_not_replaced_by_what_was_fused_from_other_reports(filled):
    before = list(filled.dump())
    seen = filled.generation()
    filled.put_document(*coded("three.txt"), "small-2")
    assert filled.replace_incidents([], "v", seen) is None
    assert [line for line in filled.dump() if '"incidents"' in line] == [
        line for line in before if '"incidents"' in line
    ]


def test_whether_incidents_are_behind(filled):
    assert not filled.is_behind()
    assert filled.is_fused("small-1")
    assert not filled.is_fused("small-2")
    filled.put_document(*coded("three.txt"), "small-1")
    assert filled.is_behind()
    fuse_store(filled, small_stages().fusion, "small-1")
    assert not filled.is_behind()


def test_an_empty_store_is_not_behind(store):
    assert not store.is_behind()


def test_the_log_is_append_only(filled):
    filled.replace_incidents([], "v", filled.generation())
    assert len(list(filled._connection.execute("SELECT * FROM incident_changes"))) == 2
    for sql in ("DELETE FROM incident_changes", "UPDATE incident_changes SET record = ''"):
        with pytest.raises((apsw.ConstraintError, StoreError), match="append-only"):
            filled._connection.execute(sql)


def test_ids_are_found_by_their_beginning(filled):
    ids = sorted(incident.incident_id for incident in filled.select_incidents(Selection()))
    assert filled.match_ids("inc-", 10) == tuple(ids)
    assert filled.match_ids("inc-", 1) == tuple(ids[:1])
    assert filled.match_ids(ids[0][:12], 10) == (ids[0],)
    assert len(filled.match_ids("", 10)) == 6
    assert filled.match_ids("%", 10) == filled.match_ids("inc_", 10) == ()


def test_the_dump_holds_every_table_and_no_clock(filled):
    lines = [json.loads(line) for line in filled.dump()]
    tables = {line["table"] for line in lines}
    assert {"documents", "reports", "relations", "refusals", "incidents", "incident_reports"} <= tables
    assert "2020-12-01" not in "".join(filled.dump())
    report = next(line for line in lines if line["table"] == "reports")
    assert report["record"]["report_id"] == report["report_id"]


def test_an_abandoned_dump_does_not_block_writing(filled):
    lines = filled.dump()
    next(lines)
    lines.close()
    filled.put_document(*coded("three.txt"), "small-2")


def test_readers_are_not_blocked_by_a_writer_and_see_what_was_committed(tmp_path, filled):
    with open_store(tmp_path / "a.db") as reader:
        filled._connection.execute("BEGIN IMMEDIATE")
        filled._connection.execute("DELETE FROM incidents")
        assert len(list(reader.select_incidents(Selection()))) == 2
        filled._connection.execute("ROLLBACK")


def test_a_second_writer_waits_and_is_then_told(tmp_path, filled, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_MS", 10)
    with open_store(tmp_path / "a.db") as other:
        filled._connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another onrecord is writing"):
            other.put_document(*coded("three.txt"), "small-2")
        filled._connection.execute("ROLLBACK")
        other.put_document(*coded("three.txt"), "small-2")


def test_small_documents_are_what_they_say():
    document = make_document(articles(["one.txt"])[0])
    assert document.stored_span(0, 3) == (0, 3)
