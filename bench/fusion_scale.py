"""How fusion keeps its pace and its accuracy as reports grow in number.

python -m bench.fusion_scale --sizes 1000 10000 100000

Synthetic reports of known truth (``fusion_reports``) are fused as the product fuses them, each size in a process of its
own. Prints for each size the seconds by the clock and of the processor (on a busy machine only the latter tell much),
the seconds that making the reports took, peak memory of that process (the reports included), pairwise precision, recall
and F, F of B-cubed, and the ratios of F and of pace (reports a processor second) to those at the first size.
"""

from __future__ import annotations

import argparse
import cProfile
import math
import multiprocessing
import pstats
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from bench.fusion_reports import make_world, tell
from onrecord.incidents import fuse
from onrecord.lexicon.incidents import load_fusion_weights
from onrecord.records import Incident

PER_DAY = 34
"""Attacks a day: about that of a million reports over twenty years."""
SEED = 5
KIB_PER_MIB = 1024
BYTES_PER_MIB = 1024 * 1024


class Measured(Struct, frozen=True):
    """What fusing ``reports`` reports took and how well it went; times in seconds, memory in MiB."""

    reports: int
    incidents: int
    made_in: float
    seconds: float
    processor: float
    memory: float
    precision: float
    recall: float
    b3: float

    @property
    def f(self) -> float:
        """Pairwise F, 0 where nothing is right."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def pace(self) -> float:
        """Reports a second of the processor."""
        return self.reports / self.processor


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def score(groups: Sequence[Sequence[str]], truth: Mapping[str, int]) -> tuple[float, float]:
    """Pairwise precision and recall of groups of report ids; 1 where there is no pair to be wrong about."""
    ours = _pairs(len(group) for group in groups)
    theirs = _pairs(Counter(truth.values()).values())
    right = _pairs(n for group in groups for n in Counter(truth[report_id] for report_id in group).values())
    return (right / ours if ours else 1.0), (right / theirs if theirs else 1.0)


def score_b3(groups: Sequence[Sequence[str]], truth: Mapping[str, int]) -> float:
    """F of B-cubed (Bagga and Baldwin 1998) over the reports."""
    sizes = Counter(truth[report_id] for group in groups for report_id in group)
    shares = [(n, len(group), sizes[one]) for group in groups for one, n in Counter(truth[i] for i in group).items()]
    total = sum(n for n, _, _ in shares)
    precision, recall = (sum(share[0] ** 2 / share[side] for share in shares) / total for side in (1, 2))
    return 2 * precision * recall / (precision + recall)


def peak_memory() -> float:
    """MiB that this process held at most (the system counts in KiB, on macOS in bytes); not a number on Windows."""
    try:
        import resource
    except ImportError:
        return math.nan
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (BYTES_PER_MIB if sys.platform == "darwin" else KIB_PER_MIB)


def measure(task: tuple[int, int, bool]) -> Measured:
    """Fuses the first ``size`` reports of the stream; ``task`` is (size, attacks a day, whether to profile)."""
    size, per_day, profiled = task
    start = time.perf_counter()
    told = tell(make_world(SEED), size, per_day, SEED)
    made_in = time.perf_counter() - start
    weights = load_fusion_weights()
    profile = cProfile.Profile()
    if profiled:
        profile.enable()
    start, processor = time.perf_counter(), time.process_time()
    incidents: Sequence[Incident] = fuse(told.reports, told.origins, None, weights)
    seconds, processor = time.perf_counter() - start, time.process_time() - processor
    if profiled:
        profile.disable()
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
    memory = peak_memory()
    groups = [one.reports for one in incidents]
    scores = (*score(groups, told.truth), score_b3(groups, told.truth))
    return Measured(size, len(incidents), made_in, seconds, processor, memory, *scores)


def main() -> None:
    """Reads the command line and prints one line a size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000], help="numbers of reports")
    parser.add_argument("--per-day", type=int, default=PER_DAY, help="attacks a day in the stream")
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    args = parser.parse_args()
    print(
        "   reports incidents  made in  seconds processor reports/s   MiB      P     R     F    B3   F ratio pace ratio"
    )
    first: Measured | None = None
    for size in args.sizes:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            found = pool.apply(measure, ((size, args.per_day, args.profile),))
        first = first or found
        ratios = f"{found.f / first.f if first.f else 0:9.3f} {found.pace / first.pace:11.2f}"
        figures = f"{found.precision:6.3f}{found.recall:6.3f}{found.f:6.3f}{found.b3:6.3f}"
        times = f"{found.made_in:9.1f}{found.seconds:9.1f}{found.processor:10.1f}"
        took = f"{size:10d}{found.incidents:10d}{times}{found.pace:10.0f}{found.memory:6.0f}"
        print(f"{took} {figures} {ratios}", flush=True)


if __name__ == "__main__":
    main()
