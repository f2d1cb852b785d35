"""Words a second end to end with one process and with workers, against parsing every sentence with spaCy.

    OMP_NUM_THREADS=1 python -m bench.throughput ../shared/bench [--workers 2] [--limit N]

All three take the same general news from raw bytes, one after the other in one run: reports in this process, reports in
workers (without the time they take to load), and the parser over every sentence in this process. Each article is told
once more under another first line, so that no cache helps.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from bench.score.cases import read_rows
from bench.speed import load_pipeline, machine, peak_megabytes, split
from onrecord.records import Document, MediaKind, RawItem
from onrecord.run.pipeline import code_items
from onrecord.run.stages import load_brief_stages
from onrecord.run.workers import Supervision, code_in_workers


def items(data: Path, limit: int, again: str) -> list[RawItem]:
    """The articles, each under a first line of its own."""
    texts = [f"{again} {row['id']}\n\n{row['text']}" for row in read_rows(data / "speed" / "news.jsonl")]
    return [
        RawItem(path=str(n), data=text.encode(), sha256=hashlib.sha256(text.encode()).hexdigest(), media=MediaKind.TEXT)
        for n, text in enumerate(texts[: limit or None])
    ]


def coded_in_workers(articles: Sequence[RawItem], workers: int) -> float:
    """Seconds that workers took from the first result on; the first documents, one a worker, only wake them."""
    woken = 4 * workers
    outcomes: Iterator[object] = code_in_workers(
        [*articles[:woken], *articles], partial(load_brief_stages, None), Supervision(workers=workers)
    )
    for _ in range(woken):
        next(outcomes)
    start = time.perf_counter()
    for _ in outcomes:
        pass
    return time.perf_counter() - start


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the three rates and their ratios."""
    ap = argparse.ArgumentParser(prog="python -m bench.throughput", description="Coding with workers against parsing.")
    ap.add_argument("data", type=Path, help="folder that holds speed/news.jsonl")
    ap.add_argument("--workers", type=int, default=2)
    ap.add_argument("--limit", type=int, default=0, help="only the first N articles")
    options = ap.parse_args(arguments)
    stages = load_brief_stages(None)
    articles = items(options.data, options.limit, "First")
    made = [one for one in map(stages.make_document, articles) if isinstance(one, Document)]
    words = sum(len(document.clean.split()) for document in made)
    list(code_items(articles[:3], stages))
    start = time.perf_counter()
    list(code_items(articles, stages))
    alone = time.perf_counter() - start
    shared = coded_in_workers(items(options.data, options.limit, "Again"), options.workers)
    pipeline = load_pipeline()
    sentences = [sentence for document in made for sentence in split(document.clean)]
    start = time.perf_counter()
    sum(len(parsed) for parsed in pipeline.pipe(sentences))
    parsing = time.perf_counter() - start
    print(f"machine        {machine()}")
    print(f"articles       {len(articles)}, {words} words")
    for name, took in (("one process", alone), (f"{options.workers} workers", shared), ("parsing alone", parsing)):
        print(f"{name:<14} {words / took:.0f} words/s, {parsing / took:.2f} times parsing everything in one process")
    print(f"peak memory    {peak_megabytes():.0f} MB in this process")
    return 0


if __name__ == "__main__":
    sys.exit(main())
