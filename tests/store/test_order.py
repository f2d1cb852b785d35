"""The order and the batches in which documents come in change nothing, decisions in the journal or not."""

from __future__ import annotations

from pathlib import Path

from bench.store_order import code_all, orders_apart

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "articles"
ORDERS = 50


def test_any_order_gives_the_same_incidents_ids_and_attributions(tmp_path):
    # of the same happenings; python -m bench.store_order takes all samples
    kept, fusion = code_all([f"{SAMPLES}/{story}*" for story in ("taji", "kabul", "diyala", "mewis", "nil-f")])
    assert len(kept) == 12
    assert orders_apart(kept, fusion, ORDERS, tmp_path) == []
