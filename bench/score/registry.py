"""Every gold set that can be scored, in the order of the table."""

from __future__ import annotations

from bench.score import (
    actors,
    audit,
    casualties,
    clusters,
    coreference,
    dates,
    entities,
    factuality,
    muc4,
    places,
    questions,
    quotations,
    report_sets,
    sentences,
    snippets,
)
from bench.score.cases import GoldSet

ROOMS = (
    report_sets,
    sentences,
    muc4,
    factuality,
    quotations,
    snippets,
    casualties,
    clusters,
    coreference,
    entities,
    places,
    dates,
    questions,
    actors,
    audit,
)


def all_sets() -> tuple[GoldSet, ...]:
    """The gold sets in the order of the table."""
    return tuple(gold_set for room in ROOMS for gold_set in room.SETS)
