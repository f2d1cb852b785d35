"""Figures on dev sets that may rise and never fall unseen: the bounds are in bench/score/floors.csv."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "bench"
FLOORS = list(csv.DictReader((ROOT / "bench" / "score" / "floors.csv").open(encoding="utf-8")))


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    if not DATA.is_dir():
        pytest.skip("no gold sets at ../shared/bench")
    out = tmp_path_factory.mktemp("floors") / "figures.json"
    sets = list(dict.fromkeys(row["set"] for row in FLOORS))
    command = [sys.executable, "-m", "bench.score", "--data", str(DATA), "--part", "dev", "--out", str(out), "--sets"]
    subprocess.run([*command, *sets], cwd=ROOT, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    found: dict[str, dict[str, float]] = json.loads(out.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("row", FLOORS, ids=lambda row: f"{row['set']}-{row['figure']}")
def test_figure_keeps_its_bound(figures: dict[str, dict[str, float]], row: dict[str, str]) -> None:
    value, bound = figures[row["set"]][row["figure"]], float(row["value"])
    assert value >= bound if row["bound"] == "least" else value <= bound
