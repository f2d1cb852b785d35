"""Shows how far a run has come: a bar on a terminal, a line now and then elsewhere. Always on standard error."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TextIO

from onrecord.run.pipeline import Tally

__all__ = ["plain_watch", "progress_line", "watching"]

LINE_EVERY_S: Final = 5.0
"""How often a plain line is written; rare enough for the log of a night's run."""


def progress_line(tally: Tally, elapsed_s: float) -> str:
    """``120 of 400 documents, 35.2/s, 8 s left``; without a total or a rate those words are left out."""
    done = tally.coded + tally.refused
    words = f"{done} of {tally.total} documents" if tally.total is not None else f"{done} documents"
    if done and elapsed_s > 0:
        rate = done / elapsed_s
        words += f", {rate:.1f}/s"
        if tally.total is not None:
            words += f", {_left_words((tally.total - done) / rate)} left"
    return words + (f", {tally.refused} refused" if tally.refused else "")


def _left_words(seconds: float) -> str:
    whole = max(0, round(seconds))
    hours, minutes = divmod(whole // 60, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {whole % 60} s" if minutes else f"{whole} s"


def plain_watch(stream: TextIO, clock: Callable[[], float] = time.monotonic) -> Callable[[Tally], None]:
    """Writes a line at most every ``LINE_EVERY_S`` seconds. ``clock`` counts seconds from any start."""
    start = last = clock()

    def watch(tally: Tally) -> None:
        nonlocal last
        now = clock()
        if now - last >= LINE_EVERY_S:
            last = now
            print(f"onrecord: {progress_line(tally, now - start)}", file=stream, flush=True)

    return watch


@contextmanager
def watching(stream: TextIO, total: int | None) -> Iterator[Callable[[Tally], None]]:
    """A watch for the pipeline, fit for the stream."""
    if not stream.isatty():
        yield plain_watch(stream)
        return
    from rich.console import Console  # noqa: PLC0415 - costs a tenth of a second that other commands need not pay
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (BarColumn(), TextColumn("{task.description}", markup=False))
    start = time.monotonic()
    with Progress(*columns, console=Console(file=stream), transient=True) as progress:
        task = progress.add_task("starting", total=total)

        def watch(tally: Tally) -> None:
            words = progress_line(tally, time.monotonic() - start)
            progress.update(task, completed=tally.coded + tally.refused, description=words)

        yield watch
