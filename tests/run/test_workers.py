"""Supervised workers: same results in the same order, and a bad document costs nothing but itself."""

from __future__ import annotations

import sys

import odd_stages
import pytest
from small_stages import articles, raw_item, small_stages

from onrecord.errors import LexiconError, OnrecordError
from onrecord.records import Document, Refusal
from onrecord.run.pipeline import add, code_items
from onrecord.run.workers import Supervision, code_in_workers
from onrecord.store import open_store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of POSIX systems")

TWO = Supervision(workers=2)
GOOD = "The Red Front shelled Alpha on 2020-05-01, killing 3."


def good(number):
    return raw_item(f"good-{number}", f"{GOOD} Number {number}.")


def coded(items, supervision=TWO, load=odd_stages.load):
    return list(code_in_workers(items, load, supervision))


def names(outcomes):
    return [one.path if isinstance(one, Refusal) else one[0].path for one in outcomes]


def test_the_same_as_in_one_process_and_in_order():
    items = [*articles(), *(good(number) for number in range(80))]
    assert coded(items) == list(code_items(items, small_stages()))


def test_refusals_of_the_reader_keep_their_place():
    refusal = Refusal(path="lost", stage="sources", code="unreadable", detail="lost: cannot be read")
    assert names(coded([good(1), refusal, good(2)])) == ["good-1", "lost", "good-2"]


def test_a_poisoned_document_is_put_aside_and_its_neighbours_are_unhurt():
    items = [good(1), raw_item("bad", "POISON"), good(2), good(3)]
    outcomes = coded(items)
    assert names(outcomes) == ["good-1", "bad", "good-2", "good-3"]
    refusal = outcomes[1]
    assert (refusal.code, refusal.document_id) == ("worker_died", items[1].sha256)
    assert "SIGKILL" in refusal.detail
    assert all(len(one[1].reports) == 1 for one in outcomes if not isinstance(one, Refusal))


def test_an_endless_document_is_put_aside():
    outcomes = coded([raw_item("slow", "ENDLESS"), good(1)], Supervision(workers=2, document_s=0.5))
    assert names(outcomes) == ["slow", "good-1"]
    assert outcomes[0].code == "too_slow"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its address space")
def test_a_greedy_document_is_refused_and_its_worker_lives():
    outcomes = coded([raw_item("greedy", "GREEDY"), good(1)], Supervision(workers=1))
    assert outcomes[0].code == "too_much_memory"
    assert isinstance(outcomes[1][0], Document)


def test_a_death_by_chance_is_tried_once_more(tmp_path):
    outcomes = coded([raw_item("unlucky", f"ONCE {tmp_path / 'mark'} {GOOD}")])
    assert isinstance(outcomes[0], tuple)


def test_a_wrong_data_file_ends_the_run():
    with pytest.raises(LexiconError, match="line 7"):
        coded([raw_item("any", "BROKEN")])
    with pytest.raises(LexiconError, match="line 3"):
        coded([good(1)], load=odd_stages.load_wrongly)
    with pytest.raises(LexiconError, match="line 5"):
        coded([good(1)], load=odd_stages.load_unpreparable)


def test_workers_that_cannot_start_end_the_run():
    with pytest.raises(OnrecordError, match="could not be started"):
        coded([good(1)], load=odd_stages.load_nothing)


def test_a_store_filled_by_workers_is_the_same(tmp_path):
    items = [*articles(), *articles()]  # each twice: the second is known, whoever codes the first
    dumps = []
    for name, code in (("one", None), ("two", lambda more: code_in_workers(more, odd_stages.load, TWO))):
        with open_store(tmp_path / f"{name}.db", create=True) as store:
            outcome = add(items, store, small_stages(), lambda _: None, None, code)
            assert outcome.tally.known == len(articles())
            dumps.append(list(store.dump()))
    assert dumps[0] == dumps[1]
