"""Bootstrap intervals over documents for the coded sets."""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.score.cases import Predictions, Row

RESAMPLES = 1000
SEED = 1
_EVENT = re.compile(r"^event\s+P ([\d.]+)\s+R ([\d.]+)", re.MULTILINE)
_RECORD = re.compile(r"^record\s+P ([\d.]+)\s+R ([\d.]+)", re.MULTILINE)
_SIZES = re.compile(r"gold events \d+ \(core (\d+)\)\s+reports (\d+)")


@dataclass(frozen=True)
class Counts:
    """One document's share in the figures of score_reports.py: reports, core events, and the credit of each side."""

    reports: int
    core: int
    paired: float
    core_paired: float
    credit: float
    core_credit: float


def count_documents(rows: Sequence[Row], found: Predictions, scorer: Any) -> list[Counts]:
    """The counts of each document, from the scorer run on it alone (its printed percentages times its sizes)."""
    return [_count(row, found.get(str(row["id"]), []), scorer) for row in rows]


def _count(row: Row, lines: Sequence[str], scorer: Any) -> Counts:
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder) / "reports.jsonl"
        reports.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        printed = StringIO()
        with (
            patch.object(sys, "argv", ["score", str(row["gold"]), "--reports", str(reports)]),
            redirect_stdout(printed),
        ):
            scorer.main()
    text = printed.getvalue()
    sizes, event, record = _SIZES.search(text), _EVENT.search(text), _RECORD.search(text)
    if sizes is None or event is None or record is None:
        raise ValueError(f"score_reports.py printed no figures for {row['id']}")
    core, total = int(sizes[1]), int(sizes[2])
    shares = [float(match[k]) / 100 for match in (event, record) for k in (1, 2)]
    return Counts(total, core, shares[0] * total, shares[1] * core, shares[2] * total, shares[3] * core)


def event_f(counts: Sequence[Counts]) -> float:
    """Event F of the documents together."""
    return _f(sum(c.paired for c in counts), sum(c.core_paired for c in counts), counts)


def record_f(counts: Sequence[Counts]) -> float:
    """Record F of the documents together."""
    return _f(sum(c.credit for c in counts), sum(c.core_credit for c in counts), counts)


def _f(right: float, found: float, counts: Sequence[Counts]) -> float:
    precision = right / max(1, sum(c.reports for c in counts))
    recall = found / max(1, sum(c.core for c in counts))
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def interval(counts: Sequence[Counts], figure: Callable[[Sequence[Counts]], float]) -> tuple[float, float]:
    """The figure's 2.5th and 97.5th percentile over ``RESAMPLES`` draws of as many documents, with replacement."""
    draw = random.Random(SEED)
    values = sorted(figure(draw.choices(counts, k=len(counts))) for _ in range(RESAMPLES))
    return values[int(0.025 * RESAMPLES)], values[int(0.975 * RESAMPLES) - 1]
