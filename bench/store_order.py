"""Whether the order and the batches in which documents come in change incidents, ids or attributions.

python -m bench.store_order FOLDER --orders 50

Codes the folder once, keeps it in one batch with a journal of decisions, and compares that store's content with those
of stores to which the documents came in random orders and batches, with fusion between and each decision made as
soon as all documents that it needs were there. Prints how many of the orders gave the same content.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from onrecord.errors import OnrecordError
from onrecord.records import Coded, DecisionKind, Document, Judgement, RawItem, Refusal, Standing
from onrecord.review import judge_actors, judge_pair, judge_value
from onrecord.run.pipeline import code_items, fuse_store
from onrecord.run.stages import Fusion, load_stages
from onrecord.sources import read_items
from onrecord.store import Selection, Store, open_store

CODER = "bench"
CLOCK = "2021-01-01T00:00:00+00:00"
BATCHES = 4
NOT_CONTENT = ('"table":"incident_changes"', '"table":"decisions"', '"table":"decision_anchors"')
"""What tells how the content came about: the log of ids, and decisions with the ids that they were made by."""


class Kept(Struct, frozen=True):
    item: RawItem
    document: Document
    coded: Coded


class Planned(Struct, frozen=True):
    """A decision, and the documents without which it cannot be made."""

    needs: frozenset[str]
    make: Callable[[Store], Judgement]


def code_all(paths: Sequence[str]) -> tuple[list[Kept], Fusion]:
    """The documents under the paths that can be coded, with what was made of them."""
    stages = load_stages(None)
    items = list(read_items(paths))
    pairs = zip(items, code_items(items, stages), strict=True)
    kept = [Kept(i, *made) for i, made in pairs if isinstance(i, RawItem) and not isinstance(made, Refusal)]
    return kept, stages.fusion


def plan_decisions(store: Store) -> list[Planned]:
    """One decision of every kind that changes the content, about what a finished store holds."""
    document_of = {report.report_id: report.document.document_id for report in store.reports()}
    incidents = list(store.select_incidents(Selection()))
    told_twice = [one for one in incidents if len({document_of[report] for report in one.reports}) > 1]
    killed = [one for one in incidents if one.casualties.killed]
    first, second = told_twice[0].reports, told_twice[1].reports
    lone = [one.reports[0] for one in incidents if len(one.reports) == 1]
    actor = next(one.actors[0] for one in told_twice if one.actors)
    toll, drill, moved = killed[-1].reports[0], lone[-1], lone[-2]

    def needing(make: Callable[[Store], Judgement], *reports: str) -> Planned:
        return Planned(frozenset(document_of[report] for report in reports), make)

    def pair(kind: DecisionKind, one: str, other: str) -> Planned:
        return needing(lambda at: judge_pair(at, kind, one, other, "read both"), one, other)

    def value(report: str, field: str, words: str) -> Planned:
        return needing(lambda at: judge_value(at, report, field, words, "the text says so"), report)

    def of_incident(at: Store) -> Judgement:
        incident = next(iter(at.incidents_of(toll)), toll)
        return judge_value(at, incident, "wounded", "7", "the hospital's list")

    return [
        pair(DecisionKind.NOT_SAME, first[0], first[-1]),
        pair(DecisionKind.SAME, second[0], lone[0]),
        value(toll, "killed", "3-4"),
        value(moved, "date", "2020-02-02"),
        value(drill, "event", "no"),
        needing(of_incident, *document_of.keys() & set(killed[-1].reports)),
        needing(lambda _: judge_actors(DecisionKind.MERGE_ACTORS, actor.actor_id or actor.name, "Umber Column", "one")),
    ]


def fill(path: Path, batches: Sequence[Sequence[Kept]], fusion: Fusion, plan: Sequence[Planned]) -> list[str]:
    """The content of a store to which the batches came one after the other. Decisions keep the plan's order."""
    waiting = list(plan)
    with open_store(path, create=True, clock=lambda: CLOCK) as store:
        there: set[str] = set()
        for batch in batches:
            for one in batch:
                store.put_document(one.document, one.coded, CODER, one.item)
                there.add(one.document.document_id)
            fuse_store(store, fusion, CODER)
            while waiting and waiting[0].needs <= there:
                store.record_decision(waiting.pop(0).make(store), "A. Reviewer")
            if store.is_behind():
                fuse_store(store, fusion, CODER)
        idle = [str(state.standing) for state in store.decision_states() if state.standing is not Standing.IN_FORCE]
        signs = list(store.verify())
        if waiting or idle or signs:
            raise OnrecordError(f"{path}: {len(waiting)} decision(s) not made, {idle} or changes found: {signs}")
        return [line for line in store.dump() if not any(mark in line for mark in NOT_CONTENT)]


def random_batches(kept: Sequence[Kept], seed: int) -> list[list[Kept]]:
    """The documents in a random order, cut at random into one to ``BATCHES`` batches."""
    chance = random.Random(seed)
    shuffled = chance.sample(list(kept), len(kept))
    cuts = sorted(chance.sample(range(1, len(kept)), chance.randrange(BATCHES)))
    bounds = [0, *cuts, len(kept)]
    return [shuffled[start:end] for start, end in pairwise(bounds)]


def orders_apart(kept: Sequence[Kept], fusion: Fusion, orders: int, folder: Path) -> list[int]:
    """The seeds whose order of coming in gave another content than one batch did."""
    with open_store(folder / "plan.db", create=True) as store:
        for one in kept:
            store.put_document(one.document, one.coded, CODER)
        fuse_store(store, fusion, CODER)
        plan = plan_decisions(store)
    expected = fill(folder / "whole.db", [kept], fusion, plan)
    apart = []
    for seed in range(orders):
        if fill(folder / f"order-{seed}.db", random_batches(kept, seed), fusion, plan) != expected:
            apart.append(seed)
        (folder / f"order-{seed}.db").unlink()
    return apart


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--orders", type=int, default=50)
    options = parser.parse_args()
    kept, fusion = code_all([str(options.folder)])
    with tempfile.TemporaryDirectory() as scratch:
        apart = orders_apart(kept, fusion, options.orders, Path(scratch))
    same = options.orders - len(apart)
    print(f"{len(kept)} documents: {same} of {options.orders} orders and batchings gave the content of one batch")
    return 1 if apart else 0


if __name__ == "__main__":
    sys.exit(main())
