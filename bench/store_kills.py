"""Whether kill -9 at a random moment of adding, fusing or reviewing loses anything that was acknowledged.

python -m bench.store_kills --kills 200

A process adds invented documents, decides on their reports and fuses, and says so in a pipe after each step that the
store has acknowledged; its parent kills it at a random moment, opens the store, looks for everything that was
acknowledged, lets ``verify`` read it all, and starts the next process on the same store. Prints how many kills hit
which work and what was lost.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from onrecord.records import DecisionKind
from onrecord.review import judge_remark, judge_value
from onrecord.run.pipeline import code_items, fuse_store
from onrecord.run.stages import Stages
from onrecord.store import SqliteStore, open_store

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "run"))

from small_stages import articles, raw_item, small_stages  # their coder codes at once

__all__ = ["articles", "document_text", "kill_often", "raw_item", "small_stages"]

STEPS = 400
FRESH_EVERY = 20
LONGEST_S = 1.0
"""A kill comes this late at most; by then a process on a quiet machine has done most of its steps."""

Say = Callable[[str], None]


def document_text(seed: int) -> str:
    """An invented report that the small coder reads; every third tells of the same day and place."""
    day = 1 + seed % 3
    return f"The Red Front shelled Alpha on 2020-05-0{day}, killing {seed % 9}. Number {seed} of the day."


def work(store: SqliteStore, stages: Stages, first: int, say: Say) -> None:
    """Adds, decides and fuses in turn; before each step what it is, after it what was acknowledged."""
    for seed in range(first, first + STEPS):
        say("doing add")
        item = raw_item(f"{seed}.txt", document_text(seed), published="2020-05-09")
        ((document, coded),) = code_items([item], stages)
        store.put_document(document, coded, stages.coder.version, item)
        say(f"document {document.document_id}")
        say("doing review")
        report = coded.reports[0].report_id
        if seed % 2:
            decision = store.record_decision(judge_remark(store, DecisionKind.NOTE, report, f"note {seed}"), "Reviewer")
        else:
            decision = store.record_decision(judge_value(store, report, "killed", "4", "counted"), "Reviewer")
        say(f"decision {decision.seq} {decision.hash}")
        if seed % 5 == 4:
            say("doing fuse")
            fuse_store(store, stages.fusion, stages.coder.version)
            say("fused")


def run_and_kill(path: Path, first: int, delay_s: float) -> list[str]:
    """What a process said before it was killed ``delay_s`` after it began to work."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with open_store(path, create=True) as store:
            os.write(writing, b"ready\n")
            work(store, small_stages(), first, lambda words: os.write(writing, f"{words}\n".encode()) and None)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        said = [stream.readline()]
        time.sleep(delay_s)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        said += stream.readlines()
    return [line.decode().strip() for line in said if line.endswith(b"\n")]


def lost(path: Path, acknowledged: list[str]) -> Iterator[str]:
    """What of all that was acknowledged the store does not hold, and what ``verify`` finds."""
    with open_store(path) as store:
        entries = {f"{decision.seq} {decision.hash}" for decision in store.decisions()}
        for line in acknowledged:
            kind, _, name = line.partition(" ")
            if kind == "decision" and name not in entries:
                yield line
            if kind == "document" and (store.document(name) is None or store.source(name) is None):
                yield line
        yield from (finding.words for finding in store.verify())


def kill_often(kills: int, folder: Path, seed: int = 20200930) -> tuple[Counter[str], list[str], int]:
    """What was being done at each kill, what was lost, and how much had been acknowledged."""
    chance, hit = random.Random(seed), Counter[str]()
    missing: list[str] = []
    acknowledged: list[str] = []
    total = 0
    for number in range(kills):
        if number % FRESH_EVERY == 0:
            acknowledged = []
        path = folder / f"store-{number // FRESH_EVERY}.db"
        said = run_and_kill(path, number * STEPS, chance.uniform(0, LONGEST_S))
        doing = [line for line in said if line.startswith("doing")]
        hit[doing[-1].removeprefix("doing ") if doing else "open"] += 1
        done = [line for line in said if line.startswith(("document", "decision"))]
        acknowledged += done
        total += len(done)
        missing += lost(path, acknowledged)
    return hit, missing, total


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20200930)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        hit, missing, total = kill_often(options.kills, Path(scratch), options.seed)
    moments = ", ".join(f"{count} in {name}" for name, count in sorted(hit.items()))
    print(f"{options.kills} kills ({moments}); {total} acknowledged documents and decisions, {len(missing)} lost")
    for line in missing:
        print(line)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
