"""Eight writers and four readers of one store at once: is anything lost, does any reader wait?

python -m bench.store_contention --seconds 120 [--readers 8] [--db postgresql://...]

``--db`` names an empty PostgreSQL schema; without it the store is a file.

Writers add invented documents, decide on them and now and then fuse; readers list, open and search. Every process
opens the store anew now and then. A reader that a lock made wait would fail. Readers are timed first without writers
(the baseline), then with them. Prints the readers' longest and median answers, their ratio to the baseline, how long
writers waited, and what was lost.
"""

from __future__ import annotations

import argparse
import multiprocessing
import queue
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.store_kills import document_text, raw_item, small_stages
from onrecord.records import DecisionKind
from onrecord.review import judge_remark
from onrecord.run.pipeline import code_items
from onrecord.store import Selection, SqliteStore, open_store
from onrecord.store.postgres import PostgresStore

WRITERS, READERS = 8, 4
NO_PATIENCE = "SET lock_timeout = '1ms'"
REOPEN_EVERY = 50
FUSE_EVERY = 25
PER_WRITER = 1_000_000


def write(path: Path | str, number: int, until: float, count: int, results: Any) -> None:
    """Adds documents and decisions until the clock or the count says stop; puts (acknowledged lines, longest wait)."""
    stages, done, longest = small_stages(), [], 0.0
    store = open_store(path, create=True)
    for turn in range(count):
        if time.monotonic() > until:
            break
        if turn % REOPEN_EVERY == REOPEN_EVERY - 1:
            store.close()
            store = open_store(path)
        item = raw_item(f"{number}-{turn}.txt", document_text(number * PER_WRITER + turn), published="2020-05-09")
        ((document, coded),) = code_items([item], stages)
        start = time.monotonic()
        store.put_document(document, coded, stages.coder.version, item)
        done.append(f"document {document.document_id}")
        note = judge_remark(store, DecisionKind.NOTE, coded.reports[0].report_id, f"{number}/{turn}")
        decision = store.record_decision(note, f"Reviewer {number}")
        done.append(f"decision {decision.seq} {decision.hash}")
        longest = max(longest, time.monotonic() - start)
        if turn % FUSE_EVERY == FUSE_EVERY - 1:
            fuse_once(store)
    store.close()
    results.put(("writer", done, longest))


def fuse_once(store: SqliteStore) -> bool:
    """Fuses what is stored now; whether nobody changed it meanwhile."""
    stages = small_stages()
    generation = store.generation()
    reports = list(store.reports())
    origins = {report.document.document_id: report.document.document_id for report in reports}
    return store.replace_incidents(stages.fusion.fuse(reports, origins, store.bonds()), "b", generation) is not None


def read(path: Path | str, until: float, count: int, results: Any) -> None:
    """Lists, opens and searches; puts the seconds that each question took."""
    waits: list[float] = []
    store = opened_without_patience(path)
    for turn in range(count):
        if time.monotonic() > until:
            break
        if turn % REOPEN_EVERY == REOPEN_EVERY - 1:
            store.close()
            store = opened_without_patience(path)
        start = time.monotonic()
        ask(store, turn)
        waits.append(time.monotonic() - start)
    store.close()
    results.put(("reader", waits, max(waits, default=0.0)))


def opened_without_patience(path: Path | str) -> SqliteStore:
    """A store whose questions fail at once (and end the bench) where a lock would make them wait."""
    store = open_store(path, create=True)
    if isinstance(store, PostgresStore):
        store._connection._run(NO_PATIENCE, ())  # type: ignore[attr-defined]
    else:
        store._connection.set_busy_handler(None)
    return store


def ask(store: SqliteStore, turn: int) -> None:
    """One of four questions."""
    if turn % 4 == 0:
        for incident in store.select_incidents(Selection(place="alpha")):
            store.reports_of(incident.incident_id)[:1]
            break
    elif turn % 4 == 1:
        store.search("shelled number", 5)
    elif turn % 4 == 2:
        next(store.select_reports(Selection(since="2020-05-02")), None)
    else:
        store.journal_head()


def at_once(
    path: Path | str, writers: int, readers: int, seconds: float, count: int
) -> list[tuple[str, list[Any], float]]:
    """What each process put, after all have ended. RuntimeError where one failed."""
    context = multiprocessing.get_context("fork" if sys.platform != "win32" else "spawn")
    results = context.Queue()
    until = time.monotonic() + seconds
    processes = [
        *(context.Process(target=write, args=(path, number, until, count, results)) for number in range(writers)),
        *(context.Process(target=read, args=(path, until, count, results)) for _ in range(readers)),
    ]
    for process in processes:
        process.start()
    put: list[tuple[str, list[Any], float]] = []
    while len(put) < len(processes):
        try:
            put.append(results.get(timeout=1.0))
        except queue.Empty:
            if any(process.exitcode for process in processes):
                raise RuntimeError("a writer or reader failed; its trace stands above") from None
    for process in processes:
        process.join()
    return put


def missing(path: Path | str, done: list[str]) -> list[str]:
    """What of the acknowledged lines the store does not hold, and what ``verify`` finds."""
    with open_store(path) as store:
        held = {f"decision {one.seq} {one.hash}" for one in store.decisions()}
        held |= {f"document {document_id}" for document_id, _ in store.clean_texts()}
        held_count = store.journal_head()[0]
        signs = [finding.words for finding in store.verify()]
    decided = sum(line.startswith("decision") for line in done)
    unasked = [f"{held_count} decisions for {decided} acknowledged"] if held_count != decided else []
    return [*(line for line in done if line not in held), *unasked, *signs]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--db", help="address of an empty PostgreSQL schema (default: a file)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        path: Path | str = options.db or Path(scratch) / "store.db"
        with open_store(path, create=True) as store:
            if store.generation() or store.journal_head()[0]:
                parser.error("the store is not empty; name an empty schema (?options=-csearch_path%3DNAME)")
        at_once(path, 1, 0, 60.0, 200)
        with open_store(path) as store:
            fuse_once(store)
            before = [f"document {document_id}" for document_id, _ in store.clean_texts()]
            before += [f"decision {one.seq} {one.hash}" for one in store.decisions()]
        alone = at_once(path, 0, options.readers, min(10.0, options.seconds), 10**9)
        quiet = [wait for _, waits, _ in alone for wait in waits]
        put = at_once(path, WRITERS, options.readers, options.seconds, 10**9)
        done = [line for kind, lines, _ in put if kind == "writer" for line in lines]
        waits = [wait for kind, found, _ in put if kind == "reader" for wait in found]
        gone = missing(path, [*before, *done])
    slowest = max(longest for kind, _, longest in put if kind == "writer")
    kind, writes = type(store).__name__, len(done)
    print(f"{kind}: {WRITERS} writers, {options.readers} readers, {options.seconds:.0f} s")
    print(f"{writes} writes, {len(waits)} reads")
    for name, of in (("longest", max), ("median", statistics.median)):
        busy, baseline = of(waits), of(quiet)
        print(
            f"reader {name}: {busy * 1000:.1f} ms, {busy / baseline:.1f} times readers alone ({baseline * 1000:.1f} ms)"
        )
    print(f"writer longest: {slowest:.2f} s for a document and a decision; lost: {len(gone)}")
    for line in gone[:20]:
        print(line)
    return 1 if gone else 0


if __name__ == "__main__":
    sys.exit(main())
