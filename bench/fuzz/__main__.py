"""Fuzzes one reader for a while, and says how many inputs it ran and how far they reached.

    pip install -r bench/fuzz/requirements.txt
    python -m bench.fuzz TARGET [TARGET ...] --keep FOLDER [--seconds 1800]
    python -m bench.fuzz --keep FOLDER --told

Targets are in ``targets.py``; ``all`` names each. The corpus of each lies in FOLDER/TARGET and grows: the same command
goes on from there. An exception, more than ``SECONDS_AN_INPUT`` for one input, or more than ``MEMORY_MB`` ends a run;
where the input fails alone too (``again.py``) it is kept as FOLDER/TARGET-fail-..., and the exit code is 1.
Each run adds a line to FOLDER/runs.csv; ``--told`` prints the sums. Coverage is counted in libFuzzer's edges of the
package's own code.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from bench.fuzz.targets import TARGETS, max_bytes, write_seeds

SECONDS_AN_INPUT = 20
MEMORY_MB = 2048
COLUMNS = ("target", "seconds", "executions", "edges_at_start", "edges_at_end", "corpus", "failures")
STATE = re.compile(r"#(\d+)\s+(\w+)\s+cov: (\d+)")
DONE = re.compile(r"Done (\d+) (?:runs )?in (\d+) second")


def fuzz(target: str, folder: Path, seconds: int) -> dict[str, object]:
    """One run of a target; a row of ``COLUMNS``."""
    corpus = folder / target
    corpus.mkdir(parents=True, exist_ok=True)
    write_seeds(corpus, target)
    prefix = f"{folder}/{target}-fail-"
    before = set(folder.glob(f"{target}-fail-*"))
    limits = [f"-max_total_time={seconds}", f"-timeout={SECONDS_AN_INPUT}", f"-rss_limit_mb={MEMORY_MB}"]
    command = [sys.executable, "-m", "bench.fuzz.child", target, *limits]
    command += [f"-max_len={max_bytes(target)}", f"-artifact_prefix={prefix}", "-print_final_stats=1", str(corpus)]
    first = last = executions = took = 0
    began = time.monotonic()
    tail: list[str] = []
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=dict(os.environ)) as child:
        assert child.stderr is not None
        for line in child.stderr:
            words = line.decode("utf-8", "replace")
            tail = [*tail[-30:], words]
            if state := STATE.search(words):
                executions, last = int(state[1]), int(state[3])
                first = first or (last if state[2] == "INITED" else 0)
            if done := DONE.search(words):
                executions, took = int(done[1]), int(done[2])
    stopped_by = set(folder.glob(f"{target}-fail-*")) - before
    if child.returncode != 0 and not stopped_by:
        raise SystemExit("".join(tail) + f"\nthe fuzzer of {target} ended with {child.returncode}")
    failures = sum(fails_again(target, path) for path in stopped_by)
    if failures:
        print("".join(tail))
    took = took or round(time.monotonic() - began)
    kept = sum(1 for _ in corpus.iterdir())
    return dict(zip(COLUMNS, (target, took, executions, first, last, kept, failures), strict=True))


def fails_again(target: str, path: Path) -> bool:
    """Whether an input that stopped the fuzzer fails by itself; else the machine was busy, and the input is deleted."""
    ran = subprocess.run([sys.executable, "-m", "bench.fuzz.again", target, str(path)], check=False)
    if ran.returncode == 0:
        path.unlink()
    return ran.returncode != 0


def note(folder: Path, row: dict[str, object]) -> None:
    path = folder / "runs.csv"
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerow(row)


def tell(folder: Path) -> None:
    """Prints the sums of all runs, a target a line."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COLUMNS[1:], 0))
    with (folder / "runs.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            of = sums[row["target"]]
            for name in ("seconds", "executions", "failures"):
                of[name] += int(row[name])
            of["edges_at_start"] = of["edges_at_start"] or int(row["edges_at_start"])
            of["edges_at_end"], of["corpus"] = max(of["edges_at_end"], int(row["edges_at_end"])), int(row["corpus"])
    print("| target | seconds | executions | edges by the seeds | edges now | corpus | failures |")
    print("|---|---|---|---|---|---|---|")
    for target, of in sorted(sums.items()):
        print(f"| {target} | {' | '.join(f'{of[name]:,}' for name in COLUMNS[1:])} |")


def main(arguments: Sequence[str] | None = None) -> int:
    ap = argparse.ArgumentParser(prog="python -m bench.fuzz", description="Fuzz readers.")
    ap.add_argument("targets", nargs="*", choices=[*sorted(TARGETS), "all", []], metavar="TARGET")
    ap.add_argument("--seconds", type=int, default=1800, help="for each target")
    ap.add_argument("--keep", type=Path, required=True, help="folder of the corpora, the failures and the log of runs")
    ap.add_argument("--told", action="store_true", help="print what all runs in the folder came to")
    options = ap.parse_args(arguments)
    failures = 0
    for target in sorted(TARGETS) if "all" in options.targets else options.targets:
        row = fuzz(target, options.keep, options.seconds)
        note(options.keep, row)
        print(", ".join(f"{name} {value}" for name, value in row.items()), flush=True)
        failures += int(str(row["failures"]))
    if options.told:
        tell(options.keep)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
