"""Adds the small articles to a store and kills itself before its n-th SQL statement (0: never; prints how many)."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from small_stages import articles, small_stages

from onrecord.run.pipeline import add
from onrecord.store import open_store

fatal = int(sys.argv[2])
seen = 0


def count_statement(*_: object) -> bool:
    global seen  # noqa: PLW0603
    seen += 1
    if seen == fatal:
        os.kill(os.getpid(), signal.SIGKILL)
    return True


with open_store(Path(sys.argv[1]), create=True) as store:
    store._connection.exec_trace = count_statement
    add(articles(), store, small_stages(), lambda _: None, None)
    store._connection.exec_trace = None
print(seen)
