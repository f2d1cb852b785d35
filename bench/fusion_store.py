"""What fusing costs in a store: all of it, and once more after a few documents were added.

    python -m bench.fusion_store --reports 100000 --added 100

Synthetic reports (``fusion_reports``), each in a document of its own, are put into a store in a new file; then the
store is fused as ``onrecord add`` does it, some later documents are added, and it is fused again. Prints for both the
seconds by the clock and of the processor, by stage, how many incidents there are and the peak memory, and the ratio of
the second to the first.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import structs

from bench.fusion_reports import make_world, tell
from bench.fusion_scale import PER_DAY, SEED, peak_memory
from onrecord.records import Coded, Document, Evidence, Report, Segment
from onrecord.run.pipeline import fuse_store
from onrecord.run.stages import Fusion, load_fusion
from onrecord.store import Store, open_store

CODER = "bench"
STAGES = ("group_copies", "told_links", "fuse", "attribute")


def document_of(report: Report) -> tuple[Document, Report]:
    """A document that holds the report's words, and the report with its quote where it stands there."""
    reference, quote = report.document, report.evidence[0].text
    text = f"{reference.title}\n\n{quote} ({reference.source})"
    start = text.index(quote)
    document = Document(
        document_id=reference.document_id, path=reference.path, text=text, clean=text,
        segments=(Segment(0, 0, len(text), len(text)),), language="en", title=reference.title,
        source=reference.source, published=reference.published,
    )  # fmt: skip
    return document, structs.replace(report, evidence=(Evidence(start, start + len(quote), quote),))


class Times:
    """Seconds of the processor spent in each stage."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)

    def timed(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work, its time noted."""
        return partial(self._run, name, work)

    def _run(self, name: str, work: Callable[..., Any], *given: Any) -> Any:
        start = time.process_time()
        try:
            return work(*given)
        finally:
            self.spent[name] += time.process_time() - start

    def over(self, fusion: Fusion) -> Fusion:
        """A fusion whose stages note their times."""
        return structs.replace(fusion, **{name: self.timed(name, getattr(fusion, name)) for name in STAGES})


def put(store: Store, reports: Sequence[Report]) -> None:
    """Puts each report with its document into the store."""
    for report in reports:
        document, moved = document_of(report)
        store.put_document(document, Coded(reports=(moved,), relations=()), CODER)


def fuse_timed(store: Store, fusion: Fusion, name: str) -> float:
    """Fuses, prints what it took and gives the processor's seconds."""
    times = Times()
    start, processor = time.perf_counter(), time.process_time()
    incidents, changes = fuse_store(store, times.over(fusion), CODER)
    seconds, processor = time.perf_counter() - start, time.process_time() - processor
    rest = processor - sum(times.spent.values())
    stages = "  ".join(f"{stage} {spent:.1f}" for stage, spent in (*times.spent.items(), ("store", rest)))
    print(
        f"{name:12}{incidents:10d}{len(changes):9d}{seconds:9.1f}{processor:10.1f}{peak_memory():6.0f}  {stages}",
        flush=True,
    )
    return processor


def main() -> None:
    """Reads the command line, fills a store and fuses it twice."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--added", type=int, default=100)
    args = parser.parse_args()
    told = tell(make_world(SEED), args.reports + args.added, PER_DAY, SEED).reports
    fusion = load_fusion()
    print("            incidents  changes  seconds processor   MiB  processor seconds by stage")
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(str(Path(folder) / "bench.db"), create=True)
        put(store, told[: args.reports])
        whole = fuse_timed(store, fusion, "all")
        put(store, told[args.reports :])
        more = fuse_timed(store, fusion, f"{args.added} more")
        print(f"{args.added} more cost {more / whole:.2f} of fusing all")
        store.close()


if __name__ == "__main__":
    main()
