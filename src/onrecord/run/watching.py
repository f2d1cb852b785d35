"""The command that codes what is put into a folder, as it comes."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from onrecord.errors import InputError
from onrecord.run.pipeline import add
from onrecord.run.progress import plain_watch
from onrecord.run.stages import Stages
from onrecord.sources import ItemHints, read_items
from onrecord.store import Store

__all__ = ["Watched", "run_watch"]

State: TypeAlias = tuple[int, int]


class Watched:
    """The files of a folder, and which of them are new and whole.

    A file counts as whole when its size and time are those of the round before: one that is still being written is
    left for later.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise InputError(f"{folder} is no folder; make it, or give another")
        self.folder = folder
        self._done: dict[str, State] = {}
        self._before: dict[str, State] = {}

    def new_files(self, *, at_once: bool = False) -> list[str]:
        """Files that were added or changed since they were last given out; with ``at_once`` without waiting a round."""
        now = {str(path): state for path in sorted(self.folder.rglob("*")) if (state := _state(path, self.folder))}
        whole = [path for path, state in now.items() if at_once or self._before.get(path) == state]
        self._before = now
        fresh = [path for path in whole if self._done.get(path) != now[path]]
        self._done.update((path, now[path]) for path in fresh)
        return fresh


def _state(path: Path, folder: Path) -> State | None:
    """Size and time of a file; ``None`` for what is no file, is hidden, or has just gone."""
    if any(part.startswith(".") for part in path.relative_to(folder).parts):
        return None
    try:
        found = path.stat()
        return (found.st_size, found.st_mtime_ns) if path.is_file() else None
    except OSError:  # taken away between listing and asking
        return None


def run_watch(
    options: argparse.Namespace,
    watched: Watched,
    store: Store,
    stages: Stages,
    pause: Callable[[float], None] = time.sleep,
) -> int:
    """Codes new files round after round until it is interrupted, or once. What is known already is passed over."""
    if not options.once:
        print(f"onrecord: watching {options.folder}; interrupt to end", file=sys.stderr, flush=True)
    try:
        while True:
            if files := watched.new_files(at_once=options.once):
                _code(files, options, store, stages)
            if options.once:
                return 0
            pause(options.every)
    except KeyboardInterrupt:
        print("onrecord: ended; what was stored stays, and the same command goes on", file=sys.stderr)
        return 0


def _code(files: Sequence[str], options: argparse.Namespace, store: Store, stages: Stages) -> None:
    items = read_items(files, hints=ItemHints(published=options.published, source=options.source))
    outcome = add(items, store, stages, plain_watch(sys.stderr), None)
    tally = outcome.tally
    words = f"{len(files)} file(s): {tally.coded} coded, {tally.known} known, {tally.refused} refused"
    fused = "" if outcome.incidents is None else f"; {outcome.incidents} incident(s)"
    print(f"{words}{fused}", flush=True)
