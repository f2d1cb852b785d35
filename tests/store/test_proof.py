"""Verify finds every change of journal and evidence, says what it is, and finds nothing where there is none."""

from __future__ import annotations

import apsw
import pytest
from bench.store_flips import flips_missed, make_store, signs_of
from bench.store_kills import articles
from decided import remark
from msgspec.structs import replace
from small_stages import small_stages

from onrecord.documents.decoding import decode
from onrecord.lexicon.documents import load_document_rules
from onrecord.run.pipeline import add
from onrecord.store import open_store
from onrecord.store.connection import digest_of

ONLY_SQLITE = True  # files are damaged, copied or shared here


@pytest.fixture
def path(tmp_path):
    make_store(tmp_path / "a.db")
    return tmp_path / "a.db"


def tampered(path, *statements):
    """The signs after statements that were run with the refusing triggers taken off and put back."""
    connection = apsw.Connection(str(path))
    triggers = list(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    for statement in (*(f"DROP TRIGGER {name}" for name, _ in triggers), *statements, *(sql for _, sql in triggers)):
        connection.execute(statement)
    connection.close()
    return signs_of(path)


def test_any_single_flipped_bit_is_found(tmp_path):
    found, missed = flips_missed(60, tmp_path)  # python -m bench.store_flips tries thousands
    assert missed == []
    assert found["by SQL"] > 50
    assert found["in the file"] > 2


def test_nothing_is_found_in_what_was_not_changed(path):
    assert signs_of(path) == []
    rules = load_document_rules()
    with open_store(path) as store:
        assert list(store.verify(lambda item: decode(item, rules))) == []


@pytest.mark.parametrize(
    ("statement", "sign"),
    [
        ("DELETE FROM decisions WHERE seq = 5", "journal: 1 entr(ies) are missing"),
        ("DELETE FROM decisions WHERE seq = 2", "journal: the chain is broken before this entry"),
        ("UPDATE decisions SET record = replace(record, 'archive', 'article')", "journal: the entry was changed"),
        ("DELETE FROM sources WHERE seq = 1", "source: the chain is broken before this source"),
        ("UPDATE sources SET data = zeroblob(20) WHERE seq = 2", "source: what is kept of it was changed"),
        ("DELETE FROM documents WHERE path = 'two.txt'", "its bytes are kept, but neither document nor refusal"),
        ("UPDATE documents SET published = '2020-01-01'", "a column says other than the record"),
        ("UPDATE reports SET record = replace(record, 'Alpha', 'Omega')", "report: the record was changed"),
        ("UPDATE incidents SET withdrawn = 1", "incident: a column says other than the record"),
        ("UPDATE incidents SET own = NULL", "incident: the record was changed"),
        ("DELETE FROM incident_changes WHERE seq = 1", "log: 1 entr(ies) are missing"),
    ],
)
def test_each_change_is_named(path, statement, sign):
    signs = tampered(path, "PRAGMA foreign_keys = OFF", statement)
    assert any(sign in found for found in signs), signs


def test_a_rewritten_text_is_found_though_its_digest_fits(path):
    connection = apsw.Connection(str(path))
    connection.create_scalar_function("sha256", lambda text: digest_of(str(text)), 1)
    connection.execute("UPDATE documents SET record = replace(record, 'harvest', 'hunger!')")
    connection.execute("UPDATE documents SET digest = sha256(record)")
    connection.close()
    rules = load_document_rules()
    with open_store(path) as store:
        assert list(store.verify()) == []
        signs = [finding.words for finding in store.verify(lambda item: decode(item, rules))]
    assert signs == ["the text is not what its bytes say"]


def test_a_false_quote_is_found(path):
    with open_store(path) as store:
        (item,) = articles(["three.txt"])
        stages = small_stages()
        document = stages.make_document(item)
        coded = stages.coder.code(document)
        (report,) = coded.reports
        false = replace(report, evidence=(replace(report.evidence[0], text="Green Guard raided nobody."),))
        store.put_document(document, replace(coded, reports=(false,)), "small-1")
        words = {finding.words for finding in store.verify()}
    assert words == {"the document does not say 'Green Guard raided nobody.' there"}


def test_a_missing_trigger_is_found(path):
    connection = apsw.Connection(str(path))
    connection.execute("DROP TRIGGER decisions_fixed")
    connection.close()
    assert signs_of(path) == ["schema: a trigger that refuses changes is missing or was changed"]


def test_a_text_that_is_no_text_is_found_and_does_not_stop_other_commands_with_a_defect(path):
    signs = tampered(path, "UPDATE documents SET record = CAST(x'7bff7d' AS TEXT) WHERE path = 'two.txt'")
    assert any("holds bytes that are none" in sign for sign in signs)


def test_bytes_are_kept_for_documents_of_an_earlier_schema_when_they_are_met_again(path):
    connection = apsw.Connection(str(path))
    triggers = list(connection.execute("SELECT sql FROM sqlite_master WHERE name = 'sources_keep'"))
    connection.execute("DROP TRIGGER sources_keep; DELETE FROM sources")
    connection.execute("DELETE FROM sqlite_sequence WHERE name = 'sources'")
    connection.execute(triggers[0][0])
    connection.close()
    with open_store(path) as store:
        assert store.source_head()[0] == 0
        add(articles(), store, small_stages(), lambda _: None, None)
        assert store.source_head()[0] == 5
        assert list(store.verify()) == []
        store.record_decision(remark(store, "note", next(store.reports()).report_id, "x"), "A. Reviewer")
