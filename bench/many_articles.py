"""How time and memory grow with the number of articles: codes a long stream and fits a line to its progress.

    OMP_NUM_THREADS=1 python -m bench.many_articles ../shared/bench .work/many --articles 100000 [--workers 2]

The stream is speed/news.jsonl over and over; each round tells the articles under another first line and on another
day, with every sixth sentence left out (another sixth each round), so that none is a copy of another byte by byte.
What is coded is written to OUT/reports.jsonl, progress (articles, words, seconds, processor seconds and peak memory of
all processes) to OUT/progress.csv. A run that was stopped goes on where it was; the seconds of its parts are added up.
At its end, and with --report at any time, the lines that fit seconds and processor seconds to articles are printed,
with their error and the rate of the first and the last quarter. Processor seconds say more on a busy machine.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import os
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.score.cases import read_rows
from bench.speed import machine
from onrecord.lexicon.ontology import load_ontology
from onrecord.mentions.sentences import split_sentences
from onrecord.records import MediaKind, RawItem, Refusal, json_line
from onrecord.run.stages import load_brief_stages
from onrecord.run.workers import Supervision, code_in_workers

FloatArray = npt.NDArray[np.float64]

STEP = 500
SIXTH = 6
DAYS = 28
COLUMNS = ("articles", "words", "seconds", "processor_seconds", "peak_mb")


def stream(data: Path, start: int) -> Iterator[RawItem]:
    """The endless stream from its article ``start`` on."""
    rows = read_rows(data / "speed" / "news.jsonl")
    abbreviations = load_ontology().abbreviations
    spans = [split_sentences(row["text"], abbreviations) for row in rows]
    number = start
    while True:
        turn, place = divmod(number, len(rows))
        yield _article(rows[place]["text"], spans[place], turn, number)
        number += 1


def _article(text: str, spans: Sequence[tuple[int, int]], turn: int, number: int) -> RawItem:
    kept = [text[a:b] for k, (a, b) in enumerate(spans) if turn == 0 or (k + turn) % SIXTH]
    data = f"Edition {turn}, article {number}\n\n{' '.join(kept)}".encode()
    day = f"2024-{1 + turn // DAYS % 12:02d}-{1 + turn % DAYS:02d}"
    return RawItem(
        path=f"article {number}",
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        media=MediaKind.TEXT,
        published=day,
        language="en",
    )


def peak_megabytes(workers: int) -> float:
    """At most what this process and its workers held at once: each worker is counted as large as the largest was."""
    own, largest = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (own + workers * max(largest, _largest_alive())) / 1024


def _largest_alive() -> int:
    """Kilobytes of the largest child that lives, by /proc; 0 where there is none."""
    found = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
        except OSError:
            continue  # it has just ended
        if fields.get("PPid", "").strip() == str(os.getpid()) and "VmHWM" in fields:
            found = max(found, int(fields["VmHWM"].split()[0]))
    return found


def processor_seconds() -> float:
    """What this process and its workers, living and ended, have taken of the processors, by /proc."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime + _of_the_living() / os.sysconf("SC_CLK_TCK")


def _of_the_living() -> int:
    """Clock ticks of the children that live."""
    found = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(") ")[2].split()
        except OSError:
            continue  # it has just ended
        if int(fields[1]) == os.getpid():
            found += int(fields[11]) + int(fields[12])
    return found


def progress_rows(path: Path) -> list[list[float]]:
    """What earlier parts of the run have noted."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8") as source:
        return [[float(cell) for cell in row] for row in list(csv.reader(source))[1:]]


def run(data: Path, out: Path, articles: int, workers: int) -> None:
    """Codes the stream from where it was to ``articles``."""
    out.mkdir(parents=True, exist_ok=True)
    noted = progress_rows(out / "progress.csv")
    done, words, before, used = (int(noted[-1][0]), int(noted[-1][1]), *noted[-1][2:4]) if noted else (0, 0, 0.0, 0.0)
    items = islice(stream(data, done), max(0, articles - done))
    outcomes = code_in_workers(items, partial(load_brief_stages, None), Supervision(workers=workers))
    with (
        (out / "progress.csv").open("a", encoding="utf-8", newline="") as notes,
        (out / "reports.jsonl").open("a", encoding="utf-8") as reports,
    ):
        writer = csv.writer(notes, lineterminator="\n")
        if not noted:
            writer.writerow(COLUMNS)
        start, at_start = time.perf_counter(), processor_seconds()
        for outcome in outcomes:
            done += 1
            if not isinstance(outcome, Refusal):
                words += len(outcome[0].clean.split())
                reports.writelines(f"{json_line(report)}\n" for report in outcome[1].reports)
            if done % STEP == 0 or done == articles:
                seconds = before + time.perf_counter() - start
                processor = used + processor_seconds() - at_start
                writer.writerow((done, words, round(seconds, 3), round(processor, 3), round(peak_megabytes(workers))))
                notes.flush()
                print(f"{done} articles, {words / seconds:.0f} words/s", file=sys.stderr, flush=True)


def report(noted: Sequence[Sequence[float]]) -> list[str]:
    """The lines that fit seconds and processor seconds to articles, and what speaks against them."""
    table = np.array([[0.0] * len(COLUMNS), *noted])
    articles, words, seconds, processor, peak = table.T
    rate = words[-1] / seconds[-1]
    return [
        f"articles       {articles[-1]:.0f}, {words[-1]:.0f} words in {seconds[-1]:.0f} s: {rate:.0f} a second",
        *_fit("seconds", articles, seconds),
        *_fit("processor", articles, processor),
        f"peak memory    {peak[-1]:.0f} MB in all processes, {peak[1]:.0f} MB after {articles[1]:.0f}",
    ]


def _fit(name: str, articles: FloatArray, seconds: FloatArray) -> list[str]:
    slope, offset = np.polyfit(articles, seconds, 1)
    left = seconds - (slope * articles + offset)
    r2 = 1 - float((left**2).sum() / ((seconds - seconds.mean()) ** 2).sum())
    quarter = max(1, len(articles) // 4)
    first = (seconds[quarter] - seconds[0]) / (articles[quarter] - articles[0])
    last = (seconds[-1] - seconds[-1 - quarter]) / (articles[-1] - articles[-1 - quarter])
    return [
        f"{name:<15}{offset:.1f} s + {slope * 1000:.2f} s a thousand, R2 {r2:.5f}, at most {abs(left).max():.1f} s off",
        f"  quarters     first {first * 1000:.2f} s a thousand, last {last * 1000:.2f}: {last / first:.2f}",
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs, and prints the fit; 2 where there is nothing to report."""
    ap = argparse.ArgumentParser(prog="python -m bench.many_articles", description="Time and memory of a long stream.")
    ap.add_argument("data", type=Path, help="folder that holds speed/news.jsonl")
    ap.add_argument("out", type=Path, help="folder for what is coded and how far it is")
    ap.add_argument("--articles", type=int, default=100_000)
    ap.add_argument("--workers", type=int, default=2)
    ap.add_argument("--report", action="store_true", help="only print the fit of what there is")
    options = ap.parse_args(arguments)
    if not options.report:
        run(options.data, options.out, options.articles, options.workers)
    noted = progress_rows(options.out / "progress.csv")
    if not noted:
        print(f"no progress in {options.out}: run it without --report first", file=sys.stderr)
        return 2
    print(f"machine        {machine()}")
    print("\n".join(report(noted)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
