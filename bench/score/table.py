"""The table of figures: on the terminal, as JSON and as docs/scores.md."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

BARS = Path(__file__).with_name("bars.csv")
NOTES = Path(__file__).with_name("notes.csv")
COUNTS = ("false_status",)


@dataclass(frozen=True)
class Bar:
    """The best known figure and our target for one figure, as text (empty: none known), and where they are from."""

    bar: str
    target: str
    source: str


@dataclass(frozen=True)
class TableLine:
    """One figure of one set. ``ours`` is None where onrecord cannot answer yet; ``note`` then says why."""

    gold_set: str
    figure: str
    ours: float | None
    note: str = ""


@cache
def bars() -> Mapping[tuple[str, str], Bar]:
    """{(set, figure): Bar} from bars.csv."""
    with BARS.open(encoding="utf-8", newline="") as handle:
        return {
            (row["set"], row["figure"]): Bar(row["bar"], row["target"], row["source"]) for row in csv.DictReader(handle)
        }


@cache
def set_notes() -> tuple[tuple[frozenset[str], str], ...]:
    """(sets, what to know of their figures) from notes.csv."""
    with NOTES.open(encoding="utf-8", newline="") as handle:
        return tuple((frozenset(row["sets"].split()), row["note"]) for row in csv.DictReader(handle))


def shown(figure: str, value: float | None) -> str:
    """A figure as it is printed: three decimals, counts as whole numbers, a dash for none."""
    if value is None:
        return "-"
    return str(int(value)) if figure in COUNTS else f"{value:.3f}"


def cells(line: TableLine) -> tuple[str, str, str, str, str]:
    """Set, metric, bar, target, ours."""
    bar = bars().get((line.gold_set, line.figure), Bar("", "", ""))
    return line.gold_set, line.figure, bar.bar or "-", bar.target or "-", shown(line.figure, line.ours)


def plain_table(lines: Sequence[TableLine], date: str) -> str:
    """The table for a terminal."""
    rows = [("set", "metric", "bar", "target", "ours", "date"), *((*cells(line), date) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def markdown(lines: Sequence[TableLine], date: str, commit: str, notes: Sequence[str]) -> str:
    """The page docs/scores.md."""
    scored = {line.gold_set for line in lines}
    told = [f"{', '.join(sorted(sets & scored))}: {note}" for sets, note in set_notes() if sets & scored]
    head = [
        "# Scores",
        "",
        f"Written by `make score` on {date} at commit {commit}. Tuned on dev: the figures on the sealed halves",
        "are what counts. `bar` is the best known figure and `target` ours, both from ../shared/bench/README.md",
        "(kept in `bench/score/bars.csv`); bars were measured on held-out or official parts, so they compare only",
        "roughly with dev. seed, reports_gold and reports_train were coded by a large language model reading",
        "closely, no human annotator. F and accuracies in 0-1; `false_status` is a count; mean absolute errors",
        "(`_mae`) are on the scale -3 to +3.",
        "",
        *(f"- {note}" for note in (*notes, *told)),
        "",
        "| set | metric | bar | target | ours | date |",
        "|---|---|---|---|---|---|",
    ]
    return "\n".join([*head, *("| " + " | ".join((*cells(line), date)) + " |" for line in lines), ""])


def as_json(lines: Sequence[TableLine]) -> str:
    """{set: {figure: number}}; a figure that could not be had is left out."""
    figures: dict[str, dict[str, float]] = {}
    for line in lines:
        if line.ours is not None:
            figures.setdefault(line.gold_set, {})[line.figure] = round(line.ours, 6)
    return json.dumps(figures, indent=1) + "\n"
