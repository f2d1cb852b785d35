"""A run that is killed at any moment leaves a store that the next run completes to the same content."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from small_stages import articles, small_stages

from onrecord.run.pipeline import add
from onrecord.store import open_store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of POSIX systems")

SCRIPT = Path(__file__).with_name("killable.py")
MOMENTS = 8  # test_whole_way kills the real run twenty times


def run_until(path: Path, statement: int) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, str(SCRIPT), str(path), str(statement)]
    return subprocess.run(command, capture_output=True, check=False)


def test_kills_leave_no_trace(tmp_path):
    undisturbed = tmp_path / "undisturbed.db"
    statements = int(run_until(undisturbed, 0).stdout)
    with open_store(undisturbed) as store:
        expected = list(store.dump())
    assert len(expected) > 20
    partial = 0
    for statement in sorted(random.Random(20200930).sample(range(1, statements + 1), MOMENTS)):
        path = tmp_path / f"killed-{statement}.db"
        assert run_until(path, statement).returncode == -signal.SIGKILL
        with open_store(path) as store:
            partial += list(store.dump()) != expected
            assert store.is_behind() or statement < statements // 4
            add(articles(), store, small_stages(), lambda _: None, None)
            assert list(store.dump()) == expected
    assert partial >= MOMENTS // 2  # else the kills came too late to mean anything
