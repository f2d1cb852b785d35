"""``python -m bench.score --data DIR --part dev [--sets NAME ...] [--out FILE] [--docs FILE] [--ablation] ...``."""

from __future__ import annotations

import argparse
import math
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.score.ablation import ablation
from bench.score.cases import Figures, GoldSet, NotAnsweredError, make_cases
from bench.score.engine import Engine
from bench.score.registry import all_sets
from bench.score.scorers import Scorers, find_scorers
from bench.score.table import TableLine, as_json, markdown, plain_table
from onrecord.errors import OnrecordError


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.score", description="Score onrecord on the gold sets.")
    parser.add_argument("--data", type=Path, required=True, help="folder with one folder a set")
    parser.add_argument("--part", default="dev", help="file of each set to score: dev, heldout")
    parser.add_argument("--sets", nargs="*", default=[], help="names of sets, space or comma between; default all")
    parser.add_argument("--out", type=Path, help="write {set: {figure: number}} here")
    parser.add_argument("--docs", type=Path, help="write the table as Markdown here")
    parser.add_argument("--limit", type=int, default=0, help="only the first N rows of each set (a quick look)")
    parser.add_argument("--ablation", action="store_true", help="rules and model alone, intervals, casualties by toll")
    return parser.parse_args(arguments)


def set_folder(data: Path, name: str) -> Path:
    """Where a set lies: ``data``/name; the seed may lie beside ``data``."""
    if name == "seed" and not (data / "seed").is_dir():
        return data.parent / "seed"
    return data / name


def score_set(gold_set: GoldSet, folder: Path, options: argparse.Namespace, engine: Engine) -> Figures:
    """The figures of one set; NotAnsweredError where onrecord has no part for it."""
    rows = gold_set.rows(folder, options.part)
    if options.limit:
        rows = rows[: options.limit]
    scorers = Scorers(find_scorers(options.data))
    figures: Figures = {}
    for task in gold_set.tasks:
        found = task.predict(make_cases(rows, task.inputs), engine)
        figures.update(task.score(rows, found, scorers))
    return figures


def lines_for(gold_set: GoldSet, options: argparse.Namespace, engine: Engine) -> list[TableLine]:
    """The table's lines for one set; none, with a word on standard error, where its files are not there."""
    folder = set_folder(options.data, gold_set.name)
    started = time.monotonic()
    try:
        figures = score_set(gold_set, folder, options, engine)
    except FileNotFoundError as error:
        print(f"{gold_set.name}: skipped, no {error.filename or error}", file=sys.stderr)
        return []
    except (NotAnsweredError, OnrecordError) as error:
        print(f"{gold_set.name}: not answered, {error}", file=sys.stderr)
        return [TableLine(gold_set.name, name, None, str(error)) for name in gold_set.figures]
    print(f"{gold_set.name}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    named = [name for name in gold_set.figures if name in figures]
    return [TableLine(gold_set.name, name, None if math.isnan(figures[name]) else figures[name]) for name in named]


def commit() -> str:
    """The short name of the commit that is measured, with + where files differ from it."""
    run = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    dirty = subprocess.run(["git", "status", "--porcelain", "src"], capture_output=True, text=True, check=False)
    return (run.stdout.strip() or "unknown") + ("+" if dirty.stdout.strip() else "")


def main(arguments: Sequence[str] | None = None) -> int:
    """Score the sets asked for, print the table, write the files; 2 for a set that is not known."""
    options = parse(arguments)
    asked = [name for words in options.sets for name in words.replace(",", " ").split()]
    known = {gold_set.name: gold_set for gold_set in all_sets()}
    if unknown := [name for name in asked if name not in known]:
        print(f"no such set: {', '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    lines = run_sets([known[name] for name in asked or known], options)
    notes = [f"Only the first {options.limit} rows of each set."] if options.limit else []
    more = ablation(options.data, options.part, Scorers(find_scorers(options.data))) if options.ablation else []
    print("\n".join(more), end="")
    if options.docs:
        page = "\n".join([markdown(lines, today(), commit(), notes), *more])
        options.docs.write_text(page, encoding="utf-8")
    return 0


def run_sets(gold_sets: Sequence[GoldSet], options: argparse.Namespace) -> list[TableLine]:
    """The table's lines; printed, and written as JSON set by set, so that a crash loses no finished figure."""
    engine = Engine()
    lines: list[TableLine] = []
    try:
        for gold_set in gold_sets:
            lines += lines_for(gold_set, options, engine)
            if options.out:
                options.out.write_text(as_json(lines), encoding="utf-8")
    finally:
        print(plain_table(lines, today()))
        if engine.refused:
            print(f"documents refused: {len(engine.refused)}", file=sys.stderr)
    return lines


def today() -> str:
    """The day of the run, UTC."""
    return datetime.now(UTC).date().isoformat()


if __name__ == "__main__":
    sys.exit(main())
