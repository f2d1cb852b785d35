"""What Spark's Python workers do: read their share, have it coded by a supervised process, hand on rows.

The process that codes is loaded once a Python worker and serves all its tasks. A document that ends or holds it is
tried once more and then refused, as on one machine (``workers``); a Python worker that dies takes the process with it,
and Spark gives its task to another.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from typing import Any, Final, TypeAlias

import pyarrow
from msgspec import Struct

from onrecord.errors import InputError
from onrecord.records import RawItem, Refusal
from onrecord.run.cluster_rows import CODED_SCHEMA, Position, coded_row
from onrecord.run.stages import Stages
from onrecord.run.workers import Crew, Supervision

__all__ = ["ReadRow", "Work", "code_batches", "crew_of"]

ROWS_A_BATCH: Final = 64
"""Coded documents that a task hands on at a time; with their bytes some 2 MB of ordinary news."""

ReadRow: TypeAlias = Callable[[Mapping[str, Any]], Iterable[tuple[Position, RawItem | Refusal]]]


class Work(Struct, frozen=True, kw_only=True):
    """What every task does alike. ``load`` is importable wherever a task runs, and gives the stages for a fallback
    day; ``coder`` is the version that they must have; ``own`` are variables of the environment that name own data."""

    load: Callable[[str | None], Stages]
    published: str | None
    coder: str
    own: tuple[tuple[str, str], ...] = ()
    supervision: Supervision = Supervision(workers=1)


def code_batches(batches: Iterable[pyarrow.RecordBatch], read: ReadRow, work: Work) -> Iterator[pyarrow.RecordBatch]:
    """The documents of a task's rows, coded, in their order: what ``DataFrame.mapInArrow`` is given.

    ``read`` says which documents a row stands for. OnrecordError where the stages cannot be loaded here, or are not
    those of the program that asks.
    """
    held: deque[tuple[Position, RawItem | None]] = deque()
    rows: list[dict[str, Any]] = []
    for outcome in crew_of(work).run(_items(batches, read, held)):
        position, item = held.popleft()
        rows.append(coded_row(position, outcome, item, work.coder))
        if len(rows) == ROWS_A_BATCH:
            yield pyarrow.RecordBatch.from_pylist(rows, CODED_SCHEMA)
            rows = []
    if rows:
        yield pyarrow.RecordBatch.from_pylist(rows, CODED_SCHEMA)


def _items(
    batches: Iterable[pyarrow.RecordBatch], read: ReadRow, held: deque[tuple[Position, RawItem | None]]
) -> Iterator[RawItem | Refusal]:
    """The items to code; where each stood, and its bytes, are held until its outcome comes."""
    for batch in batches:
        for row in batch.to_pylist():
            for position, item in read(row):
                held.append((position, item if isinstance(item, RawItem) else None))
                yield item


@cache
def crew_of(work: Work) -> Crew:
    """The process that codes for this Python worker; the same for every task that does the same work."""
    return Crew(partial(_load, work), work.supervision)


def _load(work: Work) -> Stages:
    """The stages, which must be those of the program that asked for the work."""
    os.environ.update(work.own)
    stages = work.load(work.published)
    if stages.coder.version != work.coder:
        raise InputError(
            f"a node of the cluster codes as {stages.coder.version}, the asking program as {work.coder}; install the "
            "same onrecord on every node, and put own tables where all can read them"
        )
    return stages
