"""The synthetic stream is the same each time, and its scores are those of its truth."""

from __future__ import annotations

import pytest
from bench.fusion_reports import make_world, tell
from bench.fusion_scale import measure, score, score_b3


def test_longer_streams_begin_as_shorter_ones_do() -> None:
    world = make_world(5)
    short, long = tell(world, 50, 10, 5), tell(world, 120, 10, 5)
    assert len(short.reports) == 50
    assert [one.report_id for one in long.reports[:40]] == [one.report_id for one in short.reports[:40]]
    assert short.reports[:40] == long.reports[:40]
    assert len(set(short.truth.values())) > 1
    assert len(set(short.origins.values())) < len(short.origins)


def test_scores_are_of_pairs() -> None:
    truth = {"a": 1, "b": 1, "c": 1, "d": 2}
    assert score([["a", "b", "c"], ["d"]], truth) == (1.0, 1.0)
    assert score([["a", "b"], ["c", "d"]], truth) == (0.5, 1 / 3)


def test_b_cubed_is_of_reports() -> None:
    truth = {"a": 1, "b": 1, "c": 1, "d": 2}
    assert score_b3([["a", "b", "c"], ["d"]], truth) == 1.0
    precision, recall = (1 + 1 + 0.5 + 0.5) / 4, (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4
    assert score_b3([["a", "b"], ["c", "d"]], truth) == pytest.approx(2 * precision * recall / (precision + recall))


def test_a_short_stream_is_fused_mostly_right() -> None:
    found = measure((150, 10, False))
    assert found.reports == 150
    assert found.f > 0.8
