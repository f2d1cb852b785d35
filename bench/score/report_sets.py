"""seed, reports_gold, reports_train: whole coded articles, scored by score_reports.py run as its own process."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.score.cases import Case, Figures, GoldSet, Inputs, NotAnsweredError, Predictions, Row, Task, read_rows
from bench.score.engine import Engine
from bench.score.scorers import Scorers
from onrecord.records import json_line

SLOTS = ("status", "date", "places", "actors", "recipients", "weapons", "killed")
FIGURES = (
    "event_f",
    "record_f",
    "relations_f",
    "false_status",
    "attribution_named",
    "attribution_confidence",
    *(f"slot_{name}" for name in SLOTS),
)


def seed_rows(folder: Path, part: str) -> list[Row]:
    """The seed article as one row; its gold file and publication day are named in gold.json."""
    gold = folder / "gold.json"
    head = json.loads(gold.read_text(encoding="utf-8"))
    text = (folder / head["document"]).read_text(encoding="utf-8")
    return [{"id": head["document"], "text": text, "published": None, "gold": str(gold)}]


def document_rows(folder: Path, part: str) -> list[Row]:
    """The documents of a folder with their gold files; only those named in aside.txt where there is one."""
    rows = read_rows(folder / "documents.jsonl")
    aside = folder / "aside.txt"
    if aside.is_file():
        names = set(aside.read_text(encoding="utf-8").split())
        rows = [row for row in rows if row["id"] in names]
    return [{**row, "gold": str(folder / Path(row["id"]).with_suffix(".json"))} for row in rows]


def predict(cases: Sequence[Case], engine: Engine) -> Predictions:
    """{id: the lines of reports and relations}."""
    return {
        case.id: [json_line(record) for record in (*coded.reports, *coded.relations)]
        for case, coded in engine.code_all(cases, "documents")
    }


def score(rows: Sequence[Row], found: Predictions, scorers: Scorers) -> Figures:
    """The figures that score_reports.py prints, in 0-1 (false_status stays a count)."""
    lines = [line for row in rows for line in found.get(str(row["id"]), [])]
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder) / "reports.jsonl"
        reports.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        gold = [str(row["gold"]) for row in rows]
        command = [sys.executable, str(scorers.reports), *gold, "--reports", str(reports), "--relations"]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise NotAnsweredError(f"score_reports.py failed: {run.stderr.strip().splitlines()[-1:]}")
    return read_figures(run.stdout)


def read_figures(printed: str) -> Figures:
    """The figures of score_reports.py's printed lines."""
    figures: Figures = {}
    for name, line in (("event_f", "event"), ("record_f", "record"), ("relations_f", "relations")):
        if found := re.search(rf"^{line}\s+P [\d.]+\s+R [\d.]+\s+F ([\d.]+)", printed, re.MULTILINE):
            figures[name] = float(found[1]) / 100
    if found := re.search(r"^false status (\d+)", printed, re.MULTILINE):
        figures["false_status"] = float(found[1])
    if found := re.search(r"^attribution\s+named ([\d.]+)\s+confidence right ([\d.]+)", printed, re.MULTILINE):
        figures["attribution_named"] = float(found[1]) / 100
        figures["attribution_confidence"] = float(found[2]) / 100
    if found := re.search(r"^slots (.*)$", printed, re.MULTILINE):
        for name, value in re.findall(r"(\w+) ([\d.]+) \(\d+\)", found[1]):
            figures[f"slot_{name}"] = float(value) / 100
    return figures


TASK = Task(Inputs(published="published"), predict, score)

SETS = (
    GoldSet("seed", FIGURES, (TASK,), seed_rows),
    GoldSet("reports_gold", FIGURES, (TASK,), document_rows),
    GoldSet("reports_train", FIGURES, (TASK,), document_rows),
)
