"""Kills and crowds lose nothing. The full counts are in bench/store_kills.py and bench/store_contention.py."""

from __future__ import annotations

import sys

import pytest
from bench.store_contention import at_once, missing
from bench.store_kills import kill_often
from postgres_server import schema_address

from onrecord.store import open_store

ONLY_SQLITE = True  # files are damaged, copied or shared here; one test names PostgreSQL itself

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked, which Windows cannot")


def test_kills_lose_nothing_that_was_acknowledged(tmp_path):
    hit, lost, acknowledged = kill_often(4, tmp_path, seed=7)
    assert lost == []
    assert sum(hit.values()) == 4
    assert acknowledged > 10


@pytest.mark.parametrize("where", ["sqlite", "postgresql"])
def test_a_crowd_of_writers_and_readers_on_a_new_store_loses_nothing_and_fails_nowhere(where, tmp_path, request):
    path = tmp_path / "a.db"
    if where == "postgresql":
        path = schema_address(request.getfixturevalue("postgres"), "crowd")
    put = at_once(path, writers=8, readers=8, seconds=300.0, count=6)
    done = [line for kind, lines, _ in put if kind == "writer" for line in lines]
    assert len(done) == 8 * 6 * 2
    assert missing(path, done) == []
    assert all(len(waits) == 6 for kind, waits, _ in put if kind == "reader")
    with open_store(path) as store:
        assert [decision.seq for decision in store.decisions()] == list(range(1, 8 * 6 + 1))
