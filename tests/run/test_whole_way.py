"""The samples through the real stages: what is stored fits the schema and quotes exactly, and kills leave no trace."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import msgspec
import pytest
from msgspec.structs import replace

from onrecord.records import Coded, Document, RawItem, json_line
from onrecord.run.pipeline import add
from onrecord.run.stages import load_stages
from onrecord.sources import read_items
from onrecord.store import Selection, open_store

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples" / "articles"
SCHEMA = ROOT / "docs" / "reference" / "record.schema.json"
MOMENTS = 20
KILLED_ON = 16
"""Documents of the run that is killed; enough for copies, claims and several outlets on one attack."""


class Remembering:
    """The real coder, each document coded once for all the runs of this file."""

    def __init__(self, coder) -> None:
        self.coder = coder
        self.version = coder.version
        self.known: dict[str, Coded] = {}

    def code(self, document: Document) -> Coded:
        if document.document_id not in self.known:
            self.known[document.document_id] = self.coder.code(document)
        return self.known[document.document_id]


@pytest.fixture(scope="module")
def stages():
    loaded = load_stages(None)
    return replace(loaded, coder=Remembering(loaded.coder))


@pytest.fixture(scope="module")
def items():
    return [item for item in read_items([str(SAMPLES)]) if isinstance(item, RawItem)]


@pytest.fixture(scope="module")
def store(stages, items, tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("whole") / "a.db", create=True) as opened:
        add(items, opened, stages, lambda _: None, None)
        yield opened


def test_the_samples_are_coded_and_fused(store, items):
    reports, incidents = list(store.reports()), list(store.select_incidents(Selection()))
    assert len(items) >= 40
    assert not [refusal for refusal in store.refusals() if refusal.code == "internal_error"]
    assert 0 < len(incidents) < len(reports)
    fused = [report_id for incident in incidents for report_id in incident.reports]
    assert sorted(fused) == [report.report_id for report in reports]
    assert any(one.support and one.against for incident in incidents for one in incident.attribution)


def test_every_line_fits_the_schema(store):
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    records = [*store.reports(), *store.relations(), *store.select_incidents(Selection())]
    wrong = [error.message for record in records for error in validator.iter_errors(json.loads(json_line(record)))]
    assert wrong == []


def test_every_span_holds_the_words_it_stands_for(store):
    texts: dict[str, str] = {}
    checked = 0
    for record in (*store.reports(), *store.relations()):
        document_id = record.document.document_id
        if document_id not in texts:
            texts[document_id] = store.document(document_id).text
        for start, end, words in quoted(msgspec.to_builtins(record)):
            assert 0 <= start < end <= len(texts[document_id])
            assert words is None or texts[document_id][start:end] == words, record
            checked += 1
    assert checked > 1000


def quoted(value) -> Iterator[tuple[int, int, str | None]]:
    """Every span within a record, with the words said to stand there."""
    if isinstance(value, dict):
        if value.get("span"):
            yield *value["span"], value.get("text")
        if "start" in value and isinstance(value["start"], int):
            yield value["start"], value["end"], value.get("text")
        for inner in value.values():
            yield from quoted(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from quoted(inner)


def test_adding_again_changes_nothing(store, stages, items):
    before = list(store.dump())
    outcome = add(items, store, stages, lambda _: None, None)
    assert outcome.tally.known == len(items)
    assert list(store.dump()) == before


def test_batches_and_their_order_do_not_matter(store, stages, items, tmp_path):
    shuffled = list({item.sha256: item for item in items}.values())
    if len(shuffled) < len(items):
        pytest.fail("two samples have the same bytes; which path is kept then depends on the order")
    random.Random(11).shuffle(shuffled)
    with open_store(tmp_path / "b.db", create=True) as other:
        for batch in (shuffled[:30], shuffled[30:]):
            add(batch, other, stages, lambda _: None, None)
        found = [line for line in other.dump() if '"table":"incident_changes"' not in line]
    assert found == list(store.dump())


def add_and_die(path, items, stages, fatal, counted):
    """Adds, and kills its own process before the statement whose number is ``fatal`` (0: never)."""

    def count_statement(*_: object) -> bool:
        counted.value += 1
        if counted.value == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        return True

    with open_store(path, create=True) as store:
        store._connection.exec_trace = count_statement
        add(items, store, stages, lambda _: None, None)
        store._connection.exec_trace = None


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="needs fork and kill -9")
def test_twenty_kills_of_the_real_run_leave_no_trace(stages, items, tmp_path):
    context = multiprocessing.get_context("fork")

    def run(path: Path, fatal: int) -> tuple[int, int]:
        counted = context.Value("i", 0)
        child = context.Process(target=add_and_die, args=(path, items[:KILLED_ON], stages, fatal, counted))
        child.start()
        child.join()
        return child.exitcode, counted.value

    undisturbed = tmp_path / "undisturbed.db"
    ended, statements = run(undisturbed, 0)
    assert ended == 0
    with open_store(undisturbed) as store:
        expected = list(store.dump())
    partial = 0
    for fatal in random.Random(7).sample(range(1, statements), MOMENTS):
        path = tmp_path / f"{fatal}.db"
        assert run(path, fatal)[0] == -signal.SIGKILL
        with open_store(path) as store:
            partial += list(store.dump()) != expected
            add(items[:KILLED_ON], store, stages, lambda _: None, None)
            assert list(store.dump()) == expected
    assert partial >= MOMENTS // 2
