"""Which events are lost by sparing models and parser the sentences that seem to carry none, by event type.

    OMP_NUM_THREADS=1 python -m bench.sparing ../shared/bench [--sets reports_gold muc4 plover_gsr speed] [--limit N]

Codes each document twice: with all its sentences read by model and parser, and as shipped. An event counts as kept
where the second has a report of its type whose trigger or evidence covers the first's trigger. What is compared is the
coder with itself: no gold is read.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from bench.score.cases import Case, Inputs, make_case, read_rows, scored_rows
from bench.score.engine import Engine, progress
from bench.speed import Spent, machine, spent, total
from onrecord.lexicon.coding import load_coding_lexicon
from onrecord.lexicon.ontology import EVENT_TYPES
from onrecord.records import Document, Evidence, Report
from onrecord.reports.coder import Coder

SETS = ("reports_gold", "muc4", "plover_gsr")
FILES = {"reports_gold": "documents.jsonl", "speed": "news.jsonl"}


@dataclass
class Found:
    """What one set gave: events by type when all is read, those of them kept, how many more, what both took."""

    words: int = 0
    events: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    shipped: int = 0
    all_read: list[Spent] = field(default_factory=list)
    spared: list[Spent] = field(default_factory=list)


def cases_of(data: Path, name: str, limit: int | None) -> list[Case]:
    """The documents of a set that are scored."""
    file = FILES.get(name)
    rows = read_rows(data / name / file) if file else scored_rows(data / name, "dev")
    return [make_case(row, Inputs(published="published" if "published" in row else None)) for row in rows][:limit]


def is_kept(event: Report, reports: Iterable[Report]) -> bool:
    """Whether one of ``reports`` tells the same event."""
    return any(r.event_type == event.event_type and _covers(r, event.trigger) for r in reports)


def _covers(report: Report, trigger: Evidence | None) -> bool:
    if trigger is None:
        return False
    told = (*report.evidence, report.trigger) if report.trigger else report.evidence
    return any(e.start < trigger.end and trigger.start < e.end for e in told)


def compare(documents: Sequence[Document], whole: Coder, shipped: Coder, label: str) -> Found:
    """Codes every document with both coders, by turns."""
    found = Found()
    for document in progress(documents, label):
        took, full = spent(lambda one=document: whole.code(one))
        found.all_read.append(took)
        took, brief = spent(lambda one=document: shipped.code(one))
        found.spared.append(took)
        found.words += len(document.clean.split())
        found.shipped += len(brief.reports)
        found.events.update(r.event_type for r in full.reports)
        found.kept.update(r.event_type for r in full.reports if is_kept(r, brief.reports))
    return found


def lines(name: str, found: Found) -> list[str]:
    """The set's figures, and a line for each type."""
    events, kept = found.events.total(), found.kept.total()
    ratio = total(found.all_read).processor / max(1e-9, total(found.spared).processor)
    head = (
        f"{name:<14} {found.words} words; {events} events where all is read, {kept} of them kept: "
        f"{kept / max(1, events):.3f} ({found.shipped} reports as shipped); {ratio:.2f} times the rate"
    )
    types = [t for t in EVENT_TYPES if found.events[t]]
    return [head, *(f"  {t:<10} {found.kept[t] / found.events[t]:.3f} of {found.events[t]}" for t in types)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the recall of each set; 1 where one keeps less than 97 of 100 events."""
    ap = argparse.ArgumentParser(prog="python -m bench.sparing", description="What sparing sentences loses.")
    ap.add_argument("data", type=Path)
    ap.add_argument("--sets", nargs="+", default=list(SETS))
    ap.add_argument("--limit", type=int, help="only the first N documents of each set")
    options = ap.parse_args(arguments)
    engine, lexicon = Engine(), load_coding_lexicon()
    shipped = Coder(lexicon, engine.parser, relations=False)
    whole = Coder(replace(lexicon, spares=False), engine.parser, relations=False)
    print(f"machine        {machine()}")
    least = 1.0
    for name in options.sets:
        made = [engine.document(case) for case in cases_of(options.data, name, options.limit)]
        found = compare([one for one in made if isinstance(one, Document)], whole, shipped, name)
        least = min(least, found.kept.total() / max(1, found.events.total()))
        print("\n".join(lines(name, found)), flush=True)
    return 0 if least >= LEAST_KEPT else 1


LEAST_KEPT = 0.97

if __name__ == "__main__":
    sys.exit(main())
