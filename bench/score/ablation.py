"""What rules and model are each worth, how sure the figures are, and casualties by the size of the toll.

``python -m bench.score --ablation`` adds these tables to the figures (and to the page that ``--docs`` names).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.score import casualties, report_sets, sentences
from bench.score.cases import GoldSet, make_cases
from bench.score.engine import Engine
from bench.score.resampling import RESAMPLES, count_documents, event_f, interval, record_f
from bench.score.scorers import Scorers

WAYS = ("rules", "model", "both")
TOLLS = ((0, 0), (1, 1), (2, 2), (3, 5), (6, 1000))


def ablation(data: Path, part: str, scorers: Scorers) -> list[str]:
    """The Markdown lines of all three tables; sets whose files are not there are left out."""
    engines = {way: Engine(way) for way in WAYS}
    return [
        "## Rules alone, model alone, both",
        "",
        "`rules`: the event model says the same of every word. `model`: the trigger lexicon and the rules for types",
        "have no say. Both are options of the coder (`onrecord.reports.evidence`). Event F, then record F; plover_gsr:",
        "type F, then records.",
        f"In brackets: 95 % intervals over documents, {RESAMPLES} seeded resamples, for record F.",
        "",
        "| set | rules | model | both |",
        "|---|---|---|---|",
        *_coded_lines(data, part, scorers, engines),
        *_plover_line(data, part, scorers, engines),
        "",
        "## Casualties by size of the toll",
        "",
        "gva_casualty: share of articles whose count is right, by the count in the gold (articles in brackets).",
        "",
        "| gold count | killed | injured |",
        "|---|---|---|",
        *_toll_lines(data, part, engines["both"]),
        "",
    ]


def _folder(data: Path, name: str) -> Path:
    return data.parent / name if name == "seed" and not (data / name).is_dir() else data / name


def _coded_lines(data: Path, part: str, scorers: Scorers, engines: dict[str, Engine]) -> list[str]:
    scorer = scorers.load("score_reports")
    lines = []
    for gold_set in report_sets.SETS:
        folder = _folder(data, gold_set.name)
        if not folder.is_dir():
            continue
        rows = gold_set.rows(folder, part)
        cells = []
        for way in WAYS:
            found = report_sets.predict(make_cases(rows, report_sets.TASK.inputs), engines[way])
            counts = count_documents(rows, found, scorer)
            spread = interval(counts, record_f)
            bounds = f" ({spread[0]:.3f}-{spread[1]:.3f})" if len(counts) > 1 else ""
            cells.append(f"{event_f(counts):.3f} / {record_f(counts):.3f}{bounds}")
        lines.append(f"| {gold_set.name} ({len(rows)} documents) | " + " | ".join(cells) + " |")
    return lines


def _plover_line(data: Path, part: str, scorers: Scorers, engines: dict[str, Engine]) -> list[str]:
    gold_set: GoldSet = next(s for s in sentences.SETS if s.name == "plover_gsr")
    if not (data / gold_set.name).is_dir():
        return []
    rows = gold_set.rows(data / gold_set.name, part)
    (task,) = gold_set.tasks
    cells = []
    for way in WAYS:
        figures = task.score(rows, task.predict(make_cases(rows, task.inputs), engines[way]), scorers)
        cells.append(f"{figures['type_f']:.3f} / {figures['record']:.3f}")
    return [f"| plover_gsr ({len(rows)} sentences) | " + " | ".join(cells) + " |"]


def _toll_lines(data: Path, part: str, engine: Engine) -> list[str]:
    (gold_set,) = casualties.SETS
    if not (data / gold_set.name).is_dir():
        return []
    rows = gold_set.rows(data / gold_set.name, part)
    (task,) = gold_set.tasks
    found = task.predict(make_cases(rows, task.inputs), engine)
    pairs = {
        "killed": [(row["n_killed"], found[str(row["id"])][0]) for row in rows],
        "injured": [(row["n_injured"], found[str(row["id"])][1]) for row in rows],
    }
    return [f"| {_bounds(*toll)} | " + " | ".join(_right(pairs[name], toll) for name in pairs) + " |" for toll in TOLLS]


def _bounds(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}-{high}" if high < TOLLS[-1][1] else f"{low} and more"


def _right(pairs: Sequence[tuple[int, int]], toll: tuple[int, int]) -> str:
    inside = [(gold, mine) for gold, mine in pairs if toll[0] <= gold <= toll[1]]
    return f"{sum(gold == mine for gold, mine in inside) / len(inside):.3f} ({len(inside)})" if inside else "-"
