"""The same articles on one process, on workers, and on Spark with a worker killed: the same records?

    OMP_NUM_THREADS=1 python -m bench.same_ids ../shared/bench --articles 20000 --keep FOLDER

General news (speed/news.jsonl), each article told again under another first line until there are enough. One machine
codes them in one process and in two workers, Spark in ``local[2,4]`` (two threads, four tries a task) while one of its
Python workers is killed by SIGKILL. Each way fills a store of its own; compared are report ids, incident ids and the
whole content, byte for byte. Prints the rates and their ratio to one process. With ``--keep`` everything stays in the
folder, and the same command goes on where it was stopped. The exit code is 1 where anything differs.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pyarrow
import pyarrow.parquet

from bench.score.cases import read_rows
from bench.speed import machine
from onrecord.store import Selection, open_store

ROWS_A_FILE = 5000
POLL_S = 0.2
WAYS = ("one process", "two workers", "Spark")


def write_tables(data: Path, folder: Path, articles: int) -> list[str]:
    """Parquet tables of so many articles; the first names of files and rows say how often a story was told before."""
    rows = read_rows(data / "speed" / "news.jsonl")
    told = [
        {"id": f"{number // len(rows)}-{row['id']}", "text": f"Edition {number // len(rows)}\n\n{row['text']}"}
        for number, row in zip(range(articles), rows * (articles // len(rows) + 1), strict=False)
    ]
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for start in range(0, articles, ROWS_A_FILE):
        path = folder / f"news-{start:07d}.parquet"
        if not path.exists():
            pyarrow.parquet.write_table(pyarrow.Table.from_pylist(told[start : start + ROWS_A_FILE]), path)
        paths.append(str(path))
    return paths


def python_workers(parent: int) -> list[int]:
    """Process ids of Spark's Python workers below a process: those that Spark's daemon forked (Linux alone)."""
    parents, words = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                words[int(entry.name)] = (
                    (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                )
            except (OSError, ValueError):  # it has just ended
                continue
    daemons = {one for one in words if "pyspark.daemon" in words[one] and is_below(one, parent, parents)}
    return [one for one in daemons if parents[one] in daemons]


def is_below(process: int, ancestor: int, parents: dict[int, int]) -> bool:
    while process and process != ancestor:
        process = parents.get(process, 0)
    return process == ancestor


def kill_one(spark: subprocess.Popen[bytes], killed: list[int], after_s: float) -> None:
    """Kills one Python worker once it has had time to load its stages and begin."""
    seen: dict[int, float] = {}
    while spark.poll() is None and not killed:
        now = time.monotonic()
        seen = {one: seen.get(one, now) for one in python_workers(spark.pid)}
        for one, since in seen.items():
            if now - since > after_s:
                os.kill(one, signal.SIGKILL)
                killed.append(one)
                break
        time.sleep(POLL_S)


def onrecord(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "onrecord.run.command", *words])


def run(process: subprocess.Popen[bytes]) -> None:
    if process.wait() != 0:
        raise SystemExit(f"{process.args} ended with {process.returncode}")


def fill(way: str, tables: Sequence[str], folder: Path, kill_after_s: float) -> list[int]:
    """Fills the way's store; the Python workers of Spark that were killed."""
    db = str(folder / f"{way.replace(' ', '-')}.db")
    killed: list[int] = []
    if way == "Spark":
        spark = onrecord("spark-code", *tables, "--out", str(folder / "coded"), "--master", "local[2,4]")
        threading.Thread(target=kill_one, args=(spark, killed, kill_after_s), daemon=True).start()
        run(spark)
        run(onrecord("spark-add", str(folder / "coded"), "--db", db))
    else:
        run(onrecord("add", *tables, "--db", db, *(("--workers", "2") if way == "two workers" else ())))
    return killed


def content(folder: Path, way: str) -> tuple[set[str], set[str], list[str]]:
    with open_store(folder / f"{way.replace(' ', '-')}.db") as store:
        everything = Selection(withdrawn=True)
        reports = {one.report_id for one in store.select_reports(everything)}
        return reports, {one.incident_id for one in store.select_incidents(everything)}, list(store.dump())


def main(arguments: Sequence[str] | None = None) -> int:
    ap = argparse.ArgumentParser(prog="python -m bench.same_ids", description="One machine, workers and Spark.")
    ap.add_argument("data", type=Path, help="folder that holds speed/news.jsonl")
    ap.add_argument("--articles", type=int, default=20_000)
    ap.add_argument("--keep", type=Path, help="work here, leave everything, and go on with what is there")
    ap.add_argument("--kill-after", type=float, default=20.0, help="seconds after which a Python worker is killed")
    options = ap.parse_args(arguments)
    print(f"machine        {machine()}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        tables = write_tables(options.data, folder / f"news-{options.articles}", options.articles)
        took, same = {}, True
        for way in WAYS:
            start = time.perf_counter()
            killed = fill(way, tables, folder, options.kill_after)
            took[way] = time.perf_counter() - start
            told = f", Python worker {killed[0]} killed" if killed else ""
            ratio = took[WAYS[0]] / took[way]
            print(
                f"{way:<14} {took[way]:.0f} s, {options.articles / took[way]:.1f} articles/s, {ratio:.2f}{told}",
                flush=True,
            )
        first = content(folder, WAYS[0])
        for way in WAYS[1:]:
            other = content(folder, way)
            words = [
                f"{len(one)} {'the same' if one == two else 'DIFFERENT'}" for one, two in zip(first, other, strict=True)
            ]
            print(f"{way:<14} reports {words[0]}, incidents {words[1]}, lines of content {words[2]}")
            same = same and other == first
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
